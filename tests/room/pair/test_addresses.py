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
