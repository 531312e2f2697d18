"""Who asks: the token of a request, the address it came from, and how often that may be.

Dependencies of FastAPI::

    @router.get("/wallet")
    async def wallet(caller: Annotated[Claims, Depends(account)]) -> Wallet: ...
"""

from http import HTTPStatus
from typing import Annotated, cast

from fastapi import Depends, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from studio.room.auth.errors import TokenError
from studio.room.auth.tokens import Claims, Scope
from studio.room.http.limits import Buckets, address_key
from studio.room.http.problems import ProblemError
from studio.room.http.services import Services
from studio.room.protocol.values import Role

_bearer = HTTPBearer(auto_error=False, description="The token that /api/session gives.")
Credentials = Annotated[HTTPAuthorizationCredentials | None, Security(_bearer)]


def services(request: Request) -> Services:
    """Return what the server is made of."""
    return cast(Services, request.app.state.services)


Parts = Annotated[Services, Depends(services)]


def address(request: Request) -> str:
    """Return what stands for the address that a request came from."""
    return address_key(request.client.host if request.client else "")


Address = Annotated[str, Depends(address)]


def take(buckets: Buckets, key: str, now_ms: int) -> None:
    """Count one thing done.

    Raises:
        ProblemError: If it is too many.
    """
    wait_ms = buckets.take(key, now_ms)
    if wait_ms:
        raise ProblemError(
            HTTPStatus.TOO_MANY_REQUESTS,
            "too_often",
            f"Too often; try again in {-(-wait_ms // 1000)} s.",
            retry_ms=wait_ms,
        )


def reader(parts: Parts, source: Address) -> None:
    """Let anybody look, but not too often."""
    take(parts.limits.reads, source, parts.clock.now_ms())


async def somebody(parts: Parts, source: Address, credentials: Credentials) -> Claims:
    """Return who asks: anybody with a token."""
    reader(parts, source)
    if credentials is None:
        raise TokenError("token_missing", "This needs a token: sign in at /api/session.")
    claims = _read(parts, credentials.credentials)
    take(parts.limits.users, claims.user, parts.clock.now_ms())
    return claims


Somebody = Annotated[Claims, Depends(somebody)]


async def account(claims: Somebody) -> Claims:
    """Return who asks: somebody with a wallet."""
    if claims.is_guest or claims.scope is Scope.OPERATOR:
        raise ProblemError.forbidden("Guests have no wallet: sign in with a name.")
    return claims


Account = Annotated[Claims, Depends(account)]


async def operator(claims: Somebody) -> Claims:
    """Return who asks: the operator."""
    if claims.scope is not Scope.OPERATOR:
        raise ProblemError.forbidden("Only the operator may do this.")
    return claims


Operator = Annotated[Claims, Depends(operator)]

_RANKS = list(Role)


def must_be(parts: Services, claims: Claims, room: str, least: Role) -> None:
    """Let the operator through, and whoever has at least this role in a room.

    Raises:
        ProblemError: For all others, or too often in this room.
    """
    take(parts.limits.rooms, room, parts.clock.now_ms())
    if claims.scope is Scope.OPERATOR:
        return
    if _RANKS.index(claims.role_in(room)) < _RANKS.index(least):
        raise ProblemError.forbidden(f"Only the room's {least} or somebody above may do this.")


def must_be_own_page(request: Request) -> None:
    """Refuse what a page of another site sends along with our cookie.

    Browsers say with each POST and DELETE where the page is from.  The cookie is
    SameSite=Strict as well, but another port or name of this machine is the same site.

    Raises:
        ProblemError: If it is not from a page of ours.
    """
    origin = request.headers.get("origin")
    if origin is None:
        return  # no browser: then there is nobody whose cookie could be borrowed
    own = f"{request.url.scheme}://{request.headers.get('host', '')}"
    if origin != own:
        raise ProblemError(
            HTTPStatus.FORBIDDEN, "foreign_page", "This was asked by a page of another site."
        )


def _read(parts: Services, token: str) -> Claims:
    now_s = parts.clock.now_s()
    try:
        return parts.tokens.read(token, now_s)
    except TokenError:
        return parts.tokens.read(token, now_s, Scope.OPERATOR)
