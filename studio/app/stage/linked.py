"""The app's line to the link process of the session: how phones' lines are, what they send.

That process runs while an input shows a linked device; nothing is looked for before::

    linked = Linked.of(studio)
    linked.changed.connect(self.draw)
    linked.peers["p-3"].battery
    linked.order("p-3", torch=True)
"""

from PySide6.QtCore import QObject, Qt, Signal

from studio.app.link.inbox import Inbox
from studio.app.stage.linked_peer import LinkedPeer, linked_of
from studio.app.studio import Studio
from studio.ipc.channel import Channel
from studio.ipc.message import Message
from studio.supervisor.connector import Connector

LINK = "link"


class Linked(QObject):
    """See the module.  For the UI thread.

    Attributes:
        peers: By the room's ids.
        is_there: Whether link runs and has told of them.
    """

    changed = Signal()
    _arrived = Signal()

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self.peers: dict[str, LinkedPeer] = {}
        self.is_there = False
        self._studio = studio
        self._inbox = Inbox(self._arrived.emit)
        self._arrived.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._channel: Channel | None = None
        self._connector: Connector | None = None
        studio.closed.connect(self._close)
        studio.mirror.collection_changed.connect(self._look)
        self._look()

    @classmethod
    def of(cls, studio: Studio) -> "Linked":
        """Return the studio's, made on first use."""
        return studio.part(cls)

    def order(self, peer: str, **wish: object) -> bool:
        """Have a device send otherwise from now on; say whether it could be told."""
        return self._send({"type": "set", "peer": peer, **wish})

    def ask_key(self, peer: str) -> bool:
        """Have a device send a whole picture now."""
        return self._send({"type": "keyframe", "peer": peer})

    def check_sync(self, peer: str) -> bool:
        """Have a device beep and light up, and measure how far its sound is from its picture."""
        return self._send({"type": "beep", "peer": peer})

    def _send(self, message: Message) -> bool:
        return self._channel is not None and self._channel.send(message)

    def _look(self) -> None:
        """Begin to look for the process once there is something for it to do."""
        collection = self._studio.mirror.collection
        if self._connector is not None or collection is None:
            return
        if any(each.kind == LINK for each in collection.inputs):
            self._connector = Connector(
                self._studio.run_dir, LINK, on_message=self._on_message, on_lost=self._on_lost
            )
            self._connector.start()

    def _close(self) -> None:
        if self._connector is not None:
            self._connector.close()
            self._connector = None
        self._inbox.take()

    # -- in the I/O thread ---------------------------------------------------------------

    def _on_message(self, channel: Channel, message: Message) -> None:
        if message["type"] == "peers":
            self._inbox.put("peers", (channel, message.get("peers")), key="peers")

    def _on_lost(self, channel: Channel, reason: str) -> None:
        self._inbox.put("lost", channel, key="peers")

    # -- in the UI thread ----------------------------------------------------------------

    def _take(self) -> None:
        for kind, value in self._inbox.take():
            if kind == "peers" and isinstance(value, tuple) and not value[0].is_closed:
                self._channel, self.is_there = value[0], True
                self.peers = linked_of(value[1])
            else:
                self._channel, self.is_there = None, False
                self.peers = {}
            self.changed.emit()
