"""The window's line to the room client about handoffs: how they stand, and what is done.

It has a connection of its own, so that a window that was closed in the middle finds
everything as it is when it comes back::

    link = HandoffLink.of(studio)
    link.changed.connect(...)                   # ``link.told`` is new
    link.do("confirm", lambda answer: ...)
    link.take(room_address(text), then)         # goes to that room first
"""

import itertools
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from studio.app.link.inbox import Inbox
from studio.app.live.platforms import ROOM
from studio.app.studio import Studio
from studio.app.words import tr
from studio.ipc.channel import Channel
from studio.ipc.message import Message
from studio.model.room_address import RoomAddress
from studio.supervisor.connector import Connector
from studio.supervisor.session_file import read_session
from studio.supervisor.user_folder import plugins_on

CLIENT = "room_client"
JOIN_MS = 30_000
NOTHING: Message = {"side": "", "step": "", "other": "", "differences": [], "sentence": ""}

Then = Callable[[Message], None]


class HandoffLink(QObject):
    """See the module.  For the UI thread.

    Attributes:
        told: How it stands, as studio/room_client/handoff/told.py has it.
        is_there: Whether there is a room client.
    """

    changed = Signal()
    _arrived = Signal()

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self.told: Message = NOTHING
        self._studio = studio
        self._inbox = Inbox(self._arrived.emit)
        self._arrived.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._channel: Channel | None = None
        self._left: Channel | None = None
        self._numbers = itertools.count(1)
        self._asked: dict[int, Then] = {}
        self._seat: RoomAddress | None = None
        self._wish: tuple[Message, Then] | None = None
        self._late = QTimer(self, interval=JOIN_MS, singleShot=True)
        self._late.timeout.connect(self._give_up)
        studio.mirror.is_there_changed.connect(lambda _is_there: self._watch())
        self._connector = Connector(
            studio.run_dir, CLIENT, on_message=self._on_message, on_lost=self._on_lost
        )
        studio.closed.connect(self._connector.close)
        self._connector.start()

    @classmethod
    def of(cls, studio: Studio) -> "HandoffLink":
        """Return the studio's, made on first use."""
        return studio.part(cls)

    @property
    def is_there(self) -> bool:
        """Whether there is a room client to speak to."""
        return self._channel is not None

    @property
    def goes_on(self) -> bool:
        """Whether a handoff is neither done nor given up."""
        return self.told["step"] not in ("", "done", "ended")

    def do(self, what: str, then: Then | None = None, **more: object) -> None:
        """Have something done; see studio/room_client/handoff/desk.py.

        Args:
            what: One of its words.
            then: Called later with the answer, whose ``sentence`` says why it is not done.
            more: What belongs to it.
        """
        number = next(self._numbers)
        message = {"type": "handoff_do", "do": what, "id": number, **more}
        if self._channel is not None and self._channel.send(message):
            if then is not None:
                self._asked[number] = then
        elif then is not None:
            QTimer.singleShot(0, self, lambda: then(_away()))

    def take(self, place: RoomAddress | None, then: Then, **more: object) -> None:
        """Take over.

        Args:
            place: The room; None: where this studio is already.
            then: Called with the answer.
            more: As ``take`` of the room client has it.
        """
        titles = (
            each.title for each in self._studio.settings.now.destinations if each.kind == ROOM
        )
        wish: Message = {"title": next(titles, tr("Room")), "transcode": "ask", **more}
        if place is None or (place == self._seat and self._channel is not None):
            self.do("take", then, **self._here(), **wish)
            return
        boot: Message = {
            "server": place.server,
            "room": place.room,
            "invitation": place.invitation,
        }
        self._left, self._channel = self._channel, None
        if self._studio.processes.start(CLIENT, boot):
            self._seat, self._wish = place, (wish, then)
            self._late.start()
        else:
            self._channel, self._left = self._left, None
            then(_away())

    def _here(self) -> Message:
        session = read_session(self._studio.run_dir)
        engine = session.engine if session is not None else None
        return {
            "engine": engine.address if engine is not None else "",
            "run_dir": str(self._studio.run_dir),
            "plugins": list(plugins_on()),
        }

    def _watch(self) -> None:
        if self._channel is not None and self._studio.mirror.is_there:
            self.do("watch", None, **self._here(), hand_over="ask")

    def _give_up(self) -> None:
        if self._wish is not None:
            (_, then), self._wish = self._wish, None
            then({"sentence": tr("The room does not answer. Try again.")})

    # -- in the I/O thread ------------------------------------------------------------

    def _on_message(self, channel: Channel, message: Message) -> None:
        if message["type"] == "handoff":
            self._inbox.put("told", (channel, message), key="told")
        elif message["type"] == "handoff_done":
            self._inbox.put("done", message, key=("done", message.get("id")))

    def _on_lost(self, channel: Channel, reason: str) -> None:
        self._inbox.put("lost", channel, key="lost")

    # -- in the UI thread -------------------------------------------------------------

    def _take(self) -> None:
        for kind, value in self._inbox.take():
            if kind == "told" and isinstance(value, tuple):
                self._heard(*value)
            elif kind == "done" and isinstance(value, dict):
                number = value.get("id")
                then = self._asked.pop(number, None) if isinstance(number, int) else None
                if then is not None:
                    then(value)
            elif kind == "lost" and value is self._channel:
                self._lost()

    def _heard(self, channel: Channel, told: Message) -> None:
        if channel.is_closed or channel is self._left:
            return
        is_new, self._channel = channel is not self._channel, channel
        self.told = told
        if is_new:
            self._watch()
            if self._wish is not None:
                (wish, then), self._wish = self._wish, None
                self._late.stop()
                self.do("take", then, **self._here(), **wish)
        self.changed.emit()

    def _lost(self) -> None:
        self._channel, self.told = None, NOTHING
        asked, self._asked = self._asked, {}
        for then in asked.values():
            then(_away())
        self.changed.emit()


def _away() -> Message:
    return {"sentence": tr("The room can't be reached now. Try again in a moment.")}
