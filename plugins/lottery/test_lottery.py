"""Tests of the lottery."""

from pathlib import Path
from typing import Any

import pytest
from lots import commitment, from_text, verify

from studio.sdk import Danmaku, Gift, Started
from studio.sdk.loading import load_anew
from studio.sdk.testing import FakeStudio

pytest_plugins = ["studio.sdk.pytest_plugin"]


def say(studio: FakeStudio, user: str, text: str = "我要抽奖！", **more: Any) -> None:
    studio.tell(Danmaku(f"名{user}", text, "#FFFFFF", "room", user, **more))


def status(studio: FakeStudio) -> object:
    return studio.panel["status"].value


def test_who_says_the_word_in_time_takes_part_once(studio: FakeStudio) -> None:
    studio.tell(Started(1920, 1080))
    say(studio, "early")
    studio.use("start")
    for user, text in (("1", "抽奖"), ("1", "抽奖"), ("2", "你好"), ("3", "我要 抽奖")):
        say(studio, user, text)
    studio.tell(Danmaku("主播", "抽奖", "#FFFFFF", "room", "9", "anchor"))
    studio.pass_time(1)
    assert status(studio) == "2 人已参加"
    assert "2 人已参加 · 0:59" in studio.texts()
    studio.pass_time(60)
    done = from_text(studio.kept["last"])
    assert [entry.user for entry in done.entries] == ["1", "3"]
    assert done.winners[0] in ("1", "3")
    assert f"名{done.winners[0]}" in studio.texts()
    studio.pass_time(30)
    assert studio.texts() == []
    assert not studio.refused


def test_the_promise_is_shown_and_said_before_and_the_seed_after(studio: FakeStudio) -> None:
    studio.use("start")
    say(studio, "1")
    promise = commitment(studio.kept["seed"])
    studio.pass_time(2)
    assert f"SHA-256 {promise}" in studio.texts()
    assert studio.said[0].endswith(f"SHA-256 {promise}")
    assert studio.kept["seed"] not in "".join([*studio.texts(), *studio.said])
    studio.press("draw")
    assert verify(studio.kept["last"], promise) == []
    assert "seed" not in studio.kept
    seed = from_text(studio.kept["last"]).seed
    assert f"种子 {seed}" in studio.texts()
    studio.pass_time(2)
    assert studio.said[1].endswith(f"种子 {seed}")
    assert studio.kept["past"] == [{"round": 1, "won": ["名1"]}]


def test_fans_and_givers_may_have_more_tickets(studio: FakeStudio) -> None:
    studio.set(fan_tickets=2, gift_tickets=1)
    studio.use("start")
    say(studio, "1")
    say(studio, "2", fan_level=3)
    for user, coins in (("1", 250), ("3", 100_000)):
        studio.tell(Gift(1, "rose", "玫瑰", 1, coins, "名", "", 1, 0, user))
    say(studio, "3")
    studio.use("draw")
    entries = from_text(studio.kept["last"]).entries
    assert [(entry.user, entry.tickets) for entry in entries] == [("1", 3), ("2", 3), ("3", 50)]


def test_a_round_goes_on_after_a_crash(studio: FakeStudio) -> None:
    studio.use("start")
    say(studio, "1")
    studio.pass_time(20)
    kept = studio.kept
    again = FakeStudio(load_anew(Path(__file__).parent / "main.py"), storage=kept)
    again.tell(Started(1920, 1080))
    say(again, "2")
    again.pass_time(1)
    assert "2 人已参加 · 0:39" in again.texts()
    again.pass_time(60)
    done = from_text(again.kept["last"])
    assert [entry.user for entry in done.entries] == ["1", "2"]
    assert commitment(done.seed) == commitment(kept["seed"])


def test_one_that_is_cancelled_leaves_nothing(studio: FakeStudio) -> None:
    studio.use("start")
    say(studio, "1")
    studio.use("cancel")
    studio.pass_time(100)
    assert studio.texts() == []
    assert set(studio.kept) == {"number"}


def test_nobody_and_names_of_any_kind_can_be_shown(studio: FakeStudio) -> None:
    studio.set(winners=20)
    studio.use("start")
    studio.use("draw")
    assert "没有人参加" in studio.texts()
    studio.use("start")
    for number in range(20):
        studio.tell(Danmaku("a\n\t" + "ا" * 300, "抽奖", "#FFFFFF", "room", f"u{number}"))
    studio.pass_time(2)
    studio.use("draw")
    assert "等 20 人" in studio.texts()
    assert verify(studio.kept["last"]) == []
    assert not studio.refused


def test_a_storm_is_bounded(studio: FakeStudio, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("main.MAX_ENTRIES", 10)
    studio.use("start")
    for number in range(20):
        say(studio, f"{number}")
    studio.pass_time(1)
    assert status(studio) == "10 人已参加"
