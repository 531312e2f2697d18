"""One RTMP message, and the numbers that name its kind."""

from dataclasses import dataclass
from enum import IntEnum


class MessageType(IntEnum):
    """Message types that a publish needs."""

    SET_CHUNK_SIZE = 1
    ABORT = 2
    ACKNOWLEDGEMENT = 3
    USER_CONTROL = 4
    WINDOW_SIZE = 5
    PEER_BANDWIDTH = 6
    AUDIO = 8
    VIDEO = 9
    DATA_AMF3 = 15
    COMMAND_AMF3 = 17
    DATA = 18
    COMMAND = 20
    AGGREGATE = 22


@dataclass(frozen=True, slots=True)
class Message:
    """A whole message, whatever chunks it travelled in.

    Attributes:
        type_id: Usually a MessageType; peers may send others.
        stream_id: 0 for the connection itself.
        timestamp_ms: From 0 to 2**32 - 1, wrapping.
    """

    type_id: int
    stream_id: int
    timestamp_ms: int
    body: bytes
