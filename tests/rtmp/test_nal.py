"""Tests of studio.rtmp.nal."""

import subprocess
from contextlib import suppress
from pathlib import Path

import av
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.rtmp.errors import RtmpError
from studio.rtmp.nal import (
    H264_PPS,
    H264_SPS,
    avcc,
    length_prefixed,
    split_annexb,
    split_length_prefixed,
)

units = st.lists(st.binary(min_size=1, max_size=20).map(lambda b: b"\x41" + b + b"\x80"))


def test_splits_both_lengths_of_start_code() -> None:
    data = b"\0\0\0\x01\x67abc\0\0\x01\x68de\0\0\0\x01\x65f\0\0\x03\x01g"
    assert split_annexb(data) == [b"\x67abc", b"\x68de", b"\x65f\0\0\x03\x01g"]
    assert split_annexb(b"no start code") == []


@given(units)
def test_lengths_read_back(given_units: list[bytes]) -> None:
    assert split_length_prefixed(length_prefixed(given_units)) == given_units


@given(st.binary(max_size=60))
def test_strange_lengths_are_rtmp_errors(data: bytes) -> None:
    with suppress(RtmpError):
        assert length_prefixed(split_length_prefixed(data)) == data


@pytest.mark.parametrize("profile", ["baseline", "main", "high", "high422"])
def test_builds_the_record_that_ffmpeg_builds(tmp_path: Path, profile: str) -> None:
    path = tmp_path / "clip.mp4"
    pixels = "yuv422p" if profile == "high422" else "yuv420p"
    subprocess.run(
        f"ffmpeg -v error -f lavfi -i testsrc2=size=160x90:rate=30 -frames:v 3 -pix_fmt {pixels} "
        f"-c:v libx264 -profile:v {profile} {path}".split(),
        check=True,
    )
    with av.open(str(path)) as container:
        expected = container.streams.video[0].codec_context.extradata
        assert expected is not None
    length = int.from_bytes(expected[6:8], "big")
    sps, rest = expected[8 : 8 + length], expected[8 + length + 1 :]
    pps = rest[2 : 2 + int.from_bytes(rest[:2], "big")]
    assert sps[0] & 31 == H264_SPS
    assert pps[0] & 31 == H264_PPS
    assert avcc(sps, pps) == expected


def test_refuses_what_are_no_parameter_sets() -> None:
    with pytest.raises(RtmpError, match="parameter sets"):
        avcc(b"\x68abc", b"\x67abc")
    with pytest.raises(RtmpError, match="ends in its middle"):
        avcc(b"\x67\x64\x00\x28", b"\x68abc")
