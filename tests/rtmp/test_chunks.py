"""Tests of studio.rtmp.chunks."""

import struct
import tracemalloc
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.rtmp.chunks import MAX_CHUNK_STREAMS, ChunkReader, ChunkWriter
from studio.rtmp.errors import RtmpError
from studio.rtmp.message import Message, MessageType

media = st.builds(
    Message,
    type_id=st.sampled_from([8, 9, 18, 20]),
    stream_id=st.integers(0, 2**32 - 1),
    timestamp_ms=st.one_of(st.integers(0, 2**32 - 1), st.integers(0xFFFFF0, 0x1000010)),
    body=st.binary(max_size=700),
)


def test_reads_the_four_kinds_of_header() -> None:
    # The example of the standard, 5.3.2.1: four audio messages of 32 bytes.
    body = bytes(32)
    first = b"\x03" + b"\x00\x03\xe8" + b"\x00\x00\x20" + b"\x08" + b"\x39\x30\x00\x00" + body
    second = b"\x83" + b"\x00\x00\x14" + body
    third = fourth = b"\xc3" + body
    changed = b"\x43" + b"\x00\x00\x05" + b"\x00\x00\x02" + b"\x09" + b"ab"
    messages = ChunkReader().feed(first + second + third + fourth + changed)
    assert [m.timestamp_ms for m in messages] == [1000, 1020, 1040, 1060, 1065]
    assert {m.stream_id for m in messages} == {12345}
    assert messages[-1] == Message(9, 12345, 1065, b"ab")


def test_reads_a_message_of_several_chunks() -> None:
    # The example of the standard, 5.3.2.2: a video message of 307 bytes.
    body = bytes(range(256)) + bytes(51)
    head = b"\x04" + b"\x00\x03\xe8" + b"\x00\x01\x33" + b"\x09" + b"\x3a\x30\x00\x00"
    data = head + body[:128] + b"\xc4" + body[128:256] + b"\xc4" + body[256:]
    assert ChunkReader().feed(data) == [Message(9, 12346, 1000, body)]


@pytest.mark.parametrize("repeats", [True, False])
def test_reads_extended_times_whether_continuations_repeat_them(repeats: bool) -> None:
    body, time_ms = bytes([7]) * 200, 0x01234567
    extended = struct.pack(">I", time_ms)
    head = b"\x06\xff\xff\xff\x00\x00\xc8\x09\x01\x00\x00\x00" + extended
    data = head + body[:128] + b"\xc6" + (extended if repeats else b"") + body[128:]
    assert ChunkReader().feed(data) == [Message(9, 1, time_ms, body)]


def test_writes_full_changed_and_short_headers() -> None:
    writer = ChunkWriter()
    assert writer.write(4, Message(8, 1, 1000, b"abc"))[:1] == b"\x04"
    assert writer.write(4, Message(8, 1, 1021, b"abcd")) == b"\x44\x00\x00\x15\x00\x00\x04\x08abcd"
    assert writer.write(4, Message(8, 1, 1042, b"efgh")) == b"\x84\x00\x00\x15efgh"
    assert (
        writer.write(4, Message(8, 1, 1041, b"back"))[:4] == b"\x04\x00\x04\x11"
    )  # never negative


def test_writes_extended_times_in_every_chunk() -> None:
    data = ChunkWriter().write(6, Message(9, 1, 0x01000000, bytes(130)))
    assert data[:16] == b"\x06\xff\xff\xff\x00\x00\x82\x09\x01\x00\x00\x00\x01\x00\x00\x00"
    assert data[16 + 128 :] == b"\xc6\x01\x00\x00\x00" + bytes(2)


@given(
    st.lists(st.tuples(st.sampled_from([2, 3, 63, 64, 319, 320, 65599]), media), max_size=12),
    st.integers(1, 300),
    st.integers(1, 400),
)
def test_reads_back_what_it_writes(
    messages: list[tuple[int, Message]], chunk_bytes: int, piece_bytes: int
) -> None:
    reader, writer = ChunkReader(), ChunkWriter()
    size = Message(MessageType.SET_CHUNK_SIZE, 0, 0, struct.pack(">I", chunk_bytes))
    data = writer.write(2, size)
    writer.chunk_bytes = chunk_bytes
    data += b"".join(writer.write(stream, message) for stream, message in messages)
    got: list[Message] = []
    for start in range(0, len(data), piece_bytes):
        got += reader.feed(data[start : start + piece_bytes])
    assert got == [size, *(message for _, message in messages)]


def test_messages_may_be_interleaved() -> None:
    video = ChunkWriter().write(6, Message(9, 1, 5, bytes([1]) * 200))
    audio = ChunkWriter().write(4, Message(8, 1, 5, b"sound"))
    first_chunk = 12 + 128
    data = video[:first_chunk] + audio + video[first_chunk:]
    assert [m.type_id for m in ChunkReader().feed(data)] == [8, 9]


def test_an_abort_forgets_the_message() -> None:
    reader = ChunkReader()
    video = ChunkWriter().write(6, Message(9, 1, 5, bytes(200)))
    abort = ChunkWriter().write(2, Message(MessageType.ABORT, 0, 0, struct.pack(">I", 6)))
    assert len(reader.feed(video[:140] + abort)) == 1
    whole = Message(9, 1, 7, b"x")
    assert reader.feed(ChunkWriter().write(6, whole)) == [whole]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"\x43\0\0\0\0\0\x01\x09a", "without a full header"),
        (b"\x03\0\0\0\xff\xff\xff\x09\0\0\0\0", "too long"),
        (b"\x02\0\0\0\0\0\x04\x01\0\0\0\0" + bytes(4), "chunk size"),
        (b"\x02\0\0\0\0\0\x04\x01\0\0\0\0\xff\xff\xff\xff", "chunk size"),
        (b"\x06\0\0\0\0\0\xc8\x09\1\0\0\0" + bytes(128) + b"\x06" + bytes(11), "inside another"),
    ],
)
def test_refuses_what_breaks_the_protocol(data: bytes, says: str) -> None:
    with pytest.raises(RtmpError, match=says):
        ChunkReader().feed(data)


def test_refuses_more_chunk_streams_than_its_limit() -> None:
    reader = ChunkReader()
    for stream in range(3, 3 + MAX_CHUNK_STREAMS):
        reader.feed(ChunkWriter().write(stream, Message(9, 1, 0, b"a")))
    with pytest.raises(RtmpError, match="chunk streams"):
        reader.feed(ChunkWriter().write(300, Message(9, 1, 0, b"a")))


def test_unfinished_messages_are_limited_in_sum() -> None:
    reader = ChunkReader()
    body = bytes(8 << 20)
    size = Message(MessageType.SET_CHUNK_SIZE, 0, 0, struct.pack(">I", 7 << 20))
    reader.feed(ChunkWriter().write(2, size))
    writer = ChunkWriter()
    writer.chunk_bytes = 7 << 20
    begun = [writer.write(s, Message(9, 1, 0, body))[: 12 + (7 << 20)] for s in (3, 4, 5)]
    assert reader.feed(begun[0] + begun[1]) == []
    with pytest.raises(RtmpError, match="unfinished"):
        reader.feed(begun[2])


def test_finished_messages_do_not_count() -> None:
    reader, writer = ChunkReader(), ChunkWriter()
    size = Message(MessageType.SET_CHUNK_SIZE, 0, 0, struct.pack(">I", 1 << 20))
    reader.feed(writer.write(2, size))
    writer.chunk_bytes = 1 << 20
    for time_ms in range(8):
        video = Message(9, 1, time_ms, bytes(3 << 20))
        assert reader.feed(writer.write(6, video)) == [video]


@given(st.lists(st.binary(max_size=400), max_size=20))
def test_strange_bytes_raise_nothing_but_rtmp_errors(pieces: list[bytes]) -> None:
    reader = ChunkReader()
    with suppress(RtmpError):
        for piece in pieces:
            reader.feed(piece)


@given(st.data())
def test_mutated_streams_raise_nothing_but_rtmp_errors(data: st.DataObject) -> None:
    writer = ChunkWriter()
    stream = bytearray()
    for index in range(8):
        body = bytes([index]) * 150
        stream += writer.write(3 + index % 3, Message(8 + index % 2, 1, index * 40, body))
    for _ in range(data.draw(st.integers(1, 8))):
        stream[data.draw(st.integers(0, len(stream) - 1))] = data.draw(st.integers(0, 255))
    try:
        messages = ChunkReader().feed(bytes(stream))
    except RtmpError:
        return
    assert sum(len(m.body) for m in messages) <= len(stream)


def test_a_peer_that_never_finishes_costs_no_more_than_the_limits() -> None:
    reader = ChunkReader(max_message_bytes=1 << 20)
    head = b"\x06\0\0\0\x0f\xff\xff\x09\1\0\0\0"
    tracemalloc.start()
    try:
        for start in range(3, 3 + 40):  # forty messages of a megabyte, announced, never sent
            reader.feed(bytes([start]) + head[1:] + bytes(128))
        _, peak_bytes = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak_bytes < 200_000
