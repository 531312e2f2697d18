"""Puts a destination's address and stream key together, and takes them apart.  Pure.

People paste either the two that a platform shows, or one line with both.  A key is a secret:
no sentence of this module holds one.
"""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

SCHEMES = ("rtmp", "rtmps", "ws", "wss")
_BLANK = re.compile(r"\s")
_MASK = "••••••••"


@dataclass(frozen=True, slots=True)
class Parts:
    """An address and the key that follows it.

    Attributes:
        key: A secret.
    """

    address: str
    key: str = field(default="", repr=False)

    @property
    def url(self) -> str:
        """What is pushed to; a secret."""
        address, key = self.address.strip(), self.key.strip()
        if not key:
            return address
        if key.startswith("?") and _scheme(address) in ("ws", "wss"):
            return address + key
        return f"{address.rstrip('/')}/{key.lstrip('/')}"

    @property
    def shown(self) -> str:
        """What may be shown of it."""
        return f"{self.address.strip().rstrip('/')}/{_MASK}" if self.key else self.address.strip()


def split(url: str) -> Parts:
    """Take a whole address apart: the key is its last segment, with the query."""
    url = url.strip()
    if _scheme(url) in ("ws", "wss"):
        place, _, query = url.partition("?")
        return Parts(place, f"?{query}") if query else Parts(place)
    place, mark, query = url.partition("?")
    head, slash, key = place.rpartition("/")
    if not slash or head.endswith(("/", ":")) or head.count("/") < 3:
        return Parts(url)
    return Parts(head + "/", key + mark + query)


def fault(parts: Parts) -> str:
    """Say what is wrong with an address and key, as a name of a sentence; empty if nothing.

    ``empty``, ``scheme``, ``host``, ``blank``, ``app`` (no path after the host), ``key``.
    """
    address, key = parts.address.strip(), parts.key.strip()
    if not address:
        return "empty"
    if "://" not in address or _scheme(address) not in SCHEMES:
        return "scheme"
    if _BLANK.search(address) or _BLANK.search(key):
        return "blank"
    try:
        pieces = urlsplit(address)
        has_host, path = bool(pieces.hostname) and pieces.port != 0, pieces.path.strip("/")
    except ValueError:
        return "host"
    if not has_host or pieces.username is not None:
        return "host"
    if _scheme(address) in ("ws", "wss"):
        return "" if path else "app"
    if not path:
        return "app"
    if not key and "/" not in path and "=" not in pieces.query:
        return "key"
    return ""


def server_of(address: str) -> str:
    """Return scheme, host and port of an RTMP address, without path or key; else nothing."""
    try:
        pieces = urlsplit(address.strip())
        host, port = pieces.hostname, pieces.port
    except ValueError:
        return ""
    if pieces.scheme not in ("rtmp", "rtmps") or not host or _BLANK.search(host):
        return ""
    name = f"[{host}]" if ":" in host else host
    return f"{pieces.scheme}://{name}" + (f":{port}" if port else "")


def _scheme(address: str) -> str:
    return address.partition("://")[0].lower()
