"""Listens for WebSockets.

server = await serve("127.0.0.1", 8081, edge)
print(server.port)
await server.close()
"""

import asyncio
import logging
import socket
import ssl
import sys
from http import HTTPStatus

from picows import (
    WSListener,
    WSUpgradeRequest,
    WSUpgradeResponse,
    WSUpgradeResponseWithListener,
    ws_create_server,
)

from studio.room.protocol.actions import MAX_MESSAGE_BYTES
from studio.room.ws.edge import Edge
from studio.room.ws.handshake import (
    DEFLATE_ANSWER,
    is_upgrade,
    simplify_connection,
    takes_deflate,
)

PATHS = (b"/", b"/ws")

_BACKLOG = 4096
_HANDSHAKE_S = 5.0
_READ_BUFFER_BYTES = 2048
_UNSENT_BYTES = 131_072
"""What the kernel may hold unsent for a client; the rest stays where danmaku can be left out."""


class Server:
    """A listening edge.

    Attributes:
        port: Where it listens, also when any port was asked for.
    """

    def __init__(self, edge: Edge, server: asyncio.Server, port: int) -> None:
        self.port = port
        self._edge = edge
        self._server = server

    async def close(self) -> None:
        """Listen no more, and end all connections."""
        self._server.close()
        await self._edge.close()
        await self._server.wait_closed()


async def serve(
    host: str,
    port: int,
    edge: Edge,
    *,
    reuse_port: bool = False,
    context: ssl.SSLContext | None = None,
) -> Server:
    """Listen for an edge.

    Args:
        host: An address, or a name for one.
        port: 0 for any.
        edge: Takes the connections.
        reuse_port: Let other processes listen on the same port.
        context: Of TLS; None for none.

    Raises:
        OSError: If it can't be listened there.
    """
    listener = _listener(host, port, reuse_port=reuse_port)
    try:
        server = await ws_create_server(
            _Door(edge).open,
            sock=listener,
            backlog=_BACKLOG,
            websocket_handshake_timeout=_HANDSHAKE_S,
            logger_name=_quiet_logger(),
            enable_auto_pong=False,
            max_frame_size=MAX_MESSAGE_BYTES,
            read_buffer_init_size=_READ_BUFFER_BYTES,
            ssl=context,
            ssl_handshake_timeout=_HANDSHAKE_S if context else None,
        )
    except BaseException:
        listener.close()
        raise
    return Server(edge, server, listener.getsockname()[1])


class _Door:
    """Decides about upgrades; one answer object serves all, as picows writes it at once."""

    def __init__(self, edge: Edge) -> None:
        self._edge = edge
        self._plain = WSUpgradeResponse.create_101_response()
        self._deflated = WSUpgradeResponse.create_101_response(
            {"Sec-WebSocket-Extensions": DEFLATE_ANSWER}
        )

    def open(self, request: WSUpgradeRequest) -> WSUpgradeResponseWithListener:
        if request.path.partition(b"?")[0] not in PATHS:
            return self._refuse(HTTPStatus.NOT_FOUND, "There is nothing here. WebSockets: /ws")
        if not is_upgrade(request.headers):
            return self._refuse(HTTPStatus.UPGRADE_REQUIRED, "Only WebSockets are served here.")
        if self._edge.is_full:
            return self._refuse(HTTPStatus.SERVICE_UNAVAILABLE, "No more room. Come back.")
        simplify_connection(request.headers)
        deflated = takes_deflate(request.headers)
        listener: WSListener = self._edge.connection(takes_deflated=deflated)
        return WSUpgradeResponseWithListener(self._deflated if deflated else self._plain, listener)

    def _refuse(self, status: HTTPStatus, sentence: str) -> WSUpgradeResponseWithListener:
        self._edge.figures.refused_upgrades += 1
        response = WSUpgradeResponse.create_error_response(
            status, sentence.encode(), {"Upgrade": "websocket"}
        )
        return WSUpgradeResponseWithListener(response, None)


def _listener(host: str, port: int, *, reuse_port: bool) -> socket.socket:
    """Return a bound socket; what is set here holds for the connections that it accepts."""
    family, kind, protocol, _, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    listener = socket.socket(family, kind, protocol)
    try:
        if sys.platform != "win32":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if reuse_port:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        # A client that vanished without a word is found by the kernel, within a minute.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        for option, value in (
            ("TCP_KEEPIDLE", 30),
            ("TCP_KEEPINTVL", 10),
            ("TCP_KEEPCNT", 3),
            ("TCP_NOTSENT_LOWAT", _UNSENT_BYTES),
        ):
            if hasattr(socket, option):
                listener.setsockopt(socket.IPPROTO_TCP, getattr(socket, option), value)
        listener.bind(address)
    except BaseException:
        listener.close()
        raise
    listener.setblocking(False)
    return listener


def _quiet_logger() -> logging.LoggerAdapter[logging.Logger]:
    """Return a logger that says nothing: what clients do wrong is counted, not logged.

    An adapter, as picows makes a logger of its own for each connection otherwise.
    """
    logger = logging.getLogger("picows.room")
    logger.setLevel(logging.CRITICAL + 1)
    return logging.LoggerAdapter(logger, {})
