"""Tests of studio.app.captions.cost_words."""

import pytest
from PySide6.QtWidgets import QApplication

from studio.app import words
from studio.app.captions.cost_words import FRACTIONS, can_follow, cost_words


@pytest.fixture(autouse=True)
def _english(qapp: QApplication) -> None:
    words.use(qapp, "en")


@pytest.mark.parametrize(
    ("factor", "said"),
    [
        (0.17, "a sixth"),
        (0.02, "a few hundredths"),
        (0.5, "half"),
        (0.9, "nearly"),
        (3, "Too slow"),
    ],
)
def test_what_it_costs_is_said_in_parts_of_a_core(factor: float, said: str) -> None:
    assert said in cost_words(factor)


def test_parts_grow() -> None:
    mosts = [most for most, _ in FRACTIONS]
    assert mosts == sorted(mosts)
    assert can_follow(0.99)
    assert not can_follow(1.0)
