"""Tests of sayings."""

from sayings import MOST_OF_A_KIND, Sayings


def test_a_storm_is_said_once_a_second_and_counted() -> None:
    said: list[str] = []
    sayings = Sayings(said.append)
    for number in range(100):
        sayings.add("left", f"Gift {number} is left out.")
        sayings.add("fast", "It came too fast.")
        sayings.due(number / 100)
    sayings.due(1.0)
    assert len(said) == 4  # the first at once, both kinds a second later
    assert said[2].count("\n") == MOST_OF_A_KIND - 1
    assert said[2].endswith("And 94 more like that.")
    assert said[3] == "It came too fast. And 98 more like that."


def test_one_is_said_as_it_is() -> None:
    said: list[str] = []
    sayings = Sayings(said.append)
    sayings.add("a", "Once.")
    sayings.due(0)
    sayings.due(5)
    assert said == ["Once."]
