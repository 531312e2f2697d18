"""Open Sound Control as strangers send it: messages out of a datagram, or nothing.

python-osc, which writes ours, was made for friends: it logs each datagram that it can't read, and
goes into bundles as deep as they are.  This knows the values that VMC has, and no more::

    for address, values in messages(datagram):
        ...                             # OscError ends it: the rest can't be understood
"""

import struct
from collections.abc import Iterator

from studio.model.errors import StudioError

MOST_DEPTH = 4
Value = float | int | str | bool
_BUNDLE = b"#bundle\0"
_TIME_BYTES = 8
_FORMS = {"i": struct.Struct(">i"), "f": struct.Struct(">f"), "d": struct.Struct(">d")}
_FORMS |= {"h": struct.Struct(">q")}
_PLAIN: dict[str, Value] = {"T": True, "F": False}


class OscError(StudioError):
    """A datagram is none of OSC, or holds what VMC does not."""


def messages(datagram: bytes, depth: int = 0) -> Iterator[tuple[str, list[Value]]]:
    """Give the messages of a datagram.

    Raises:
        OscError: If it can't be understood.
    """
    if not datagram.startswith(_BUNDLE):
        yield _message(datagram)
        return
    if depth >= MOST_DEPTH:
        raise OscError("bundles lie in bundles too deep")
    place = len(_BUNDLE) + _TIME_BYTES
    while place < len(datagram):
        if place + 4 > len(datagram):
            raise OscError("a bundle is cut off")
        (size,) = struct.unpack_from(">I", datagram, place)
        place += 4
        if not size or place + size > len(datagram):
            raise OscError("a bundle is cut off")
        yield from messages(datagram[place : place + size], depth + 1)
        place += size


def _message(data: bytes) -> tuple[str, list[Value]]:
    address, place = _text(data, 0)
    if not address.startswith("/"):
        raise OscError("a message has no address")
    if place >= len(data):
        return address, []
    kinds, place = _text(data, place)
    if not kinds.startswith(","):
        raise OscError("a message does not say what its values are")
    values: list[Value] = []
    for kind in kinds[1:]:
        if kind in _FORMS:
            if place + _FORMS[kind].size > len(data):
                raise OscError("a message is cut off")
            values.append(_FORMS[kind].unpack_from(data, place)[0])
            place += _FORMS[kind].size
        elif kind == "s":
            found, place = _text(data, place)
            values.append(found)
        elif kind in _PLAIN:
            values.append(_PLAIN[kind])
        else:
            raise OscError(f"a message has a value of the kind {kind!r}")
    return address, values


def _text(data: bytes, place: int) -> tuple[str, int]:
    """Return the text that begins at a place, and the place behind it."""
    end = data.find(b"\0", place)
    if end < 0:
        raise OscError("a text does not end")
    try:
        return data[place:end].decode("utf-8"), (end + 4) // 4 * 4
    except UnicodeDecodeError as error:
        raise OscError("a text is none") from error
