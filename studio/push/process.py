"""The thin edge of the push process: its channel, its peers, its end.

One destination at a time: an engine opens it, sends tags and may come back
within its grace; then, or on ``end`` and ``stop``, the publish is ended in order.
The process itself ends on ``stop``, on SIGTERM, or when supervisor and engine
have both been gone for that long::

    exit_code = asyncio.run(PushProcess(boot).run())
"""

import asyncio
import contextlib
import logging
import signal
import sys
import time
from collections.abc import Callable, Coroutine

from studio.ipc.aio import AsyncChannel, AsyncChannelServer
from studio.ipc.child import Boot, announce_ready, watch_lifeline
from studio.ipc.errors import ChildError
from studio.ipc.message import Message
from studio.publish import MediaTag, Tag
from studio.publish.destination import Destination
from studio.rtmp.relay_url import parse_destination

GRACE_S = 10.0
STATS_S = 1.0
log = logging.getLogger(__name__)


class PushProcess:
    """See the module.

    Args:
        boot: ``url``, the destination's address; ``verify_tls``; and ``grace_s``, how long
            another engine or supervisor may take to come when ours has gone.

    Raises:
        StudioError: If the boot message has no usable address, or no sane grace.
    """

    def __init__(self, boot: Boot) -> None:
        url = boot.get("url")
        if not isinstance(url, str):
            raise ChildError("The boot message of a push process has no 'url'.")
        self._url = parse_destination(url)
        self._verify_tls = boot.get("verify_tls") is not False
        self._grace_s = boot.grace_s(GRACE_S)
        self._server = AsyncChannelServer(
            boot.address,
            name=boot.name,
            secret=boot.secret,
            on_message=self._on_message,
            on_connect=self._on_connect,
            on_close=self._on_close,
        )
        self._destination: Destination | None = None
        self._engine: AsyncChannel | None = None
        self._has_lifeline = True
        self._supervisor_gone_s: float | None = None
        self._engine_gone_s: float | None = None
        self._stop = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Serve until it is time to end."""
        loop = asyncio.get_running_loop()
        if sys.platform != "win32":
            loop.add_signal_handler(signal.SIGTERM, self._stop.set)
        await self._server.start()
        watch_lifeline(self._lifeline_caller(loop))
        announce_ready()
        self._engine_gone_s = time.monotonic()
        watch = asyncio.create_task(self._watch(), name="push watch")
        await self._stop.wait()
        watch.cancel()
        await self._end_destination()
        await self._server.close()

    def _on_connect(self, channel: AsyncChannel) -> None:
        log.info("%s is here", channel.peer_role)
        if channel.peer_role == "supervisor":
            self._supervisor_gone_s = None
        if self._destination is not None and self._destination.state:
            channel.send(self._destination.state)

    def _on_close(self, channel: AsyncChannel, reason: str) -> None:
        log.info("%s is gone: %s", channel.peer_role, reason)
        if channel is self._engine:
            self._engine = None
            self._engine_gone_s = time.monotonic()
        elif channel.peer_role == "supervisor":
            self._note_supervisor()

    def _lifeline_caller(self, loop: asyncio.AbstractEventLoop) -> Callable[[], None]:
        def call() -> None:
            with contextlib.suppress(RuntimeError):  # the loop has ended before the supervisor
                loop.call_soon_threadsafe(self._on_lifeline_lost)

        return call

    def _on_lifeline_lost(self) -> None:
        log.warning("the supervisor is gone")
        self._has_lifeline = False
        self._note_supervisor()

    def _note_supervisor(self) -> None:
        """Start the clock when neither the pipe nor a connection shows a supervisor."""
        is_here = any(channel.peer_role == "supervisor" for channel in self._server.channels)
        if not self._has_lifeline and not is_here and self._supervisor_gone_s is None:
            self._supervisor_gone_s = time.monotonic()

    def _on_message(self, channel: AsyncChannel, message: Message) -> None:
        kind = message["type"]
        if kind == "tag":
            if channel is self._engine and self._destination is not None:
                self._destination.put(_tag(message))
        elif kind == "open" and channel.peer_role == "engine":
            self._open(channel, was_live=message.get("was_live") is True)
        elif kind == "end" and channel.peer_role == "engine":
            self._spawn(self._end(channel))
        elif kind == "stop" and channel.peer_role == "supervisor":
            self._stop.set()

    def _open(self, channel: AsyncChannel, was_live: bool) -> None:
        self._engine, self._engine_gone_s = channel, None
        if self._destination is None:
            self._destination = Destination(
                self._url, report=self._report, verify_tls=self._verify_tls
            )
        self._destination.open(was_live=was_live)

    async def _end(self, channel: AsyncChannel) -> None:
        await self._end_destination()
        channel.send({"type": "ended"})

    async def _end_destination(self) -> None:
        destination, self._destination = self._destination, None
        if destination is not None:
            await destination.end()
            self._server.broadcast(destination.stats(0))

    def _report(self, message: Message) -> None:
        if message["type"] == "push_state":
            log.info("%(state)s, attempt %(attempt)d: %(reason)s", message)
            self._server.broadcast(message)
        elif self._engine is not None:
            self._engine.send(message)

    async def _watch(self) -> None:
        """Send the figures each second, and end what nobody wants any more."""
        last_s = time.monotonic()
        while True:
            await asyncio.sleep(STATS_S)
            now_s = time.monotonic()
            if self._destination is not None:
                self._server.broadcast(self._destination.stats(now_s - last_s))
            last_s = now_s
            if not self._is_over(self._engine_gone_s, now_s):
                continue
            if self._destination is not None:
                log.warning("no engine came back within %.0f s", self._grace_s)
                await self._end_destination()
            if self._is_over(self._supervisor_gone_s, now_s):
                self._stop.set()

    def _is_over(self, since_s: float | None, now_s: float) -> bool:
        return since_s is not None and now_s - since_s >= self._grace_s

    def _spawn(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _tag(message: Message) -> MediaTag:
    """Read a tag from the engine, which is trusted but may be of another version."""
    kind, time_ms, body = message.get("kind"), message.get("ts"), message.get("data")
    if kind not in (8, 9, 18) or not isinstance(time_ms, int) or not isinstance(body, bytes):
        raise ChildError("The engine sent a tag without kind, ts or data.")
    return MediaTag(
        Tag(kind),
        max(0, time_ms),
        body,
        is_key=message.get("key") is True,
        is_header=message.get("header") is True,
    )
