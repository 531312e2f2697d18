"""Addresses to publish to: ``rtmp://host[:port]/app[/more]/key?query``.

The key is the last segment with its query; everything before it is the app::

    url = RtmpUrl.parse("rtmps://live.example.com/app/secret")
    url.redacted()  # 'rtmps://live.example.com/app/…'

A key must not show up anywhere, so neither ``str`` nor ``repr`` nor any error
of this module holds it.
"""

import re
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urljoin

from studio.rtmp.errors import AddressError

DEFAULT_PORT = 1935
DEFAULT_TLS_PORT = 443
_LOOKS_LIKE = "An address looks like rtmp://host/app/key."
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")
_HOST = re.compile(r"\[(?P<six>[0-9A-Fa-f:.]+)\](?P<p6>:.*)?|(?P<name>[^\[\]:]+)(?P<p4>:.*)?")
_UNPRINTABLE = re.compile(r"[\s\x00-\x1f\x7f]")
_MAX_LENGTH = 4096


@dataclass(frozen=True, slots=True)
class RtmpUrl:
    """A parsed address.

    Attributes:
        is_tls: True for rtmps.
        key: The stream key, secret.
    """

    is_tls: bool
    host: str
    port: int
    app: str
    key: str = field(repr=False)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read an address as people paste it.

        Raises:
            AddressError: A sentence that says what is wrong, without the key.
        """
        text = text.strip()
        is_tls, rest = _split_scheme(text)
        authority, _, path = rest.partition("/")
        host, port = _split_authority(authority, DEFAULT_TLS_PORT if is_tls else DEFAULT_PORT)
        where = f"{'rtmps' if is_tls else 'rtmp'}://{authority}"
        if _UNPRINTABLE.search(path) or len(path) > _MAX_LENGTH:
            raise AddressError(f"The address {where}/… has spaces in it or is too long.")
        path, mark, query = path.partition("?")
        is_query_alone = path.endswith("/") and "=" in query  # as Bilibili's keys are
        app, _, key = ("" if path.endswith("/") else path.strip("/")).rpartition("/")
        if is_query_alone:
            app = path.strip("/")
        if not app or not (key or is_query_alone):
            raise AddressError(
                f"The address {where}/… needs an app and a stream key after the host. {_LOOKS_LIKE}"
            )
        return cls(is_tls, host, port, app, key + mark + query)

    @property
    def tc_url(self) -> str:
        """The address without the key, as the connect command carries it."""
        default = DEFAULT_TLS_PORT if self.is_tls else DEFAULT_PORT
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == default else f":{self.port}"
        return f"{'rtmps' if self.is_tls else 'rtmp'}://{host}{port}/{self.app}"

    def redacted(self) -> str:
        """The address as it may be shown and logged."""
        return f"{self.tc_url}/…"

    def hide(self, text: str) -> str:
        """Return a peer's text with the key taken out of it."""
        name = self.key.partition("?")[0]
        text = text.replace(self.key, "…")
        return text.replace(name, "…") if name else text

    def moved(self, tc_url: str | None) -> Self:
        """Return where a reconnect request sends us; the key stays the same.

        Raises:
            AddressError: If the address is wrong, or would leave TLS.
        """
        if not tc_url:
            return self
        target = urljoin(self.tc_url.replace("rtmp", "http", 1), _as_http(tc_url))
        moved = type(self).parse(target.replace("http", "rtmp", 1).rstrip("/") + "/" + self.key)
        if self.is_tls and not moved.is_tls:
            raise AddressError(
                f"The server at {self.redacted()} wants to send us to an address without TLS."
            )
        return moved

    def __str__(self) -> str:
        return self.redacted()


def _as_http(address: str) -> str:
    """Let urljoin resolve relative addresses, which it does for schemes that it knows."""
    return "http" + address[4:] if address.lower().startswith("rtmp") else address


def _split_scheme(text: str) -> tuple[bool, str]:
    match = _SCHEME.match(text)
    if match is None:  # perhaps a bare stream key: nothing of it may be shown
        raise AddressError(f"The destination is not an address. {_LOOKS_LIKE}")
    scheme = match[1].lower()
    if scheme not in ("rtmp", "rtmps"):
        raise AddressError(
            f"The destination's scheme is {scheme}://, but only rtmp://, rtmps://, ws:// and "
            "wss:// can be pushed to."
        )
    return scheme == "rtmps", text[match.end() :]


def _split_authority(authority: str, default_port: int) -> tuple[str, int]:
    if "@" in authority:
        raise AddressError(
            "The destination has a user name in its address, which is not supported; "
            "put what the platform gave you into the stream key."
        )
    if not authority:
        raise AddressError(f"The destination has no host. {_LOOKS_LIKE}")
    match = _HOST.fullmatch(authority)
    if match is None or _UNPRINTABLE.search(authority):
        raise AddressError(f"The destination's host cannot be understood. {_LOOKS_LIKE}")
    host = match["six"] or match["name"]
    port = (match["p6"] or match["p4"] or f":{default_port}")[1:]
    if not port.isascii() or not port.isdigit() or not 1 <= int(port[:6]) <= 65535:
        raise AddressError(
            f"The destination {host} has a port that is not a number from 1 to 65535."
        )
    return host, int(port)
