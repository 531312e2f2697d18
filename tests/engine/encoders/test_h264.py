"""Tests of studio.engine.encoders.h264."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.engine.encoders.errors import EncoderError
from studio.engine.encoders.h264 import decoder_config, packet_data

SPS = bytes.fromhex("67640028acb403c0113f2cd40404050000030001000003003ce0200011")
PPS = bytes.fromhex("68ef3cb0")
IDR = bytes.fromhex("6588840010")


def annex_b(*units: bytes) -> bytes:
    return b"".join(b"\x00\x00\x00\x01" + unit for unit in units)


def test_parameter_sets_and_delimiters_stay_out_of_packets() -> None:
    assert packet_data(annex_b(b"\x09\x10", SPS, PPS, IDR)) == b"\x00\x00\x00\x05" + IDR
    assert packet_data(b"") == b""


def test_the_configuration_record_is_as_the_standard_says() -> None:
    sizes = len(SPS).to_bytes(2), len(PPS).to_bytes(2)
    assert decoder_config(annex_b(SPS, PPS, IDR)) == (
        bytes.fromhex("01640028ffe1") + sizes[0] + SPS + b"\x01" + sizes[1] + PPS
    ) + bytes.fromhex("fdf8f800")


def test_without_both_parameter_sets_there_is_no_record() -> None:
    assert decoder_config(annex_b(SPS)) is None
    assert decoder_config(annex_b(PPS, IDR)) is None


def test_a_broken_parameter_set_is_refused() -> None:
    with pytest.raises(EncoderError, match=r"parameter sets that are not H\.264's"):
        decoder_config(annex_b(b"\x67\x64", PPS))


UNIT = st.binary(min_size=1, max_size=40).map(
    # What a real encoder never writes: start codes inside, a zero at the end, SPS and the like.
    lambda body: b"\x65" + body.replace(b"\x00\x00", b"\x00\x03") + b"\x80"
)


@given(st.lists(UNIT, max_size=6), st.booleans())
def test_lengths_lead_to_the_same_units(units: list[bytes], long: bool) -> None:
    code = b"\x00\x00\x00\x01" if long else b"\x00\x00\x01"
    data = packet_data(b"".join(code + unit for unit in units))
    found, at = [], 0
    while at < len(data):
        size = int.from_bytes(data[at : at + 4])
        found.append(data[at + 4 : at + 4 + size])
        at += 4 + size
    assert found == units
