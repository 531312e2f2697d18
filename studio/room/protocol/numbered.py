"""What every event of a room begins with."""

from studio.room.protocol.values import Value


class Numbered(Value):
    """An event, as the room numbers it.

    Attributes:
        offset: Its number within an epoch; 0 for what is no part of what a client can miss.
        at_ms: When it happened, by the room's clock.
    """

    offset: int = 0
    at_ms: int = 0
