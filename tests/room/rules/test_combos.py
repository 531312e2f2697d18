"""Tests of studio.room.rules.combos."""

from studio.room.rules.combos import Combos


def test_equal_gifts_soon_after_one_another_are_one_run() -> None:
    combos = Combos(3_000, 9)
    assert combos.add("lin", "anchor", "rose", 1, 7, 0).name == "combo-7"
    combo = combos.add("lin", "anchor", "rose", 9, 8, 3_000)
    assert (combo.name, combo.count, combo.ends_ms) == ("combo-7", 10, 6_000)
    assert combos.add("lin", "anchor", "rose", 1, 9, 6_001).name == "combo-9"


def test_another_giver_receiver_or_gift_is_another_run() -> None:
    combos = Combos(3_000, 9)
    keys = [("a", "x", "rose"), ("b", "x", "rose"), ("a", "y", "rose"), ("a", "x", "cake")]
    names = {combos.add(*key, 1, number, 0).name for number, key in enumerate(keys)}
    assert len(names) == 4


def test_the_longest_quiet_run_is_forgotten() -> None:
    combos = Combos(3_000, 2)
    for number, giver in enumerate(("a", "b", "a", "c")):
        combos.add(giver, "x", "rose", 1, number, 0)
    assert combos.add("a", "x", "rose", 1, 9, 0).count == 3
    assert combos.add("b", "x", "rose", 1, 9, 0).count == 1
