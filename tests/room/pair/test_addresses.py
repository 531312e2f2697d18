"""Tests of studio.room.pair.addresses."""

from studio.room.pair.addresses import addresses

RELAY: dict[str, object] = {"host": "::1", "http": 3, "ws": 4, "rtmp": 5}


def test_what_processes_say_becomes_what_people_open() -> None:
    said: dict[str, object] = {"http": 1, "ws": 2, "anchor": "/mod/1#invitation=x.y"}
    found = addresses({**said, "host": "0.0.0.0", "operator_key": "/k"}, RELAY)
    assert found.watch == "http://127.0.0.1:1/r/1"
    assert found.anchor == "http://127.0.0.1:1/mod/1#invitation=x.y"
    assert found.invitation == "x.y"
    assert found.rtmp == "rtmp://[::1]:5/live"
    assert found.ports == (1, 2, 3, 4, 5)
    assert "x.y" not in repr(found)
    assert found.studio == ""


def test_a_studio_elsewhere_comes_over_https_and_is_told_whom_to_trust() -> None:
    said: dict[str, object] = {"host": "0.0.0.0", "http": 1, "ws": 2, "https": 6, "wss": 7}
    edge = {**said, "anchor": "/mod/1#invitation=x.y", "lan": "10.0.0.2", "fingerprint": "ab"}
    found = addresses(edge, {**RELAY, "https": 8, "wss": 9})
    assert found.studio == "https://10.0.0.2:6/mod/1#invitation=x.y&ca=ab"
    assert "x.y" not in repr(found)
