"""FLV as a stream of bytes: what HTTP-FLV, files and the relay's WebSocket carry.

A header once, then tags, each with a head of 11 bytes and its size behind it::

    send(FILE_HEADER)
    send(frame_tag(Tag.VIDEO, time_ms, body))

    reader = FlvReader()
    for tag in reader.feed(received):
        take(tag.kind, tag.time_ms, tag.body)

The reader takes a stream with or without the header, in pieces of any size.
"""

import struct
from dataclasses import dataclass

from studio.rtmp.errors import RtmpError
from studio.rtmp.flv import Tag

FILE_HEADER = b"FLV\x01\x05\x00\x00\x00\x09" + bytes(4)
TAG_HEAD_BYTES = 11
_SIZE_BYTES = 4
_KINDS = {int(kind): kind for kind in Tag}
_WRAP = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class FlvTag:
    """One tag as it came; the time wraps after 2**32 ms."""

    kind: Tag
    time_ms: int
    body: bytes


def frame_tag(kind: Tag, time_ms: int, body: bytes) -> bytes:
    """Return a tag as bytes.

    Raises:
        ValueError: If the body is longer than a tag can say.
    """
    size = len(body)
    if size > 0xFFFFFF:
        raise ValueError(f"a tag can't have {size} bytes")
    time_ms &= _WRAP
    low, high = time_ms & 0xFFFFFF, time_ms >> 24
    head = struct.pack(">II", kind << 24 | size, low << 8 | high) + b"\0\0\0"
    return b"".join((head, body, struct.pack(">I", size + TAG_HEAD_BYTES)))


class FlvReader:
    """Bytes to tags.

    Args:
        max_tag_bytes: A longer tag is an error before it is stored.
    """

    def __init__(self, max_tag_bytes: int = 4 << 20) -> None:
        self._max_tag_bytes = max_tag_bytes
        self._buffer = bytearray()
        self._did_begin = False

    def feed(self, data: bytes) -> list[FlvTag]:
        """Take received bytes and return the tags that they complete.

        Raises:
            RtmpError: If they are not FLV or break the limit.
        """
        buffer = self._buffer
        buffer += data
        position = 0 if self._did_begin else self._begin()
        if not self._did_begin:
            return []
        tags: list[FlvTag] = []
        while position + TAG_HEAD_BYTES <= len(buffer):
            kind, size = (
                buffer[position],
                int.from_bytes(buffer[position + 1 : position + 4], "big"),
            )
            if kind not in _KINDS:
                raise RtmpError(f"The peer sent a tag of the kind {kind}, which FLV does not have.")
            if size > self._max_tag_bytes:
                raise RtmpError(f"The peer announced a tag of {size} bytes, which is too long.")
            body = position + TAG_HEAD_BYTES
            end = body + size + _SIZE_BYTES
            if end > len(buffer):
                break
            low, high = buffer[position + 4 : position + 7], buffer[position + 7]
            time_ms = high << 24 | int.from_bytes(low, "big")
            tags.append(FlvTag(_KINDS[kind], time_ms, bytes(buffer[body : body + size])))
            position = end
        del buffer[:position]
        return tags

    def _begin(self) -> int:
        """Skip the header if there is one; nothing is decided before 13 bytes are there."""
        buffer = self._buffer
        if len(buffer) < len(FILE_HEADER):
            return 0
        self._did_begin = True
        return len(FILE_HEADER) if buffer[:3] == b"FLV" else 0
