"""What a new subscriber is told: the room as it is now.  Pure."""

from collections.abc import Iterable, Sequence
from typing import cast

from studio.ipc.message import Message
from studio.model.offered_inputs import names_of

_SHOWN = {"poll": "poll", "lottery": "lottery", "battle": "battle", "show": "show"}


class Showing:
    """The state of the connection, and of the room as events have changed it.

    Args:
        offers: Inputs of ours that the studio we visit there may ask for.
    """

    def __init__(self, offers: Sequence[str] = ()) -> None:
        self._offers = list(offers)
        self._connection, self._why = "connecting", ""
        self._room: Message | None = None
        self._you: object = None
        self._clock_ms: int | None = None

    def offer(self, names: Iterable[object]) -> bool:
        """Offer these inputs from now on and no others; tell whether that is news."""
        before, self._offers = self._offers, names_of(names)
        return self._offers != before

    def offers(self) -> Message:
        """Return the message that tells what is offered."""
        return {"type": "offers", "offers": self._offers}

    def connection(self, state: str, why: str) -> bool:
        """Note how the connection is; tell whether that is news."""
        is_news = (state, why) != (self._connection, self._why)
        self._connection, self._why = state, why
        return is_news

    def joined(self, message: Message, now_ms: int) -> None:
        """Start from what the room said when it let us in.

        Args:
            message: What it said.
            now_ms: Of this machine's clock that never goes back.
        """
        server_ms = message.get("server_ms")
        if isinstance(server_ms, int):
            self._clock_ms = server_ms - now_ms
        state = message.get("state")
        self._room = dict(cast(Message, state)) if isinstance(state, dict) else {}
        self._you = message.get("you")

    def event(self, event: Message) -> None:
        """Change what an event changes."""
        if self._room is None:
            return
        kind = str(event["type"])
        if kind in _SHOWN:
            self._room[kind] = event.get(kind)
        elif kind == "viewers":
            self._room["viewers"] = event.get("count")
        elif kind == "slow_mode":
            self._room["slow_mode_s"] = event.get("seconds")
        elif kind == "stage":
            self._room["stage"] = event.get("peers")

    def snapshot(self) -> Message:
        """Return the message for a new subscriber.

        ``clock_ms`` and the milliseconds of this machine's monotonic clock are together the
        room's time, by which it says when something ends.
        """
        return {
            "type": "room_state",
            "connection": self._connection,
            "why": self._why,
            "you": self._you,
            "room": self._room,
            "clock_ms": self._clock_ms,
            "offers": self._offers,
        }
