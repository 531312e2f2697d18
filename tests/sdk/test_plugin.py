"""Tests of studio.sdk.plugin."""

import pytest

from studio.sdk import AudioLevel, Danmaku, Gift, Plugin, Started
from studio.sdk.events import Event

SAID = Danmaku("小雨", "hi", "#FFFFFF", "room")


def test_handlers_get_the_events_that_they_are_for() -> None:
    plugin, heard = Plugin(), list[Event]()
    plugin.on(Danmaku)(heard.append)
    plugin.on(Danmaku)(heard.append)
    plugin.on(Gift)(heard.append)
    plugin.handle(SAID)
    assert heard == [SAID, SAID]


def test_what_is_switched_off_is_heard_no_longer_nor_asked_for() -> None:
    plugin, heard = Plugin(), list[AudioLevel]()
    plugin.on(AudioLevel)(heard.append)
    assert plugin.take_messages() == [{"type": "listens", "to": ["audio"]}]
    plugin.handle(AudioLevel(-6.0, -9.0))
    plugin.off(AudioLevel, heard.append)
    plugin.off(AudioLevel, heard.append)
    assert plugin.take_messages() == [{"type": "listens", "to": []}]
    plugin.handle(AudioLevel(-6.0, -9.0))
    assert len(heard) == 1


def test_one_function_can_hear_several_kinds() -> None:
    plugin, heard = Plugin(), list[object]()

    @plugin.on(Started)
    @plugin.on(AudioLevel)
    def take(event: object) -> None:
        heard.append(event)

    for event in (Started(1920, 1080), AudioLevel(-6.0, -9.0)):
        plugin.handle(event)
    assert heard == [Started(1920, 1080), AudioLevel(-6.0, -9.0)]


def test_a_handler_that_raises_is_told_and_the_next_one_is_called(
    capsys: pytest.CaptureFixture[str],
) -> None:
    plugin, heard = Plugin(), list[Event]()

    @plugin.on(Danmaku)
    def fail(_: Danmaku) -> None:
        raise RuntimeError("no luck")

    plugin.on(Danmaku)(heard.append)
    plugin.handle(SAID)
    assert heard == [SAID]
    assert "RuntimeError: no luck" in capsys.readouterr().err


def test_timers_run_in_their_order_and_those_of_every_again() -> None:
    plugin, done = Plugin(), list[str]()
    now_s = 100.0
    plugin.now_s = lambda: now_s
    plugin.after(2, lambda: done.append("late"))
    plugin.after(1, lambda: done.append("soon"))
    plugin.every(1.5)(lambda: done.append("again"))
    assert plugin.next_due_s() == 101
    for now_s in (101.0, 101.5, 102.0, 103.0):
        plugin.do_due(now_s)
    assert done == ["soon", "again", "late", "again"]


def test_an_interval_of_nothing_does_not_spin() -> None:
    plugin = Plugin()
    plugin.now_s = lambda: 5.0
    plugin.every(0)(lambda: None)
    plugin.do_due(5.0)
    assert plugin.next_due_s() == pytest.approx(5.01)
