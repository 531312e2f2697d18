"""Blocks of a bus come out as packets of 20 ms whose numbers follow the bus's clock."""

import numpy as np
import pytest

from studio.link.decoding import SoundDecoder
from studio.link.opus import FRAMES, OpusEncoder
from studio.link.sound_line import Samples
from studio.model.media import BLOCK_FRAMES, SECOND_NS


def tone(block: int) -> Samples:
    at = np.arange(block * BLOCK_FRAMES, (block + 1) * BLOCK_FRAMES) / 48_000
    return np.repeat((0.3 * np.sin(2 * np.pi * 600 * at)).astype(np.float32)[:, None], 2, axis=1)


def start_ns(block: int) -> int:
    return block * BLOCK_FRAMES * SECOND_NS // 48_000


def test_packets_hold_the_sound_and_count_its_samples() -> None:
    encoder, decoder = OpusEncoder(), SoundDecoder()
    packets = [each for n in range(30) for each in encoder.encode(tone(n), start_ns(n))]
    assert len(packets) == 30 * BLOCK_FRAMES // FRAMES
    assert np.diff([at for _, at in packets]).tolist() == [FRAMES] * (len(packets) - 1)
    parts = [decoder.decode(data) for data, _ in packets]
    heard = np.concatenate([part for part in parts if part is not None])[4800:, 0]
    assert np.abs(np.fft.rfft(heard)).argmax() * 48_000 / len(heard) == pytest.approx(600, abs=5)


def test_numbers_jump_with_the_bus() -> None:
    encoder = OpusEncoder()
    first = list(encoder.encode(tone(0), 0))
    later = list(encoder.encode(tone(0), SECOND_NS))
    assert first[0][1] == 0
    assert later[0][1] == 48_000
