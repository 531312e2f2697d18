"""Tests of studio.engine.encoders.audio."""

import io
from fractions import Fraction
from itertools import pairwise

import av
import numpy as np
import pytest
from av.audio.codeccontext import AudioCodecContext
from numpy.typing import NDArray

from studio.engine.encoders.audio import MAX_FILL_BLOCKS, AudioEncoder
from studio.model.media import AudioFormat, Codec, Packet


def encoded(sound: NDArray[np.float32], first: int = 0) -> tuple[AudioFormat, list[Packet]]:
    encoder = AudioEncoder(bus=0, kbps=160, track=1)
    packets = []
    for n, block in enumerate(np.split(sound, len(sound) // 1024)):
        packets += encoder.encode(first + n, block)
    return encoder.format, packets + encoder.flush()


def decoded(
    container: str, audio: AudioFormat, packets: list[Packet]
) -> tuple[int, NDArray[np.float32]]:
    """Mux packets, read them back; return the first sample's number and the sound."""
    file = io.BytesIO()
    with av.open(file, "w", container) as output:
        stream = output.add_stream("aac", rate=48_000, layout="stereo")
        stream.codec_context.extradata = audio.config
        for packet in packets:
            coded = av.Packet(packet.data)
            coded.stream = stream
            coded.time_base = Fraction(1, 1000)
            coded.pts = coded.dts = round(packet.pts_ns / 1e6)
            output.mux(coded)
    file.seek(0)
    with av.open(file, "r") as source:
        frames = list(source.decode(audio=0))
    start = frames[0].time
    assert start is not None
    return round(start * 48_000), np.concatenate([f.to_ndarray() for f in frames], axis=1).T


def impulse(blocks: int, at: int) -> NDArray[np.float32]:
    sound = np.zeros((blocks * 1024, 2), np.float32)
    sound[at] = 0.9
    return sound


def tone(blocks: int) -> NDArray[np.float32]:
    phase = np.arange(blocks * 1024) * 2 * np.pi * 1000 / 48_000
    return np.repeat((0.3 * np.sin(phase)).astype(np.float32)[:, None], 2, axis=1)


@pytest.mark.parametrize("container", ["flv", "matroska"])
@pytest.mark.parametrize("first", [0, 1, 5000])
def test_an_impulse_comes_out_at_its_time(container: str, first: int) -> None:
    audio, packets = encoded(impulse(30, 12_345), first)
    start, sound = decoded(container, audio, packets)
    found = start + int(np.abs(sound[:, 0]).argmax())
    assert abs(found - (first * 1024 + 12_345)) <= 24  # half a millisecond, for their rounding


def test_packets_themselves_are_exact_to_the_sample() -> None:
    audio, packets = encoded(impulse(30, 12_345), first=7)
    decoder = AudioCodecContext.create("aac", "r")
    decoder.extradata = audio.config
    sound = np.concatenate(
        [f.to_ndarray() for p in packets for f in decoder.decode(av.Packet(p.data))], axis=1
    )
    start = round(packets[0].pts_ns * 48_000 / 1e9)
    assert start + int(np.abs(sound[0]).argmax()) == 7 * 1024 + 12_345


def test_packets_follow_each_other_block_by_block() -> None:
    _, packets = encoded(tone(20), first=3)
    assert [packet.pts_ns for packet in packets] == [
        n * 1024 * 10**9 // 48_000 for n in range(3, 23)
    ]
    for packet, following in pairwise(packets):
        assert packet.pts_ns + packet.duration_ns == following.pts_ns
        assert packet.dts_ns == packet.pts_ns
        assert packet.is_key
        assert packet.track == 1
        assert not packet.data.startswith(b"\xff\xf1")  # no ADTS


def test_the_format_describes_aac_lc_48_khz_stereo() -> None:
    audio = AudioEncoder(bus=2, kbps=128, track=3).format
    assert (audio.codec, audio.bus, audio.kbps) == (Codec.AAC, 2, 128)
    object_type, rate_index = (
        audio.config[0] >> 3,
        (audio.config[0] & 7) << 1 | audio.config[1] >> 7,
    )
    assert (object_type, rate_index, audio.config[1] >> 3 & 15) == (2, 3, 2)


def test_left_out_blocks_are_filled_with_silence() -> None:
    encoder = AudioEncoder(bus=0, kbps=160)
    block = tone(1)
    packets = []
    for n in (0, 1, 2, 3, 10, 11, 12):
        packets += encoder.encode(n, block)
    packets += encoder.flush()
    assert [packet.pts_ns for packet in packets] == [n * 1024 * 10**9 // 48_000 for n in range(13)]
    assert encoder.silent_blocks == 6
    _, sound = decoded("flv", encoder.format, packets)
    assert np.abs(sound[6 * 1024 : 8 * 1024]).max() < 0.001
    assert np.abs(sound[11 * 1024 : 12 * 1024]).max() > 0.25


def test_a_night_asleep_is_a_step_not_a_million_blocks() -> None:
    encoder = AudioEncoder(bus=0, kbps=160)
    far = MAX_FILL_BLOCKS + 10
    packets = []
    for n in (0, 1, 2, far, far + 1, far + 2):
        packets += encoder.encode(n, tone(1))
    packets += encoder.flush()
    assert [packet.pts_ns for packet in packets] == [
        n * 1024 * 10**9 // 48_000 for n in (0, 1, 2, far, far + 1, far + 2)
    ]


def test_a_block_from_the_past_is_ignored() -> None:
    encoder = AudioEncoder(bus=0, kbps=160)
    for n in (5, 6, 7):
        encoder.encode(n, tone(1))
    assert encoder.encode(6, tone(1)) == []
    assert [p.pts_ns for p in encoder.encode(8, tone(1))] == [6 * 1024 * 10**9 // 48_000]


def test_the_bit_rate_is_kept() -> None:
    noise = (np.random.default_rng(1).standard_normal((200 * 1024, 2)) * 0.1).astype(np.float32)
    _, packets = encoded(noise)
    kbps = sum(len(packet.data) for packet in packets) * 8 / (200 * 1024 / 48_000) / 1000
    assert kbps == pytest.approx(160, rel=0.05)
