"""Tests of studio.app.live.address."""

import pytest

from studio.app.live.address import Parts, fault, split
from studio.rtmp.relay_url import parse_destination


@pytest.mark.parametrize(
    ("url", "address", "key"),
    [
        ("rtmp://h/app/k3y", "rtmp://h/app/", "k3y"),
        ("rtmp://h/app/inst/k3y?a=b/c", "rtmp://h/app/inst/", "k3y?a=b/c"),
        ("rtmp://h/bvc/?streamname=me&key=s", "rtmp://h/bvc/", "?streamname=me&key=s"),
        ("ws://h:83/publish/1?token=t", "ws://h:83/publish/1", "?token=t"),
        ("rtmp://h/app", "rtmp://h/app", ""),
        ("rtmp://h", "rtmp://h", ""),
    ],
)
def test_takes_an_address_apart(url: str, address: str, key: str) -> None:
    parts = split(url)
    assert (parts.address, parts.key) == (address, key)
    assert parts.url == url


@pytest.mark.parametrize(
    ("address", "key", "url"),
    [
        (" rtmp://h/app ", " k3y\n", "rtmp://h/app/k3y"),
        ("rtmp://h/app/", "/k3y", "rtmp://h/app/k3y"),
        ("rtmp://live.example/bvc/", "?streamname=me", "rtmp://live.example/bvc/?streamname=me"),
        ("rtmp://h/app/k3y", "", "rtmp://h/app/k3y"),
    ],
)
def test_puts_address_and_key_together(address: str, key: str, url: str) -> None:
    made = Parts(address, key).url
    assert made == url
    assert fault(Parts(address, key)) == ""
    parse_destination(made)  # what pushes can read it


@pytest.mark.parametrize(
    ("address", "key", "what"),
    [
        ("", "", "empty"),
        ("live_123456", "", "scheme"),
        ("http://h/app", "k", "scheme"),
        ("rtmp:///app", "k", "host"),
        ("rtmp://h:x/app", "k", "host"),
        ("rtmp://me:pass@h/app", "k", "host"),
        ("rtmp://h", "k", "app"),
        ("rtmp://h/app", "", "key"),
        ("rtmp://h/app", "two words", "blank"),
        ("ws://h", "", "app"),
    ],
)
def test_says_what_is_wrong(address: str, key: str, what: str) -> None:
    assert fault(Parts(address, key)) == what


def test_shows_no_key() -> None:
    parts = Parts("rtmp://h/app", "s3cret")
    assert "s3cret" not in parts.shown + repr(parts)
