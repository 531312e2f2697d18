"""Why a server ends a WebSocket: codes of RFC 6455 and, from 4000, of our own."""

from enum import IntEnum


class CloseCode(IntEnum):
    """What a client should make of the end of its connection."""

    GOING_AWAY = 1001  # come back: this server ends
    PROTOCOL_ERROR = 1002
    NOT_TEXT = 1003
    INVALID_TEXT = 1007
    TOO_BIG = 1009
    INTERNAL_ERROR = 1011
    TRY_LATER = 1013  # come back in a while: too much is going on
    JOIN_EXPECTED = 4000
    NOT_ADMITTED = 4001  # get another token first
    PUT_OUT = 4003  # banned, for as long as the sentence says
    NO_SUCH_ROOM = 4004
    TOO_SLOW = 4008  # come back, and go on from the last offset
    TOO_FAST = 4029
