"""Tests of studio.sdk.plugin."""

import pytest

from studio.sdk import Danmaku, Gift, Plugin
from studio.sdk.events import Event

SAID = Danmaku("小雨", "hi", "#FFFFFF", "room")


def test_handlers_get_the_events_that_they_are_for() -> None:
    plugin, heard = Plugin(), list[Event]()
    plugin.on(Danmaku)(heard.append)
    plugin.on(Danmaku)(heard.append)
    plugin.on(Gift)(heard.append)
    plugin.handle(SAID)
    assert heard == [SAID, SAID]


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
