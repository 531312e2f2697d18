"""Short addresses of links to the stage: a code on a screen of which has few, large squares.

What it leads to, the link's secret with it, stands behind a ``#``, where browsers keep it.
"""

import secrets
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request
from starlette.responses import RedirectResponse, Response

from studio.room.http.callers import Parts, reader
from studio.room.http.problems import ProblemError
from studio.room.http.services import Services

router = APIRouter(dependencies=[Depends(reader)])

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: none is taken for another. QR codes hold capitals and digits in less room."""
LENGTH = 10  # 50 bits: nobody guesses one in the hours that it holds
Code = Annotated[str, Path(pattern=f"^[{LETTERS}]{{{LENGTH}}}$")]


async def shortened(parts: Services, path: str, expires_s: int) -> str:
    """Return a short path that leads to another, as long as that is good."""
    code = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    await parts.store.short_links.keep(code, path, expires_s)
    return f"/q/{code}"


@router.get("/q/{code}")
async def go_on(request: Request, parts: Parts, code: Code) -> Response:
    """Go on to where a link leads: over HTTPS only, where that is served."""
    headers = {"Cache-Control": "no-store"}
    if parts.secure is not None and request.url.scheme != "https":
        return RedirectResponse(f"/trust#/q/{code}", headers=headers)
    path = await parts.store.short_links.path(code, parts.clock.now_s())
    if path is None:
        raise ProblemError.not_found("link of that name; it may be over: ask for a new one")
    return RedirectResponse(path, headers=headers)
