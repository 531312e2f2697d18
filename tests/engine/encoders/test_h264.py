"""Tests of studio.engine.encoders.h264."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.engine.encoders.errors import EncoderError
from studio.engine.encoders.h264 import avc_config, length_prefixed, nal_units

SPS = bytes.fromhex("67640028acb403c0113f2cd40404050000030001000003003ce0200011")
PPS = bytes.fromhex("68ef3cb0")
IDR = bytes.fromhex("6588840010")


def test_splits_at_long_and_short_start_codes() -> None:
    stream = b"\x00\x00\x00\x01" + PPS + b"\x00\x00\x01" + IDR + b"\x00\x00\x00\x01" + IDR
    assert nal_units(stream) == [PPS, IDR, IDR]


def test_nothing_is_no_unit() -> None:
    assert nal_units(b"") == []
    assert nal_units(b"\x00\x00\x01") == []
    assert nal_units(b"no start code") == []


def test_parameter_sets_and_delimiters_stay_out_of_packets() -> None:
    delimiter = b"\x09\x10"
    stream = b"".join(b"\x00\x00\x00\x01" + unit for unit in (delimiter, SPS, PPS, IDR))
    assert length_prefixed(stream) == b"\x00\x00\x00\x05" + IDR


def test_the_configuration_record_is_as_the_standard_says() -> None:
    stream = b"\x00\x00\x00\x01" + SPS + b"\x00\x00\x00\x01" + PPS
    record = avc_config(stream)
    assert record == (
        bytes.fromhex("01640028ffe1")
        + len(SPS).to_bytes(2)
        + SPS
        + b"\x01"
        + len(PPS).to_bytes(2)
        + PPS
        + bytes.fromhex("fdf8f800")
    )


def test_baseline_has_no_chroma_fields() -> None:
    baseline = b"\x67\x42" + SPS[2:]
    record = avc_config(b"\x00\x00\x01" + baseline + b"\x00\x00\x01" + PPS)
    assert record is not None
    assert record.endswith(PPS)


def test_without_both_parameter_sets_there_is_no_record() -> None:
    assert avc_config(b"\x00\x00\x01" + SPS) is None
    assert avc_config(b"\x00\x00\x01" + PPS) is None


def test_a_broken_parameter_set_is_refused() -> None:
    with pytest.raises(EncoderError, match=r"broken H\.264"):
        avc_config(b"\x00\x00\x01\x67\x64\x00\x00\x01" + PPS)


UNIT = st.binary(min_size=1, max_size=40).map(
    # What a real encoder never writes: start codes inside, a zero at the end, SPS and the like.
    lambda body: b"\x65" + body.replace(b"\x00\x00", b"\x00\x03") + b"\x80"
)


@given(st.lists(UNIT, max_size=6), st.booleans())
def test_lengths_lead_to_the_same_units(units: list[bytes], long: bool) -> None:
    code = b"\x00\x00\x00\x01" if long else b"\x00\x00\x01"
    data = length_prefixed(b"".join(code + unit for unit in units))
    found, at = [], 0
    while at < len(data):
        size = int.from_bytes(data[at : at + 4])
        found.append(data[at + 4 : at + 4 + size])
        at += 4 + size
    assert found == units
