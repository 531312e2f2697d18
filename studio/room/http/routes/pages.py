"""The pages, built by ``studio/room/web`` and shipped built.

They may load scripts, styles and pictures from here alone, and speak to this server's
own ports; nothing may put them into a frame.
"""

import re
from pathlib import Path

from fastapi import APIRouter, FastAPI, Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from studio.room.http.callers import Parts
from studio.room.http.problems import ProblemError
from studio.room.http.routes.rooms import RoomId
from studio.room.http.services import Services

router = APIRouter()

DIST = Path(__file__).parent.parent.parent / "web" / "dist"
_HOST = re.compile(r"[A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\]")


@router.get("/")
async def front() -> Response:
    """Go to the first room."""
    return RedirectResponse("/r/1")


@router.get("/r/{room}")
async def viewer(request: Request, parts: Parts, room: RoomId) -> Response:
    """Return the viewers' page."""
    return page("viewer", request, parts)


@router.get("/mod/{room}")
async def moderator(request: Request, parts: Parts, room: RoomId) -> Response:
    """Return the moderators' page."""
    return page("moderator", request, parts)


@router.get("/phone/{room}")
@router.get("/guest/{room}")
async def phone(request: Request, parts: Parts, room: RoomId) -> Response:
    """Return the page that links a phone's camera, or a guest."""
    return page("phone", request, parts)


@router.get("/operator")
async def operator(request: Request, parts: Parts) -> Response:
    """Return the operator's page."""
    return page("operator", request, parts)


def mount_static(app: FastAPI) -> None:
    """Serve what the pages load."""
    if DIST.is_dir():
        app.mount("/static", _Static(directory=DIST))


class _Static(StaticFiles):
    """Files that a browser asks about each time, and gets only when they have changed."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = "no-cache"
        return response


def page(name: str, request: Request, parts: Services, connect: str = "") -> Response:
    """Return a page; ``connect`` is where else it may ask, ``{host}`` its own name."""
    path = DIST / f"{name}.html"
    if not path.is_file():
        raise ProblemError.not_found("page: this server was installed without its pages")
    return FileResponse(
        path,
        media_type="text/html; charset=utf-8",
        headers={
            "Content-Security-Policy": _policy(request, parts, connect),
            "Cache-Control": "no-cache",
        },
    )


def _policy(request: Request, parts: Services, more: str) -> str:
    host = _HOST.match(request.headers.get("host", ""))
    name = host.group() if host else "127.0.0.1"
    is_secure = request.url.scheme == "https"
    ws_port, relay = parts.ports(is_secure=is_secure)
    s = "s" if is_secure else ""
    sockets = [f"ws{s}://{name}:{port}" for port in (ws_port, relay.ws) if port]
    segments = [f"http{s}://{name}:{relay.http}"] if relay.http else []
    connect = " ".join(["'self'", *sockets, *segments, *filter(None, [more.format(host=name)])])
    media = " ".join(["'self'", "blob:", *segments])
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        f"font-src 'self'; worker-src 'self' blob:; connect-src {connect}; media-src {media}; "
        "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
    )
