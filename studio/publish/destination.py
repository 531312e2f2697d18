"""One destination: connects, stays connected, and tells what is going on.

    destination = Destination(url, report=send_to_engine)
    destination.open()
    destination.put(tag)
    await destination.end()

A stream key that is refused before the stream was ever live is final; anything
else is tried again, for as long as the session lasts.
"""

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TypeAlias

from studio.publish.delays import ReconnectDelays
from studio.publish.errors import Cause, PublishError
from studio.publish.intake import Intake
from studio.publish.publisher import Moved, Publisher
from studio.publish.queue import MediaTag
from studio.publish.relay_publisher import RelayPublisher
from studio.rtmp.relay_url import RelayUrl
from studio.rtmp.url import RtmpUrl

KEY_PATIENCE_S = 2.0
"""A key may be refused because the server still holds our last connection."""
SHORT_LIFE_S = 10.0
MAX_SHORT_LIVES = 2
"""A server that takes us and drops us at once, this often, is not asked at once again."""
log = logging.getLogger(__name__)

AnyPublisher: TypeAlias = Publisher | RelayPublisher
Message: TypeAlias = "dict[str, object]"
"""What it tells: ``push_state``, ``push_stats`` and ``key_wanted``."""


class Destination:
    """See the module.  Belongs to one event loop.

    Args:
        url: Where to publish.
        report: Called with each message for the engine.
        verify_tls: Check the certificate of rtmps and wss.
        ca_file: Certificates to trust instead of the system's.
        on_role: Told by a room's relay whether this is on air (``active``) or stands by.
    """

    def __init__(
        self,
        url: RtmpUrl | RelayUrl,
        *,
        report: Callable[[Message], None],
        verify_tls: bool = True,
        ca_file: Path | None = None,
        on_role: Callable[[str], None] = lambda role: None,
    ) -> None:
        self._url = url
        self._target: RtmpUrl | RelayUrl = url
        self._report = report
        self._verify_tls = verify_tls
        self._ca_file = ca_file
        self._on_role = on_role
        self._intake = Intake()
        self._publisher: AnyPublisher | None = None
        self._next: AnyPublisher | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._task: asyncio.Task[None] | None = None
        self._state: Message = {}
        self._was_live = False
        self._delays = ReconnectDelays()
        self._lost_s = time.monotonic()
        self._short_lives = 0
        self._did_begin = False
        self._is_ending = False
        self._reconnects = 0
        self._attempt = 0
        self._past_bytes = 0
        self._past_dropped = 0
        self._counted_bytes = 0
        self._did_ask_key = False

    @property
    def state(self) -> Message:
        """The last push_state; empty before the first one."""
        return dict(self._state)

    def open(self, *, was_live: bool = False) -> None:
        """An engine begins or goes on with the session.

        Args:
            was_live: The session was live here before, so that a refused key
                is not final.
        """
        self._was_live = self._was_live or was_live
        self._intake.begin_engine()
        if self._task is None and not self._is_ending:
            self._lost_s = time.monotonic()
            self._task = asyncio.create_task(self._run(), name="destination")
            self._task.add_done_callback(self._note_fault)
        elif self._state:
            self._report(self.state)
        if self._publisher is not None:
            self._ask_key()

    def put(self, tag: MediaTag) -> None:
        """Take one tag from the engine; never waits."""
        publisher = self._publisher
        if publisher is None or not publisher.is_live:
            self._intake.miss(tag)
            return
        for ready in self._intake.take(tag):
            if not self._did_begin:
                self._did_begin = True
                self._intake.skipped_frames = 0  # nobody missed what came before the first one
            publisher.put(ready)
        if publisher.queue.wants_key:
            if not self._did_ask_key:
                self._ask_key()
        elif not self._intake.wants_key:
            self._did_ask_key = False

    def stats(self, seconds: float) -> Message:
        """Return a push_stats message; ``seconds`` have gone since the last one."""
        publisher = self._publisher
        total = self._past_bytes + (publisher.sent_bytes if publisher else 0)
        new, self._counted_bytes = total - self._counted_bytes, total
        dropped = self._past_dropped + (publisher.queue.dropped_frames if publisher else 0)
        return {
            "type": "push_stats",
            "bytes": total,
            "kbps": round(new * 8 / 1000 / seconds) if seconds > 0 else 0,
            "dropped_frames": dropped + (self._intake.skipped_frames if self._did_begin else 0),
            "queue_ms": publisher.queue.waiting_ms if publisher else 0,
            "reconnects": self._reconnects,
            "rtt_ms": round(publisher.rtt_ms, 1) if publisher else 0.0,
        }

    async def end(self) -> None:
        """End the publish in order, whatever it is doing."""
        if self._is_ending:
            return
        self._is_ending = True
        publisher, self._publisher = self._publisher, None
        if publisher is not None:
            await publisher.finish()
            self._close_account(publisher)
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        await asyncio.gather(*self._tasks)
        if self._state.get("state") != "failed":
            self._tell("ended", f"The stream to {self._url.redacted()} has ended.")

    async def _run(self) -> None:
        """Connect again and again until ``end`` or a refused key."""
        self._tell("connecting", f"Connecting to {self._url.redacted()}.")
        while not self._is_ending:
            publisher = await self._connect()
            if publisher is None:
                return
            live_s = time.monotonic()
            end = await self._live(publisher)
            if self._is_ending:
                return
            self._begin_outage(time.monotonic() - live_s)
            self._tell("reconnecting", _reason(end))
            if isinstance(end, Moved) and self._short_lives <= MAX_SHORT_LIVES:
                self._next = await self._move(publisher, end)
            else:
                publisher.abort()
            self._close_account(publisher)

    def _begin_outage(self, lived_s: float) -> None:
        """Start anew with the delays, unless the server drops us again and again."""
        self._short_lives = 0 if lived_s >= SHORT_LIFE_S else self._short_lives + 1
        if self._short_lives <= MAX_SHORT_LIVES:
            self._delays, self._lost_s, self._attempt = ReconnectDelays(), time.monotonic(), 0

    def _note_fault(self, task: asyncio.Task[None]) -> None:
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("a fault in the destination", exc_info=error)
            self._tell("failed", "Pushing met a fault of its own; its log says more.")

    async def _move(self, old: AnyPublisher, moved: Moved) -> AnyPublisher | None:
        """Follow a reconnect request: connect there while the old publish goes on.

        Where that is refused, as by a server that takes a key once only, the old
        publish is ended and the next attempt starts from nothing.
        """
        self._target = moved.url
        publisher = self._new_publisher()
        try:
            await publisher.connect()
        except PublishError as error:
            log.warning("cannot connect before leaving: %s", error)
            self._past_bytes += publisher.sent_bytes
            self._publisher = None
            await old.finish()
            return None
        self._publisher = None
        self._spawn(old.finish())
        return publisher

    def _new_publisher(self) -> AnyPublisher:
        if isinstance(self._target, RelayUrl):
            return RelayPublisher(
                self._target,
                verify_tls=self._verify_tls,
                ca_file=self._ca_file,
                on_key_wanted=self._ask_key,
                on_role=self._on_role,
            )
        return Publisher(
            self._target,
            verify_tls=self._verify_tls,
            ca_file=self._ca_file,
            on_slow=lambda sentence: self._tell(self._trying, sentence),
        )

    @property
    def _trying(self) -> str:
        return "reconnecting" if self._was_live else "connecting"

    def _spawn(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _connect(self) -> AnyPublisher | None:
        """Try until it works; None when the key is refused for good."""
        publisher, self._next = self._next, None
        if publisher is not None:
            return publisher
        while True:
            await asyncio.sleep(self._delays.next_s(time.monotonic() - self._lost_s))
            self._attempt += 1
            publisher = self._new_publisher()
            try:
                await publisher.connect()
            except PublishError as error:
                self._past_bytes += publisher.sent_bytes
                if self._is_final(error, time.monotonic() - self._lost_s):
                    self._tell("failed", str(error))
                    return None
                # Where we were sent to may be gone: back to what the person gave.
                self._target = error.moved_to or self._url
                self._tell(self._trying, str(error))
            else:
                return publisher

    def _is_final(self, error: PublishError, outage_s: float) -> bool:
        if self._was_live:
            return False
        if error.cause is Cause.KEY:
            return outage_s >= KEY_PATIENCE_S
        return error.cause is Cause.CERTIFICATE

    async def _live(self, publisher: AnyPublisher) -> PublishError | Moved:
        self._reconnects += self._was_live and self._state.get("state") == "reconnecting"
        self._was_live = True
        self._publisher = publisher
        self._intake.begin_connection()
        self._tell("live", f"Live at {publisher.url.redacted()}.")
        self._ask_key()
        return await publisher.ended()

    def _close_account(self, publisher: AnyPublisher) -> None:
        """Keep a finished connection's figures in the sums."""
        self._publisher = None
        self._past_bytes += publisher.sent_bytes
        self._past_dropped += publisher.queue.dropped_frames + publisher.queue.pictures

    def _ask_key(self) -> None:
        self._did_ask_key = True
        self._report({"type": "key_wanted"})

    def _tell(self, state: str, reason: str) -> None:
        attempt = self._attempt
        self._state = {"type": "push_state", "state": state, "reason": reason, "attempt": attempt}
        self._report(self.state)


def _reason(end: PublishError | Moved) -> str:
    if isinstance(end, Moved):
        why = f": {end.reason.rstrip('.')}" if end.reason else ""
        return f"The server asked us to connect anew at {end.url.redacted()}{why}."
    return str(end)
