"""WebSocket frames that are made once and sent by many.

picows writes the header into the free bytes before the message, the same header for
every connection of a server, so one buffer serves them all.
"""

import zlib

HEADROOM = 14
"""Bytes before the message that picows asks for."""

_MIN_DEFLATED_BYTES = 300
_LEVEL = 6
_TAIL = b"\x00\x00\xff\xff"


def framed(message: bytes) -> bytearray:
    """Return a message with room for a header before it."""
    return bytearray(HEADROOM) + message


def deflated(message: bytes) -> bytearray | None:
    """Return a message compressed by permessage-deflate, or None where it gains too little."""
    if len(message) < _MIN_DEFLATED_BYTES:
        return None
    compressor = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    body = compressor.compress(message) + compressor.flush(zlib.Z_SYNC_FLUSH)
    return framed(body.removesuffix(_TAIL)) if len(body) < len(message) else None
