"""The socket's packets: 16 bytes of header, big endian, and a body; packets within packets.

``uint32 total, uint16 header = 16, uint16 version, uint32 operation, uint32 sequence``.
Version 0 is JSON, 1 a number, 2 deflated packets.
"""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

_HEADER = struct.Struct(">IHHII")
MAX_PACKET_BYTES = 1 << 20
MAX_INFLATED_BYTES = 8 << 20
_MAX_DEPTH = 2


class Operation(IntEnum):
    """What a packet is for."""

    HEARTBEAT = 2
    HEARTBEAT_REPLY = 3
    MESSAGE = 5
    AUTH = 7
    AUTH_REPLY = 8


class PacketError(ValueError):
    """Bytes that are no packets."""


@dataclass(frozen=True, slots=True)
class Packet:
    """One packet with a body that is not packets itself."""

    operation: int
    body: bytes = b""


def encode(packet: Packet, version: int = 1) -> bytes:
    """Return the bytes of a packet."""
    total = _HEADER.size + len(packet.body)
    return _HEADER.pack(total, _HEADER.size, version, packet.operation, 1) + packet.body


def decode(data: bytes, depth: int = 0) -> Iterator[Packet]:
    """Return the packets in a message, those within deflated ones too.

    Raises:
        PacketError: If lengths don't fit, or it inflates beyond all measure.
    """
    position = 0
    while position < len(data):
        if len(data) - position < _HEADER.size:
            raise PacketError("a packet ends within its header")
        total, header, version, operation, _ = _HEADER.unpack_from(data, position)
        end = position + total
        if header < _HEADER.size or total < header or end > len(data):
            raise PacketError(f"a packet of {total} bytes does not fit")
        body = data[position + header : end]
        if version == 2:
            if depth == _MAX_DEPTH:
                raise PacketError("packets within packets within packets")
            yield from decode(_inflated(body), depth + 1)
        else:
            yield Packet(operation, body)
        position = end


def _inflated(body: bytes) -> bytes:
    inflater = zlib.decompressobj()
    try:
        data = inflater.decompress(body, MAX_INFLATED_BYTES)
    except zlib.error as error:
        raise PacketError(f"a packet can't be inflated: {error}") from error
    if inflater.unconsumed_tail:
        raise PacketError("a packet inflates beyond all measure")
    return data
