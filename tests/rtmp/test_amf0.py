"""Tests of studio.rtmp.amf0."""

import struct
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.rtmp import amf0
from studio.rtmp.amf0 import MAX_DEPTH, AmfValue, EcmaArray
from studio.rtmp.errors import RtmpError

scalars = st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=50)
values: st.SearchStrategy[AmfValue] = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.dictionaries(st.text(min_size=1, max_size=9), inner, max_size=5)
        | st.dictionaries(st.text(min_size=1, max_size=9), inner, max_size=5).map(EcmaArray)
    ),
    max_leaves=30,
)


def test_writes_the_bytes_of_the_standard() -> None:
    body = amf0.encode("connect", 1.0, {"app": "live", "ok": True}, None)
    assert body == (
        b"\x02\x00\x07connect"
        b"\x00\x3f\xf0\x00\x00\x00\x00\x00\x00"
        b"\x03\x00\x03app\x02\x00\x04live\x00\x02ok\x01\x01\x00\x00\x09"
        b"\x05"
    )


def test_reads_what_only_peers_write() -> None:
    date = b"\x0b" + struct.pack(">d", 1e12) + b"\0\0"
    typed = b"\x10\x00\x03Foo\x00\x01a\x05\x00\x00\x09"
    ecma_with_wrong_count = b"\x08\x00\x00\x00\x63\x00\x01a\x01\x01\x00\x00\x09"
    body = date + typed + ecma_with_wrong_count + b"\x06\x0d\x0c\x00\x00\x00\x02hi"
    assert amf0.decode(body) == [1e12, {"a": None}, {"a": True}, None, None, "hi"]


@given(st.lists(values, max_size=4))
def test_reads_back_what_it_writes(things: list[AmfValue]) -> None:
    assert amf0.decode(amf0.encode(*things)) == things


def test_long_text_survives() -> None:
    assert amf0.decode(amf0.encode("é" * 40_000)) == ["é" * 40_000]


@given(st.binary(max_size=300))
def test_strange_bytes_raise_nothing_but_rtmp_errors(data: bytes) -> None:
    with suppress(RtmpError):
        amf0.decode(data)


@pytest.mark.parametrize(
    "data",
    [
        b"\x0a\xff\xff\xff\xff\x05",  # an array longer than its message
        b"\x0a\x00\x00\x00\x01" * (MAX_DEPTH + 2),  # too deep
        b"\x03" + b"\x00\x01a\x03" * 500,  # too deep, by objects
        b"\x05" * 5000,  # too many values
        b"\x02\xff\xffshort",
        b"\x00\x00",
        b"\x0c\xff\xff\xff\xff",
        b"\x63",
    ],
)
def test_refuses_what_is_over_its_limits(data: bytes) -> None:
    with pytest.raises(RtmpError):
        amf0.decode(data)
