"""The process: who speaks with it, and when it ends.

The engine has a channel for each input that shows a peer: it says ``peer`` and is told that
peer's rings and state as a capture tells its own; and it says where the room client is.  The
app is told ``peers`` once a second, and may send ``set``, ``keyframe`` and ``beep``, each with
a ``peer``.  What a beep check measured counts until an input says ``offset_set``: then what was
set there by hand does.
Where a room client has us visit another studio's stage the engine says so, too (``visit``).

One more channel of the engine says ``programme``: it brings pictures for those who look on while
it is told ``watch``, and the name of a ring with all of the sound (``minus``).  On the channel of
an input, ``minus`` asks for the sound without that input, and brings its ring.
"""

import asyncio
import contextlib
import logging
import signal
import sys
import time
from collections.abc import Callable
from typing import ClassVar

from aiortc import RTCIceServer

from studio.ipc.aio import AsyncChannel, AsyncChannelServer
from studio.ipc.child import Boot, announce_ready, watch_lifeline
from studio.ipc.message import Message
from studio.link.ice import servers_of
from studio.link.peer import Peer
from studio.link.peers import WHOLE, Peers
from studio.link.programme import Programme
from studio.link.room_line import RoomLine
from studio.link.sfu.relaying import Relaying
from studio.link.sfu.setting import setting_of
from studio.link.sfu.sfu import Sfu
from studio.link.shown_cameras import ShownCameras
from studio.link.studio_inputs import StudioInputs
from studio.link.studio_line import StudioLine, Visit
from studio.link.studio_peer import HOST, StudioPeer
from studio.link.way_back import WayBack

log = logging.getLogger(__name__)

GRACE_S = 10.0
LOOK_S = 0.5
_APP_ROLE = "client"


class LinkProcess:
    """See the module.

    Args:
        boot: ``grace_s``, how long it may live on alone.
    """

    def __init__(self, boot: Boot) -> None:
        self._grace_s = boot.grace_s(GRACE_S)
        self._servers: list[RTCIceServer] = []
        self._line = RoomLine(
            boot.secret,
            on_signal=lambda peer, data: self._peers.hear(peer, data),
            on_stage=lambda stage: self._peers.stage(stage),
            on_servers=self._use_servers,
            on_sfu=lambda said: self._sfu.use(setting_of(said)),
        )
        self._visit_servers: list[RTCIceServer] = []
        self._visit = StudioLine(
            boot.secret,
            on_signal=lambda data: self._visited().hear(data),
            on_servers=self._use_visit_servers,
            on_visit=self._on_visit,
        )
        self._programme = Programme()
        self._programme_channel: AsyncChannel | None = None
        self._sfu = Sfu(boot.secret, self._programme, lambda: self._servers)
        self._peers = Peers(
            boot.name,
            send=self._line.signal,
            servers=lambda: self._servers,
            way_back=WayBack(self._programme),
            on_other=self._hear_studio,
            on_change=lambda: self._cameras.settle(),
            relaying=Relaying(self._sfu),
        )
        self._cameras = ShownCameras(boot.name, self._peers.camera_wishes)
        self._inputs = StudioInputs(self._bring_input)
        self._stop = asyncio.Event()
        self._alone_since_s: float | None = None
        self._has_supervisor = True
        self._told: Message = {}
        self._server = AsyncChannelServer(
            boot.address,
            name=boot.name,
            secret=boot.secret,
            on_message=self._on_message,
            on_connect=self._on_connect,
            on_close=lambda channel, reason: self._forget(channel),
        )

    async def run(self) -> None:
        """Serve until told to stop, or until nobody has been left for its grace."""
        loop = asyncio.get_running_loop()
        if sys.platform != "win32":
            loop.add_signal_handler(signal.SIGTERM, self._stop.set)
        await self._server.start()

        def on_lost() -> None:
            with contextlib.suppress(RuntimeError):  # the loop has ended before the supervisor
                loop.call_soon_threadsafe(self._lose_supervisor)

        watch_lifeline(on_lost)
        announce_ready()
        looking = asyncio.create_task(self._look())
        await self._stop.wait()
        looking.cancel()
        self._line.close()
        self._visit.close()
        await self._cameras.close()
        await self._peers.close()
        await self._sfu.close()
        self._programme.close()
        await self._server.close()

    def _lose_supervisor(self) -> None:
        self._has_supervisor = False

    async def _look(self) -> None:
        while True:
            await asyncio.sleep(LOOK_S)
            self._peers.look()
            self._cameras.settle()
            if (told := self._peers_now()) != self._told:
                self._told = told
                for channel in self._server.channels:
                    if channel.peer_role == _APP_ROLE:
                        channel.send(told)
            self._end_if_alone()

    def _end_if_alone(self) -> None:
        """End when the supervisor has died, and the engine too, for a while."""
        if self._has_supervisor or self._server.channels:
            self._alone_since_s = None
        elif self._alone_since_s is None:
            self._alone_since_s = time.monotonic()
        elif time.monotonic() - self._alone_since_s > self._grace_s:
            log.warning("Supervisor and engine have been gone for %.0f s: ending.", self._grace_s)
            self._stop.set()

    def _on_connect(self, channel: AsyncChannel) -> None:
        if channel.peer_role == _APP_ROLE:
            channel.send(self._peers_now())

    def _peers_now(self) -> Message:
        visit = self._visit.visit.shown() if self._visit.is_used else None
        shown = [
            {**each, "inputs": list(self._cameras.offered(str(each["id"])))}
            for each in self._peers.shown()
        ]
        return {"type": "peers", "peers": shown, "visit": visit, "sfu": self._sfu.shown()}

    def _visited(self) -> StudioPeer:
        return self._peers.visit(self._visit.send, lambda: self._visit_servers)

    def _on_visit(self, visit: Visit) -> None:
        """Call the studio there while we are let in, and part from it when that is over."""
        if visit.state == "over":
            self._peers.part_from(HOST)
            return
        peer = self._visited()
        peer.name = visit.name
        peer.offer(visit.offers)
        peer.want(visit.state == "in" and visit.is_host_there)

    def _forget(self, channel: AsyncChannel) -> None:
        self._peers.forget(channel)
        self._programme.forget(channel)
        if channel is self._programme_channel:
            self._programme_channel = None
            self._peers.minus(WHOLE, "")

    def _on_message(self, channel: AsyncChannel, message: Message) -> None:
        if handle := self._HANDLES.get(str(message["type"])):
            handle(self, channel, message)

    def _show(self, channel: AsyncChannel, message: Message) -> None:
        if isinstance(wish := message.get("peer"), str):
            camera = message.get("input")
            self._peers.show(channel, wish, camera if isinstance(camera, str) else "")

    def _tally(self, channel: AsyncChannel, message: Message) -> None:
        self._peers.air(channel, message.get("on_air") is True)

    def _bring(self, channel: AsyncChannel, message: Message) -> None:
        if channel.peer_role == "engine":
            self._programme_channel = channel
            self._programme.use(channel)

    def _picture(self, channel: AsyncChannel, message: Message) -> None:
        if channel is self._programme_channel:
            self._programme.picture(message)

    def _bring_input(self, name: str, is_wanted: bool) -> None:
        if self._programme_channel:
            self._programme_channel.send({"type": "input_wanted", "input": name, "on": is_wanted})

    def _input(self, channel: AsyncChannel, message: Message) -> None:
        if channel is self._programme_channel:
            match message:
                case {"input": str(name), "ring": str(ring)}:
                    self._inputs.ring(name, ring)

    def _minus(self, channel: AsyncChannel, message: Message) -> None:
        if isinstance(ring := message.get("ring"), str) and channel.peer_role == "engine":
            self._peers.minus(WHOLE if channel is self._programme_channel else channel, ring)

    def _room(self, channel: AsyncChannel, message: Message) -> None:
        if isinstance(address := message.get("address"), str):
            self._line.use(address)

    def _go_visiting(self, channel: AsyncChannel, message: Message) -> None:
        if isinstance(address := message.get("address"), str):
            self._visit.use(address)

    def _use_visit_servers(self, said: list[object]) -> None:
        self._visit_servers = servers_of(said)

    def _use_servers(self, said: list[object]) -> None:
        self._servers = servers_of(said)

    def _set(self, channel: AsyncChannel, message: Message) -> None:
        if peer := self._peers.find(message.get("peer")):
            peer.ask(message)

    def _keyframe(self, channel: AsyncChannel, message: Message) -> None:
        if peer := self._peers.find(message.get("peer")):
            peer.ask_key()

    def _beep(self, channel: AsyncChannel, message: Message) -> None:
        if peer := self._peers.find(message.get("peer")):
            peer.check_sync()

    def _forget_sync(self, channel: AsyncChannel, message: Message) -> None:
        if peer := self._peers.shown_by(channel):
            peer.sync.forget()

    def _hear_studio(self, peer: Peer, message: Message) -> None:
        self._cameras.hear(peer, message)
        self._inputs.hear(peer, message)

    def _end(self, channel: AsyncChannel, message: Message) -> None:
        if channel.peer_role in ("supervisor", "engine"):
            self._stop.set()

    _HANDLES: ClassVar[dict[str, Callable[["LinkProcess", AsyncChannel, Message], None]]] = {
        "peer": _show,
        "tally": _tally,
        "room": _room,
        "visit": _go_visiting,
        "programme": _bring,
        "picture": _picture,
        "minus": _minus,
        "input": _input,
        "set": _set,
        "keyframe": _keyframe,
        "beep": _beep,
        "offset_set": _forget_sync,
        "stop": _end,
    }
