"""One publish to a room's relay: FLV tags over a WebSocket.

The same names and manners as ``Publisher``, which speaks RTMP; what RTMP can't do,
the relay asking for a key frame, comes through ``on_key_wanted``::

    publisher = RelayPublisher(url, on_key_wanted=ask_encoder)
    await publisher.connect()
    publisher.put(tag)
    end = await publisher.ended()
    await publisher.finish()
"""

import asyncio
import contextlib
import json
import ssl
import time
from collections.abc import Callable
from pathlib import Path

from picows import WSCloseCode, WSError, WSFrame, WSListener, WSMsgType, WSTransport, ws_connect

from studio.publish.dial import STEP_TIMEOUT_S, tls_context, unreachable, untrusted
from studio.publish.errors import Cause, PublishError
from studio.publish.progress import Progress
from studio.publish.publisher import BY_US, FLUSH_TIMEOUT_S, LINGER_S, STALL_CHECK_S, STALL_S
from studio.publish.queue import MediaTag, TagQueue
from studio.publish.tcp import round_trip_ms, tune, untaken_bytes
from studio.rtmp.flv_stream import FILE_HEADER, frame_tag
from studio.rtmp.relay_url import RelayUrl

MAX_ANSWER_BYTES = 64 << 10
_NO_WINDOW = 1 << 40
"""A relay acknowledges nothing; the kernel alone says what it has taken."""


class RelayPublisher(WSListener):
    """See the module.  Belongs to one event loop; used once.

    Args:
        url: Where to publish.
        verify_tls: Check the certificate of wss.
        ca_file: Certificates to trust instead of the system's.
        on_key_wanted: Called when the relay needs a key frame.
        on_role: Told ``active`` when this goes on air, ``standby`` when it goes off.
    """

    def __init__(
        self,
        url: RelayUrl,
        *,
        verify_tls: bool = True,
        ca_file: Path | None = None,
        on_key_wanted: Callable[[], None] = lambda: None,
        on_role: Callable[[str], None] = lambda role: None,
    ) -> None:
        super().__init__()
        self.url = url
        self.queue = TagQueue()
        self.sent_bytes = 0
        self._verify_tls = verify_tls
        self._ca_file = ca_file
        self._on_key_wanted = on_key_wanted
        self._on_role = on_role
        self._transport: WSTransport | None = None
        self._is_free = True
        self._is_taken = asyncio.Event()
        self._progress = asyncio.Event()
        self._lost = asyncio.Event()
        self._end: asyncio.Future[PublishError] = asyncio.get_running_loop().create_future()
        self._watch: asyncio.Task[None] | None = None

    @property
    def is_live(self) -> bool:
        """True between the relay's yes and the end."""
        return self._is_taken.is_set() and not self._end.done()

    @property
    def rtt_ms(self) -> float:
        """Round trip time as the kernel sees it; 0 when unknown."""
        if self._transport is None:
            return 0.0
        sock = self._transport.underlying_transport.get_extra_info("socket")
        return round_trip_ms(sock) if sock is not None else 0.0

    async def connect(self) -> None:
        """Connect and be taken as a publisher, within STEP_TIMEOUT_S each.

        Raises:
            PublishError: When the relay cannot be reached or says no.
        """
        where = self.url.redacted()
        try:
            async with asyncio.timeout(STEP_TIMEOUT_S):
                await self._open()
            async with asyncio.timeout(STEP_TIMEOUT_S):
                await self._taken_or_ended()
        except TimeoutError:
            self.abort()
            raise PublishError(
                Cause.TIMEOUT, f"{where} did not answer within {STEP_TIMEOUT_S:.0f} seconds."
            ) from None
        except BaseException:
            self.abort()
            raise
        self._send(FILE_HEADER)
        self._watch = asyncio.create_task(self._watch_stall(), name="publish stall watch")

    async def _open(self) -> None:
        where = self.url.redacted()
        context = None
        if self.url.is_tls:
            context = tls_context(self._verify_tls, self._ca_file, self.url.authority)
        try:
            self._transport, _ = await ws_connect(
                lambda: self,
                self.url.address,
                ssl_context=context,
                max_frame_size=MAX_ANSWER_BYTES,
                max_redirects=0,
                websocket_handshake_timeout=STEP_TIMEOUT_S,
                logger_name="publish",
            )
        except ssl.SSLError as error:
            raise untrusted(where, error) from None
        except WSError:
            raise PublishError(
                Cause.PROTOCOL, f"{where} is no relay: it does not take the WebSocket."
            ) from None
        except OSError as error:
            raise unreachable(self.url, error) from None

    async def _taken_or_ended(self) -> None:
        while not self._is_taken.is_set() and not self._end.done():
            self._progress.clear()
            await self._progress.wait()
        if self._end.done():
            raise self._end.result()

    def put(self, tag: MediaTag) -> bool:
        """Send a tag or let it wait; False when tags had to be given up."""
        if not self.is_live:
            return False
        fits = self.queue.put(tag)
        self._flush()
        return fits

    async def ended(self) -> PublishError:
        """Wait for the end that the relay or the network brings."""
        return await asyncio.shield(self._end)

    async def finish(self) -> None:
        """End in order; a relay that does not let us is left all the same."""
        transport = self._transport
        if self.is_live and transport is not None:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(FLUSH_TIMEOUT_S):
                    while self.is_live and (len(self.queue) or not self._is_free):
                        self._progress.clear()
                        await self._progress.wait()
            transport.send_close(WSCloseCode.OK)
            self._finish_with(Cause.CLOSED, BY_US)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(LINGER_S):
                    await self._lost.wait()
        self.abort()

    def abort(self) -> None:
        """Drop the connection at once."""
        if self._watch is not None:
            self._watch.cancel()
        if self._transport is not None:
            self._transport.disconnect(graceful=False)
        self._finish_with(Cause.CLOSED, BY_US)

    def on_ws_connected(self, transport: WSTransport) -> None:
        """Take the connection; picows calls this."""
        self._transport = transport
        beneath = transport.underlying_transport
        tune(beneath.get_extra_info("socket"))
        beneath.set_write_buffer_limits(high=1)  # full = anything left

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        """Follow the relay; picows calls this."""
        if frame.msg_type == WSMsgType.CLOSE:
            self._closed(frame.get_close_code(), frame.get_close_message() or b"")
            transport.disconnect()
            return
        try:
            word = json.loads(frame.get_payload_as_bytes())
            kind = word.get("type") if isinstance(word, dict) else None
        except (ValueError, RecursionError):
            return  # a word of a newer relay
        if kind == "role":
            self._is_taken.set()
            self._progress.set()
            self._on_role(str(word.get("role", "")))
        elif kind == "key_wanted":
            self._on_key_wanted()

    def on_ws_disconnected(self, transport: WSTransport) -> None:
        """Note the end; picows calls this."""
        self._finish_with(Cause.CLOSED, f"{self.url.redacted()} closed the connection.")
        self._lost.set()
        self._progress.set()

    def pause_writing(self) -> None:
        """The socket is full; picows calls this."""
        self._is_free = False

    def resume_writing(self) -> None:
        """The socket has room again; picows calls this."""
        self._is_free = True
        self._flush()
        self._progress.set()

    def _closed(self, code: WSCloseCode, message: bytes) -> None:
        where = self.url.redacted()
        said = self.url.hide(message.decode("utf-8", "replace")).strip()
        if self._is_taken.is_set():
            self._finish_with(Cause.CLOSED, f"{where} ended the stream. {said}".strip())
        elif code == WSCloseCode.POLICY_VIOLATION:
            self._finish_with(Cause.KEY, f"{where} does not let us publish. {said}".strip())
        else:
            self._finish_with(Cause.REFUSED, f"{where} refused the connection. {said}".strip())

    def _finish_with(self, cause: Cause, sentence: str) -> None:
        if not self._end.done():
            self._end.set_result(PublishError(cause, sentence))
        self._progress.set()

    def _flush(self) -> None:
        while self._is_free and self.is_live and (tag := self.queue.take()) is not None:
            self._send(frame_tag(tag.kind, tag.time_ms, tag.body))

    def _send(self, data: bytes) -> None:
        if self._transport is not None:
            self.sent_bytes += len(data)
            self._transport.send(WSMsgType.BINARY, data)

    async def _watch_stall(self) -> None:
        """End the publish when no byte is taken for STALL_S."""
        transport = self._transport
        assert transport is not None  # it is watched once it is connected
        beneath = transport.underlying_transport
        sock = beneath.get_extra_info("socket")
        progress = Progress(_NO_WINDOW, time.monotonic())
        while not self._end.done():
            waiting = beneath.get_write_buffer_size()
            waiting += untaken_bytes(sock) if sock is not None else 0
            stalled_s = progress.note(time.monotonic(), self.sent_bytes, waiting, 0)
            if stalled_s >= STALL_S:
                where = self.url.redacted()
                sentence = f"{where} has taken no data for {stalled_s:.1f} seconds."
                self._finish_with(Cause.STALLED, sentence)
                self.abort()
            await asyncio.sleep(STALL_CHECK_S)
