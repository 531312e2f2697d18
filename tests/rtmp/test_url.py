"""Tests of studio.rtmp.url."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.rtmp.errors import AddressError
from studio.rtmp.url import RtmpUrl


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("rtmp://a.example/live/k", (False, "a.example", 1935, "live", "k")),
        ("rtmps://a.example/live/k", (True, "a.example", 443, "live", "k")),
        ("RTMP://h:1936/a/b/c/k?x=1/2&y", (False, "h", 1936, "a/b/c", "k?x=1/2&y")),
        (" rtmp://[::1]:5000/app/k\n", (False, "::1", 5000, "app", "k")),
        ("rtmp://h/bvc/?name=a&key=b", (False, "h", 1935, "bvc", "?name=a&key=b")),
        ("rtmp://[fe80::1]/app/k", (False, "fe80::1", 1935, "app", "k")),
    ],
)
def test_reads_addresses(text: str, parts: tuple[bool, str, int, str, str]) -> None:
    url = RtmpUrl.parse(text)
    assert (url.is_tls, url.host, url.port, url.app, url.key) == parts


def test_never_shows_the_key() -> None:
    url = RtmpUrl.parse("rtmps://live.example:444/app/inst/s3cret?auth=pass")
    assert url.redacted() == "rtmps://live.example:444/app/inst/…"
    assert url.tc_url == "rtmps://live.example:444/app/inst"
    for shown in (str(url), repr(url), f"{url}", url.hide("no s3cret?auth=pass or s3cret here")):
        assert "s3cret" not in shown
        assert "pass" not in shown


def test_never_shows_a_key_that_is_a_query_alone() -> None:
    url = RtmpUrl.parse("rtmp://live.example/bvc/?streamname=me&key=s3cret")
    assert url.redacted() == "rtmp://live.example/bvc/…"
    assert url.hide("refused ?streamname=me&key=s3cret.") == "refused …."


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("http://h/live/s3cret", "scheme is http://"),
        ("s3cret", "not an address"),
        ("", "not an address"),
        ("rtmp:///live/s3cret", "no host"),
        ("rtmp://h", "rtmp://h/… needs an app and a stream key"),
        ("rtmp://h/s3cret", "needs an app and a stream key"),
        ("rtmp://h/s3cret/", "needs an app and a stream key"),
        ("rtmp://h/?s3cret", "needs an app and a stream key"),
        ("rtmp://h:99999/live/s3cret", "port"),
        ("rtmp://h:0/live/s3cret", "port"),
        ("rtmp://h:x/live/s3cret", "port"),
        ("rtmp://[::1/live/s3cret", "host cannot be understood"),
        ("rtmp://me:s3cret@h/live/s3cret", "user name"),
        ("rtmp://h/live/s3cret s3cret", "spaces"),
    ],
)
def test_says_what_is_wrong_without_the_key(text: str, says: str) -> None:
    with pytest.raises(AddressError) as error:
        RtmpUrl.parse(text)
    assert says in str(error.value)
    assert "s3cret" not in str(error.value)
    assert str(error.value).endswith(".")


@given(st.text(max_size=40) | st.text(max_size=40).map(lambda tail: "rtmp://" + tail))
def test_any_text_is_an_address_or_an_address_error(text: str) -> None:
    try:
        url = RtmpUrl.parse(text)
    except AddressError:
        return
    assert url.host
    assert url.app
    assert url.key


@pytest.mark.parametrize(
    ("tc_url", "goes_to"),
    [
        (None, "rtmp://h:1000/app/…"),
        ("rtmp://other/stage", "rtmp://other/stage/…"),
        ("//other:77/stage", "rtmp://other:77/stage/…"),
        ("/stage", "rtmp://h:1000/stage/…"),
        ("rtmps://other/stage/", "rtmps://other/stage/…"),
    ],
)
def test_moves_where_the_server_says(tc_url: str | None, goes_to: str) -> None:
    moved = RtmpUrl.parse("rtmp://h:1000/app/k?q").moved(tc_url)
    assert (moved.redacted(), moved.key) == (goes_to, "k?q")


def test_does_not_leave_tls() -> None:
    with pytest.raises(AddressError, match="without TLS"):
        RtmpUrl.parse("rtmps://h/app/k").moved("rtmp://h/app")
