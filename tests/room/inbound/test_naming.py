"""Tests of studio.room.inbound.naming."""

from studio.room.inbound.foreign import Sender
from studio.room.inbound.naming import person, short


def test_people_of_a_platform_can_be_taken_for_nobody_here() -> None:
    assert person("bilibili", Sender("a1", " 小鱼 ")).user == "bilibili:a1"
    assert person("bilibili", Sender("a1", " 小鱼 ")).name == "小鱼"


def test_an_id_that_is_none_for_us_is_replaced_and_stays_the_same() -> None:
    first, second = (person("bilibili", Sender(user, "x")).user for user in ("<b>", "é" * 300))
    assert first != second
    assert first == person("bilibili", Sender("<b>", "y")).user
    assert first.startswith("bilibili:")
    assert person("bilibili", Sender("", "x")).user != person("bilibili", Sender("", "y")).user


def test_names_are_cut_and_never_empty() -> None:
    assert short("鱼" * 300, "-") == "鱼" * 64
    assert person("bilibili", Sender("a", "  ")).name == "bilibili"
