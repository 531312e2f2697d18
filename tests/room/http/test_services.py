"""Tests of studio.room.http.services."""

import pytest

from studio.room.http.services import Secure


@pytest.mark.parametrize(
    ("host", "place"),
    [
        ("127.0.0.1", ""),
        ("::1", ""),
        ("10.0.0.2", "https://10.0.0.2:8443"),
        ("fd00::1", "https://[fd00::1]:8443"),
        ("room.lan", "https://room.lan:8443"),
    ],
)
def test_other_computers_find_it_where_it_listens_for_them(host: str, place: str) -> None:
    assert Secure(host, 8443, 8444, b"").place == place
