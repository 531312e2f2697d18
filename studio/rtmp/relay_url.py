"""Addresses of a room's relay: ``ws[s]://host[:port]/publish/ROOM?token=…``.

The query holds the token, which must not show up anywhere, so neither ``str`` nor
``repr`` nor any error of this module has it::

    url = parse_destination(text)       # an RtmpUrl or a RelayUrl, by the scheme
    url.redacted()                      # 'ws://host:8083/publish/room-1?…'
"""

import re
from base64 import urlsafe_b64decode
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urlsplit

from studio.rtmp.errors import AddressError
from studio.rtmp.url import RtmpUrl

_MAX_LENGTH = 8192
_LOOKS_LIKE = "An address looks like ws://host:8083/publish/ROOM?token=…."
_PATH = re.compile(r"[A-Za-z0-9_.:/-]{1,256}")
_CA = "ca="
_SHOWN = ("device", "phone")
"""What a publisher calls its machine is no secret, nor which peer of the stage it is."""
_QUERY = re.compile(r"[A-Za-z0-9_.~%&=+-]*")


@dataclass(frozen=True, slots=True)
class RelayUrl:
    """A parsed address.

    Attributes:
        is_tls: True for wss.
        query: With the token or stream key, secret.
    """

    is_tls: bool
    host: str
    port: int
    path: str
    query: str = field(repr=False)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read an address as people paste it.

        Raises:
            AddressError: A sentence that says what is wrong, without the token.
        """
        text = text.strip()
        try:
            parts = urlsplit(text)
            host, port = parts.hostname, parts.port
        except ValueError:
            raise AddressError(f"The destination can't be understood. {_LOOKS_LIKE}") from None
        if parts.scheme not in ("ws", "wss") or not host or len(text) > _MAX_LENGTH:
            raise AddressError(f"The destination is not a relay's address. {_LOOKS_LIKE}")
        if parts.username is not None or parts.fragment:
            raise AddressError(f"The destination {host} has parts that don't belong. {_LOOKS_LIKE}")
        if not _PATH.fullmatch(parts.path) or not _QUERY.fullmatch(parts.query):
            raise AddressError(f"The destination {host} has letters that don't belong in it.")
        is_tls = parts.scheme == "wss"
        return cls(is_tls, host, port or (443 if is_tls else 80), parts.path, parts.query)

    @property
    def address(self) -> str:
        """The whole address, secret."""
        words = "&".join(each for each in self.query.split("&") if not each.startswith(_CA))
        return f"{self._place}?{words}" if words else self._place

    @property
    def authority(self) -> bytes:
        """The certificate that alone may vouch for the relay, as DER; b"" for the system's.

        It stands in the address as ``ca``, and is not sent.
        """
        text = next((each for each in self.query.split("&") if each.startswith(_CA)), "")
        try:
            return urlsafe_b64decode(text.removeprefix(_CA) + "==")
        except ValueError:
            return b""

    def redacted(self) -> str:
        """The address as it may be shown and logged."""
        return f"{self._place}?…" if self.query else self._place

    def hide(self, text: str) -> str:
        """Return a peer's text with the secrets taken out of it."""
        for pair in self.query.split("&"):
            name, _, secret = pair.partition("=")
            if secret and name not in _SHOWN:
                text = text.replace(secret, "…")
        return text

    @property
    def _place(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'wss' if self.is_tls else 'ws'}://{host}:{self.port}{self.path}"

    def __str__(self) -> str:
        return self.redacted()


def parse_destination(text: str) -> RtmpUrl | RelayUrl:
    """Read an address that can be pushed to.

    Raises:
        AddressError: A sentence that says what is wrong, without its secrets.
    """
    scheme = text.strip().partition("://")[0].lower()
    return RelayUrl.parse(text) if scheme in ("ws", "wss") else RtmpUrl.parse(text)
