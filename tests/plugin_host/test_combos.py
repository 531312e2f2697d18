"""Tests of studio.plugin_host.combos."""

import pytest

from studio.plugin_host import combos
from studio.plugin_host.combos import GRACE_S, RoomNews
from studio.sdk import Combo
from studio.sdk.events import Event


def gift(combo: str = "c1", count: int = 1, user: str = "7", **more: object) -> dict[str, object]:
    by = {"name": "小雨", "user": user}
    told = {"type": "gift", "gift": 1, "kind": "rose", "name": "玫瑰", "count": 1, "coins": 2}
    told |= {"combo": combo, "combo_count": count, "by": by, "at_ms": 1_000}
    return {**told, "combo_ends_ms": 4_000, **more}


def over(news: RoomNews, now_s: float) -> list[Event | None]:
    return [Event.read(told.name, told.told) for told in news.due(now_s)]


def test_a_run_is_over_when_no_more_comes_and_has_its_total() -> None:
    news = RoomNews()
    for number in range(3):
        (told,) = news.take(gift(count=number + 1), now_s=float(number))
        assert told.name == "gift"
    assert over(news, 2 + 3 + GRACE_S - 0.1) == []
    assert over(news, 2 + 3 + GRACE_S) == [Combo("rose", "玫瑰", "小雨", 3, 6, "c1", "7")]
    assert over(news, 100) == []


def test_two_people_have_two_runs_and_what_belongs_to_none_is_one_of_its_own() -> None:
    news = RoomNews()
    for each in (gift(), gift(user="8"), gift("", user="9"), gift("", user="9")):
        news.take(each, now_s=0.0)
    found = [each for each in over(news, 10.0) if isinstance(each, Combo)]
    assert sorted((each.user, each.count) for each in found) == [
        ("7", 1),
        ("8", 1),
        ("9", 1),
        ("9", 1),
    ]


def test_a_run_that_began_before_is_counted_by_the_room() -> None:
    news = RoomNews()
    news.take(gift(count=66), now_s=0.0)
    assert over(news, 10.0)[0] == Combo("rose", "玫瑰", "小雨", 66, 2, "c1", "7")


def test_a_storm_of_runs_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(combos, "MAX_RUNS", 10)
    news = RoomNews()
    told = [each for n in range(15) for each in news.take(gift(f"c{n}"), now_s=0.0)]
    assert [each.name for each in told].count("combo") == 5
    assert news.cut_short == 5
    assert len(over(news, 10.0)) == 10


def test_what_is_no_gift_is_passed_on() -> None:
    news = RoomNews()
    (told,) = news.take({"type": "danmaku", "by": {"name": "a"}, "text": "hi"}, now_s=0.0)
    assert told.name == "danmaku"
    assert news.take({"type": "poll"}, now_s=0.0) == []
    assert over(news, 100.0) == []
