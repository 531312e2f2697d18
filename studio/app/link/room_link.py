"""The app's line to a room: the ``room_client`` process of the session, if there is one.

It says how the room is (``joined``), then each event as the room's protocol has it; what
the anchor does there goes out with ``act``::

    room.happened.connect(...)                       # {"type": "danmaku", …}
    room.act({"type": "like", "count": 1}, lambda answer: ...)
"""

import itertools
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from studio.app.link.inbox import Inbox
from studio.ipc.channel import Channel
from studio.ipc.message import Message
from studio.supervisor.connector import Connector

MAX_ASKED = 200
MAX_LOSSY = 2_000
MAX_KEPT = 20_000
"""What waits for a UI thread that is blocked; beyond it the room is joined anew."""
_LOSSY = ("danmaku", "likes", "viewers")
_UNREACHABLE: Message = {
    "type": "refused",
    "code": "unreachable",
    "sentence": "The room can't be reached now.",
}


class RoomLink(QObject):
    """See the module.  For the UI thread; ``start`` it once.

    Attributes:
        room: The room as it was when we joined, or None.
        you: Who we are there.
        connection: ``connecting``, ``joined``, …, and empty while there is no room client.
        clock_ms: With the milliseconds of the monotonic clock the room's time, None at first.
    """

    joined = Signal(dict)
    """We are in the room: its state."""
    happened = Signal(dict)
    state = Signal(str, str)
    """How the connection is, and why."""
    _arrived = Signal()

    def __init__(self, run_dir: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.room: dict[str, object] | None = None
        self.you: object = None
        self.connection = ""
        self.clock_ms: int | None = None
        self._inbox = Inbox(self._arrived.emit, most=MAX_LOSSY)
        self._arrived.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._connector = Connector(
            run_dir, "room_client", on_message=self._on_message, on_lost=self._on_lost
        )
        self._channel: Channel | None = None
        self._is_started = False
        self._numbers = itertools.count(1)
        self._kept = itertools.count()
        self._asked: dict[int, Callable[[Message], None]] = {}

    @property
    def dropped(self) -> int:
        """Danmaku and the like that came while the UI thread was blocked for too long."""
        return self._inbox.dropped

    def start(self) -> None:
        """Begin to look for a room client; safe to call twice."""
        if not self._is_started:
            self._is_started = True
            self._connector.start()

    def close(self) -> None:
        """Hang up."""
        if self._is_started:
            self._connector.close()
        self._inbox.take()

    def act(self, action: Message, then: Callable[[Message], None] | None = None) -> None:
        """Do something in the room.

        Args:
            action: As the room's protocol has it.
            then: Called later, in the UI thread, with the answer; always, and once.
        """
        self.ask({"type": "act", "action": action}, then)

    def ask(self, message: Message, then: Callable[[Message], None] | None = None) -> None:
        """Ask the room client itself: ``publish``, ``show``, ``gift_kinds`` or ``invite``.

        Args:
            message: Without an id.
            then: As for ``act``; an answer that never came has a ``sentence``.
        """
        number = next(self._numbers)
        message = message | {"id": number}
        is_full = len(self._asked) >= MAX_ASKED
        if self._channel is not None and not is_full and self._channel.send(message):
            if then is not None:
                self._asked[number] = then
        elif then is not None:
            QTimer.singleShot(0, self, lambda: then(_UNREACHABLE))

    def _on_message(self, channel: Channel, message: Message) -> None:
        match message["type"]:
            case "room_state":
                self._inbox.put("state", (channel, message), key="state")
            case "room_event":
                self._put(channel, message.get("event"))
            case "acted" | "published" | "shown" | "gift_kinds" | "invited" | "opponents":
                self._inbox.put("acted", message, key=("acted", message.get("id")))

    def _put(self, channel: Channel, event: object) -> None:
        if not isinstance(event, dict):
            return
        if event.get("type") in _LOSSY:
            self._inbox.put("event", event)
        elif len(self._inbox) < MAX_KEPT:
            self._inbox.put("event", event, key=("event", next(self._kept)))
        else:
            channel.cut("The window does not keep up with the room.")

    def _on_lost(self, channel: Channel, reason: str) -> None:
        self._inbox.put("lost", reason, key="lost")

    def _take(self) -> None:
        for kind, value in self._inbox.take():
            if kind == "event" and isinstance(value, dict):
                self.happened.emit(value)
            elif kind == "state" and isinstance(value, tuple):
                self._begin(*value)
            elif kind == "acted" and isinstance(value, dict):
                self._answer(value)
            elif kind == "lost":
                self._end(str(value))

    def _begin(self, channel: Channel, message: Message) -> None:
        if channel.is_closed:
            return
        self._channel = channel
        room, connection = message.get("room"), str(message.get("connection", ""))
        self.you = message.get("you")
        self.connection = connection
        if isinstance(clock_ms := message.get("clock_ms"), int):
            self.clock_ms = clock_ms
        self.state.emit(connection, str(message.get("why", "")))
        if isinstance(room, dict) and room != self.room:
            self.room = room
            self.joined.emit(room)

    def _answer(self, message: Message) -> None:
        number = message.get("id")
        answer = message.get("answer") if message["type"] == "acted" else message
        then = self._asked.pop(number, None) if isinstance(number, int) else None
        if then is not None:
            then(answer if isinstance(answer, dict) else _UNREACHABLE)

    def _end(self, reason: str) -> None:
        if self._channel is None or not self._channel.is_closed:
            return
        self._channel, self.room, self.you, self.connection = None, None, None, ""
        asked, self._asked = self._asked, {}
        for then in asked.values():
            then(_UNREACHABLE)
        self.state.emit("", reason)
