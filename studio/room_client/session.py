"""Who we are at a room server: a link's invitation is changed into tokens of ten minutes.

Two small requests in an hour: the standard library's client in a thread is enough.
"""

import asyncio
import json
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from urllib.parse import urlsplit

from studio.model.errors import StudioError

TIMEOUT_S = 5.0
MAX_ANSWER_BYTES = 64 * 1024
_RENEW_BEFORE_S = 60.0


class SessionError(StudioError):
    """The room server does not let us in, or can't be reached."""


class Session:
    """One invitation's.

    Args:
        server: The room server's address, e.g. ``http://127.0.0.1:8080``.
        invitation: A link's token; a secret.
    """

    def __init__(self, server: str, invitation: str) -> None:
        self._server = server.rstrip("/")
        self._parts = urlsplit(self._server)
        if self._parts.scheme not in ("http", "https") or not self._parts.hostname:
            raise SessionError(f"'{server}' is not the address of a room server: http://host:port.")
        self._invitation = invitation
        self._token = ""
        self._expires_s = 0.0

    async def socket_address(self) -> str:
        """Return the address of the server's WebSocket.

        Raises:
            SessionError: If the server can't be reached.
        """
        answer = await self._ask("/api/server")
        port = answer.get("ws_port")
        scheme = "wss" if self._parts.scheme == "https" else "ws"
        host = (
            f"[{self._parts.hostname}]"
            if ":" in str(self._parts.hostname)
            else self._parts.hostname
        )
        return f"{scheme}://{host}:{port}/ws" if port else f"{scheme}://{self._parts.netloc}/ws"

    async def token(self, was_refused: bool) -> str:
        """Return a token that is good for a minute at least.

        Raises:
            SessionError: If the server refuses the invitation or can't be reached.
        """
        if was_refused or time.monotonic() > self._expires_s - _RENEW_BEFORE_S:
            answer = await self._ask("/api/session", {"invitation": self._invitation})
            token, valid_s = answer.get("token"), answer.get("expires_in_s")
            if not isinstance(token, str) or not isinstance(valid_s, int):
                raise SessionError("The room server let us in without a token.")
            self._token, self._expires_s = token, time.monotonic() + valid_s
        return self._token

    async def _ask(self, path: str, content: Mapping[str, str] | None = None) -> dict[str, object]:
        return await asyncio.to_thread(self._ask_now, path, content)

    def _ask_now(self, path: str, content: Mapping[str, str] | None) -> dict[str, object]:
        request = urllib.request.Request(
            self._server + path,
            data=None if content is None else json.dumps(content).encode(),
            headers={"Content-Type": "application/json", "Accept": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT_S) as response:
                answer = json.loads(response.read(MAX_ANSWER_BYTES))
        except urllib.error.HTTPError as error:
            raise SessionError(f"The room server refused: {_sentence(error)}") from error
        except (OSError, ValueError) as error:
            reason = getattr(error, "reason", error)
            raise SessionError(f"The room server can't be reached: {reason}.") from error
        if not isinstance(answer, dict):
            raise SessionError("The room server answered something that is no object.")
        return answer


def _sentence(error: urllib.error.HTTPError) -> str:
    try:
        return str(json.loads(error.read(MAX_ANSWER_BYTES))["sentence"])
    except (OSError, ValueError, KeyError, TypeError):
        return f"{error.code} {error.reason}."
