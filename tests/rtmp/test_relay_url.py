"""Tests of studio.rtmp.relay_url."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.rtmp.errors import AddressError
from studio.rtmp.relay_url import RelayUrl, parse_destination
from studio.rtmp.url import RtmpUrl

TOKEN = "eyJhbGciOi.J9-_secret"


def test_the_token_shows_nowhere() -> None:
    url = parse_destination(f" ws://host:8083/publish/room-1?token={TOKEN} ")
    assert isinstance(url, RelayUrl)
    assert (url.host, url.port, url.path) == ("host", 8083, "/publish/room-1")
    assert url.address == f"ws://host:8083/publish/room-1?token={TOKEN}"
    assert url.redacted() == "ws://host:8083/publish/room-1?…"
    assert TOKEN not in f"{url} {url!r}"
    assert url.hide(f"bad {TOKEN}!") == "bad …!"
    named = RelayUrl.parse(f"ws://h/publish/1?token={TOKEN}&device=a%20pc")
    assert named.hide(f"a pc, {TOKEN}") == "a pc, …"  # its name is no secret


def test_the_scheme_decides() -> None:
    assert isinstance(parse_destination("rtmp://host/app/key"), RtmpUrl)
    assert parse_destination("wss://[::1]/publish/a").redacted() == "wss://[::1]:443/publish/a"


@pytest.mark.parametrize(
    "text",
    [
        "ws://",
        f"ws://host:port/publish/a?token={TOKEN}",
        f"ws://me:{TOKEN}@host/publish/a",
        f"ws://host/publish/ä?token={TOKEN}",
        f"ws://host/publish/a?token={TOKEN}#x",
        f"ws://host/publish/a?token={TOKEN} x",
        f"ws://host?token={TOKEN}",
        f"ws://[host/publish?token={TOKEN}",
    ],
)
def test_what_is_wrong_is_said_without_the_token(text: str) -> None:
    with pytest.raises(AddressError) as caught:
        parse_destination(text)
    assert TOKEN not in str(caught.value)
    assert str(caught.value).endswith(".")


@given(st.text(max_size=80))
def test_any_text_is_an_address_or_a_sentence(text: str) -> None:
    with suppress(AddressError):
        parse_destination("ws://" + text)
