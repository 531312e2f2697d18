"""Tests of studio.engine.encoders.codec; ffprobe and ffmpeg judge the stream."""

import json
import subprocess
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from studio.engine.encoders.catalog import NVENC, X264
from studio.engine.encoders.codec import VideoCodec
from studio.engine.encoders.errors import EncoderError
from studio.engine.encoders.settings import EncoderSettings, Latency
from studio.engine.picture import Plane
from studio.model.media import SECOND_NS, Packet, VideoFormat

Draw = Callable[..., Plane]


def encode(settings: EncoderSettings, pictures: list[Plane], keys: tuple[int, ...] = ()) -> bytes:
    """Encode pictures, and return a stream that any decoder takes."""
    codec = VideoCodec(X264, settings)
    packets = [
        packet
        for index, nv12 in enumerate(pictures)
        for packet in codec.encode(index, nv12, key=index in keys)
    ]
    packets += codec.flush()
    assert codec.format is not None
    return annex_b(codec.format, packets)


def annex_b(format: VideoFormat, packets: list[Packet]) -> bytes:
    config = format.config
    sps_end = 8 + int.from_bytes(config[6:8])
    pps = config[sps_end + 3 : sps_end + 3 + int.from_bytes(config[sps_end + 1 : sps_end + 3])]
    code = b"\x00\x00\x00\x01"
    out = bytearray(code + config[8:sps_end] + code + pps)
    for packet in packets:
        at = 0
        while at < len(packet.data):
            size = int.from_bytes(packet.data[at : at + 4])
            out += code + packet.data[at + 4 : at + 4 + size]
            at += 4 + size
    return bytes(out)


def probe(stream: bytes, path: Path) -> Any:  # whatever ffprobe finds, as JSON
    path.write_bytes(stream)
    command = ["ffprobe", "-v", "error", "-of", "json", "-show_streams", "-show_frames", str(path)]
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)


def decode(stream: bytes, settings: EncoderSettings) -> Plane:
    """Decode to ``(pictures, height * 3 // 2, width) uint8`` NV12 by ffmpeg's own decoder."""
    command = ["ffmpeg", "-v", "error", "-i", "-", "-pix_fmt", "nv12", "-f", "rawvideo", "-"]
    raw = subprocess.run(command, input=stream, check=True, capture_output=True).stdout
    return np.frombuffer(raw, np.uint8).reshape(-1, settings.height * 3 // 2, settings.width)


def test_the_stream_is_what_platforms_want(
    settings: EncoderSettings, picture: Draw, tmp_path: Path
) -> None:
    stream = encode(settings, [picture(index) for index in range(180)])
    found = probe(stream, tmp_path / "out.h264")
    video, frames = found["streams"][0], found["frames"]
    assert (video["codec_name"], video["width"], video["height"]) == ("h264", 320, 180)
    assert (video["r_frame_rate"], video["has_b_frames"]) == ("30/1", 0)
    assert video["color_range"] == "tv"
    assert {video[key] for key in ("color_space", "color_transfer", "color_primaries")} == {"bt709"}
    assert [i for i, frame in enumerate(frames) if frame["key_frame"]] == [0, 60, 120]
    assert {frame["pict_type"] for frame in frames} == {"I", "P"}


def test_the_bit_rate_is_constant(settings: EncoderSettings, picture: Draw) -> None:
    """Of pictures that are easy at times, too: filler keeps the rate.

    Counted from the end of one easy stretch to the end of another, when the buffer
    of one second is full both times.
    """
    settings = replace(settings, kbps=1000)
    codec = VideoCodec(X264, settings)
    still = np.full((270, 320), 60, np.uint8)
    packets = []
    for index in range(300):
        packets += codec.encode(index, picture(index) if index // 60 % 2 else still)
    packets += codec.flush()
    steady = [packet for packet in packets if packet.pts_ns >= 2 * SECOND_NS]
    kbps = sum(len(packet.data) for packet in steady) * 8 / 8 / 1000
    assert kbps == pytest.approx(1000, rel=0.05)


@pytest.mark.parametrize("latency", list(Latency))
def test_a_key_frame_comes_when_it_is_asked_for(
    settings: EncoderSettings, picture: Draw, tmp_path: Path, latency: Latency
) -> None:
    settings = replace(settings, latency=latency)
    stream = encode(settings, [picture(index) for index in range(100)], keys=(7, 70))
    frames = probe(stream, tmp_path / "out.h264")["frames"]
    keys = [i for i, frame in enumerate(frames) if frame["key_frame"]]
    assert keys == [0, 7, 67, 70]


def test_low_latency_holds_nothing_back(settings: EncoderSettings, picture: Draw) -> None:
    codec = VideoCodec(X264, replace(settings, latency=Latency.LOW))
    assert [len(codec.encode(index, picture(index))) for index in range(10)] == [1] * 10


def test_times_are_exact_and_start_where_the_session_is(picture: Draw) -> None:
    ntsc = EncoderSettings(320, 180, Fraction(30000, 1001), 600, "libx264", "superfast")
    first = 107_892  # an hour
    codec = VideoCodec(X264, ntsc, start_index=first)
    packets = codec.encode(first, picture(0)) + codec.encode(first + 5, picture(5)) + codec.flush()
    times_ns = [int((first + index) * SECOND_NS / ntsc.fps) for index in (0, 1, 5)]
    assert [packet.pts_ns for packet in packets] == [times_ns[0], times_ns[2]]
    assert [packet.dts_ns for packet in packets] == [times_ns[0], times_ns[2]]
    assert packets[0].duration_ns == times_ns[1] - times_ns[0]


def test_b_frames_are_decoded_before_they_are_shown(
    settings: EncoderSettings, picture: Draw
) -> None:
    codec = VideoCodec(X264, replace(settings, b_frames=2))
    packets = [p for index in range(40) for p in codec.encode(index, picture(index))]
    packets += codec.flush()
    assert packets[0].dts_ns < 0
    assert all(packet.dts_ns <= packet.pts_ns for packet in packets)
    assert [p.dts_ns for p in packets] == sorted(p.dts_ns for p in packets)
    assert [p.pts_ns for p in packets] != sorted(p.pts_ns for p in packets)


@pytest.mark.parametrize(("width", "height"), [(320, 180), (322, 182), (64, 66)])
def test_colours_come_back(width: int, height: int) -> None:
    """A grey ramp and colour bars, in heights that PyAV reads wrongly by itself too."""
    options = {"crf": "1", "nal-hrd": "none"}
    settings = EncoderSettings(
        width, height, Fraction(30), 100_000, "libx264", "veryfast", options=options
    )
    nv12 = np.full((height * 3 // 2, width), 128, np.uint8)
    nv12[: height // 2] = np.linspace(16, 235, width).round()
    bars = [(180, 44, 136), (133, 63, 52), (112, 146, 26), (51, 109, 212), (28, 212, 120)]
    step = width // len(bars) & ~1
    for index, (y, u, v) in enumerate(bars):
        x = index * step
        nv12[height // 2 : height, x : x + step] = y
        chroma = nv12[height + height // 4 :, x : x + step]
        chroma[:, 0::2], chroma[:, 1::2] = u, v
    decoded = decode(encode(settings, [nv12] * 12), settings)
    assert decoded.shape == (12, *nv12.shape)
    wrong = np.abs(decoded.astype(int) - nv12)
    assert wrong.max() <= 2


def test_options_of_the_user_win(settings: EncoderSettings, picture: Draw, tmp_path: Path) -> None:
    settings = replace(settings, options={"bframes": "2", "keyint": "20", "b-adapt": "0"})
    frames = probe(
        encode(settings, [picture(index) for index in range(50)]), tmp_path / "out.h264"
    )["frames"]
    assert [i for i, frame in enumerate(frames) if frame["key_frame"]] == [0, 20, 40]
    assert "B" in {frame["pict_type"] for frame in frames}


def test_an_encoder_that_is_not_there_says_what_it_needs(settings: EncoderSettings) -> None:
    if not NVENC.absent():
        pytest.skip("there is an NVIDIA card here")
    with pytest.raises(EncoderError, match=r"NVENC .* does not open here .*; it needs an NVIDIA"):
        VideoCodec(NVENC, replace(settings, preset="p5"))


def test_an_option_that_the_encoder_does_not_have_is_refused(settings: EncoderSettings) -> None:
    with pytest.raises(EncoderError, match="NVENC has no option “bframes”"):
        VideoCodec(NVENC, replace(settings, preset="p5", options={"bframes": "2"}))


def test_a_name_that_x264_does_not_know_is_refused(settings: EncoderSettings) -> None:
    for options in ({"bfarmes": "3"}, {"x264-params": "keyint=20:bfarmes=3"}):
        with pytest.raises(EncoderError, match="x264 has no option “bfarmes”"):
            VideoCodec(X264, replace(settings, options=options))


def test_a_value_that_can_not_be_is_told_with_its_name(settings: EncoderSettings) -> None:
    with pytest.raises(EncoderError, match=r"does not open here .*asked for crf=much"):
        VideoCodec(X264, replace(settings, options={"crf": "much"}))


def test_a_picture_of_another_size_is_refused(settings: EncoderSettings, picture: Draw) -> None:
    codec = VideoCodec(X264, settings)
    with pytest.raises(EncoderError, match="set to 320x180 and got a picture of another size"):
        codec.encode(0, picture(0, 640, 360))


def test_takes_pictures_that_are_read_only(settings: EncoderSettings, picture: Draw) -> None:
    for height in (180, 182):
        nv12 = picture(0, 320, height)
        nv12.flags.writeable = False
        codec = VideoCodec(X264, replace(settings, height=height))
        assert len(codec.encode(0, nv12) + codec.flush()) == 1
