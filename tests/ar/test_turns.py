"""Tests of studio.ar.turns, with a camera of 30 pictures a second and made-up costs."""

from collections import Counter
from itertools import pairwise

import pytest

from studio.ar.turns import LONGEST_NS, SHARE, Turns

MS_NS = 1_000_000
FACE_MS = 10
FPS = 30


def watch(
    turns: Turns, costs_ms: dict[str, float], *, fps: float = FPS, begin_ns: int = 0
) -> dict[str, list[int]]:
    """Show a camera for four seconds; return when each was looked for."""
    looked: dict[str, list[int]] = {name: [] for name in costs_ms}
    for tick in range(round(4 * fps)):
        pts_ns = begin_ns + round(tick * 1e9 / fps)
        turns.earn(FACE_MS * MS_NS)
        name = turns.next(list(costs_ms), pts_ns)
        if name is not None:
            looked[name].append(pts_ns)
            turns.took(name, pts_ns, round(costs_ms[name] * MS_NS))
    return looked


def longest_ns(times: list[int]) -> int:
    return max(later - time for time, later in pairwise(times))


@pytest.mark.parametrize("hands_ms", [5, 16, 25])
def test_hands_get_a_third_of_all_looking(hands_ms: float) -> None:
    count = len(watch(Turns(), {"hands": hands_ms})["hands"])
    share = count * hands_ms / (4 * FPS * FACE_MS)
    assert share == pytest.approx(SHARE, abs=0.11)
    assert share <= SHARE + 0.01
    assert count >= 4 * 5  # for gestures


def test_what_is_dearer_than_that_still_gets_five_looks_a_second() -> None:
    times = watch(Turns(), {"hands": 100})["hands"]
    assert longest_ns(times) <= LONGEST_NS
    assert len(times) < 4 * 7
    slow = watch(Turns(), {"hands": 100}, fps=7.5)["hands"]
    assert longest_ns(slow) <= LONGEST_NS


def test_a_debt_of_slow_times_does_not_outlast_them() -> None:
    turns = Turns()
    watch(turns, {"hands": 15}, fps=7.5)
    later = watch(turns, {"hands": 15}, begin_ns=4_000_000_000)["hands"]
    assert len(later) >= 4 * 7


def test_hands_and_a_body_take_turns_on_different_pictures() -> None:
    looked = watch(Turns(), {"hands": 15, "body": 20})
    assert not set(looked["hands"]) & set(looked["body"])
    counts = Counter({name: len(times) for name, times in looked.items()})
    assert abs(counts["hands"] - counts["body"]) <= 1
    assert all(longest_ns(times) <= LONGEST_NS for times in looked.values())


def test_a_clock_that_begins_anew_is_a_new_beginning() -> None:
    turns = Turns()
    watch(turns, {"hands": 15}, begin_ns=10_000_000_000)
    assert watch(turns, {"hands": 15})["hands"][0] == 0


def test_nothing_is_looked_for_that_nobody_wants() -> None:
    assert Turns().next([], 0) is None
