"""Tests of studio.plugin_host.budget."""

import pytest

from studio.plugin_host.budget import Budget


def test_what_is_taken_is_counted_within_its_second(monkeypatch: pytest.MonkeyPatch) -> None:
    now_s = 100.2
    monkeypatch.setattr("time.monotonic", lambda: now_s)
    budget = Budget()
    assert [budget.take(), budget.take(5), budget.take()] == [1, 6, 7]
    now_s = 101.0
    assert budget.take(2) == 2


def test_the_last_whole_second_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    now_s = 100.2
    monkeypatch.setattr("time.monotonic", lambda: now_s)
    budget = Budget()
    budget.take(7)
    assert budget.of_last() == 0
    now_s = 101.9
    assert budget.of_last() == 7
    budget.take(2)
    assert budget.of_last() == 7
    now_s = 103.0
    assert budget.of_last() == 0
