"""The host's door for plugins that are pages, or programs in any language: a local WebSocket.

It listens on this computer alone.  Who knocks must come from a page that this server itself
has shown, or from no page at all, and say the token of one plugin in its first message; then
all is as for a plugin's process.  The same port shows the files of web plugins' folders::

    door = WebDoor(port=0)
    door.start()
    door.set(seat, folder, "index.html")
    print(door.address("web_counter"))
    door.close()
"""

import hmac
import http
import logging
import mimetypes
import threading
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from pydantic import ValidationError
from websockets.datastructures import Headers
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response
from websockets.sync.server import Server, ServerConnection, serve

from studio.model.errors import StudioError
from studio.plugin_host.contents import MAX_FILE_BYTES, check_name
from studio.plugin_host.protocol import Join
from studio.plugin_host.seat import Guest, Seat

log = logging.getLogger(__name__)

HOST = "127.0.0.1"
MAX_CONNECTIONS = 32
MAX_MESSAGE_BYTES = 1 << 20
JOIN_S = 5.0
_REFUSED = 1008
_HEADERS = {
    "Cache-Control": "no-store",
    "Connection": "close",
    "Content-Security-Policy": (
        "default-src 'self' 'unsafe-inline' data: blob:; connect-src 'self' ws://127.0.0.1:*"
    ),
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class DoorError(StudioError):
    """The door can't be opened."""


@dataclass(frozen=True, slots=True)
class _Tenancy:
    seat: Seat
    folder: Path
    entry: str


class WebDoor:
    """See the module.

    Args:
        port: Where it listens; 0 is any that is free.
    """

    def __init__(self, port: int = 0) -> None:
        self._port = port
        self._server: Server | None = None
        self._thread = threading.Thread(target=self._run, name="web-door", daemon=True)
        self._tenancies: dict[str, _Tenancy] = {}
        self._count = threading.BoundedSemaphore(MAX_CONNECTIONS)

    def start(self) -> None:
        """Listen from now on.

        Raises:
            DoorError: If nobody can listen there.
        """
        try:
            self._server = serve(
                self._welcome,
                HOST,
                self._port,
                process_request=self._answer,
                max_size=MAX_MESSAGE_BYTES,
                compression=None,
                open_timeout=JOIN_S,
                ping_interval=None,
                close_timeout=1,
                server_header=None,
                logger=logging.getLogger(f"{__name__}.connections"),
            )
        except OSError as error:
            raise DoorError(
                f"Web plugins can't come in: port {self._port} can't be had: {error.strerror}."
            ) from error
        self._port = int(self._server.socket.getsockname()[1])
        self._thread.start()

    def close(self) -> None:
        """Listen no more; safe to call twice."""
        server, self._server = self._server, None
        if server:
            server.shutdown()
            self._thread.join()

    @property
    def is_open(self) -> bool:
        """Whether it listens."""
        return self._server is not None

    def set(self, seat: Seat, folder: Path, entry: str) -> None:
        """Let a plugin's page come in, or another program with its token."""
        self._tenancies = {**self._tenancies, seat.plugin: _Tenancy(seat, folder, entry)}

    def unset(self, plugin: str) -> None:
        """Let a plugin's page come in no longer."""
        self._tenancies = {name: each for name, each in self._tenancies.items() if name != plugin}

    def address(self, plugin: str) -> str:
        """Return what is opened to show a plugin's page, or where its program connects."""
        tenancy = self._tenancies.get(plugin)
        if tenancy is None:
            return ""
        if tenancy.entry:
            page = f"{plugin}/{tenancy.entry}"
            return f"http://{HOST}:{self._port}/{page}#{tenancy.seat.token}"
        return f"ws://{HOST}:{self._port}/#{tenancy.seat.token}"

    def _run(self) -> None:
        assert self._server
        self._server.serve_forever()

    def _answer(self, connection: ServerConnection, request: Request) -> Response | None:
        """Refuse strangers, show files, and let the rest join; in a connection's thread."""
        ours = {f"{HOST}:{self._port}", f"localhost:{self._port}"}
        hosts, origins = request.headers.get_all("Host"), request.headers.get_all("Origin")
        if len(hosts) != 1 or hosts[0] not in ours:
            return _plain(http.HTTPStatus.FORBIDDEN)  # another name for this computer: rebinding
        if "Upgrade" not in request.headers:
            return self._page(request.path)
        if origins and not (len(origins) == 1 and origins[0].removeprefix("http://") in ours):
            return _plain(http.HTTPStatus.FORBIDDEN)
        return None

    def _page(self, path: str) -> Response:
        """Return a file of a plugin's folder."""
        plugin, _, name = unquote(urlsplit(path).path).removeprefix("/").partition("/")
        tenancy = self._tenancies.get(plugin)
        if tenancy is None or not tenancy.entry:
            return _plain(http.HTTPStatus.NOT_FOUND)
        try:
            check_name(name)
            file = (tenancy.folder / name).resolve(strict=True)
            is_its = file.is_relative_to(tenancy.folder.resolve()) and file.is_file()
            if not is_its or file.stat().st_size > MAX_FILE_BYTES:
                return _plain(http.HTTPStatus.NOT_FOUND)
            body = file.read_bytes()
        except (StudioError, OSError, ValueError):
            return _plain(http.HTTPStatus.NOT_FOUND)
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        return _response(http.HTTPStatus.OK, kind, body)

    def _welcome(self, connection: ServerConnection) -> None:
        """Have one join and sit; in a connection's thread."""
        if not self._count.acquire(blocking=False):
            connection.close(_REFUSED, "Too many have come.")
            return
        try:
            if seat := self._joined(connection):
                guest = Guest(connection)
                seat.sit(guest)
                try:
                    guest.read()
                finally:
                    seat.leave(guest)
        finally:
            self._count.release()

    def _joined(self, connection: ServerConnection) -> Seat | None:
        try:
            join = Join.model_validate_json(connection.recv(timeout=JOIN_S))
        except ValidationError:
            connection.close(_REFUSED, "The first message is a join, with a token.")
            return None
        except (TimeoutError, ConnectionClosed):
            connection.close(_REFUSED, "Nobody has joined.")
            return None
        for each in self._tenancies.values():
            if hmac.compare_digest(each.seat.token.encode(), join.token.encode()):
                return each.seat
        connection.close(_REFUSED, "There is no plugin with this token that is on.")
        return None


def _plain(status: http.HTTPStatus) -> Response:
    return _response(status, "text/plain", status.phrase.encode())


def _response(status: http.HTTPStatus, kind: str, body: bytes) -> Response:
    charset = "; charset=utf-8" if kind.startswith("text/") else ""
    own = {"Content-Type": kind + charset, "Content-Length": str(len(body))}
    return Response(status.value, status.phrase, Headers({**_HEADERS, **own}), body)
