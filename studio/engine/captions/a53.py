r"""Caption bytes in H.264: A/53 caption data in an SEI message, in front of a picture's slices.

Works on what any encoder has written, in either form::

    data = with_captions(packet.data, [b"\x94\x2c"])            # lengths before the units
    data = with_captions_annex_b(annex_b, [b"\x94\x2c"])        # start codes

The message is user_data_registered_itu_t_t35 (H.264 D.1.6) of ATSC (A/53 part 4, 6.2.3); the
pairs are CEA-608's, of field 1.
"""

import re
from collections.abc import Sequence

from studio.rtmp.nal import length_prefixed

MOST_PAIRS = 31
"""In one message."""
_SEI = 6
_T35 = 4
_SLICES = frozenset((1, 2, 3, 4, 5, 14))
"""Types of units that belong to the picture itself; 14 stands before a slice."""
_START_CODE = re.compile(rb"\x00?\x00\x00\x01")
_UNITED_STATES, _ATSC, _CC_DATA = b"\xb5", b"\x00\x31GA94", b"\x03"
_HAS_CC_DATA = 0xC0
_MARKERS = b"\xff"
_FIELD_1 = b"\xfc"
"""Marker bits, valid, of CEA-608's field 1."""


def sei(pairs: Sequence[bytes]) -> bytes:
    """Return the unit that carries pairs of bytes, with its parity and escapes.

    Raises:
        ValueError: If there are more than fit.
    """
    if len(pairs) > MOST_PAIRS:
        raise ValueError(f"one picture can't carry {len(pairs)} pairs of caption bytes")
    cc_data = bytes((_HAS_CC_DATA | len(pairs),)) + _MARKERS
    cc_data += b"".join(_FIELD_1 + pair for pair in pairs) + _MARKERS
    payload = _UNITED_STATES + _ATSC + _CC_DATA + cc_data
    return bytes((_SEI,)) + escaped(bytes((_T35, len(payload))) + payload + b"\x80")


def with_captions(data: bytes, pairs: Sequence[bytes]) -> bytes:
    """Put pairs into a picture whose units have their lengths before them.

    A picture without slices stays as it is.
    """
    position = 0
    while position + 4 < len(data):
        if data[position + 4] & 0x1F in _SLICES:
            return data[:position] + length_prefixed([sei(pairs)]) + data[position:]
        position += 4 + int.from_bytes(data[position : position + 4])
    return data


def with_captions_annex_b(data: bytes, pairs: Sequence[bytes]) -> bytes:
    """Put pairs into a picture whose units have start codes before them."""
    for code in _START_CODE.finditer(data):
        if code.end() < len(data) and data[code.end()] & 0x1F in _SLICES:
            unit = b"\x00\x00\x00\x01" + sei(pairs)
            return data[: code.start()] + unit + data[code.start() :]
    return data


def escaped(raw: bytes) -> bytes:
    """Return the bytes of a unit with what keeps a start code from coming up in them."""
    out = bytearray()
    zeros = 0
    for byte in raw:
        if zeros >= 2 and byte <= 3:
            out.append(3)
            zeros = 0
        out.append(byte)
        zeros = zeros + 1 if byte == 0 else 0
    return bytes(out)
