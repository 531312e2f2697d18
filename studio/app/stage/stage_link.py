"""A link by which phones or guests come: made by one click, opening the room if it must.

One for each kind, so that a panel that is opened again shows the link that still holds::

    link = StageLink.of(studio, "phone")
    link.changed.connect(self.draw)
    link.make()                      # link.state: opening, asking, there, failed
    link.url, link.left_s()
"""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from studio.app.live.room_host import RoomHost
from studio.app.studio import Studio
from studio.app.words import tr
from studio.ipc.message import Message
from studio.model.room_address import is_loopback

STUDIO = "studio"
PATIENCE_MS = 30_000
JOINED = "connected"


class StageLink(QObject):
    """See the module.

    Args:
        studio: Whose.
        kind: ``phone``, ``guest`` or ``studio``.

    Attributes:
        state: ``""`` (none), ``opening``, ``asking``, ``there`` or ``failed``.
        url: The link; whoever has it may come.
        sentence: Why it failed.
    """

    changed = Signal()

    def __init__(self, studio: Studio, kind: str) -> None:
        super().__init__(studio)
        self.setObjectName(f"stage-link-{kind}")
        self._studio = studio
        self._host = RoomHost.of(studio)
        self.kind = kind
        self.state = ""
        self.url = ""
        self.sentence = ""
        self._invitation = ""
        self._expires_s = 0.0
        self._patience = QTimer(self, interval=PATIENCE_MS, singleShot=True)
        self._patience.timeout.connect(
            lambda: self._fail(tr("The room did not open in time. Try again."))
        )
        self._host.changed.connect(self._go_on)
        studio.room.joined.connect(self._go_on)
        studio.room.state.connect(self._go_on)

    @classmethod
    def of(cls, studio: Studio, kind: str) -> "StageLink":
        """Return the studio's for a kind, made on first use."""
        found = studio.findChild(StageLink, f"stage-link-{kind}")
        return found if isinstance(found, StageLink) else cls(studio, kind)

    @property
    def is_there(self) -> bool:
        """Whether somebody can come by it now."""
        return self.state == "there" and self.left_s() > 0

    @property
    def is_secure(self) -> bool:
        """Whether it comes to HTTPS, which browsers ask for before they show a camera."""
        return self.kind == STUDIO or bool(self._host.lan) or self.url.startswith("https:")

    @property
    def needs_trust(self) -> bool:
        """Whether a device has to trust the room's own certificate first."""
        return bool(self._host.lan and self._host.trust)

    @property
    def is_local(self) -> bool:
        """Whether only this computer can open it."""
        return is_loopback(self.url)

    def left_s(self) -> float:
        """Return how long it still holds."""
        return max(0.0, self._expires_s - time.time())

    def make(self) -> None:
        """Make a new one, opening the room if it is not; the one before holds until its end."""
        if self.state in ("opening", "asking"):
            return
        if self._studio.room.room is not None:
            self._ask()
        else:
            self._open(self._host.open_for_others)

    def make_for_others(self) -> None:
        """Open the room once more, so that other devices reach it, and make a link then."""
        self._open(self._host.open_for_others)

    def _open(self, how: Callable[[], None]) -> None:
        self._become("opening")
        self._patience.start()
        how()
        self._go_on()

    def take_back(self) -> None:
        """Let nobody come by it any more who has not come yet."""
        if self._invitation:
            self._studio.room.ask({"type": "uninvite", "invitation": self._invitation}, self._over)

    def _go_on(self) -> None:
        """Ask for the link once the room is open, or give up with it."""
        host, room = self._host, self._studio.room
        if self.state == "there" and not room.connection:
            self._forget()
        if self.state != "opening":
            return
        if host.state == "failed":
            self._fail(host.sentence)
        elif host.state == "running" and room.room is not None and room.connection == JOINED:
            self._patience.stop()
            self._ask()

    def _ask(self) -> None:
        self._become("asking")
        self._studio.room.ask({"type": "invite", "kind": self.kind}, self._made)

    def _made(self, answer: Message) -> None:
        path, server = answer.get("path"), answer.get("server")
        expires_s = answer.get("expires_s")
        if not (isinstance(path, str) and isinstance(server, str) and path):
            self._fail(str(answer.get("sentence") or tr("The room does not answer.")))
            return
        short = str(answer.get("short") or "")
        # A studio learns whom to trust from the link itself; only browsers need a page for that.
        trust = "" if self.kind == STUDIO else self._host.trust
        self.url = address(path, short=short, lan=self._host.lan, trust=trust, server=server)
        self._invitation = str(answer.get("invitation") or "")
        self._expires_s = float(expires_s) if isinstance(expires_s, int) else 0.0
        self._become("there")

    def _over(self, answer: Message) -> None:
        if sentence := str(answer.get("sentence") or ""):
            self._studio.say("warning", sentence)
        else:
            self._forget()

    def _forget(self) -> None:
        self.url = self._invitation = ""
        self._expires_s = 0.0
        self._become("")

    def _fail(self, sentence: str) -> None:
        self._patience.stop()
        self._become("failed", sentence)

    def _become(self, state: str, sentence: str = "") -> None:
        self.state, self.sentence = state, sentence
        self.changed.emit()


def address(path: str, *, short: str = "", lan: str, trust: str, server: str) -> str:
    """Return what is handed on.

    By the page on which a device learns to trust the room, where there is one: that goes on
    to the stage's own by itself.  The secret stays behind the ``#``, which browsers keep.

    Args:
        path: Of the stage's page, with its invitation.
        short: Leads to the same, if the room has such.
        lan: Where other devices reach the room, "" where they can't.
        trust: Where they learn to trust it.
        server: Where this computer reaches it.
    """
    if lan and trust:
        return f"{trust}#{short or path}"
    return (lan or server).rstrip("/") + (short or path)


def left_words(seconds: float) -> str:
    """Return how long something still holds."""
    if seconds <= 0:
        return tr("The link is over.")
    if seconds < 90:
        return tr("Good for another %n second(s)", n=max(1, round(seconds)))
    if seconds < 2 * 3_600:
        return tr("Good for another %n minute(s)", n=round(seconds / 60))
    return tr("Good for another %n hour(s)", n=round(seconds / 3_600))
