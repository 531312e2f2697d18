"""Tests of the combo counter."""

from studio.sdk import Combo, Gift, Keys, Spring
from studio.sdk.testing import FakeStudio

pytest_plugins = ["studio.sdk.pytest_plugin"]


def gift(count: int, combo: str = "c1") -> Gift:
    return Gift(count, "rose", "玫瑰", 1, 1, "小雨", combo, count, 0)


def test_it_counts_up_and_bumps(studio: FakeStudio) -> None:
    studio.tell(gift(1))
    studio.tell(gift(2))
    assert studio.texts() == ["×2"]
    assert isinstance(studio.motions["count"]["scale"], Spring)


def test_it_goes_when_its_own_run_is_over(studio: FakeStudio) -> None:
    studio.tell(gift(5, "c2"))
    studio.tell(Combo("rose", "玫瑰", "阿明", 9, 9, "c1"))
    assert studio.motions["count"]["opacity"] == 1
    studio.tell(Combo("rose", "玫瑰", "小雨", 5, 5, "c2"))
    assert isinstance(studio.motions["count"]["opacity"], Keys)
