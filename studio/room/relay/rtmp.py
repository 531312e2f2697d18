"""Publishers by RTMP: OBS, ffmpeg, librtmp, and our own push.

    server = await loop.create_server(lambda: RtmpIngest(relay, connections), host, port)

The stream key is ``ROOM?token=…`` or ``ROOM?key=…``; the app may be any.  A client
that does not publish within PATIENCE_S, or says nothing for so long, is cut.
"""

import asyncio
import logging
import os
import time
from typing import cast
from urllib.parse import parse_qsl

from studio.model.errors import StudioError
from studio.publish.tcp import tune
from studio.room.relay.relay import Relay
from studio.room.relay.station import Publication
from studio.rtmp.errors import RtmpError
from studio.rtmp.handshake import NONCE_BYTES
from studio.rtmp.server import Event, PublishRequest, PublishServer, TagReceived, Unpublished

PATIENCE_S = 10.0
MAX_CONNECTIONS = 500
MAX_TAG_BYTES = 4 << 20
_MAX_UNREAD_ANSWERS_BYTES = 256 << 10
log = logging.getLogger(__name__)


class RtmpIngest(asyncio.Protocol):
    """One connection.

    Args:
        relay: Where it publishes.
        others: All connections; this one adds itself.
    """

    def __init__(self, relay: Relay, others: set["RtmpIngest"]) -> None:
        self._relay = relay
        self._others = others
        self._server = PublishServer(os.urandom(NONCE_BYTES), MAX_TAG_BYTES)
        self._transport: asyncio.Transport | None = None
        self._publication: Publication | None = None
        self._heard_s = time.monotonic()
        self._watch: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take the connection; asyncio calls this."""
        self._transport = transport = cast(asyncio.Transport, transport)  # uvloop's is none
        if len(self._others) >= MAX_CONNECTIONS:
            transport.abort()
            return
        self._others.add(self)
        tune(transport.get_extra_info("socket"))
        self._watch = asyncio.get_running_loop().call_later(PATIENCE_S, self._check)

    def data_received(self, data: bytes) -> None:
        """Take what came; asyncio calls this."""
        transport = self._transport
        if transport is None or transport.is_closing():
            return
        try:
            for event in self._server.feed(data):
                self._event(event)
        except StudioError as error:
            log.warning("a publisher by RTMP is cut: %s", error)
            transport.close()
        self._answer(transport)

    def connection_lost(self, exc: Exception | None) -> None:
        """Leave the room; asyncio calls this."""
        self._others.discard(self)
        if self._watch is not None:
            self._watch.cancel()
        self._end(in_order=False)

    def cut(self) -> None:
        """End the connection."""
        if self._transport is not None:
            self._transport.abort()

    def _answer(self, transport: asyncio.Transport) -> None:
        answer = self._server.data_to_send()
        if answer and not transport.is_closing():
            transport.write(answer)
        if transport.get_write_buffer_size() > _MAX_UNREAD_ANSWERS_BYTES:
            transport.abort()

    def _event(self, event: Event) -> None:
        if isinstance(event, PublishRequest):
            self._publish(event)
        elif isinstance(event, TagReceived) and self._publication is not None:
            self._heard_s = time.monotonic()
            self._publication.put(event.kind, event.time_ms, event.body)
        elif isinstance(event, Unpublished):
            self._end(in_order=True)

    def _publish(self, request: PublishRequest) -> None:
        if self._publication is not None:
            raise RtmpError("The client publishes twice on one connection.")
        room, _, query = request.key.partition("?")
        try:
            self._publication = self._relay.publish(
                room, dict(parse_qsl(query)), ask_key=lambda: None, tell_role=self._tell_role
            )
        except StudioError as error:
            log.warning("a publish by RTMP is refused: %s", error)
            self._server.refuse(str(error))
            if self._transport is not None:
                self._answer(self._transport)
                self._transport.close()
        else:
            self._heard_s = time.monotonic()
            self._server.accept()

    def _tell_role(self, role: str) -> None:
        if role == "over" and self._transport is not None:
            self._transport.close()

    def _end(self, *, in_order: bool) -> None:
        publication, self._publication = self._publication, None
        if publication is not None:
            publication.end(in_order=in_order)

    def _check(self) -> None:
        """Cut who publishes nothing."""
        quiet_s = time.monotonic() - self._heard_s
        if quiet_s >= PATIENCE_S or self._publication is None:
            self.cut()
            return
        loop = asyncio.get_running_loop()
        self._watch = loop.call_later(PATIENCE_S - quiet_s, self._check)
