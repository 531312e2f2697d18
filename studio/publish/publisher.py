"""One publish over one connection.

    publisher = Publisher(url)
    await publisher.connect()           # PublishError says why not
    publisher.put(tag)                  # never waits
    end = await publisher.ended()       # PublishError, or Moved on the server's wish
    await publisher.finish()            # in order: flush, FCUnpublish, deleteStream

Every step has a time-out.  A server that has taken no byte for STALL_S while
there were some to take is dead, whether it froze, lost its network or hangs.
"""

import asyncio
import contextlib
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from studio.model.errors import StudioError
from studio.publish.dial import STEP_TIMEOUT_S, dial
from studio.publish.errors import Cause, PublishError
from studio.publish.progress import Progress
from studio.publish.queue import MediaTag, TagQueue
from studio.publish.tcp import round_trip_ms, untaken_bytes
from studio.rtmp.client import (
    WINDOW_BYTES,
    Event,
    PublishClient,
    Published,
    ReconnectRequested,
    Refused,
    Step,
)
from studio.rtmp.handshake import NONCE_BYTES
from studio.rtmp.url import RtmpUrl

STALL_S = 2.1
STALL_CHECK_S = 0.2
"""Together 2.3 s, so that a freeze is known within 3 s with what buffers hide."""
SLOW_S = 2.5
FLUSH_TIMEOUT_S = 3.0
LINGER_S = 2.0
BY_US = "The stream was ended by us."
MAX_UNREAD_ANSWERS_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Moved:
    """The server asked to be connected anew, at ``url``."""

    url: RtmpUrl
    reason: str


class Publisher(asyncio.Protocol):
    """See the module.  Belongs to one event loop; used once.

    Args:
        url: Where to publish.
        verify_tls: Check the certificate of rtmps; only tests and people with
            servers of their own turn it off.
        ca_file: Certificates to trust instead of the system's.
        on_slow: Called with a sentence when a step of connecting takes SLOW_S,
            long before it is given up.
    """

    def __init__(
        self,
        url: RtmpUrl,
        *,
        verify_tls: bool = True,
        ca_file: Path | None = None,
        on_slow: Callable[[str], None] = lambda sentence: None,
    ) -> None:
        self.url = url
        self.queue = TagQueue()
        self.sent_bytes = 0
        self._verify_tls = verify_tls
        self._ca_file = ca_file
        self._on_slow = on_slow
        self._client = PublishClient(url, os.urandom(NONCE_BYTES))
        self._transport: asyncio.Transport | None = None
        self._is_free = True
        self._is_broken = False
        self._progress = asyncio.Event()
        self._lost = asyncio.Event()
        self._end: asyncio.Future[PublishError | Moved] = asyncio.get_running_loop().create_future()
        self._watch: asyncio.Task[None] | None = None

    @property
    def is_live(self) -> bool:
        """True between the server's yes and the end; a server that sends us on still takes tags."""
        return self._client.step is Step.LIVE and not self._is_broken

    @property
    def rtt_ms(self) -> float:
        """Round trip time to the server as the kernel sees it; 0 when unknown."""
        sock = self._transport.get_extra_info("socket") if self._transport else None
        return round_trip_ms(sock) if sock is not None else 0.0

    async def connect(self) -> None:
        """Connect and publish, each step within STEP_TIMEOUT_S.

        Raises:
            PublishError: When the server cannot be reached or says no.
        """
        try:
            with self._watched("take the connection"):
                self._transport = await dial(self.url, self, self._verify_tls, self._ca_file)
            self._transport.set_write_buffer_limits(high=1)  # full = anything left
            self._flush()
            while not self.is_live:
                with self._watched(self._client.step.value):
                    await self._next_step()
        except BaseException:
            self.abort()
            raise
        self._watch = asyncio.create_task(self._watch_stall(), name="publish stall watch")

    def put(self, tag: MediaTag) -> bool:
        """Send a tag or let it wait; False when tags had to be given up."""
        if not self.is_live:
            return False
        fits = self.queue.put(tag)
        if self._is_free:
            self._flush()
        return fits

    async def ended(self) -> PublishError | Moved:
        """Wait for the end that the server or the network brings."""
        return await asyncio.shield(self._end)

    async def drained(self) -> None:
        """Wait until the system has taken all that was put, or the publish has ended."""
        while self.is_live and (len(self.queue) or self._unsent_bytes()):
            self._progress.clear()
            await self._progress.wait()

    async def finish(self) -> None:
        """End in order; a server that does not let us is left all the same."""
        if self.is_live:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(FLUSH_TIMEOUT_S):
                    await self.drained()
            self._client.finish()
            self._flush()
            self._finish_with(Cause.CLOSED, BY_US)
            await self._close()
        self.abort()

    async def _close(self) -> None:
        """Close our half and let the server close its own.

        Closing both at once would throw away what the server has not read yet,
        as soon as an answer of its own, which nobody reads, is on its way.
        """
        if self._transport is None:
            return
        if self._transport.can_write_eof():
            with contextlib.suppress(OSError):  # it has just gone; connection_lost follows
                self._transport.write_eof()
        else:
            self._transport.close()  # TLS: sends what is left, and says goodbye
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LINGER_S):
                await self._lost.wait()

    def abort(self) -> None:
        """Drop the connection at once."""
        if self._watch is not None:
            self._watch.cancel()
        if self._transport is not None:
            self._transport.abort()
        self._finish_with(Cause.CLOSED, BY_US)

    def data_received(self, data: bytes) -> None:
        """Follow the server; asyncio calls this."""
        try:
            for event in self._client.feed(data):
                self._event(event)
        except StudioError as error:
            where = self.url.redacted()
            self._finish_with(Cause.PROTOCOL, f"The server at {where} cannot be used. {error}")
        self._flush()
        if self._unsent_bytes() > MAX_UNREAD_ANSWERS_BYTES and not self.is_live:
            self._finish_with(Cause.PROTOCOL, f"{self.url.redacted()} floods us with requests.")
        self._progress.set()

    def connection_lost(self, exc: Exception | None) -> None:
        """Note the end; asyncio calls this."""
        where, step = self.url.redacted(), self._client.step
        if step is Step.PUBLISH:
            self._finish_with(
                Cause.KEY,
                f"The server at {where} closed the connection in answer to the stream key: "
                "it is wrong, expired or in use.",
            )
        elif step is Step.LIVE:
            self._finish_with(Cause.CLOSED, f"The server at {where} closed the connection.")
        else:
            self._finish_with(
                Cause.CLOSED, f"The server at {where} closed the connection before the stream."
            )
        self._lost.set()
        self._progress.set()

    def pause_writing(self) -> None:
        """The socket is full; asyncio calls this."""
        self._is_free = False

    def resume_writing(self) -> None:
        """The socket has room again; asyncio calls this."""
        self._is_free = True
        self._flush()
        self._progress.set()

    @contextlib.contextmanager
    def _watched(self, step: str) -> Iterator[None]:
        """Say so when a step takes long."""
        sentence = f"The server at {self.url.redacted()} takes long to {step}."
        loop = asyncio.get_running_loop()
        timer = loop.call_later(SLOW_S, self._on_slow, sentence)
        try:
            yield
        finally:
            timer.cancel()

    async def _next_step(self) -> None:
        """Wait until the server answers the current step."""
        step = self._client.step
        deadline = time.monotonic() + STEP_TIMEOUT_S
        while self._client.step is step:
            if self._end.done():
                end = self._end.result()
                raise end if isinstance(end, PublishError) else self._moved_early(end)
            self._progress.clear()
            try:
                # Not wait_for, which in Python 3.11 can lose a cancellation.
                async with asyncio.timeout(deadline - time.monotonic()):
                    await self._progress.wait()
            except TimeoutError:
                raise PublishError(
                    Cause.TIMEOUT,
                    f"The server at {self.url.redacted()} did not {step.value} "
                    f"within {STEP_TIMEOUT_S:.0f} seconds.",
                ) from None

    def _moved_early(self, moved: Moved) -> PublishError:
        where, target = self.url.redacted(), moved.url.redacted()
        return PublishError(Cause.REFUSED, f"{where} sent us to {target} at once.", moved.url)

    def _event(self, event: Event) -> None:
        if isinstance(event, Refused):
            causes = {Step.PUBLISH: Cause.KEY, Step.LIVE: Cause.CLOSED}
            self._finish_with(causes.get(event.step, Cause.REFUSED), event.reason)
        elif isinstance(event, ReconnectRequested) and not self._end.done():
            self._end.set_result(Moved(self.url.moved(event.tc_url), event.reason))
        elif isinstance(event, Published):
            self._progress.set()

    def _finish_with(self, cause: Cause, sentence: str) -> None:
        self._is_broken = True
        if not self._end.done():
            self._end.set_result(PublishError(cause, sentence))

    def _flush(self) -> None:
        """Send until the socket is full or nothing is left."""
        if self._transport is None or self._transport.is_closing():
            return
        self._write(self._client.data_to_send())
        while self._is_free and self.is_live and (tag := self.queue.take()) is not None:
            self._client.send_tag(tag.kind, tag.time_ms, tag.body)
            self._write(self._client.data_to_send())

    def _write(self, data: bytes) -> None:
        if data and self._transport is not None:
            self.sent_bytes += len(data)
            self._transport.write(data)

    def _unsent_bytes(self) -> int:
        return self._transport.get_write_buffer_size() if self._transport is not None else 0

    async def _watch_stall(self) -> None:
        """End the publish when no byte is taken for STALL_S."""
        sock = self._transport.get_extra_info("socket") if self._transport else None
        progress = Progress(WINDOW_BYTES, time.monotonic())
        while not self._is_broken:
            waiting = self._unsent_bytes() + (untaken_bytes(sock) if sock is not None else 0)
            stalled_s = progress.note(
                time.monotonic(), self.sent_bytes, waiting, self._client.acknowledgements
            )
            if stalled_s >= STALL_S:
                where = self.url.redacted()
                self._finish_with(
                    Cause.STALLED,
                    f"The server at {where} has taken no data for {stalled_s:.1f} seconds.",
                )
                self.abort()
            await asyncio.sleep(STALL_CHECK_S)
