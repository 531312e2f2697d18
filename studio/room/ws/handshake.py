"""What is negotiated when a WebSocket is opened: compression, and whether it is one at all.

Messages to a client are compressed once for everybody, which works only when no
message depends on the one before: ``server_no_context_takeover`` is always said.
"""

from collections.abc import Mapping, MutableMapping

DEFLATE_ANSWER = "permessage-deflate; server_no_context_takeover; client_no_context_takeover"
_EXTENSION = "permessage-deflate"
_KNOWN = {"server_no_context_takeover", "client_no_context_takeover", "client_max_window_bits"}


def is_upgrade(headers: Mapping[str, str]) -> bool:
    """Return whether a request asks for a WebSocket, and not for a page."""
    asked = [word.strip().lower() for word in headers.get("connection", "").split(",")]
    return "upgrade" in asked and headers.get("upgrade", "").lower() == "websocket"


def simplify_connection(headers: MutableMapping[str, str]) -> None:
    """Leave only ``upgrade`` in the Connection header; Firefox says ``keep-alive, Upgrade``."""
    headers["connection"] = "upgrade"


def takes_deflate(headers: Mapping[str, str]) -> bool:
    """Return whether one of the client's offers of compression can be accepted."""
    offers = headers.get("sec-websocket-extensions", "").lower().split(",")
    return any(_is_acceptable(offer) for offer in offers)


def _is_acceptable(offer: str) -> bool:
    name, *parameters = (part.strip() for part in offer.split(";"))
    if name != _EXTENSION:
        return False
    for parameter in parameters:
        word, _, value = parameter.partition("=")
        full_window = word == "server_max_window_bits" and value.strip('"') == "15"
        if word.strip() not in _KNOWN and not full_window:
            return False
    return True
