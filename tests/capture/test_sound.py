"""Tests of studio.capture.sound."""

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from studio.capture.sound import BLOCK_FRAMES, RATE_HZ, Resampler, Samples, SoundBlocks

SECOND_NS = 1_000_000_000
ORIGIN_NS = 5_000_000_123


class Heard:
    """Collects blocks as one stretch of sound."""

    def __init__(self) -> None:
        self.stamps: list[int] = []
        self.parts: list[Samples] = []

    def add(self, blocks: object) -> None:
        assert hasattr(blocks, "__iter__")
        for stamp, block in blocks:
            self.stamps.append(stamp)
            self.parts.append(block.copy())

    @property
    def left(self) -> NDArray[np.float32]:
        left: NDArray[np.float32] = np.concatenate(self.parts)[:, 0]
        return left


def ramp(first: int, frames: int) -> Samples:
    """Sound whose values are its own positions, counted from 1."""
    return np.repeat(np.arange(first + 1, first + frames + 1, dtype=np.float32)[:, None], 2, 1)


def at(frame: int) -> int:
    return ORIGIN_NS + round(frame * SECOND_NS / RATE_HZ)


def test_blocks_are_stamped_with_their_first_sample_and_do_not_drift() -> None:
    blocks, heard = SoundBlocks(ORIGIN_NS), Heard()
    for first in range(0, 480_000, 480):
        heard.add(blocks.add(ramp(first, 480), at(first), is_first=first == 0))
    assert heard.stamps == [
        ORIGIN_NS + n * BLOCK_FRAMES * SECOND_NS // RATE_HZ for n in range(len(heard.stamps))
    ]
    assert len(heard.stamps) == 480_000 // BLOCK_FRAMES
    assert (heard.left == np.arange(1, len(heard.left) + 1)).all()


def test_stamps_rounded_to_milliseconds_make_no_gaps() -> None:
    blocks, heard = SoundBlocks(ORIGIN_NS), Heard()
    for first in range(0, 96_000, 1024):
        rounded_ns = ORIGIN_NS + round(first * 1000 / RATE_HZ) * 1_000_000
        heard.add(blocks.add(ramp(first, 1024), rounded_ns, is_first=first == 0))
    assert (heard.left == np.arange(1, len(heard.left) + 1)).all()


def test_a_gap_is_filled_with_silence() -> None:
    blocks, heard = SoundBlocks(ORIGIN_NS), Heard()
    heard.add(blocks.add(ramp(0, 1000), at(0), is_first=True))
    heard.add(blocks.add(ramp(6000, 2000), at(6000), is_first=False))
    assert (heard.left[:1000] == np.arange(1, 1001)).all()
    assert (heard.left[1000:6000] == 0).all()
    assert heard.left[6000] == 6001


def test_a_long_gap_is_a_hole_in_the_stamps() -> None:
    blocks, heard = SoundBlocks(ORIGIN_NS), Heard()
    heard.add(blocks.add(ramp(0, 1500), at(0), is_first=True))
    heard.add(blocks.add(ramp(240_000, 1024), at(240_000), is_first=False))
    assert heard.stamps == [at(0), ORIGIN_NS + BLOCK_FRAMES * SECOND_NS // RATE_HZ, at(240_000)]
    assert heard.left[2 * BLOCK_FRAMES] == 240_001


def test_the_next_pass_begins_on_the_exact_sample() -> None:
    blocks, heard = SoundBlocks(ORIGIN_NS), Heard()
    heard.add(blocks.add(ramp(0, 5000), at(0), is_first=True))
    heard.add(blocks.add(ramp(0, 3000), at(4900), is_first=True))  # 100 too many before
    heard.add(blocks.add(ramp(0, 3000), at(8000), is_first=True))  # 100 too few
    assert heard.left[4999] == 5000
    assert heard.left[5000] == 101
    assert (heard.left[7900:8000] == 0).all()
    assert heard.left[8000] == 1


def test_a_pause_moves_all_that_comes() -> None:
    blocks, heard = SoundBlocks(ORIGIN_NS), Heard()
    heard.add(blocks.add(ramp(0, 1024), at(0), is_first=True))
    blocks.shift(SECOND_NS)
    heard.add(blocks.add(ramp(1024, 1024), at(1024) + SECOND_NS, is_first=False))
    block_ns = BLOCK_FRAMES * SECOND_NS // RATE_HZ
    assert heard.stamps == [ORIGIN_NS, ORIGIN_NS + block_ns + SECOND_NS]
    assert heard.left[1024] == 1025


@pytest.mark.parametrize(
    ("format", "layout", "rate_hz"),
    [("s16", "mono", 44100), ("fltp", "stereo", 48000), ("s32p", "5.1", 96000)],
)
def test_any_sound_becomes_stereo_at_48_khz(format: str, layout: str, rate_hz: int) -> None:
    resampler = Resampler()
    parts = []
    for number in range(20):
        times = (np.arange(1024) + 1024 * number) / rate_hz
        wave = 0.25 * np.sin(2 * np.pi * 440 * times)
        frame = av.AudioFrame(format, layout, 1024)
        frame.sample_rate, frame.pts = rate_hz, 1024 * number
        scaled = wave.astype(np.float32)
        if format.startswith("s"):
            limit = 2**15 if format == "s16" else 2**31
            scaled = (wave * limit).astype(np.int16 if format == "s16" else np.int32)
        data = scaled.tobytes()
        for plane in frame.planes:
            plane.update(data.ljust(plane.buffer_size, b"\0"))
        parts.append(resampler.convert(frame))
    sound = np.concatenate(parts)
    assert sound.shape[1] == 2
    assert abs(len(sound) - 20 * 1024 * RATE_HZ / rate_hz) < 100
    level = np.sqrt((sound[2000:-2000] ** 2).mean())
    assert level == pytest.approx(0.25 / np.sqrt(2), rel=0.03)


def test_a_format_may_change_on_the_way() -> None:
    resampler = Resampler()
    for rate_hz in (44100, 48000):
        frame = av.AudioFrame("flt", "stereo", 1024)
        frame.sample_rate, frame.pts = rate_hz, 0
        frame.planes[0].update(bytes(frame.planes[0].buffer_size))
        assert resampler.convert(frame).shape[1] == 2
