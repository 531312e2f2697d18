"""Who may publish, watch and control: tokens, and stream keys made of the shared secret.

The edge signs and the relay reads; both have the secret's file, so the relay asks
nobody.  A stream key is for encoders whose settings people fill in by hand: it holds
until the secret is replaced::

    access = Access(Secret.open(data_dir / "secret"))
    who = access.publisher("room-1", query, now_s)     # AccessError says why not
    f"rtmp://host/live/{access.stream_key('room-1')}"  # room-1?key=…
"""

import re
from collections.abc import Mapping

from studio.room.auth.errors import TokenError
from studio.room.auth.secret import Secret
from studio.room.auth.stream_key import is_stream_key, stream_key
from studio.room.auth.tokens import Claims, Scope, Tokens
from studio.room.relay.errors import AccessError

_ROOM = re.compile(r"[A-Za-z0-9_.:-]{1,64}")
ENCODER = "encoder"
"""The name of a publisher who came with a stream key."""


class Access:
    """See the module."""

    def __init__(self, secret: Secret) -> None:
        self._secret = secret
        self._tokens = Tokens(secret)

    def stream_key(self, room: str) -> str:
        """Return the stream key of a room as an encoder takes it: ``ROOM?key=…``."""
        return f"{room}?key={stream_key(self._secret, room)}"

    def publisher(self, room: str, query: Mapping[str, str], now_s: float) -> str:
        """Return the name of a publisher who has a ``token`` or a ``key``.

        Raises:
            AccessError: Why it may not publish.
        """
        check_room(room)
        key = query.get("key")
        if key is None:
            claims = self._read(query.get("token", ""), now_s, Scope.PUBLISH)
            if claims.room != room:
                raise AccessError(f"The token is not for publishing to the room {room}.")
            return claims.user
        if not is_stream_key(self._secret, room, key, int(now_s)):
            raise AccessError(f"The stream key does not belong to the room {room}.")
        return ENCODER

    def viewer(self, room: str, query: Mapping[str, str], now_s: float) -> str:
        """Return who wants to watch a room that is not public, by ``token``.

        Raises:
            AccessError: Why they may not.
        """
        check_room(room)
        return self._read(query.get("token", ""), now_s, Scope.ACCESS).user

    def operator(self, authorization: str, now_s: float) -> None:
        """Let somebody control the relay, by the header ``Authorization: Bearer …``.

        Raises:
            AccessError: Why not.
        """
        kind, _, token = authorization.partition(" ")
        if kind.lower() != "bearer":
            raise AccessError("Controlling the relay takes an operator's token.")
        self._read(token.strip(), now_s, Scope.OPERATOR)

    def _read(self, token: str, now_s: float, scope: Scope) -> Claims:
        if not token:
            raise AccessError("A token is missing from the address.")
        try:
            return self._tokens.read(token, int(now_s), scope)
        except TokenError as error:
            raise AccessError(str(error)) from None


def check_room(room: str) -> None:
    """Raise AccessError unless this can be the name of a room."""
    if not _ROOM.fullmatch(room):
        raise AccessError("A room's name has 1 to 64 letters, digits, dots, colons, - and _.")
