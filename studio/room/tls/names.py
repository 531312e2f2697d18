"""What this computer is called in its networks, and which of that a certificate may say.

::

    names = own_names(("studio.lan",))
    names.dns, names.addresses
    lan_address()                     # where phones in the same network find us, or ""
"""

import ipaddress
import re
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from platform import node

import psutil

from studio.room.tls.errors import TlsError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

PRIVATE: tuple[Network, ...] = tuple(
    ipaddress.ip_network(text)
    for text in (
        *("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"),
        *("169.254.0.0/16", "100.64.0.0/10", "::1/128", "fc00::/7", "fe80::/10"),
    )
)
"""Addresses that mean something in one network only; those of Tailscale are among them."""

LOCAL = ("localhost", "local")
EVERYWHERE = ("0.0.0.0", "::", "")
"""Hosts to listen at that stand for all addresses."""
MOST_NAMES = 16
_DNS = re.compile(
    r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*"
)
_NOWHERE = ("192.0.2.1", 9)  # no packet goes there: it is only asked which way one would take


@dataclass(frozen=True, slots=True)
class Names:
    """Of one server.

    Attributes:
        dns: Names, in lower case.
        addresses: Those that clients may use.
    """

    dns: tuple[str, ...]
    addresses: tuple[Address, ...]

    def as_texts(self) -> list[str]:
        """Return all as they stand in addresses of pages."""
        return [*self.dns, *map(str, self.addresses)]


def given_names(texts: Iterable[str]) -> Names:
    """Return what somebody names.

    Raises:
        TlsError: If one is neither a name nor an address.
    """
    dns, addresses = [], []
    for text in texts:
        try:
            addresses.append(ipaddress.ip_address(text))
        except ValueError:
            if not _DNS.fullmatch(text.lower()):
                raise TlsError(
                    f"{text[:80]!r} is no name of a computer: give one like studio.example.org, "
                    "or an address."
                ) from None
            dns.append(text.lower())
    if len(dns) + len(addresses) > MOST_NAMES:
        raise TlsError(f"More than {MOST_NAMES} names help nobody: name fewer.")
    return Names(tuple(dns), tuple(addresses))


def own_names(given: Names) -> Names:
    """Return this computer's names and addresses, and what was given besides."""
    own = host_name()
    dns = ["localhost", *([own] if own else [])]
    if own and "." not in own:
        dns.append(f"{own}.local")  # as mDNS has it
    found = {ipaddress.ip_address("127.0.0.1"), ipaddress.ip_address("::1"), *own_addresses()}
    addresses = {*found, *given.addresses}
    return Names(
        tuple(dict.fromkeys([*dns, *given.dns])),
        tuple(sorted(addresses, key=lambda each: (each.version, int(each)))),
    )


def host_name() -> str:
    """Return what this computer is called, "" if that is no name."""
    name = node().lower()
    return name if _DNS.fullmatch(name) and name != "localhost" else ""


def is_private(address: Address) -> bool:
    """Return whether an address means something in one network only."""
    return any(address in network for network in PRIVATE if network.version == address.version)


def lan_address() -> str:
    """Return the address at which the same network finds us, "" without a network."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(_NOWHERE)
            usual = ipaddress.ip_address(probe.getsockname()[0])
        except OSError:  # no way out: a network of its own
            usual = ipaddress.ip_address("127.0.0.1")
    if not usual.is_loopback:
        return str(usual)
    others = [each for each in own_addresses() if each.version == 4 and not each.is_loopback]
    return str(min(others, key=lambda each: (each.is_link_local, int(each)))) if others else ""


def own_addresses() -> list[Address]:
    """Return this computer's addresses, but those that only one link knows."""
    found: list[Address] = []
    for addresses in psutil.net_if_addrs().values():
        for each in addresses:
            if each.family not in (socket.AF_INET, socket.AF_INET6):
                continue
            address = ipaddress.ip_address(each.address.partition("%")[0])
            # An address of one link needs the link's name, which no page's address can hold.
            if not (address.version == 6 and address.is_link_local):
                found.append(address)
    return found
