"""Tests of studio.plugin_host.http_rules."""

import socket
from typing import Any

import pytest

from studio.model.plugin import PluginError
from studio.plugin_host.http_rules import Place, place_of

ADDRESSES = {
    "api.example.org": ["93.184.216.34"],
    "both.example.org": ["2606:2800:220:1:248:1893:25c8:1946", "93.184.216.34"],
    "inside.example.org": ["192.168.1.5"],
    "here.example.org": ["127.0.0.1"],
    "mapped.example.org": ["::ffff:10.0.0.1"],
    "cloud.example.org": ["169.254.169.254"],
}


@pytest.fixture(autouse=True)
def names(monkeypatch: pytest.MonkeyPatch) -> None:
    real = socket.getaddrinfo

    def look_up(host: str, *rest: Any, **how: Any) -> list[Any]:
        found = ADDRESSES.get(host, [host])
        return [each for address in found for each in real(address, *rest, **how)]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)


def test_the_connection_goes_to_what_was_found_under_its_own_name() -> None:
    place = place_of("https://api.example.org/now?q=1#part", ["api.example.org"])
    assert place == Place("https://93.184.216.34/now?q=1", "api.example.org", "api.example.org")
    place = place_of("https://API.example.org:8443/", ["api.example.org"])
    assert place.url == "https://93.184.216.34:8443/"
    assert place.authority == "api.example.org:8443"
    assert place_of("https://both.example.org/", ["both.example.org"]).url == (
        "https://93.184.216.34/"
    )


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("https://other.example.org/", 'not load from "other.example.org": that is not among'),
        ("https://api.example.org.evil.example/", "that is not among its hosts"),
        ("https://evil.example/@api.example.org", "that is not among its hosts"),
        ("https://api.example.org@evil.example/", "no address of the web"),
        ("http://api.example.org/", "by https alone"),
        ("ftp://api.example.org/", "no address of the web"),
        ("file:///etc/passwd", "no address of the web"),
        ("https://", "no address of the web"),
        ("https://[::1/", "no address of the web"),
        ("https://api.example.org:99999/", "no address of the web"),
        ("https://inside.example.org/", "leads into this network"),
        ("https://here.example.org/", "leads into this network"),
        ("https://mapped.example.org/", "leads into this network"),
        ("https://cloud.example.org/", "leads into this network"),
        ("https://127.0.0.1/", "that is not among its hosts"),
    ],
)
def test_all_else_is_refused_with_a_sentence(url: str, told: str) -> None:
    with pytest.raises(PluginError, match=told):
        place_of(url, ADDRESSES)


def test_an_address_of_this_network_is_loaded_from_if_it_is_listed_itself() -> None:
    assert place_of("https://192.168.1.5/x", ["192.168.1.5"]).url == "https://192.168.1.5/x"
    assert place_of("http://127.0.0.1:81/x", ["127.0.0.1"]).url == "http://127.0.0.1:81/x"
    assert place_of("http://localhost:81/x", ["localhost"]).host == "localhost"
    with pytest.raises(PluginError, match="by https alone"):
        place_of("http://192.168.1.5/", ["192.168.1.5"])
