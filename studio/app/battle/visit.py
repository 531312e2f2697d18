"""Our visit on another studio's stage: begun by its link, ended by us or by its anchor.

One for each studio, made on first use; it lives as long as that::

    visit = StudioVisit.of(studio)
    visit.changed.connect(self.draw)
    visit.go("http://192.168.1.20:8080/studio/1#invitation=…")     # "": asked, else why not
    visit.offer("Side camera", True)                               # they may ask for its picture
    visit.leave()
"""

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from studio.app.battle.offering import offerable
from studio.app.link.inbox import Inbox
from studio.app.studio import Studio
from studio.app.words import tr
from studio.ipc.channel import Channel
from studio.ipc.message import Message
from studio.model.room_address import RoomAddressError, room_address
from studio.supervisor.connector import Connector

KIND = "room_visit"
LINK = "link"
GOODBYE_MS = 500


class StudioVisit(QObject):
    """See the module.  For the UI thread.

    Attributes:
        state: ``""`` (none), ``away`` (its room can't be reached yet), ``waiting`` (to be let
            in), ``in`` or ``over``.
        reason: Why it is over, in the room's word.
        name: Whom we visit.
        offers: Inputs of ours whose pictures the studio there may ask for: none at first.
    """

    changed = Signal()
    _arrived = Signal()

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self._studio = studio
        self.state = self.reason = self.name = ""
        self.offers: tuple[str, ...] = ()
        self._is_wanted = False
        self._has_chosen = False  # what is offered: else it is as the command line had it
        self._room: Channel | None = None
        self._inbox = Inbox(self._arrived.emit)
        self._arrived.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._connectors = (
            Connector(
                studio.run_dir, LINK, on_message=self._on_link, on_lost=lambda channel, reason: None
            ),
            Connector(
                studio.run_dir,
                KIND,
                on_message=self._on_room,
                on_lost=lambda channel, reason: self._inbox.put("room", None, key="room"),
                on_open=lambda channel: self._inbox.put("room", channel, key="room"),
            ),
        )
        for connector in self._connectors:
            connector.start()
            studio.closed.connect(connector.close)
        studio.mirror.collection_changed.connect(self._keep_to_what_is_there)

    @classmethod
    def of(cls, studio: Studio) -> "StudioVisit":
        """Return the studio's."""
        return studio.part(cls)

    def go(self, link: str) -> str:
        """Ask to come on another studio's stage; return why that can't be, "" if it is asked."""
        try:
            place = room_address(link.strip(), from_file=False)
        except RoomAddressError:
            return tr("That is no link of a studio. Ask its anchor for one.")
        boot: Message = {"server": place.server, "room": place.room}
        boot["invitation"] = place.invitation
        if self.state == "over":  # the same link once more is another try
            self._studio.processes.stop(KIND)
        if not self._studio.processes.start(KIND, boot):
            return tr("The studio can't start programs now. Try again in a moment.")
        self._is_wanted = self._has_chosen = True
        self._become("away")
        return ""

    def offer(self, name: str, is_offered: bool) -> None:
        """Let the studio there ask for an input's picture, at once, or no longer."""
        others = tuple(each for each in self.offers if each != name)
        self._offer((*others, name) if is_offered else others)

    def leave(self) -> None:
        """Leave the other's stage; the next visit begins with nothing offered."""
        self._is_wanted = False
        self._offer(())
        self._has_chosen = False
        if self._room is not None and not self._room.is_closed:
            self._room.send({"type": "act", "id": 1, "action": {"type": "stage_leave"}})
        QTimer.singleShot(GOODBYE_MS, self, self._end)
        self._become("")

    def _end(self) -> None:
        if not self._is_wanted:
            self._studio.processes.stop(KIND)

    def _offer(self, names: tuple[str, ...]) -> None:
        self._has_chosen = True
        if names != self.offers:
            self.offers = names
            self._tell_offers()
            self.changed.emit()

    def _tell_offers(self) -> None:
        """Tell the room client; the boot message has none, so that one started anew offers none."""
        if self._room is not None and not self._room.is_closed:
            self._room.send({"type": "offer", "inputs": list(self.offers)})

    def _keep_to_what_is_there(self) -> None:
        """Offer nothing of what is gone, or is called otherwise now."""
        collection = self._studio.mirror.collection
        if collection is not None and self.offers:
            there = {each.name for each in offerable(collection)}
            if not there.issuperset(self.offers):
                self._offer(tuple(name for name in self.offers if name in there))

    def _on_room(self, channel: Channel, message: Message) -> None:
        if message["type"] in ("room_state", "offers"):
            self._inbox.put("offers", message.get("offers"), key="offers")

    def _on_link(self, channel: Channel, message: Message) -> None:
        if message["type"] == "peers":
            self._inbox.put("visit", message.get("visit"), key="visit")

    def _take(self) -> None:
        for kind, value in self._inbox.take():
            if kind == "room":
                self._room = value if isinstance(value, Channel) else None
                if self._has_chosen:
                    self._tell_offers()
            elif kind == "offers":
                self._hear_offers(value)
            elif isinstance(value, dict):
                self._hear(value)

    def _hear_offers(self, told: object) -> None:
        """Take what a visit offers that somebody else began; ours offers what was ticked."""
        if self._has_chosen or not isinstance(told, list):
            return
        names = tuple(each for each in told if isinstance(each, str))
        if names != self.offers:
            self.offers = names
            self.changed.emit()

    def _hear(self, visit: Message) -> None:
        """Take how link says that it stands; one that began before this window is ours too."""
        state = str(visit.get("state") or "")
        if not self._is_wanted and (self.state or self._room is None or state == "over"):
            return
        self._is_wanted = True
        self.name = str(visit.get("name") or "")[:64]
        if state == "over" and self.state in ("waiting", "in"):  # not one before this one
            self._offer(())
        self._become(state, str(visit.get("reason") or ""))

    def _become(self, state: str, reason: str = "") -> None:
        self.state, self.reason = state, reason
        self.changed.emit()
