"""The chunk stream: how RTMP messages are cut up and interleaved.

The reader knows all four header types and extended timestamps, with or without
their repetition in type 3 chunks.  The writer begins messages with the types
0 to 2 and continues them with type 3; it never begins one with type 3, because
servers read that differently after a type 0 (nginx adds nothing, FFmpeg adds the
whole timestamp) and three bytes a message buy nothing::

    reader, writer = ChunkReader(), ChunkWriter()
    for message in reader.feed(writer.write(3, message)):
        ...
"""

import struct
from dataclasses import dataclass, field

from studio.rtmp.errors import RtmpError
from studio.rtmp.message import Message, MessageType

DEFAULT_CHUNK_BYTES = 128
MAX_CHUNK_BYTES = 0xFFFFFF
MAX_MESSAGE_BYTES = 8 << 20
MAX_UNFINISHED_BYTES = 16 << 20
MAX_CHUNK_STREAMS = 64
_EXTENDED = 0xFFFFFF
_HEADER_BYTES = (11, 7, 3, 0)
_WRAP = 0xFFFFFFFF


@dataclass(slots=True)
class _Incoming:
    """What one chunk stream remembers between its chunks."""

    time_field: int = 0
    is_extended: bool = False
    timestamp_ms: int = 0
    length: int = 0
    type_id: int = 0
    stream_id: int = 0
    body: bytearray = field(default_factory=bytearray)
    is_open: bool = False


class ChunkReader:
    """Bytes to messages; follows Set Chunk Size and Abort by itself.

    Args:
        max_message_bytes: A longer message is an error before it is stored.
    """

    def __init__(self, max_message_bytes: int = MAX_MESSAGE_BYTES) -> None:
        self._max_message_bytes = max_message_bytes
        self._chunk_bytes = DEFAULT_CHUNK_BYTES
        self._buffer = bytearray()
        self._streams: dict[int, _Incoming] = {}
        self._unfinished_bytes = 0

    def feed(self, data: bytes) -> list[Message]:
        """Take received bytes and return the messages that they complete.

        Raises:
            RtmpError: If they break the protocol or a limit; the reader is then
                of no more use.
        """
        self._buffer += data
        messages: list[Message] = []
        position = 0
        while True:
            end, message = self._chunk(position)
            if end == position:
                break
            position = end
            if message is not None:
                self._obey(message)
                messages.append(message)
        del self._buffer[:position]
        return messages

    def _chunk(self, start: int) -> tuple[int, Message | None]:
        """Read the chunk at ``start``; its end is ``start`` where it is not whole."""
        basic = self._basic_header(start)
        if basic is None:
            return start, None
        header_type, chunk_stream_id, position = basic
        header_end = position + _HEADER_BYTES[header_type]
        if header_end > len(self._buffer):
            return start, None
        stream = self._stream(chunk_stream_id, header_type)
        if header_type == 3 and stream.is_open:
            return self._payload(start, header_end, stream)
        if stream.is_open:
            raise RtmpError("The peer began a message inside another one.")
        return self._begin(start, position, header_type, stream)

    def _basic_header(self, start: int) -> tuple[int, int, int] | None:
        buffer = self._buffer
        if start >= len(buffer):
            return None
        header_type, low = buffer[start] >> 6, buffer[start] & 63
        if low >= 2:
            return header_type, low, start + 1
        end = start + 2 + low
        if end > len(buffer):
            return None
        more = buffer[start + 2] << 8 if low else 0
        return header_type, 64 + buffer[start + 1] + more, end

    def _stream(self, chunk_stream_id: int, header_type: int) -> _Incoming:
        stream = self._streams.get(chunk_stream_id)
        if stream is None:
            if header_type != 0:
                raise RtmpError("The peer began a chunk stream without a full header.")
            if len(self._streams) >= MAX_CHUNK_STREAMS:
                raise RtmpError(f"The peer uses more than {MAX_CHUNK_STREAMS} chunk streams.")
            stream = self._streams[chunk_stream_id] = _Incoming()
        return stream

    def _begin(
        self, start: int, position: int, header_type: int, stream: _Incoming
    ) -> tuple[int, Message | None]:
        """Read the header of a new message, then its first payload."""
        buffer = self._buffer
        time_field, is_extended = stream.time_field, stream.is_extended
        length, type_id, stream_id = stream.length, stream.type_id, stream.stream_id
        end = position + _HEADER_BYTES[header_type]
        if header_type <= 2:
            time_field = int.from_bytes(buffer[position : position + 3], "big")
            is_extended = time_field == _EXTENDED
        if header_type <= 1:
            length = int.from_bytes(buffer[position + 3 : position + 6], "big")
            type_id = buffer[position + 6]
        if header_type == 0:
            stream_id = int.from_bytes(buffer[position + 7 : position + 11], "little")
        if length > self._max_message_bytes:
            raise RtmpError(f"The peer announced a message of {length} bytes, which is too long.")
        if header_type <= 2 and is_extended:
            if end + 4 > len(buffer):
                return start, None
            time_field = int.from_bytes(buffer[end : end + 4], "big")
            end += 4
        elif is_extended:
            skip = self._repeated_time(end, time_field)
            if skip is None:
                return start, None
            end += skip
        if end + min(length, self._chunk_bytes) > len(buffer):
            return start, None
        stream.time_field, stream.is_extended = time_field, is_extended
        stream.length, stream.type_id, stream.stream_id = length, type_id, stream_id
        since = 0 if header_type == 0 else stream.timestamp_ms
        stream.timestamp_ms = (since + time_field) & _WRAP
        stream.is_open = True
        return self._take(end, stream)

    def _payload(self, start: int, position: int, stream: _Incoming) -> tuple[int, Message | None]:
        """Read a type 3 chunk that continues a message."""
        if stream.is_extended:
            skip = self._repeated_time(position, stream.time_field)
            if skip is None:
                return start, None
            position += skip
        wanted = min(stream.length - len(stream.body), self._chunk_bytes)
        if position + wanted > len(self._buffer):
            return start, None
        return self._take(position, stream)

    def _repeated_time(self, position: int, time_field: int) -> int | None:
        """Bytes of a repeated extended timestamp: 4, or 0 where a writer leaves it out.

        The standard wants it in type 3 chunks, but old writers leave it out, and
        four bytes of media that equal the timestamp are too unlikely to matter.
        """
        if position + 4 > len(self._buffer):
            return None
        is_there = int.from_bytes(self._buffer[position : position + 4], "big") == time_field
        return 4 if is_there else 0

    def _take(self, position: int, stream: _Incoming) -> tuple[int, Message | None]:
        wanted = min(stream.length - len(stream.body), self._chunk_bytes)
        end = position + wanted
        if not stream.body and wanted == stream.length:  # most messages: one chunk, one copy
            body = bytes(self._buffer[position:end])
        else:
            stream.body += self._buffer[position:end]
            self._unfinished_bytes += wanted
            if self._unfinished_bytes > MAX_UNFINISHED_BYTES:
                raise RtmpError("The peer left too many messages unfinished.")
            if len(stream.body) < stream.length:
                return end, None
            self._unfinished_bytes -= len(stream.body)
            body = bytes(stream.body)
            stream.body = bytearray()
        stream.is_open = False
        return end, Message(stream.type_id, stream.stream_id, stream.timestamp_ms, body)

    def _obey(self, message: Message) -> None:
        if message.type_id == MessageType.SET_CHUNK_SIZE:
            size = int.from_bytes(message.body[:4], "big")
            if len(message.body) < 4 or not 1 <= size <= 0x7FFFFFFF:
                raise RtmpError("The peer set a chunk size that is not allowed.")
            self._chunk_bytes = min(size, MAX_CHUNK_BYTES)
        elif message.type_id == MessageType.ABORT and len(message.body) >= 4:
            stream = self._streams.get(int.from_bytes(message.body[:4], "big"))
            if stream is not None and stream.is_open:
                self._unfinished_bytes -= len(stream.body)
                stream.body = bytearray()
                stream.is_open = False


@dataclass(slots=True)
class _Outgoing:
    timestamp_ms: int
    length: int
    type_id: int
    stream_id: int


class ChunkWriter:
    """Messages to bytes, with as little header as is safe."""

    def __init__(self) -> None:
        self.chunk_bytes = DEFAULT_CHUNK_BYTES
        self._streams: dict[int, _Outgoing] = {}

    def write(self, chunk_stream_id: int, message: Message) -> bytes:
        """Return the chunks of one message.

        Raises:
            ValueError: If the chunk stream or the length is impossible.
        """
        length = len(message.body)
        if not 2 <= chunk_stream_id <= 65599 or length > _EXTENDED:
            raise ValueError(f"no chunk stream {chunk_stream_id} or length {length}")
        header, extended = self._header(chunk_stream_id, message)
        size = self.chunk_bytes
        if length <= size:
            return header + message.body
        parts = [header, message.body[:size]]
        again = _basic(3, chunk_stream_id) + extended
        for start in range(size, length, size):
            parts += (again, message.body[start : start + size])
        return b"".join(parts)

    def _header(self, chunk_stream_id: int, message: Message) -> tuple[bytes, bytes]:
        """The first header, and the extended timestamp that each chunk repeats."""
        length, time_ms = len(message.body), message.timestamp_ms & _WRAP
        last = self._streams.get(chunk_stream_id)
        self._streams[chunk_stream_id] = _Outgoing(
            time_ms, length, message.type_id, message.stream_id
        )
        step_ms = time_ms - last.timestamp_ms if last is not None else -1
        kind = length.to_bytes(3, "big") + bytes([message.type_id])
        if last is None or last.stream_id != message.stream_id or not 0 <= step_ms < _EXTENDED:
            extended = struct.pack(">I", time_ms) if time_ms >= _EXTENDED else b""
            time_field = min(time_ms, _EXTENDED).to_bytes(3, "big")
            stream_id = struct.pack("<I", message.stream_id)
            return _basic(0, chunk_stream_id) + time_field + kind + stream_id + extended, extended
        time_field = step_ms.to_bytes(3, "big")
        if (last.length, last.type_id) != (length, message.type_id):
            return _basic(1, chunk_stream_id) + time_field + kind, b""
        return _basic(2, chunk_stream_id) + time_field, b""


def _basic(header_type: int, chunk_stream_id: int) -> bytes:
    top = header_type << 6
    if chunk_stream_id < 64:
        return bytes([top | chunk_stream_id])
    if chunk_stream_id < 320:
        return bytes([top, chunk_stream_id - 64])
    low, high = (chunk_stream_id - 64) & 255, (chunk_stream_id - 64) >> 8
    return bytes([top | 1, low, high])
