"""Which addresses a plugin may load from; pure but for the look-up of names.

The host of each address must be in the manifest's list.  It is looked up once, here, and the
connection goes to what was found: a name that is listed can't lead into this network, unless
the list holds such an address itself.
"""

import ipaddress
import socket
from collections.abc import Collection
from dataclasses import dataclass

from studio.model.plugin import PluginError
from studio.model.plugin_hosts import HERE, parts_of

_PORTS = {"https": 443, "http": 80}


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
    parts = parts_of(url, hosts)
    host, port = str(parts.hostname).lower(), parts.port
    address = _look_up(host, port or _PORTS[parts.scheme])
    if not address.is_global and host not in (str(address), HERE):
        raise PluginError(f'It may not load from "{host}": that leads into this network.')
    literal = f"[{address}]" if address.version == 6 else str(address)
    netloc = f"{literal}:{port}" if port else literal
    named = f"[{host}]" if ":" in host else host
    authority = f"{named}:{port}" if port else named
    return Place(parts._replace(netloc=netloc, fragment="").geturl(), host, authority)


def _look_up(host: str, port: int) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise PluginError(f'There is no host "{host}": {error}.') from error
    # IPv4 first: where IPv6 leads nowhere, that is found out only after a long wait.
    found.sort(key=lambda each: each[0] != socket.AF_INET)
    return ipaddress.ip_address(str(found[0][4][0]).partition("%")[0])
