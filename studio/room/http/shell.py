"""What is around every request: size, headers that browsers obey, log line, last catch.

Plain ASGI, as it is on the way of each request.
"""

import re
import time
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from studio.room.http.problems import refuse
from studio.room.live.handoff_blobs import MAX_PIECE_BYTES

API = "/api"
MAX_BODY_BYTES = 65_536
_TOO_LARGE = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
_PIECES = re.compile(r"/api/rooms/[^/]+/handoff/blob/[^/]+")
"""Where pieces of files come in, which are larger."""

API_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
_HEADERS = (
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "geolocation=(), payment=(), usb=()"),
)

OnAnswer = Callable[[Scope, int, float], None]
"""Told of each answer: its scope, its status, the seconds it took."""


class Shell:
    """Wraps the app."""

    def __init__(self, app: ASGIApp, on_answer: OnAnswer) -> None:
        self._app = app
        self._on_answer = on_answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; called by uvicorn."""
        if scope["type"] != "http":
            return
        started_s = time.monotonic()
        status = 0

        async def send_more(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                _add_headers(message)
            await send(message)

        try:
            most_bytes = _most_bytes(scope)
            if _declared_bytes(scope) > most_bytes:
                sentence = f"The request is larger than {most_bytes // 1024} KB."
                await refuse(_TOO_LARGE, "too_large", sentence)(scope, receive, send_more)
            else:
                await self._app(scope, _bounded(receive, most_bytes), send_more)
        except Exception:
            if status != HTTPStatus.INTERNAL_SERVER_ERROR:
                raise  # nothing whole was answered: the connection ends
        finally:
            self._on_answer(scope, status, time.monotonic() - started_s)


def _most_bytes(scope: Scope) -> int:
    is_piece = scope["method"] == "PUT" and _PIECES.fullmatch(scope["path"])
    return MAX_PIECE_BYTES if is_piece else MAX_BODY_BYTES


def _declared_bytes(scope: Scope) -> int:
    text = Headers(scope=scope).get("content-length", "0")
    return int(text) if text.isascii() and text.isdigit() else 0


def _bounded(receive: Receive, most_bytes: int) -> Receive:
    received_bytes = 0

    async def receive_some() -> Message:
        nonlocal received_bytes
        message = await receive()
        if message["type"] == "http.request":
            received_bytes += len(message.get("body", b""))
            if received_bytes > most_bytes:
                raise HTTPException(_TOO_LARGE)
        return message

    return receive_some


def _add_headers(message: Message) -> None:
    headers = MutableHeaders(raw=message.setdefault("headers", []))
    for name, value in _HEADERS:
        headers.setdefault(name, value)
    headers.setdefault("Content-Security-Policy", API_POLICY)
    headers.setdefault("Cache-Control", "no-store")


def route_of(scope: Scope) -> str:
    """Return the template of a request's path, which holds no ids; "" if there is none."""
    route: Any = scope.get("route")
    path = str(getattr(route, "path", ""))
    # A route of an included router does not know the prefix that it was included with.
    is_prefixed = scope["path"].startswith(API) and not path.startswith(API)
    return f"{API}{path}" if path and is_prefixed else path
