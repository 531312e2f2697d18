"""Tests of studio.plugin_host.asked_for."""

from studio.ipc.message import Message
from studio.plugin_host.asked_for import AskedFor


def test_what_was_answered_makes_room_for_more() -> None:
    asked_for, told = AskedFor(2), list[Message]()
    first = asked_for.counted(told.append)
    assert first
    assert asked_for.counted(told.append)
    assert asked_for.counted(told.append) is None
    first({"ok": True})
    assert told == [{"ok": True}]
    assert asked_for.counted(told.append)
    assert asked_for.counted(told.append) is None
