"""Tests of studio.room.ws.handshake."""

import pytest

from studio.room.ws.handshake import is_upgrade, simplify_connection, takes_deflate


@pytest.mark.parametrize(
    ("offer", "expected"),
    [
        ("permessage-deflate", True),
        ("permessage-deflate; client_max_window_bits", True),
        ("permessage-deflate; client_max_window_bits=12; server_no_context_takeover", True),
        ("permessage-deflate; server_max_window_bits=15", True),
        ("permessage-deflate; server_max_window_bits=10", False),
        ("permessage-deflate; server_max_window_bits=10, permessage-deflate", True),
        ("permessage-deflate; mystery=1", False),
        ("x-webkit-deflate-frame", False),
        ("", False),
    ],
)
def test_accepts_the_offers_that_fit_messages_made_for_all(offer: str, expected: bool) -> None:
    assert takes_deflate({"sec-websocket-extensions": offer}) is expected


@pytest.mark.parametrize(
    ("connection", "upgrade", "expected"),
    [
        ("Upgrade", "websocket", True),
        ("keep-alive, Upgrade", "WebSocket", True),
        ("keep-alive", "websocket", False),
        ("Upgrade", "h2c", False),
    ],
)
def test_tells_websockets_from_pages(connection: str, upgrade: str, expected: bool) -> None:
    assert is_upgrade({"connection": connection, "upgrade": upgrade}) is expected


def test_leaves_what_picows_understands() -> None:
    headers = {"connection": "keep-alive, Upgrade"}
    simplify_connection(headers)
    assert headers["connection"] == "upgrade"
