"""The room's servers of STUN and TURN, as aiortc takes them.  Pure.

What it could not read is left out, so that a wrong setting of a server costs the way over
that server and nothing else::

    servers = servers_of([{"urls": ["turn:host:3478"], "username": "u", "credential": "c"}])
"""

from aiortc import RTCIceServer
from aiortc.rtcicetransport import parse_stun_turn_uri

MOST_SERVERS = 8


def servers_of(said: list[object]) -> list[RTCIceServer]:
    """Return those that make sense."""
    servers = []
    for each in said[:MOST_SERVERS]:
        if not isinstance(each, dict):
            continue
        urls = each.get("urls")
        listed = [urls] if isinstance(urls, str) else urls
        good = [url for url in listed if _is_good(url)] if isinstance(listed, list | tuple) else []
        if good:
            servers.append(RTCIceServer(good, _text(each, "username"), _text(each, "credential")))
    return servers


def _text(entry: dict[object, object], key: str) -> str | None:
    value = entry.get(key)
    return value if isinstance(value, str) else None


def _is_good(url: object) -> bool:
    try:
        return isinstance(url, str) and bool(parse_stun_turn_uri(url))
    except ValueError:
        return False
