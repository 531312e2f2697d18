"""This computer's room: opened on demand, kept by the session, found again by a new window.

Two processes of the session do it: ``room`` runs the server, ``room_client`` is the studio's
seat in it.  The first says where the room is, with which the second is started::

    host = RoomHost.of(studio)
    host.changed.connect(self.draw)
    host.open()
    host.publish("Evening show", lambda url, sentence: …)      # opens it first if it must
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from studio.app.link.inbox import Inbox
from studio.app.studio import Studio
from studio.app.words import tr
from studio.ipc.channel import Channel
from studio.ipc.message import Message
from studio.supervisor.connector import Connector

DATA = Path("~/.rocket-studio-room")
WELCOME_COINS = 1000
EVERYWHERE = "0.0.0.0"
PATIENCE_MS = 30_000
"""How long going live waits for a room that is being opened."""

Published = Callable[[str, str], None]
"""Gets the address to push to, a secret, or an empty one and why."""


class RoomHost(QObject):
    """See the module.

    Attributes:
        state: ``""`` (none), ``starting``, ``running`` or ``failed``.
        sentence: Why it failed.
        watch: Where viewers watch; may be shown.
        lan: How other devices reach the room's pages; empty where none can.
        trust: Where they learn to trust the room's certificate; empty where there is none.
    """

    changed = Signal()
    _arrived = Signal()

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self._studio = studio
        self.state = ""
        self.sentence = ""
        self.watch = ""
        self.lan = self.trust = ""
        self._anchor = ""
        self._seat: Message = {}
        self._waiting: list[tuple[str, Published]] = []
        self._inbox = Inbox(self._arrived.emit)
        self._arrived.connect(self._take)
        self._patience = QTimer(self, interval=PATIENCE_MS, singleShot=True)
        self._patience.timeout.connect(
            lambda: self._give_up(tr("The room did not open in time. Try again."))
        )
        self._connector = Connector(
            studio.run_dir, "room", on_message=self._on_message, on_lost=self._on_lost
        )
        studio.closed.connect(self._connector.close)
        studio.room.joined.connect(lambda _room: self._publish_now())
        self._connector.start()

    @classmethod
    def of(cls, studio: Studio) -> "RoomHost":
        """Return the studio's, made on first use."""
        return studio.part(cls)

    @property
    def anchor(self) -> str:
        """The anchor's page, with a secret that signs in; for opening, not for showing."""
        return self._anchor

    def open(self) -> None:
        """Open the room, if it is not open already."""
        if self.state in ("starting", "running"):
            self._sit_down()
            return
        if self._studio.processes.start("room", self._boot()):
            self._become("starting")
        else:
            self._become(
                "failed", tr("The studio can't start programs now. Try again in a moment.")
            )

    def open_for_others(self) -> None:
        """Open the room for other devices of this network too, with HTTPS; from now on."""
        self._studio.settings.change(opens_room_for_others=True)
        if self.state != "running":
            self.open()
        elif not self.lan and self._studio.processes.start("room", self._boot()):
            self._become("starting")

    def _boot(self) -> Message:
        boot: Message = {"data": str(DATA.expanduser()), "welcome_coins": WELCOME_COINS}
        if self._studio.settings.now.opens_room_for_others:
            boot |= {"host": EVERYWHERE, "https": True}
        return boot

    def close(self) -> None:
        """Close the room: nobody can watch or talk in it any more."""
        self._studio.processes.stop("room_client")
        self._studio.processes.stop("room")

    def publish(self, title: str, then: Published) -> None:
        """Begin a show, and say where its programme is pushed to."""
        if len(self._waiting) >= 10:
            then("", tr("The room is still being opened."))
            return
        self._waiting.append((title, then))
        if self._studio.room.room is not None:
            self._publish_now()
            return
        self._patience.start()
        self.open()
        if self.state == "failed":
            self._give_up(self.sentence)

    def end_show(self) -> None:
        """Tell the room that nothing is shown any more."""
        if self._studio.room.room is not None:
            self._studio.room.ask({"type": "show", "title": "", "live": False})

    def _publish_now(self) -> None:
        waiting, self._waiting = self._waiting, []
        self._patience.stop()
        for title, then in waiting:
            self._begin_show(title, then)

    def _begin_show(self, title: str, then: Published) -> None:
        def published(answer: Message) -> None:
            then(str(answer.get("url") or ""), str(answer.get("sentence") or ""))

        def shown(answer: Message) -> None:
            if answer.get("ok") is True:
                self._studio.room.ask({"type": "publish"}, published)
            else:
                then("", str(answer.get("sentence") or tr("The room does not answer.")))

        self._studio.room.ask({"type": "show", "title": title, "live": True}, shown)

    def _give_up(self, sentence: str) -> None:
        waiting, self._waiting = self._waiting, []
        self._patience.stop()
        for _, then in waiting:
            then("", sentence)

    # -- in the I/O thread ------------------------------------------------------------

    def _on_message(self, channel: Channel, message: Message) -> None:
        if message["type"] == "room_server":
            self._inbox.put("server", message, key="server")

    def _on_lost(self, channel: Channel, reason: str) -> None:
        self._inbox.put("lost", reason, key="server")

    # -- in the UI thread -------------------------------------------------------------

    def _take(self) -> None:
        for kind, value in self._inbox.take():
            if kind == "server" and isinstance(value, dict):
                self._heard(value)
            else:
                self._seat = {}
                self._become("")

    def _heard(self, message: Message) -> None:
        self.watch = str(message.get("watch") or "")
        self._anchor = str(message.get("anchor") or "")
        self.lan = str(message.get("lan") or "")
        self.trust = str(message.get("trust") or "")
        seat = {key: message.get(key) for key in ("server", "room", "invitation")}
        self._become(str(message.get("state", "")), str(message.get("sentence") or ""))
        if self.state == "running" and all(isinstance(each, str) for each in seat.values()):
            self._seat = seat
            self._sit_down()
        elif self.state == "failed":
            self._give_up(self.sentence)

    def _sit_down(self) -> None:
        """Have a seat in the room, unless there is one."""
        if self._seat and not self._studio.room.connection:
            self._studio.processes.start("room_client", self._seat)

    def _become(self, state: str, sentence: str = "") -> None:
        if (state, sentence) != (self.state, self.sentence):
            self.state, self.sentence = state, sentence
            self.changed.emit()
