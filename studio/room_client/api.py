"""A room server's HTTP API, as little of it as the studio needs.

A few small requests in an hour: the standard library's client in a thread is enough::

    api = RoomApi("http://127.0.0.1:8080")
    answer = await api.ask("POST", "/api/rooms/1/publish", token=token, content={})
"""

import asyncio
import json
import ssl
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote, urlsplit

from studio.model.errors import StudioError
from studio.room_client.pinned import Pinned

TIMEOUT_S = 5.0
MAX_ANSWER_BYTES = 4 << 20
PIECE_BYTES = 1 << 18


class ApiError(StudioError):
    """The room server refuses, or can't be reached.

    Attributes:
        code: The server's word for it, "" if it did not say one.
    """

    def __init__(self, sentence: str, code: str = "") -> None:
        super().__init__(sentence)
        self.code = code


class RoomApi:
    """One server's.

    Args:
        server: Its address, e.g. ``http://127.0.0.1:8080``.
        fingerprint: Of the authority that alone may vouch for it; "" for the system's.

    Raises:
        ApiError: If that is no address of a room server.
        PinnedError: If that is no fingerprint.

    Attributes:
        pinned: What it is verified with.
    """

    def __init__(self, server: str, fingerprint: str = "") -> None:
        self.pinned = Pinned(server.rstrip("/"), fingerprint)
        self._server = server.rstrip("/")
        self._parts = urlsplit(self._server)
        if self._parts.scheme not in ("http", "https") or not self._parts.hostname:
            raise ApiError(f"'{server}' is not the address of a room server: http://host:port.")

    async def ask(
        self,
        method: str,
        path: str,
        *,
        token: str = "",
        content: Mapping[str, object] | None = None,
    ) -> dict[str, object]:
        """Ask for something and return the answer.

        Raises:
            ApiError: If the server refuses or can't be reached.
            PinnedError: If nothing vouches for it.
        """
        answer = await asyncio.to_thread(self._ask_now, method, path, token, content)
        if not isinstance(answer, dict):
            raise ApiError("The room server answered something that is no object.")
        return answer

    async def ask_many(self, path: str, *, token: str = "") -> list[object]:
        """Ask for all things of a kind.

        Raises:
            ApiError: If the server refuses or can't be reached.
        """
        answer = await asyncio.to_thread(self._ask_now, "GET", path, token, None)
        if not isinstance(answer, list):
            raise ApiError("The room server answered something that is no list.")
        return answer

    async def put(self, path: str, data: bytes, *, token: str) -> dict[str, object]:
        """Send some bytes and return the answer.

        Raises:
            ApiError: If the server refuses or can't be reached.
        """
        answer = await asyncio.to_thread(self._ask_now, "PUT", path, token, data)
        return answer if isinstance(answer, dict) else {}

    def pieces(self, path: str, *, token: str, most_bytes: int) -> Iterator[bytes]:
        """Yield a file's bytes; blocking, for a thread of its own.

        Raises:
            ApiError: If the server refuses, can't be reached, or sends more than that.
        """
        request = self._request("GET", path, token, None)
        came = 0
        try:
            with self._opened(request) as response:
                while piece := response.read(PIECE_BYTES):
                    came += len(piece)
                    if came > most_bytes:
                        raise ApiError("The room server sent more than was announced.")
                    yield piece
        except urllib.error.HTTPError as error:
            with error:
                raise _refused(error) from error
        except (OSError, ValueError) as error:
            raise self._unreachable(error) from error

    def socket_address(self, port: object, path: str) -> str:
        """Return the address of a WebSocket of the server; port 0 is that of its pages."""
        scheme = "wss" if self._parts.scheme == "https" else "ws"
        name = str(self._parts.hostname)
        host = f"[{name}]" if ":" in name else name
        place = f"{host}:{port}" if port else self._parts.netloc
        return f"{scheme}://{place}{path}"

    def _request(
        self, method: str, path: str, token: str, content: Mapping[str, object] | bytes | None
    ) -> urllib.request.Request:
        is_file = isinstance(content, bytes)
        kind = "application/octet-stream" if is_file else "application/json"
        headers = {"Content-Type": kind, "Accept": "application/json"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        data = json.dumps(content).encode() if isinstance(content, Mapping) else content
        return urllib.request.Request(self._server + path, data, headers, method=method)

    def _opened(self, request: urllib.request.Request) -> Any:
        context = self.pinned.context()
        return urllib.request.urlopen(request, timeout=TIMEOUT_S, context=context)

    def _ask_now(
        self, method: str, path: str, token: str, content: Mapping[str, object] | bytes | None
    ) -> object:
        request = self._request(method, path, token, content)
        try:
            with self._opened(request) as response:
                return json.loads(response.read(MAX_ANSWER_BYTES) or b"{}")
        except urllib.error.HTTPError as error:
            with error:
                raise _refused(error) from error
        except (OSError, ValueError) as error:
            raise self._unreachable(error) from error

    def _unreachable(self, error: Exception) -> StudioError:
        reason = getattr(error, "reason", error)
        if isinstance(reason, ssl.SSLCertVerificationError):
            return self.pinned.untrusted(reason)
        return ApiError(f"The room server can't be reached: {reason}.")


def room_path(room: str, what: str) -> str:
    """Return the path of something of a room."""
    return f"/api/rooms/{quote(room, safe='')}/{what}"


def _refused(error: urllib.error.HTTPError) -> ApiError:
    try:
        said = json.loads(error.read(MAX_ANSWER_BYTES))
        return ApiError(f"The room server refused: {said['sentence']}", str(said.get("code", "")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return ApiError(f"The room server refused: {error.code} {error.reason}.")
