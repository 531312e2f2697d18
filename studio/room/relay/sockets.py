"""The relay's WebSocket port: publishers of FLV tags, and viewers who get them.

``/publish/ROOM?token=…`` takes binary messages that together are one FLV stream; it
answers in JSON: ``{"type": "role", "role": "active"}``, ``{"type": "key_wanted"}``,
and takes ``{"type": "end"}``; ``&device=NAME`` says what its machine is called.
``/live/ROOM.flv`` gives binary messages.  A refusal is told as the reason of the closing
handshake, since a browser shows no other::

    server = await listen(relay, host, port)
"""

import asyncio
import json
import logging
import ssl
from collections.abc import Mapping
from http import HTTPStatus
from urllib.parse import parse_qsl, unquote

from picows import (
    WSCloseCode,
    WSFrame,
    WSListener,
    WSMsgType,
    WSTransport,
    WSUpgradeRequest,
    WSUpgradeResponse,
    WSUpgradeResponseWithListener,
    ws_create_server,
)

from studio.model.errors import StudioError
from studio.publish.tcp import tune
from studio.room.relay.relay import Relay
from studio.room.relay.station import Publication, Station
from studio.room.relay.viewer import Viewer
from studio.rtmp.flv_stream import FILE_HEADER, FlvReader

MAX_MESSAGE_BYTES = 4 << 20
MAX_WORDS_BYTES = 4096
PING_AFTER_S = 5.0
HANDSHAKE_S = 5.0
_LONGEST_REASON_BYTES = 120
log = logging.getLogger(__name__)


async def listen(
    relay: Relay, host: str, port: int, context: ssl.SSLContext | None = None
) -> asyncio.Server:
    """Serve the port from now on, with TLS where there is a context."""

    def choose(request: WSUpgradeRequest) -> WSListener | WSUpgradeResponseWithListener:
        try:
            path, _, query = request.path.decode("latin-1").partition("?")
            words = dict(parse_qsl(query, max_num_fields=20))
        except ValueError:
            return _no("The address can't be understood.")
        match unquote(path).strip("/").split("/"):
            case ["publish", room]:
                return Ingest(relay, room, words)
            case ["live", name] if name.endswith(".flv"):
                return Watcher(relay, name.removesuffix(".flv"), words)
        return _no("There is only /publish/ROOM and /live/ROOM.flv here.")

    return await ws_create_server(
        choose,
        host,
        port,
        max_frame_size=MAX_MESSAGE_BYTES,
        enable_auto_ping=True,
        auto_ping_idle_timeout=PING_AFTER_S,
        auto_ping_reply_timeout=PING_AFTER_S,
        logger_name="relay",
        backlog=1024,
        ssl=context,
        ssl_handshake_timeout=HANDSHAKE_S if context else None,
    )


def _no(sentence: str) -> WSUpgradeResponseWithListener:
    body = sentence.encode()
    return WSUpgradeResponseWithListener(
        WSUpgradeResponse.create_error_response(HTTPStatus.NOT_FOUND, body), None
    )


class Ingest(WSListener):
    """One publisher.

    Args:
        relay: Where it publishes.
        room: What it named.
        query: Of its address, with its token.
    """

    def __init__(self, relay: Relay, room: str, query: Mapping[str, str]) -> None:
        self._relay = relay
        self._room = room
        self._query = query
        self._reader = FlvReader()
        self._publication: Publication | None = None
        self._transport: WSTransport | None = None

    def on_ws_connected(self, transport: WSTransport) -> None:
        """Join the room; picows calls this."""
        self._transport = transport
        tune(transport.underlying_transport.get_extra_info("socket"))
        try:
            self._publication = self._relay.publish(
                self._room, self._query, ask_key=self._ask_key, tell_role=self._tell_role
            )
        except StudioError as error:
            log.warning("a publish by WebSocket is refused: %s", error)
            _say_no(transport, str(error))

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        """Take tags or a word; picows calls this."""
        if frame.msg_type == WSMsgType.CLOSE:
            self._end(in_order=frame.get_close_code() == WSCloseCode.OK)
            transport.send_close(WSCloseCode.OK)
            transport.disconnect()
            return
        if self._publication is None:
            return
        try:
            if frame.msg_type in (WSMsgType.BINARY, WSMsgType.CONTINUATION):
                for tag in self._reader.feed(frame.get_payload_as_bytes()):
                    self._publication.put(tag.kind, tag.time_ms, tag.body)
            elif frame.msg_type == WSMsgType.TEXT:
                self._word(frame.get_payload_as_bytes())
        except StudioError as error:
            log.warning("%s: a publisher by WebSocket is cut: %s", self._room, error)
            self._end(in_order=False)
            _say_no(transport, str(error))

    def on_ws_disconnected(self, transport: WSTransport) -> None:
        """Leave the room; picows calls this."""
        self._end(in_order=False)

    def _word(self, data: bytes) -> None:
        try:
            word = json.loads(data[:MAX_WORDS_BYTES])
            kind = word.get("type") if isinstance(word, dict) else None
        except (ValueError, RecursionError):
            return
        if kind == "end":
            self._end(in_order=True)

    def _end(self, *, in_order: bool) -> None:
        publication, self._publication = self._publication, None
        if publication is not None:
            publication.end(in_order=in_order)

    def _ask_key(self) -> None:
        self._send({"type": "key_wanted"})

    def _tell_role(self, role: str) -> None:
        self._send({"type": "role", "role": role})
        if role == "over" and self._transport is not None:
            _say_no(self._transport, "The programme is over.", WSCloseCode.GOING_AWAY)

    def _send(self, word: dict[str, str]) -> None:
        if self._transport is not None and not self._transport.is_close_frame_sent:
            self._transport.send(WSMsgType.TEXT, json.dumps(word).encode())


class Watcher(WSListener):
    """One viewer.

    Args:
        relay: Whom it asks.
        room: What it named.
        query: Of its address, with its token if there is one.
    """

    def __init__(self, relay: Relay, room: str, query: Mapping[str, str]) -> None:
        self._relay = relay
        self._room = room
        self._query = query
        self._station: Station | None = None
        self._viewer: Viewer | None = None

    def on_ws_connected(self, transport: WSTransport) -> None:
        """Begin to watch; picows calls this."""
        beneath = transport.underlying_transport
        tune(beneath.get_extra_info("socket"))
        self._viewer = Viewer(
            lambda data, is_whole: transport.send(WSMsgType.BINARY, data),
            beneath.get_write_buffer_size,
            lambda: transport.disconnect(graceful=False),
        )
        try:
            station = self._relay.watch(self._room, self._query)
            transport.send(WSMsgType.BINARY, FILE_HEADER)
            station.add_viewer(self._viewer)
            self._station = station
        except StudioError as error:
            _say_no(transport, str(error))

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        """Let a viewer go who says goodbye; nothing else that it says matters."""
        if frame.msg_type == WSMsgType.CLOSE:
            transport.send_close(WSCloseCode.OK)
            transport.disconnect()

    def on_ws_disconnected(self, transport: WSTransport) -> None:
        """Forget it; picows calls this."""
        if self._station is not None and self._viewer is not None:
            self._station.remove_viewer(self._viewer)


def _say_no(
    transport: WSTransport, sentence: str, code: WSCloseCode = WSCloseCode.POLICY_VIOLATION
) -> None:
    reason = sentence.encode()[:_LONGEST_REASON_BYTES].decode("utf-8", "ignore").encode()
    transport.send_close(code, reason)
    transport.disconnect()
