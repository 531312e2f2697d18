"""This node's letters to other nodes, over core NATS: who is heard, what waits, what is lost.

One subject for each node, so that what one node says to another stays in order; one
for questions, and one for what all should know::

    post = NatsPost("a1b2c3d4", receiver)
    await post.start("nats://…")
    post.send("e5f6a7b8", frame)
    await post.ask("e5f6a7b8", question)
    await post.close()

While NATS is away letters wait, bounded, and are sent when it is back.
"""

import asyncio
import contextlib
import logging
import time
from collections.abc import Awaitable
from typing import Protocol

from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.errors import Error

from studio.model.errors import StudioError
from studio.room.backbone.nats_link import Link, decode

HEARTBEAT_S = 0.25
ASK_S = 2.0

_log = logging.getLogger(__name__)

_START_S = 5.0
_FORGET_S = 30.0
_MESSAGE_BYTES = 1024 * 1024
_PENDING_BYTES = 8 * 1024 * 1024
_PREFIX = "rocket-room"
_FAILURES = (Error, OSError)


class PostError(StudioError):
    """NATS can't be used."""


class Receiver(Protocol):
    """Who letters are for; nothing in here may take long."""

    def arrived(self, peer: str, frame: bytes) -> None:
        """Take what another node said."""

    def broken(self, peer: str) -> None:
        """Note that something between that node and this one is lost."""

    def announced(self, news: bytes) -> None:
        """Take what a node told all."""

    def asked(self, question: bytes) -> Awaitable[bytes]:
        """Answer a question."""


class _Peer:
    def __init__(self, node: str) -> None:
        self.link = Link(node, time.time_ns())
        self.heard_s = self.spoke_s = time.monotonic()


class NatsPost:
    """See the module.

    Attributes:
        lost_links: How often something between two nodes was lost for good.
    """

    def __init__(self, node: str, receiver: Receiver) -> None:
        self.node = node
        self.lost_links = 0
        self._receiver = receiver
        self._client = Client()
        self._peers: dict[str, _Peer] = {}
        self._wake = asyncio.Event()
        self._up_since_s = time.monotonic()
        self._tasks: list[asyncio.Task[None]] = []
        self._answers: set[asyncio.Task[None]] = set()

    async def start(self, url: str) -> None:
        """Connect and listen.

        Raises:
            PostError: If there is no NATS at that address.
        """
        try:
            async with asyncio.timeout(_START_S):
                await self._connect(url)
        except (*_FAILURES, TimeoutError, ValueError) as error:
            raise PostError(
                f"NATS can't be reached ({type(error).__name__}). Check that nats-server runs "
                "and that the address given with --nats is right."
            ) from error
        if self._client.max_payload < _MESSAGE_BYTES:
            await self._client.close()
            raise PostError(
                f"NATS takes messages of {self._client.max_payload} bytes only. Set "
                f"max_payload of nats-server to {_MESSAGE_BYTES} or more."
            )
        self._tasks = [
            asyncio.create_task(self._send_on(), name="letters to other nodes"),
            asyncio.create_task(self._beat(), name="heartbeats to other nodes"),
        ]

    @property
    def is_up(self) -> bool:
        """Whether NATS is there."""
        return self._client.is_connected

    def silent_s(self, peer: str) -> float:
        """Return for how long a node was not heard although it could have been."""
        if not self.is_up:
            return 0.0
        heard_s = self._peers[peer].heard_s if peer in self._peers else self._up_since_s
        return time.monotonic() - max(heard_s, self._up_since_s)

    def send(self, peer: str, frame: bytes) -> None:
        """Let a node know something, after all that it was told before."""
        is_whole = self._peer(peer).link.put(frame)
        self._wake.set()
        if not is_whole:
            self._broken(peer, "too much waited for it")

    def begin_anew(self, peer: str) -> None:
        """Forget what waits for a node, which will know that it missed something."""
        self._peer(peer).link.begin_anew()

    def greet(self, peer: str) -> None:
        """Begin to exchange heartbeats with a node."""
        self._peer(peer)

    def announce(self, news: bytes) -> None:
        """Let all nodes know something, if they can be reached."""
        self._in_background(self._publish(f"{_PREFIX}.all", news))

    async def ask(self, peer: str, question: bytes) -> bytes | None:
        """Return a node's answer, None if there is none in time."""
        try:
            message = await self._client.request(f"{_PREFIX}.ask.{peer}", question, timeout=ASK_S)
        except _FAILURES:
            return None
        return message.data

    async def close(self) -> None:
        """Send what waits if NATS is there, and hang up."""
        for task in (*self._tasks, *self._answers):
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks)
        with contextlib.suppress(*_FAILURES, TimeoutError):
            async with asyncio.timeout(1.0):
                await self._send_all()
                await self._client.flush(timeout=1)
        await self._client.close()

    async def _connect(self, url: str) -> None:
        client = self._client
        await client.connect(
            url,
            name=f"room node {self.node}",
            error_cb=self._on_error,
            disconnected_cb=self._on_down,
            reconnected_cb=self._on_up,
            connect_timeout=1,
            reconnect_time_wait=0.1,  # type: ignore[arg-type]  # it only sleeps for it
            max_reconnect_attempts=-1,
            ping_interval=1,
            max_outstanding_pings=2,
            pending_size=_PENDING_BYTES,
            no_echo=True,
        )
        await client.subscribe(f"{_PREFIX}.node.{self.node}", cb=self._on_letter)
        await client.subscribe(f"{_PREFIX}.ask.{self.node}", cb=self._on_question)
        await client.subscribe(f"{_PREFIX}.all", cb=self._on_news)
        await client.flush(timeout=2)

    def _peer(self, name: str) -> _Peer:
        peer = self._peers.get(name)
        if peer is None:
            peer = self._peers[name] = _Peer(self.node)
        return peer

    async def _send_on(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            if self.is_up:
                await self._send_all()

    async def _send_all(self) -> None:
        for name, peer in list(self._peers.items()):
            for packet in peer.link.packets():
                await self._publish(f"{_PREFIX}.node.{name}", packet)

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(HEARTBEAT_S)
            if not self.is_up:
                continue
            for name, peer in list(self._peers.items()):
                if self.silent_s(name) > _FORGET_S:
                    del self._peers[name]
                else:
                    await self._publish(f"{_PREFIX}.node.{name}", peer.link.heartbeat())

    async def _publish(self, subject: str, data: bytes) -> None:
        with contextlib.suppress(*_FAILURES):  # the numbers show what did not arrive
            await self._client.publish(subject, data)

    async def _on_letter(self, message: Msg) -> None:
        packet = decode(message.data)
        if packet is None:
            _log.warning("Something that is no letter came over NATS; it is left out.")
            return
        peer = self._peer(packet.sender)
        peer.heard_s = time.monotonic()
        taken = peer.link.take(packet)
        if taken.is_broken:
            self._broken(packet.sender, "frames were lost and are not there any more")
        for frame in taken.frames:
            try:
                self._receiver.arrived(packet.sender, frame)
            except Exception:
                _log.exception("A frame of node %s could not be handled.", packet.sender)
        if taken.must_answer:
            await self._publish(f"{_PREFIX}.node.{packet.sender}", peer.link.heartbeat())
        if peer.link.has_unsent:
            self._wake.set()

    async def _on_question(self, message: Msg) -> None:
        self._in_background(self._answer(message))

    async def _answer(self, message: Msg) -> None:
        try:
            answer = await self._receiver.asked(message.data)
        except Exception:
            _log.exception("A question of another node could not be answered.")
            return
        with contextlib.suppress(*_FAILURES):
            await message.respond(answer)

    async def _on_news(self, message: Msg) -> None:
        self._receiver.announced(message.data)

    async def _on_error(self, error: Exception) -> None:
        _log.debug("NATS: %s", error)

    async def _on_down(self) -> None:
        if not self._client.is_closed:
            _log.error("NATS is gone: rooms go on for those who are at their home node.")

    async def _on_up(self) -> None:
        _log.warning("NATS is back.")
        self._up_since_s = time.monotonic()
        for peer in self._peers.values():
            peer.link.rewind()
        self._wake.set()

    def _broken(self, peer: str, why: str) -> None:
        self.lost_links += 1
        _log.warning("What this node and node %s said is no longer whole: %s.", peer, why)
        self._receiver.broken(peer)

    def _in_background(self, work: "Awaitable[None]") -> None:
        task = asyncio.ensure_future(work)
        self._answers.add(task)
        task.add_done_callback(self._answers.discard)
