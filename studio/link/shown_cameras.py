"""Cameras of other studios that inputs of ours show, each beside the studio's programme.

A studio that visits us says what it offers; it is asked for all that is shown at the moment, and
says which part of the connection carries which.  All of them come all the time, with a decoder
and a ring each, so that a cut between two is one on the next frame.  They have no sound: that of
the studio belongs to its programme, and would be heard twice::

    cameras = ShownCameras("link", peers.camera_wishes)
    cameras.hear(peer, {"type": "inputs", "inputs": ["Side", "Top"]})
    cameras.settle()                        # whenever something may have changed
    cameras.offered("u-3")
"""

import asyncio
import itertools
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from studio.ipc.message import Message
from studio.link.connection import MOST_CAMERAS, Connection
from studio.link.media import PeerMedia
from studio.link.peer import Peer
from studio.link.peers import NO_SOUND, CameraWish
from studio.link.studio_peer import StudioPeer
from studio.model.offered_inputs import names_of

_RUNNING: Message = {"type": "state", "health": "running", "reason": ""}


class ShownCameras:
    """See the module; belongs to the process's loop.

    Args:
        name: Of the process, after which rings are called.
        wishes: Returns which inputs of ours show a studio's camera, and which.
    """

    def __init__(self, name: str, wishes: Callable[[], Iterable[CameraWish]]) -> None:
        self._name = name
        self._wishes = wishes
        self._numbers = itertools.count(1)
        self._studios: dict[str, _Studio] = {}
        self._said: dict[object, list[Message]] = {}
        self._closing: set[asyncio.Task[None]] = set()

    def offered(self, id: str) -> tuple[str, ...]:
        """Return which cameras a studio offers."""
        return self._studios[id].offered if id in self._studios else ()

    def hear(self, peer: Peer, message: Message) -> None:
        """Take what a studio says: strangers' words."""
        if peer.kind != "studio" or isinstance(peer, StudioPeer) or peer.connection is None:
            return
        match message:
            case {"type": "inputs", "inputs": list(names)}:
                self._drop_ended()
                studio = self._studios.setdefault(peer.id, _Studio(peer, peer.connection))
                studio.offered = tuple(names_of(names))
                self.settle()
            case {"type": "lines", "lines": list(lines)} if peer.id in self._studios:
                self._carry(self._studios[peer.id], _lines(lines))
                self.settle()

    def settle(self) -> None:
        """Ask each studio for what is to be shown, and tell each input how its camera is."""
        self._drop_ended()
        wishes = list(self._wishes())
        for studio in self._studios.values():
            self._ask(studio, [each.camera for each in wishes if each.peer is studio.peer])
        said, self._said = self._said, {}
        for wish in wishes:
            told = [NO_SOUND, *self._kept(wish)]
            self._said[wish.watcher] = told
            if told != said.get(wish.watcher):
                for message in told:
                    wish.watcher.send(message)

    async def close(self) -> None:
        """Show nothing any more."""
        for studio in self._studios.values():
            self._carry(studio, {})
        self._studios.clear()
        await asyncio.gather(*self._closing, return_exceptions=True)

    def _drop_ended(self) -> None:
        """Forget what came by lines that are no more."""
        for id, studio in list(self._studios.items()):
            if studio.peer.connection is not studio.connection:
                self._carry(studio, {})
                del self._studios[id]

    def _ask(self, studio: "_Studio", names: Iterable[str]) -> None:
        known = [each for each in dict.fromkeys(names) if each in studio.offered]
        wanted = tuple(known[:MOST_CAMERAS])
        if wanted == studio.asked:
            return
        if studio.peer.say_control({"type": "want", "inputs": list(wanted)}):
            studio.asked = wanted
            lines = {each.mid: each.name for each in studio.cameras if each.name in wanted}
            self._carry(studio, lines)

    def _carry(self, studio: "_Studio", lines: dict[str, str]) -> None:
        """Take these cameras by these parts, and no others."""
        for camera in list(studio.cameras):
            if lines.get(camera.mid) != camera.name:
                studio.cameras.remove(camera)
                studio.connection.cameras[camera.mid].use(None)
                task = asyncio.create_task(asyncio.to_thread(camera.media.close))
                self._closing.add(task)
                task.add_done_callback(self._closing.discard)
        carried = [camera.mid for camera in studio.cameras]
        for mid, name in lines.items():
            part = studio.connection.cameras.get(mid)
            if part and mid not in carried and name in studio.asked:
                camera = self._camera(mid, name)
                studio.cameras.append(camera)
                part.use(camera.media)

    def _camera(self, mid: str, name: str) -> "_Camera":
        loop = asyncio.get_running_loop()

        def on_ring(kind: str, ring: str) -> None:
            come: Message = {"type": "ring", "kind": kind, "name": ring}
            loop.call_soon_threadsafe(tell, [come, _RUNNING])

        def on_fault(reason: str) -> None:
            failed: Message = {"type": "state", "health": "failed", "reason": reason}
            loop.call_soon_threadsafe(tell, [failed])

        def tell(kept: list[Message]) -> None:
            camera.kept = kept
            self.settle()

        media = PeerMedia(f"{self._name}-camera-{next(self._numbers)}", on_ring, on_fault)
        camera = _Camera(mid, name, media)
        return camera

    def _kept(self, wish: CameraWish) -> list[Message]:
        """Return what an input is to be told of its camera; nothing while it is waited for."""
        peer, name = wish.peer, wish.camera
        studio, state = self._studios.get(peer.id), peer.kept.get("state")
        if state and state.get("health") != "running":
            return [state]
        if isinstance(peer, StudioPeer) or (studio and name not in studio.offered):
            return [_failed(f"{peer.shown_name} does not offer a camera called {name}.")]
        if studio and name not in studio.asked and len(studio.asked) == MOST_CAMERAS:
            of = f"{MOST_CAMERAS} cameras of {peer.shown_name}"
            return [_failed(f"{of} are shown already, and there can't be more at a time.")]
        cameras = studio.cameras if studio else []
        return next((each.kept for each in cameras if each.name == name), [])


@dataclass(slots=True)
class _Camera:
    """One that comes; ``kept`` is what who shows it must be told."""

    mid: str
    name: str
    media: PeerMedia
    kept: list[Message] = field(default_factory=list)


@dataclass(slots=True)
class _Studio:
    """One that visits us, on one connection."""

    peer: Peer
    connection: Connection
    offered: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    cameras: list[_Camera] = field(default_factory=list)


def _failed(reason: str) -> Message:
    return {"type": "state", "health": "failed", "reason": reason}


def _lines(told: list[object]) -> dict[str, str]:
    """Return which part carries which input: each once."""
    lines: dict[str, str] = {}
    for each in told[:MOST_CAMERAS]:
        match each:
            case {"mid": str(mid), "input": str(name)} if name not in lines.values():
                lines[mid] = name
    return lines
