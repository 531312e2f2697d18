"""What was seen of a room, so that a connection that is lost goes on where it was.

Pure.  A room numbers its events within an epoch; gifts have numbers of their own, and one
that comes again after a crash of the server is passed on once::

    line = Line("1")
    send(line.join(token))
    for message in line.take(text): …
"""

import json
from collections import OrderedDict

from studio.ipc.message import Message

REMEMBERED_GIFTS = 50_000
"""More than a room may show again after a crash (``MAX_SHOWN_AGAIN`` of its outbox)."""
MAX_MESSAGES = 5_000
OVERLAP_MS = 10_000
"""Gifts are shown a moment after they were paid, and not always in that order."""


class LineError(ValueError):
    """A message that no room sends."""


class Line:
    """One room's.

    Attributes:
        offset: Of the last event seen, None before the first ``joined``.
        missed: Events that were never seen: left out for a slow client, or too old.
        seen_ms: When the last event happened, by the room's clock; 0 before the first.
        gap_ms: Since when gifts may have been missed for good, None if none were.
    """

    def __init__(self, room: str) -> None:
        self._room = room
        self._epoch: str | None = None
        self.offset: int | None = None
        self.missed = 0
        self.seen_ms = 0
        self.gap_ms: int | None = None
        self._floor: int | None = None
        self._gifts: OrderedDict[int | str, None] = OrderedDict()

    def join(self, token: str) -> str:
        """Return the first message of a connection."""
        seen = {} if self._epoch is None else {"epoch": self._epoch, "offset": self.offset}
        return json.dumps({"type": "join", "room": self._room, "token": token, **seen})

    def take(self, text: bytes) -> list[Message]:
        """Return what is new in a message, in order.

        Raises:
            LineError: If it is not an array of objects with a type.
        """
        try:
            messages = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise LineError("The room sent something that is not JSON.") from error
        if not isinstance(messages, list) or len(messages) > MAX_MESSAGES:
            raise LineError("The room sent something that is not a list of messages.")
        for message in messages:
            if not isinstance(message, dict) or not isinstance(message.get("type"), str):
                raise LineError("The room sent a message without a type.")
        # What matters most comes first within a text: offsets only rise from text to text.
        self._floor = self.offset
        new = [message for message in messages if self._is_new(message)]
        if self._floor is not None and self.offset is not None:
            seen = sum(_offset(message) > self._floor for message in messages)
            self.missed += max(0, self.offset - self._floor - seen)
        return new

    def _is_new(self, message: Message) -> bool:
        if message["type"] == "joined":
            self._joined(message)
            self._floor = self.offset
            return True
        if offset := _offset(message):
            if self._floor is not None and offset <= self._floor:
                return False
            self.offset = max(self.offset or 0, offset)
        at_ms = message.get("at_ms")
        if isinstance(at_ms, int):
            self.seen_ms = max(self.seen_ms, at_ms)
        return self.is_first(message)

    def is_first(self, message: Message) -> bool:
        """Note a gift; return False for one that was seen before, True for all else."""
        match message:
            case {"type": "gift", "gift": int(number)}:
                return not self._repeats(number)
            case {"type": "foreign_gift", "source": str(source), "message": str(name)}:
                return not self._repeats(f"{source}:{name}")
        return True

    def _joined(self, message: Message) -> None:
        epoch, offset = message.get("epoch"), message.get("offset")
        if not isinstance(epoch, str) or not isinstance(offset, int):
            raise LineError("The room let us in without saying where it is.")
        if epoch != self._epoch or message.get("recovered") is not True:
            if self._epoch is not None and message.get("recovered") is not True:
                self.gap_ms = max(0, self.seen_ms - OVERLAP_MS)
            self.offset = offset
        now_ms = message.get("server_ms")
        if isinstance(now_ms, int):
            self.seen_ms = max(self.seen_ms, now_ms)
        self._epoch = epoch

    def _repeats(self, gift: int | str) -> bool:
        if gift in self._gifts:
            self._gifts.move_to_end(gift)  # one that came again may come once more
            return True
        self._gifts[gift] = None
        if len(self._gifts) > REMEMBERED_GIFTS:
            self._gifts.popitem(last=False)
        return False


def _offset(message: Message) -> int:
    offset = message.get("offset")
    return offset if isinstance(offset, int) and message["type"] != "joined" else 0
