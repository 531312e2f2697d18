"""Tests of studio.engine.mixer.ducking."""

import pytest

from studio.engine.mixer.ducking import DuckingEnvelope
from studio.engine.mixer.settings import Ducking

BLOCK_MS = 64 / 3
DUCKING = Ducking(
    "mic", threshold_db=-40, amount_db=12, attack_ms=4 * BLOCK_MS, release_ms=8 * BLOCK_MS
)


def test_it_goes_down_and_up_in_its_times_by_a_line_in_db() -> None:
    envelope = DuckingEnvelope()
    down = []
    for _ in range(6):
        envelope.next_gain(DUCKING, -20)
        down.append(envelope.reduction_db)
    assert down == pytest.approx([3, 6, 9, 12, 12, 12])
    up = []
    for _ in range(9):
        envelope.next_gain(DUCKING, -50)
        up.append(envelope.reduction_db)
    assert up == pytest.approx([10.5, 9, 7.5, 6, 4.5, 3, 1.5, 0, 0])


def test_the_gain_is_that_of_the_reduction() -> None:
    quick = Ducking("mic", amount_db=20, attack_ms=0)
    assert DuckingEnvelope().next_gain(quick, 0) == pytest.approx(0.1)


def test_the_threshold_itself_counts_as_heard() -> None:
    envelope = DuckingEnvelope()
    assert envelope.next_gain(DUCKING, -40.01) == 1
    assert envelope.next_gain(DUCKING, -40) < 1


def test_without_ducking_nothing_is_held_back() -> None:
    envelope = DuckingEnvelope()
    envelope.next_gain(DUCKING, 0)
    assert envelope.next_gain(None, 0) == 1
    assert envelope.reduction_db == 0
