"""Tests of studio.room_client.showing."""

from typing import Any

from studio.room_client.showing import Showing


def room(showing: Showing) -> Any:
    return showing.snapshot()["room"]


def test_a_newcomer_is_told_the_room_as_it_is_now() -> None:
    showing = Showing()
    assert room(showing) is None
    state = {"viewers": 1, "poll": None}
    joined = {"type": "joined", "you": {"user": "a"}, "state": state, "server_ms": 9_000}
    showing.joined(joined, 400)
    showing.event({"type": "viewers", "count": 7})
    showing.event({"type": "poll", "poll": {"poll": "p"}})
    showing.event({"type": "slow_mode", "seconds": 5})
    showing.event({"type": "danmaku", "text": "x"})
    assert room(showing) == {"viewers": 7, "poll": {"poll": "p"}, "slow_mode_s": 5}
    assert showing.snapshot()["you"] == {"user": "a"}
    assert showing.snapshot()["clock_ms"] == 8_600


def test_only_news_of_the_connection_is_news() -> None:
    showing = Showing()
    assert showing.connection("connected", "")
    assert not showing.connection("connected", "")
    assert showing.connection("reconnecting", "The connection was lost.")
    assert showing.snapshot()["why"] == "The connection was lost."


def test_what_is_offered_on_a_visit_changes_and_strangers_words_are_checked() -> None:
    showing = Showing(["Side"])
    assert not showing.offer(["Side"])
    assert showing.offer(["Top", "", 7, "x" * 200, "Side"])
    assert showing.offers() == {"type": "offers", "offers": ["Top", "Side"]}
    assert showing.snapshot()["offers"] == ["Top", "Side"]
    assert showing.offer([])
    assert showing.snapshot()["offers"] == []
