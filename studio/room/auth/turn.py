"""STUN and TURN servers for WebRTC, and credentials for them that are over in an hour.

TURN relays whatever it is given, so it is for those who are at a stage alone.  Coturn's way
(``use-auth-secret``): the name holds when it is over, the password is the name's HMAC::

    turn = TurnServers(stun=("stun:stun.example.org",), turn=("turn:me.example.org",), secret=b"…")
    turn.for_user("u1", now_s)          # what RTCPeerConnection takes
"""

import base64
import hashlib
import hmac
from dataclasses import dataclass, field
from pathlib import Path

from studio.room.auth.errors import TurnError

CREDENTIAL_S = 3_600
_SCHEMES = {"stun": ("stun:", "stuns:"), "turn": ("turn:", "turns:")}
_MOST = 8


@dataclass(frozen=True, slots=True)
class IceServer:
    """One entry of an RTCPeerConnection's ``iceServers``.

    Attributes:
        expires_s: In how many seconds the credential is over.
    """

    urls: tuple[str, ...]
    username: str | None = None
    credential: str | None = None
    expires_s: int | None = None


@dataclass(frozen=True, slots=True)
class TurnServers:
    """See the module."""

    stun: tuple[str, ...] = ()
    turn: tuple[str, ...] = ()
    secret: bytes = field(default=b"", repr=False)

    @classmethod
    def read(
        cls, stun: tuple[str, ...], turn: tuple[str, ...], secret_file: Path | None
    ) -> "TurnServers":
        """Return them as an operator names them.

        Raises:
            TurnError: If an address is none, or the secret can't be read; says what to do.
        """
        for scheme, urls in (("stun", stun), ("turn", turn)):
            for url in urls:
                if not url.startswith(_SCHEMES[scheme]) or not url.isascii() or len(url) > 200:
                    raise TurnError(
                        f"{url[:80]!r} is no address of a {scheme.upper()} server: "
                        f"give {scheme}:host or {scheme}:host:port."
                    )
            if len(urls) > _MOST:
                raise TurnError(
                    f"More than {_MOST} {scheme.upper()} servers help nobody: name fewer."
                )
        if bool(turn) != (secret_file is not None):
            raise TurnError(
                "A TURN server and the file with its secret go together: "
                "give both --turn and --turn-secret-file."
            )
        return cls(stun, turn, _secret(secret_file) if secret_file else b"")

    def for_user(self, user: str, now_s: int, *, may_relay: bool = True) -> list[IceServer]:
        """Return what somebody may use now."""
        servers = [IceServer(self.stun)] if self.stun else []
        if self.turn and may_relay:
            name = f"{now_s + CREDENTIAL_S}:{user}"
            digest = hmac.new(self.secret, name.encode(), hashlib.sha1).digest()
            credential = base64.b64encode(digest).decode()
            servers.append(IceServer(self.turn, name, credential, CREDENTIAL_S))
        return servers


def _secret(file: Path) -> bytes:
    try:
        secret = file.expanduser().read_text("utf-8").strip().encode()
    except (OSError, UnicodeDecodeError) as error:
        raise TurnError(f"The TURN secret in {file} can't be read: {error}.") from None
    if not secret:
        raise TurnError(f"{file} is empty: put the static-auth-secret of the TURN server into it.")
    return secret
