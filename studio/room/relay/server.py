"""The relay's sockets: HTTP, WebSocket and RTMP on one event loop.

server = Server(relay, host)
ports = await server.start(http_port=8082, ws_port=8083, rtmp_port=1935)
await server.close()
"""

import asyncio
import contextlib
import errno
import socket
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from typing import cast

import uvicorn

from studio.room.http.guard import MAX_HEADER_BYTES, Doorkeeper, GuardedProtocol, guarded
from studio.room.relay.errors import RelayError
from studio.room.relay.http import make_app
from studio.room.relay.relay import Relay
from studio.room.relay.rtmp import RtmpIngest
from studio.room.relay.sockets import HANDSHAKE_S, listen
from studio.room.tls.certificates import Certificates

MAX_HTTP_CONNECTIONS = 20_000
_BACKLOG = 1024
_LONGEST_SHOW_S = 14 * 86_400.0
"""A programme is one answer; who reads it too slowly loses pictures, not the connection."""


@dataclass(frozen=True, slots=True)
class Ports:
    """Where the relay listens."""

    http: int
    ws: int
    rtmp: int
    https: int = 0
    wss: int = 0

    def as_dict(self) -> dict[str, int]:
        """For JSON."""
        return asdict(self)


class Server:
    """See the module."""

    def __init__(self, relay: Relay, host: str, doorkeeper: Doorkeeper | None = None) -> None:
        self._relay = relay
        self._host = host
        self._doorkeeper = doorkeeper or Doorkeeper(
            max_connections=MAX_HTTP_CONNECTIONS,
            max_each=MAX_HTTP_CONNECTIONS,
            response_s=_LONGEST_SHOW_S,
        )
        self._rtmp_connections: set[RtmpIngest] = set()
        self._servers: list[asyncio.Server] = []
        self._http: _Quiet | None = None
        self._ports = Ports(0, 0, 0)
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self, *, http_port: int, ws_port: int, rtmp_port: int) -> Ports:
        """Listen; 0 picks a free port, and a taken RTMP port is replaced by a free one.

        Raises:
            RelayError: If a port can't be had.
        """
        http = _bind(self._host, http_port)
        http.listen(_BACKLOG)  # whoever reads our ports may connect before uvicorn is there
        ws = _free(self._host, ws_port)
        self._servers.append(await listen(self._relay, self._host, ws))
        try:
            rtmp = _bind(self._host, rtmp_port)
        except RelayError:
            rtmp = _bind(self._host, 0)
        loop = asyncio.get_running_loop()
        self._servers.append(
            await loop.create_server(
                lambda: RtmpIngest(self._relay, self._rtmp_connections), sock=rtmp, backlog=_BACKLOG
            )
        )
        config = uvicorn.Config(
            make_app(self._relay),
            loop="none",
            http=guarded(self._doorkeeper),  # half a request is not waited for
            h11_max_incomplete_event_size=MAX_HEADER_BYTES,
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,  # addresses hold viewers' tokens
            server_header=False,
            date_header=False,
            limit_concurrency=MAX_HTTP_CONNECTIONS,
            timeout_graceful_shutdown=2,
            backlog=_BACKLOG,
        )
        self._http = _Quiet(config)
        self._tasks.append(asyncio.create_task(self._http.serve(sockets=[http]), name="http"))
        self._tasks.append(asyncio.create_task(self._relay.run(), name="ticks"))
        self._ports = Ports(http.getsockname()[1], ws, rtmp.getsockname()[1])
        return self._ports

    async def start_tls(
        self, certificates: Certificates, *, https_port: int, wss_port: int
    ) -> Ports:
        """Listen with TLS, too, and keep its certificate fresh; return all ports.

        Raises:
            RelayError: If a port can't be had.
        """
        server = self._http
        assert server is not None  # it has started
        while not server.started:
            await asyncio.sleep(0)
        config = server.config
        make = cast("type[GuardedProtocol]", config.http_protocol_class)
        https = _bind(self._host, https_port)
        wss = _free(self._host, wss_port)
        self._servers += [
            await asyncio.get_running_loop().create_server(
                lambda: make(config, server.server_state, server.lifespan.state),
                sock=https,
                ssl=certificates.context,
                ssl_handshake_timeout=HANDSHAKE_S,
                backlog=_BACKLOG,
            ),
            await listen(self._relay, self._host, wss, certificates.context),
        ]
        self._tasks.insert(0, asyncio.create_task(certificates.keep(), name="certificates"))
        self._ports = replace(self._ports, https=https.getsockname()[1], wss=wss)
        return self._ports

    async def close(self) -> None:
        """End everything in order."""
        await self._relay.close()
        for server in self._servers:
            server.close()
        for connection in list(self._rtmp_connections):
            connection.cut()
        if self._http is not None:
            self._http.should_exit = True
        for task in self._tasks:
            if task.get_name() != "http":
                task.cancel()
        for task in self._tasks:
            with contextlib.suppress(asyncio.CancelledError):
                await task


class _Quiet(uvicorn.Server):
    """Leaves signals to the process."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def _bind(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    sock = socket.socket(family, socket.SOCK_STREAM)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind((host, port))
    except OSError as error:
        sock.close()
        why = "it is taken" if error.errno == errno.EADDRINUSE else error.strerror
        raise RelayError(f"The relay can't listen on {host}:{port}: {why}.") from None
    sock.setblocking(False)
    return sock


def _free(host: str, port: int) -> int:
    """Return the port, or a free one for 0."""
    with contextlib.closing(_bind(host, port)) as sock:
        number: int = sock.getsockname()[1]
        return number
