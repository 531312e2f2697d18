"""Which addresses a plugin may load from; pure but for the look-up of names.

The host of each address must be in the manifest's list.  It is looked up once, here, and the
connection goes to what was found: a name that is listed can't lead into this network, unless
the list holds such an address itself.
"""

import ipaddress
import socket
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlsplit

from studio.model.plugin import PluginError

_PORTS = {"https": 443, "http": 80}
_HERE = "localhost"


@dataclass(frozen=True, slots=True)
class Place:
    """Where to connect to.

    Attributes:
        url: With an IP address in the host's place.
        host: What the server is called, for its certificate.
        authority: The same with its port where that is not the usual one: the Host header.
    """

    url: str
    host: str
    authority: str


def place_of(url: str, hosts: Collection[str]) -> Place:
    """Return where an address leads.

    Raises:
        PluginError: If a plugin that lists these hosts may not go there.
    """
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        raise PluginError(f"{url!r:.200} is no address of the web.") from None
    if parts.scheme not in _PORTS or not host or parts.username or parts.password:
        raise PluginError(f"{url!r:.200} is no address of the web: https://host/path.")
    if host not in hosts:
        raise PluginError(f'It may not load from "{host}": that is not among its hosts.')
    if parts.scheme == "http" and not _is_here(host):
        raise PluginError(f'It may load from "{host}" by https alone.')
    address = _look_up(host, port or _PORTS[parts.scheme])
    if not address.is_global and host not in (str(address), _HERE):
        raise PluginError(f'It may not load from "{host}": that leads into this network.')
    literal = f"[{address}]" if address.version == 6 else str(address)
    netloc = f"{literal}:{port}" if port else literal
    named = f"[{host}]" if ":" in host else host
    authority = f"{named}:{port}" if port else named
    return Place(parts._replace(netloc=netloc, fragment="").geturl(), host, authority)


def _is_here(host: str) -> bool:
    try:
        return host == _HERE or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _look_up(host: str, port: int) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise PluginError(f'There is no host "{host}": {error}.') from error
    # IPv4 first: where IPv6 leads nowhere, that is found out only after a long wait.
    found.sort(key=lambda each: each[0] != socket.AF_INET)
    return ipaddress.ip_address(str(found[0][4][0]).partition("%")[0])
