"""All peers of a session, and who of the engine's inputs shows which.

An input asks for a peer by its id, its name, its seat (``seat:2``), or "" for the first phone.
It is told what that peer's rings and state are, and of another one's when that fits better.
Of a studio it may ask for a camera instead of the programme: of those somebody else tells::

    peers = Peers("link", send=line.signal, servers=…)
    peers.hear("u-3", signal)
    peers.stage(list)
    peers.show(channel, "Phone of Li")
    peers.show(channel, "seat:1", "Side")
    peers.camera_wishes()
"""

import asyncio
import logging
import time
from collections.abc import Callable, Iterable
from typing import NamedTuple, Protocol, TypeVar

from aiortc import RTCIceServer

from studio.ipc.message import Message
from studio.link.connection import Connection
from studio.link.media import PeerMedia
from studio.link.peer import Peer
from studio.link.sfu.relaying import Relaying
from studio.link.studio_peer import HOST, StudioPeer
from studio.link.way_back import WayBack

log = logging.getLogger(__name__)

MOST_PEERS = 16
GONE_S = 5.0
"""How long one that has left the stage may come back: a page that was loaded again."""
_NOBODY: Message = {
    "type": "state",
    "health": "failed",
    "reason": "Nobody is linked here yet: open the studio's link on a phone.",
}
NO_SOUND: Message = {"type": "ring", "kind": "sound", "name": ""}
"""What an input heard before is over."""


class Watcher(Protocol):
    """Who shows a peer: a channel of the engine."""

    def send(self, message: Message) -> bool:
        """Tell something."""


class CameraWish(NamedTuple):
    """An input that shows a studio's camera."""

    watcher: Watcher
    peer: Peer
    camera: str


class _Sight(NamedTuple):
    """What an input shows.

    Attributes:
        camera: Of a studio; "" for all else.
    """

    peer: Peer | None
    camera: str = ""


P = TypeVar("P", bound=Peer)
WHOLE = None
"""Whose ring carries the programme with everybody in it."""


class Peers:
    """See the module; belongs to the process's loop.

    Args:
        name: Of the process, after which rings are called.
        send: Passes a signal on to a peer.
        servers: Of STUN and TURN.
        way_back: Of the programme.
        on_other: Told what a peer says on its control channel that is not of a phone.
        on_change: Told that another peer is shown, or one is not as it was.
        relaying: Says which guests are linked by an SFU.

    Attributes:
        refused: Peers for whom there was no room.
    """

    def __init__(
        self,
        name: str,
        *,
        send: Callable[[str, Message], None],
        servers: Callable[[], list[RTCIceServer]],
        way_back: WayBack | None = None,
        on_other: Callable[[Peer, Message], None] = lambda peer, message: None,
        on_change: Callable[[], None] = lambda: None,
        relaying: Relaying | None = None,
    ) -> None:
        self.refused = 0
        self._name = name
        self._send = send
        self._servers = servers
        self._way_back = way_back
        self._on_other = on_other
        self._on_change = on_change
        self._relaying = relaying
        self._peers: dict[str, Peer] = {}
        self._number = 0
        self._stage: dict[str, Message] = {}
        self._has_stage = False
        self._left_s: dict[str, float] = {}
        self._wishes: dict[Watcher, tuple[str, str]] = {}
        self._shown: dict[Watcher, _Sight] = {}
        self._on_air: set[Watcher] = set()
        self._wanted: set[Watcher] = set()
        self._minus: dict[Watcher | None, str] = {}
        self._closing: set[asyncio.Task[None]] = set()

    def hear(self, id: str, signal: Message) -> None:
        """Take a signal of a peer, known or not: the room has said that it may."""
        peer = self._peers.get(id)
        if peer is None:
            if signal.get("type") != "offer":
                return
            if len(self._peers) >= MOST_PEERS:
                self.refused += 1
                log.warning("A peer is not linked, as %d are already.", MOST_PEERS)
                return
            peer = self._added(id, Peer, lambda signal: self._send(id, signal), self._servers)
        peer.hear(signal)

    def stage(self, stage: Iterable[Message]) -> None:
        """Take who is on the stage; at first, have those come who were linked before us."""
        self._stage = {str(each["id"]): each for each in stage if isinstance(each.get("id"), str)}
        if not self._has_stage:
            self._has_stage = True
            for id in self._stage.keys() - self._peers.keys():
                self._send(id, {"type": "bye", "again": True})
        for id, peer in self._peers.items():
            self._name_peer(id, peer)
        self._settle()

    def show(self, watcher: Watcher, wish: str, camera: str = "") -> None:
        """Tell a watcher all of a peer from now on.

        Args:
            watcher: Who shows it.
            wish: Which peer.
            camera: Which of its pictures, if it is a studio; "" for the programme.
        """
        if self._wishes.get(watcher) == (wish, camera):
            return
        self._wishes[watcher] = wish, camera
        self._shown.pop(watcher, None)
        self._settle()

    def air(self, watcher: Watcher, is_on_air: bool) -> None:
        """Take note whether what a watcher shows is on air."""
        (self._on_air.add if is_on_air else self._on_air.discard)(watcher)
        self._tally()

    def minus(self, watcher: Watcher | None, ring: str) -> None:
        """Take which ring carries the programme without what a watcher shows."""
        self._minus[watcher] = ring
        self._share_sound()

    def forget(self, watcher: Watcher) -> None:
        """A watcher has gone."""
        self._wishes.pop(watcher, None)
        self._shown.pop(watcher, None)
        self._on_air.discard(watcher)
        self._wanted.discard(watcher)
        self._minus.pop(watcher, None)
        self._tally()
        self._share_sound()
        self._on_change()

    def visit(
        self, send: Callable[[Message], None], servers: Callable[[], list[RTCIceServer]]
    ) -> StudioPeer:
        """Return the studio on whose stage we are: one more peer, whom we call.

        Args:
            send: Passes a signal on to it.
            servers: Of STUN and TURN that its room names.
        """
        if not isinstance(peer := self._peers.get(HOST), StudioPeer):
            peer = self._added(HOST, StudioPeer, send, servers)
            peer.kind = "studio"
            self._settle()
        return peer

    def part_from(self, id: str) -> None:
        """Hang up on a peer, if there is one of that id."""
        if id in self._peers:
            self._part(id)

    def find(self, id: object) -> Peer | None:
        """Return a peer."""
        return self._peers.get(id) if isinstance(id, str) else None

    def shown_by(self, watcher: Watcher) -> Peer | None:
        """Return whom an input shows now."""
        sight = self._shown.get(watcher)
        return sight.peer if sight else None

    def camera_wishes(self) -> list[CameraWish]:
        """Return which inputs show a studio's camera."""
        return [
            CameraWish(watcher, sight.peer, sight.camera)
            for watcher, sight in self._shown.items()
            if sight.peer and sight.camera
        ]

    def look(self) -> None:
        """Count, notice silence, and part from those who left the stage; twice a second."""
        now_ns, now_s = time.monotonic_ns(), time.monotonic()
        for id, peer in list(self._peers.items()):
            peer.look(now_ns)
            if self._relaying:
                self._relaying.look(peer)
            if id in self._stage or id == HOST or not self._has_stage:
                self._left_s.pop(id, None)
            elif now_s - self._left_s.setdefault(id, now_s) > GONE_S:
                self._part(id)

    def shown(self) -> list[Message]:
        """Return how all are, for the app."""
        return [peer.shown() for peer in self._peers.values()]

    async def close(self) -> None:
        """Hang up on all."""
        for id in list(self._peers):
            self._part(id)
        await asyncio.gather(*self._closing, return_exceptions=True)

    def _added(
        self,
        id: str,
        make: type[P],
        send: Callable[[Message], None],
        servers: Callable[[], list[RTCIceServer]],
    ) -> P:
        self._number += 1
        peer = self._peers[id] = make(
            id,
            f"{self._name}-{self._number}",
            send=send,
            on_told=self._on_told,
            servers=servers,
            way_back=self._way_back,
            on_listens=self._share_sound,
            on_other=self._on_other,
            relay=self._relayed,
        )
        self._name_peer(id, peer)
        self._settle()
        return peer

    def _name_peer(self, id: str, peer: Peer) -> None:
        said = self._stage.get(id, {})
        name, kind, seat = said.get("name"), said.get("kind"), said.get("seat")
        peer.name = name[:64] if isinstance(name, str) else peer.name
        peer.kind = kind if isinstance(kind, str) else peer.kind
        peer.seat = seat if isinstance(seat, int) else 0
        peer.mute(said.get("muted") is True)

    def _relayed(
        self,
        peer: Peer,
        media: PeerMedia,
        on_state: Callable[[str], None],
        on_control: Callable[[object], None],
    ) -> Connection | None:
        """Return a guest's connection by an SFU, if that is how he is to be linked."""
        if self._relaying is None:
            return None
        others = [each for each in self._peers.values() if each is not peer]
        return self._relaying.connection(peer, others, media, on_state, on_control)

    def _part(self, id: str) -> None:
        peer = self._peers.pop(id)
        if self._relaying:
            self._relaying.forget(id)
        self._left_s.pop(id, None)
        task = asyncio.create_task(peer.close())
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)
        self._settle()

    def _on_told(self, peer: Peer, message: Message) -> None:
        for watcher, sight in self._shown.items():
            if sight == (peer, ""):
                watcher.send(message)
        self._on_change()

    def _settle(self) -> None:
        """Tell each watcher of whom it shows now, if that is another one."""
        for watcher, (wish, camera) in self._wishes.items():
            peer = self._wished(wish)
            sight = _Sight(peer, camera if peer and peer.kind == "studio" else "")
            if self._shown.get(watcher) == sight:
                continue
            self._shown[watcher] = sight
            if not sight.camera:
                for message in (NO_SOUND, *(peer.kept.values() if peer else (_NOBODY,))):
                    watcher.send(message)
        self._tally()
        self._share_sound()
        self._on_change()

    def _share_sound(self) -> None:
        """Give each peer the sound without him, and ask for what is wanted for that."""
        for watcher, sight in self._shown.items():
            is_wanted = sight.peer is not None and not sight.camera and sight.peer.listens
            if is_wanted != (watcher in self._wanted):
                (self._wanted.add if is_wanted else self._wanted.discard)(watcher)
                self._minus.pop(watcher, None)
                watcher.send({"type": "minus", "wanted": is_wanted})
        for peer in self._peers.values():
            if peer.listens:
                peer.use_sound(self._sound_of(peer))

    def _sound_of(self, peer: Peer) -> str:
        """Return the ring for a peer: "" while the one without him isn't there yet."""
        shown_by = [watcher for watcher, sight in self._shown.items() if sight == (peer, "")]
        return self._minus.get(shown_by[0] if shown_by else WHOLE, "")

    def _wished(self, wish: str) -> Peer | None:
        if wish in self._peers:
            return self._peers[wish]
        peers = self._peers.values()
        if wish.startswith("seat:"):
            return next((each for each in peers if f"seat:{each.seat}" == wish), None)
        if wish:
            return next((p for p in peers if p.name.casefold() == wish.casefold()), None)
        return next((each for each in peers if each.kind == "phone"), None)

    def _tally(self) -> None:
        on_air = {id(self.shown_by(watcher)) for watcher in self._on_air}
        for peer in self._peers.values():
            peer.tally(id(peer) in on_air)
