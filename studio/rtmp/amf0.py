"""Action Message Format 0: the values in RTMP commands and FLV script tags.

Read with limits on depth and number of values, since it comes from strangers::

    body = amf0.encode("connect", 1.0, {"app": "live"})
    name, transaction, command_object = amf0.decode(body)

Undefined, unsupported and null are all None; dates are their milliseconds and
XML its text, because nobody here asks for more.
"""

import struct
from typing import TypeAlias

from studio.rtmp.errors import RtmpError

AmfValue: TypeAlias = "float | bool | str | dict[str, AmfValue] | list[AmfValue] | None"

MAX_DEPTH = 16
MAX_VALUES = 4096
_NUMBER, _BOOLEAN, _STRING, _OBJECT, _NULL, _UNDEFINED = 0, 1, 2, 3, 5, 6
_ECMA_ARRAY, _OBJECT_END, _STRICT_ARRAY, _DATE, _LONG_STRING = 8, 9, 10, 11, 12
_UNSUPPORTED, _XML, _TYPED_OBJECT = 13, 15, 16
_MAX_SHORT_STRING = 0xFFFF


class EcmaArray(dict[str, AmfValue]):
    """An object written as an ECMA array, which is what onMetaData carries."""


def encode(*values: AmfValue) -> bytes:
    """Write values one after the other."""
    return b"".join(_encode(value) for value in values)


def decode(data: bytes) -> list[AmfValue]:
    """Read all values of a command or script body.

    Raises:
        RtmpError: If the bytes are not AMF0, or nest or count over the limits.
    """
    reader = _Reader(data)
    values: list[AmfValue] = []
    while reader.position < len(data):
        values.append(reader.value(0))
    return values


def _encode(value: AmfValue) -> bytes:
    if value is None:
        return bytes([_NULL])
    if isinstance(value, bool):
        return bytes([_BOOLEAN, value])
    if isinstance(value, int | float):
        return struct.pack(">Bd", _NUMBER, value)
    if isinstance(value, str):
        text = value.encode("utf-8", "replace")
        if len(text) <= _MAX_SHORT_STRING:
            return struct.pack(">BH", _STRING, len(text)) + text
        return struct.pack(">BI", _LONG_STRING, len(text)) + text
    if isinstance(value, list):
        head = struct.pack(">BI", _STRICT_ARRAY, len(value))
        return head + b"".join(_encode(item) for item in value)
    if isinstance(value, EcmaArray):
        return struct.pack(">BI", _ECMA_ARRAY, len(value)) + _encode_members(value)
    return bytes([_OBJECT]) + _encode_members(value)


def _encode_members(members: dict[str, AmfValue]) -> bytes:
    parts: list[bytes] = []
    for key, value in members.items():
        name = key.encode("utf-8", "replace")[:_MAX_SHORT_STRING]
        parts += (struct.pack(">H", len(name)), name, _encode(value))
    parts.append(bytes([0, 0, _OBJECT_END]))
    return b"".join(parts)


class _Reader:
    """One pass over a body, counting what it has made."""

    def __init__(self, data: bytes) -> None:
        self.position = 0
        self._data = data
        self._values = 0

    def value(self, depth: int) -> AmfValue:
        self._values += 1
        if depth > MAX_DEPTH or self._values > MAX_VALUES:
            raise RtmpError("The peer sent an AMF value that is too large or too deep.")
        marker = self._take(1)[0]
        if marker == _OBJECT:
            return self._members({}, depth)
        if marker == _TYPED_OBJECT:
            self._text(2)
            return self._members({}, depth)
        if marker == _ECMA_ARRAY:
            self._take(4)  # the number of members is a hint that many writers get wrong
            return self._members(EcmaArray(), depth)
        if marker == _STRICT_ARRAY:
            return self._array(depth)
        return self._scalar(marker)

    def _scalar(self, marker: int) -> AmfValue:
        if marker == _NUMBER:
            return self._number()
        if marker == _BOOLEAN:
            return self._take(1) != b"\0"
        if marker == _STRING:
            return self._text(2)
        if marker in (_NULL, _UNDEFINED, _UNSUPPORTED):
            return None
        if marker == _DATE:
            milliseconds = self._number()
            self._take(2)  # a time zone that must be 0
            return milliseconds
        if marker in (_LONG_STRING, _XML):
            return self._text(4)
        raise RtmpError(f"The peer sent AMF with the unknown marker {marker}.")

    def _members(self, members: dict[str, AmfValue], depth: int) -> dict[str, AmfValue]:
        while True:
            key = self._text(2)
            if self._data[self.position : self.position + 1] == bytes([_OBJECT_END]):
                self.position += 1
                return members
            members[key] = self.value(depth + 1)

    def _array(self, depth: int) -> list[AmfValue]:
        count = int.from_bytes(self._take(4), "big")
        return [self.value(depth + 1) for _ in range(count)]

    def _number(self) -> float:
        number: float = struct.unpack(">d", self._take(8))[0]
        return number

    def _text(self, length_bytes: int) -> str:
        length = int.from_bytes(self._take(length_bytes), "big")
        return self._take(length).decode("utf-8", "replace")

    def _take(self, count: int) -> bytes:
        end = self.position + count
        if end > len(self._data):
            raise RtmpError("The peer sent an AMF value that ends in its middle.")
        taken = self._data[self.position : end]
        self.position = end
        return taken
