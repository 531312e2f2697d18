"""uvicorn in a loop that is ours: no second loop, no thread, no signal handlers.

::

    server = HttpServer(app, listen("127.0.0.1", 8080))
    await server.start()
    await server.stop()
"""

import asyncio
import contextlib
import errno
import logging
import socket
import ssl
import sys
from collections.abc import Iterator
from typing import cast

import uvicorn
from starlette.types import ASGIApp

from studio.model.errors import StudioError
from studio.room.http.guard import MAX_HEADER_BYTES, Doorkeeper, GuardedProtocol, guarded

BACKLOG = 4096
_KEEP_ALIVE_S = 20
_STOP_S = 3
_HANDSHAKE_S = 5.0

logger = logging.getLogger(__name__)


class PortError(StudioError):
    """Nobody can listen there."""


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that is bound; clients wait in its queue until it is served.

    Raises:
        PortError: If the port is in use or not ours to take, or there is no such address.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        sock = socket.socket(family, kind, protocol)
        try:
            if sys.platform != "win32":  # there it would share the port with others
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            sock.bind(address)
            sock.listen(BACKLOG)
            sock.setblocking(False)
        except OSError:
            sock.close()
            raise
    except OSError as error:
        raise PortError(sentence(host, port, error)) from error
    return sock


def sentence(host: str, port: int, error: OSError) -> str:
    """Return what is to be said when nobody can listen there."""
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} of {host} is in use. Give another one, or 0 for any that is free."
    if error.errno == errno.EACCES:
        return f"Port {port} of {host} may not be used by this user. Give one above 1023."
    if isinstance(error, socket.gaierror):
        return f"There is no address {host}: {error.strerror}."
    return f"Nobody can listen at {host}, port {port}: {error.strerror}."


class _Server(uvicorn.Server):
    """uvicorn's server, which leaves signals to the process it is in."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


class HttpServer:
    """Serves an app on a bound socket, and over TLS on another.

    Args:
        app: The app.
        sock: From ``listen``; owned by this from now on, as ``secure`` is.
        doorkeeper: Counts connections.
        proxy: Whose X-Forwarded-For and -Proto to believe.
        secure: For TLS, with the context that has its certificate.
    """

    def __init__(
        self,
        app: ASGIApp,
        sock: socket.socket,
        *,
        doorkeeper: Doorkeeper,
        proxy: str | None = None,
        secure: tuple[socket.socket, ssl.SSLContext] | None = None,
    ) -> None:
        self._sock = sock
        self._secure = secure
        self._tls: asyncio.Server | None = None
        self._server = _Server(
            uvicorn.Config(
                app,
                http=guarded(doorkeeper),
                ws="none",
                lifespan="off",
                log_config=None,
                access_log=False,
                server_header=False,
                proxy_headers=proxy is not None,
                forwarded_allow_ips=proxy,
                backlog=BACKLOG,
                timeout_keep_alive=_KEEP_ALIVE_S,
                timeout_graceful_shutdown=_STOP_S,
                h11_max_incomplete_event_size=MAX_HEADER_BYTES,
            )
        )
        self._task: asyncio.Task[None] | None = None

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._sock.getsockname()[1])

    @property
    def secure_port(self) -> int:
        """Where it listens with TLS; 0 for nowhere."""
        return int(self._secure[0].getsockname()[1]) if self._secure else 0

    async def start(self) -> None:
        """Serve from now on."""
        logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
        self._task = asyncio.create_task(self._server.serve([self._sock]), name="http")
        while not self._server.started:
            if self._task.done():
                await self._task
                raise PortError("The HTTP server ended before it had begun.")
            await asyncio.sleep(0)
        if self._secure is not None:
            self._tls = await self._serve_securely(*self._secure)

    async def _serve_securely(self, sock: socket.socket, context: ssl.SSLContext) -> asyncio.Server:
        """Serve by TLS what the server serves; its connections end with the others."""
        server, config = self._server, self._server.config
        make = cast("type[GuardedProtocol]", config.http_protocol_class)
        return await asyncio.get_running_loop().create_server(
            lambda: make(config, server.server_state, server.lifespan.state),
            sock=sock,
            ssl=context,
            ssl_handshake_timeout=_HANDSHAKE_S,
            backlog=BACKLOG,
        )

    async def stop(self) -> None:
        """Answer what was asked, and listen no more; safe to call twice."""
        if self._tls is not None:
            self._tls.close()
        self._server.should_exit = True
        if self._task is not None:
            await self._task
            self._task = None
        self._sock.close()
        if self._secure is not None:
            self._secure[0].close()
