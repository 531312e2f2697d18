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

    def encoded(self, offset: int, at_ms: int) -> bytes:
        """Return it as JSON, numbered so; cheaper than a copy that is numbered.

        What every event begins with is written first, as pydantic keeps the order of fields.
        """
        body = self.model_dump_json().encode()
        return b'{"offset":%d,"at_ms":%d%b' % (offset, at_ms, body[len(_UNNUMBERED) :])


_UNNUMBERED = Numbered().model_dump_json()[:-1]
