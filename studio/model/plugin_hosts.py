"""Which addresses a plugin may load from, as far as they themselves say it; pure."""

import ipaddress
from collections.abc import Collection
from urllib.parse import SplitResult, urlsplit

from studio.model.plugin import PluginError

HERE = "localhost"


def parts_of(url: str, hosts: Collection[str]) -> SplitResult:
    """Return the parts of an address that a plugin may load from, its host as it is listed.

    Args:
        url: ``https://…``; or ``http://…`` where the host is this computer.
        hosts: That the plugin lists.

    Raises:
        PluginError: If it may not.
    """
    try:
        parts = urlsplit(url)
        host, _ = (parts.hostname or "").lower(), parts.port
    except ValueError:
        raise PluginError(f"{url!r:.200} is no address of the web.") from None
    if parts.scheme not in ("https", "http") or not host or parts.username or parts.password:
        raise PluginError(f"{url!r:.200} is no address of the web: https://host/path.")
    if host not in hosts:
        raise PluginError(f'It may not load from "{host}": that is not among its hosts.')
    if parts.scheme == "http" and not _is_here(host):
        raise PluginError(f'It may load from "{host}" by https alone.')
    return parts


def _is_here(host: str) -> bool:
    try:
        return host == HERE or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
