"""Numbers what happens in a room, encodes it once, remembers it, and makes a batch of it."""

import secrets
from collections.abc import Sequence

from studio.room.backbone.batch import Batch
from studio.room.live.history import History
from studio.room.protocol.events import Event, Lane, lane


class Journal:
    """The events of one room since it was started.

    Attributes:
        epoch: Names this start; offsets count within it.
        offset: Of the newest event.
        version: Changes whenever something happened that newcomers must know.
    """

    def __init__(self) -> None:
        self.epoch = secrets.token_hex(8)
        self.offset = 0
        self.version = 0
        self._history = History()

    def write(self, events: Sequence[Event], now_ms: int) -> Batch:
        """Number and remember events; return them for everybody who is here."""
        lanes: tuple[list[bytes], list[bytes], list[bytes]] = ([], [], [])
        first = self.offset + 1
        for event in events:
            self.offset += 1
            where = lane(event)
            if event.type not in ("danmaku", "gift"):
                self.version += 1
            body = event.encoded(self.offset, now_ms)
            self._history.add(where, self.offset, body, now_ms)
            lanes[where].append(body)
        return Batch(
            first,
            self.offset,
            b",".join(lanes[Lane.CONTROL]),
            b",".join(lanes[Lane.MONEY]),
            b",".join(lanes[Lane.DANMAKU]),
        )

    def since(self, epoch: str, offset: int) -> tuple[bytes, ...] | None:
        """Return the messages that somebody missed, None if that can't be told."""
        return self._history.since(offset) if epoch == self.epoch else None
