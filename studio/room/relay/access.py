"""Who may publish, watch and control: tokens and stream keys, from one shared secret.

The edge signs tokens and the relay reads them; both know the secret by a file, so
the relay asks nobody.  A token is a JWT (HS256) with ``sub``, ``room``, ``exp`` and
a scope; a stream key is for encoders whose settings people fill in by hand, and does
not run out::

    access = Access(secret)
    who = access.publisher("room-1", query, now_s)     # AccessError says why not
    f"rtmp://host/live/room-1?key={access.stream_key('room-1')}"
"""

import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import jwt

from studio.room.relay.errors import AccessError, RelayError

MAX_TOKEN_CHARACTERS = 4096
_LEAST_SECRET_BYTES = 32
_KEY_CHARACTERS = 32
_ROOM = re.compile(r"[A-Za-z0-9_.:-]{1,64}")
_PURPOSE = b"rocket-studio stream key:"


@dataclass(frozen=True, slots=True)
class Grant:
    """What a token or key allows; ``who`` is its holder."""

    who: str
    room: str


class Access:
    """See the module.

    Args:
        secret: Shared with the edge.
    """

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    @classmethod
    def from_file(cls, path: Path) -> "Access":
        """Read the secret.

        Raises:
            RelayError: If it can't be read or is too short to be one.
        """
        try:
            secret = path.read_bytes().strip()
        except OSError as error:
            raise RelayError(f"The secret {path} can't be read: {error.strerror}.") from None
        if len(secret) < _LEAST_SECRET_BYTES:
            raise RelayError(
                f"The secret {path} has {len(secret)} characters; make it of at least "
                f"{_LEAST_SECRET_BYTES}."
            )
        return cls(secret)

    def stream_key(self, room: str) -> str:
        """Return the stream key of a room."""
        digest = hmac.new(self._secret, _PURPOSE + room.encode(), hashlib.sha256)
        return digest.hexdigest()[:_KEY_CHARACTERS]

    def publisher(self, room: str, query: Mapping[str, str], now_s: float) -> Grant:
        """Let somebody publish, by ``token`` or ``key`` of a query.

        Raises:
            AccessError: Why not.
        """
        check_room(room)
        key = query.get("key")
        if key is None:
            return self._token(query.get("token", ""), room, "publish", now_s)
        if not hmac.compare_digest(key.encode(), self.stream_key(room).encode()):
            raise AccessError(f"The stream key does not belong to the room {room}.")
        return Grant("encoder", room)

    def viewer(self, room: str, query: Mapping[str, str], now_s: float) -> Grant:
        """Let somebody watch a room that is not public, by ``token``.

        Raises:
            AccessError: Why not.
        """
        check_room(room)
        return self._token(query.get("token", ""), room, "watch", now_s)

    def operator(self, authorization: str, now_s: float) -> Grant:
        """Let somebody control the relay, by the header ``Authorization: Bearer …``.

        Raises:
            AccessError: Why not.
        """
        kind, _, token = authorization.partition(" ")
        if kind.lower() != "bearer":
            raise AccessError("Controlling the relay takes an operator's token.")
        return self._token(token.strip(), None, "operate", now_s)

    def _token(self, token: str, room: str | None, scope: str, now_s: float) -> Grant:
        if not token or len(token) > MAX_TOKEN_CHARACTERS:
            raise AccessError("The address has no token that could be read.")
        try:
            claims = jwt.decode(
                token,
                self._secret,
                algorithms=["HS256"],
                options={
                    "require": ["exp", "sub", "scope"],
                    "verify_exp": False,
                    "verify_nbf": False,
                    "verify_iat": False,
                    "verify_aud": False,
                },
            )
        except jwt.PyJWTError:
            raise AccessError("The token is not one of ours.") from None
        expires_s, who = claims["exp"], claims["sub"]
        if not isinstance(expires_s, int | float) or expires_s <= now_s:
            raise AccessError("The token has run out; get a new one.")
        if claims["scope"] != scope:
            raise AccessError(f"The token is not for this: it does not let anybody {scope}.")
        if room is not None and claims.get("room") != room:
            raise AccessError(f"The token is not for the room {room}.")
        return Grant(str(who)[:64], room or "")


def check_room(room: str) -> None:
    """Raise AccessError unless this can be the name of a room."""
    if not _ROOM.fullmatch(room):
        raise AccessError("A room's name has 1 to 64 letters, digits, dots, colons, - and _.")
