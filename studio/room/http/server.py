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
import sys
from collections.abc import Iterator

import uvicorn
from starlette.types import ASGIApp

from studio.model.errors import StudioError
from studio.room.http.guard import MAX_HEADER_BYTES, Doorkeeper, guarded

BACKLOG = 4096
_KEEP_ALIVE_S = 20
_STOP_S = 3

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
    """Serves an app on a bound socket.

    Args:
        app: The app.
        sock: From ``listen``; owned by this from now on.
        doorkeeper: Counts connections.
        proxy: Whose X-Forwarded-For and -Proto to believe.
    """

    def __init__(
        self,
        app: ASGIApp,
        sock: socket.socket,
        *,
        doorkeeper: Doorkeeper,
        proxy: str | None = None,
    ) -> None:
        self._sock = sock
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

    async def start(self) -> None:
        """Serve from now on."""
        logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
        self._task = asyncio.create_task(self._server.serve([self._sock]), name="http")
        while not self._server.started:
            if self._task.done():
                await self._task
                raise PortError("The HTTP server ended before it had begun.")
            await asyncio.sleep(0)

    async def stop(self) -> None:
        """Answer what was asked, and listen no more; safe to call twice."""
        self._server.should_exit = True
        if self._task is not None:
            await self._task
            self._task = None
        self._sock.close()
