"""Tests of studio.room.rules.serial."""

from studio.room.rules.serial import Serial


def test_no_name_comes_twice() -> None:
    serial = Serial()
    assert [serial.name("poll", now_ms) for now_ms in (5, 5, 3, 9)] == [
        "poll-5",
        "poll-6",
        "poll-7",
        "poll-9",
    ]
