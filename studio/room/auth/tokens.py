"""Tokens: who somebody is, signed, for a short while.

HS256 by PyJWT.  A token says who (``user``, ``name``), what in which room
(``role`` in ``room``; elsewhere a viewer) and what it is good for (``scope``)::

    tokens = Tokens(Secret.open(data_dir / "secret"))
    token = tokens.sign(Claims("u1", "Lin", Role.VIEWER, "1", False, now_s + ACCESS_S))
    tokens.read(token, now_s).user                             # "u1"
    tokens.read(token, now_s, Scope.PUBLISH)                   # raises TokenError
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

import jwt
from jwt.types import Options
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from studio.room.auth.errors import TokenError
from studio.room.auth.secret import Key, Secret
from studio.room.protocol.values import Id, Name, PeerKind, Role

ACCESS_S = 10 * 60
PUBLISH_S = 12 * 3600
MAX_TOKEN_CHARACTERS = 4096

_ALGORITHM = "HS256"
# Time is an argument here, and PyJWT's clock is its own: we look at exp.
_OPTIONS: Options = {
    "verify_exp": False,
    "verify_nbf": False,
    "verify_iat": False,
    "verify_aud": False,
}


class Scope(StrEnum):
    """What a token is good for; none is good for another's."""

    ACCESS = "access"
    PUBLISH = "publish"
    INVITATION = "invitation"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Claims:
    """What a token says.

    Attributes:
        room: Where ``role`` counts; None: nowhere, a viewer everywhere.
        is_guest: Came by a name alone: has no wallet.
        expires_s: Seconds of the wall clock, since 1970.
        kind: As what one may come on stage in ``room``, a ``PeerKind``; "": as nothing.
        number: Tells it from others that say the same, where one may be taken back alone; of
            somebody's token, that of the link that they came with.
    """

    user: str
    name: str
    role: Role
    room: str | None
    is_guest: bool
    expires_s: int
    scope: Scope = Scope.ACCESS
    kind: str = ""
    number: str = ""

    def role_in(self, room: str) -> Role:
        """Return what this person is in a room."""
        return self.role if self.room == room else Role.VIEWER

    def kind_in(self, room: str) -> str:
        """Return as what this person may come on the stage of a room."""
        return self.kind if self.room == room else ""


class _Payload(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    sub: Id
    name: Name
    role: Role
    room: Id | None = None
    guest: bool = False
    exp: Annotated[int, Field(ge=0, le=2**53)]
    scope: Scope
    kind: PeerKind | None = None
    jti: Annotated[str, Field(max_length=32)] | None = None


class Tokens:
    """Signs and reads tokens with the server's secret."""

    def __init__(self, secret: Secret) -> None:
        self._secret = secret

    def sign(self, claims: Claims) -> str:
        """Return a token that says this."""
        key = self._secret.current()
        payload = _Payload(
            sub=claims.user,
            name=claims.name,
            role=claims.role,
            room=claims.room,
            guest=claims.is_guest,
            exp=claims.expires_s,
            scope=claims.scope,
            kind=PeerKind(claims.kind) if claims.kind else None,
            jti=claims.number or None,
        )
        return jwt.encode(
            payload.model_dump(mode="json", exclude_none=True),
            key.key,
            _ALGORITHM,
            headers={"kid": key.name},
        )

    def read(self, token: str, now_s: int, scope: Scope = Scope.ACCESS) -> Claims:
        """Return what a token of this scope says.

        Raises:
            TokenError: If it was not signed here, is over, or is of another scope.
        """
        payload = self._payload(token, now_s)
        if payload.exp <= now_s:
            raise TokenError("token_expired", "The token is over. Sign in again.")
        if payload.scope is not scope:
            raise TokenError("token_invalid", "The token is not meant for this.")
        return Claims(
            user=payload.sub,
            name=payload.name,
            role=payload.role,
            room=payload.room,
            is_guest=payload.guest,
            expires_s=payload.exp,
            scope=payload.scope,
            kind=payload.kind or "",
            number=payload.jti or "",
        )

    def _payload(self, token: str, now_s: int) -> _Payload:
        invalid = TokenError("token_invalid", "The token was not made by this server.")
        if len(token) > MAX_TOKEN_CHARACTERS:
            raise invalid
        try:
            key = self._key(jwt.get_unverified_header(token).get("kid"), now_s)
            if key is None:
                raise invalid
            return _Payload.model_validate(
                jwt.decode(token, key.key, [_ALGORITHM], options=_OPTIONS)
            )
        except (jwt.PyJWTError, ValidationError, ValueError, RecursionError):
            raise invalid from None  # what it holds is nobody's to see

    def _key(self, name: object, now_s: int) -> Key | None:
        return next((key for key in self._secret.proving(now_s) if key.name == name), None)
