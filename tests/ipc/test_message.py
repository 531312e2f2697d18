"""Tests of studio.ipc.message."""

import struct

import msgpack  # type: ignore[import-untyped]  # it ships no types
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.ipc.errors import MessageError
from studio.ipc.message import MAX_BYTES, Decoder, Message, encode

values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.text() | st.binary(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=10,
)
messages = st.dictionaries(st.text(), values, max_size=5).map(lambda m: {**m, "type": "x"})


def framed(payload: bytes) -> bytes:
    return struct.pack(">I", len(payload)) + payload


@given(sent=st.lists(messages, max_size=4), data=st.data())
def test_messages_come_out_as_they_went_in_whatever_the_pieces(
    sent: list[Message], data: st.DataObject
) -> None:
    stream = b"".join(map(encode, sent))
    cuts = data.draw(st.lists(st.integers(0, len(stream)), max_size=6).map(sorted))
    decoder = Decoder()
    received: list[Message] = []
    for begin, end in zip([0, *cuts], [*cuts, len(stream)], strict=True):
        received += decoder.feed(stream[begin:end])
    assert received == sent


@given(st.binary(max_size=300))
def test_garbage_is_refused_or_waited_for(garbage: bytes) -> None:
    try:
        received = Decoder().feed(garbage)
    except MessageError:
        return
    assert all(isinstance(message["type"], str) for message in received)


@given(st.binary(min_size=1, max_size=200))
def test_garbage_with_a_right_length_is_one_message_or_refused(payload: bytes) -> None:
    try:
        received = Decoder().feed(framed(payload))
    except MessageError:
        return
    assert len(received) == 1
    assert isinstance(received[0]["type"], str)


@pytest.mark.parametrize(
    "value",
    [[1, 2], "text", None, {}, {"type": 5}, {"type": "x", b"key": 1}, {b"type": "x"}, {1: 2}],
)
def test_what_is_not_a_message_is_refused(value: object) -> None:
    with pytest.raises(MessageError):
        Decoder().feed(framed(msgpack.packb(value)))


def test_deep_nesting_is_refused() -> None:
    with pytest.raises(MessageError, match="bad MessagePack"):
        Decoder().feed(framed(b"\x91" * 100_000))


def test_a_length_over_the_limit_is_refused_before_the_bytes_come() -> None:
    assert Decoder().feed(struct.pack(">I", MAX_BYTES)) == []
    with pytest.raises(MessageError, match="announced a message of 4194305 bytes"):
        Decoder().feed(struct.pack(">I", MAX_BYTES + 1))
    with pytest.raises(MessageError, match="10 are the most"):
        Decoder(max_bytes=10).feed(struct.pack(">I", 11))


@pytest.mark.parametrize(
    "message", [{}, {"type": 1}, {"type": "x", "value": object()}, {"type": "x", "value": 2**64}]
)
def test_what_can_not_be_sent_is_refused(message: Message) -> None:
    with pytest.raises(MessageError, match="can't be sent"):
        encode(message)


def test_too_large_a_message_is_refused_without_showing_it() -> None:
    with pytest.raises(MessageError, match="'tag' has 41943"):
        encode({"type": "tag", "data": bytes(MAX_BYTES)})
