"""Tests of lots: a draw that anybody can check."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from lots import Entry, Round, commitment, drawn, from_text, to_text, verify

SEED = "5e" * 32


def opened(*tickets: int, wanted: int = 1) -> Round:
    entries = tuple(Entry(f"u{n}", each, f"名{n}") for n, each in enumerate(tickets))
    return Round(3, "火箭: 一个", wanted, commitment(SEED), entries)


def test_a_draw_can_be_checked_and_is_the_same_each_time() -> None:
    done = drawn(opened(1, 1, 1, 1, wanted=2), SEED)
    assert len(set(done.winners)) == 2
    assert drawn(opened(1, 1, 1, 1, wanted=2), SEED) == done
    text = to_text(done)
    assert from_text(text) == done
    assert verify(text, commitment(SEED)) == []


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        (SEED, "5f" * 32, "not the one that was promised"),
        ("u1\t1\t名1", "u1\t9\t名1", "not those that the seed and the list give"),
        ("u1\t1\t名1\n", "", "no round of a lottery"),
        ("won: ", "won: x", "not those that the seed and the list give"),
        (f"seed: {SEED}\n", "", "has not been drawn"),
        ("u1\t1\t名1", "u0\t1\t名1", "in the list twice"),
        ("rocket-studio", "other", "no round of a lottery"),
    ],
)
def test_whoever_changes_something_is_found_out(before: str, after: str, fault: str) -> None:
    text = to_text(drawn(opened(1, 1, 1, 1, 1, 1), SEED))
    assert before in text
    changed = text.replace(before, after)
    assert any(fault in each for each in verify(changed)), verify(changed)


def test_a_promise_that_was_not_shown_is_found_out() -> None:
    text = to_text(drawn(opened(1, 1), SEED))
    assert verify(text, commitment("another")) == ["The promise is not the one that was shown."]


def test_who_has_more_tickets_wins_as_much_more_often() -> None:
    won = Counter(drawn(opened(3, 1), f"seed {n}").winners[0] for n in range(2000))
    assert 0.71 < won["u0"] / 2000 < 0.79


def test_nobody_wins_where_nobody_takes_part() -> None:
    done = drawn(opened(), SEED)
    assert done.winners == ()
    assert verify(to_text(done)) == []


def test_it_is_checked_on_the_command_line(tmp_path: Path) -> None:
    text = to_text(drawn(opened(1, 1), SEED))
    for content, code in ((text, 0), (text.replace("u0", "u9"), 1)):
        (tmp_path / "round.txt").write_text(content, "utf-8")
        lots = Path(__file__).parent / "lots.py"
        done = subprocess.run([sys.executable, lots, tmp_path / "round.txt"], check=False)
        assert done.returncode == code
