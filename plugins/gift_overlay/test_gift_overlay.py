"""Tests of gift_overlay."""

from collections.abc import Iterator

import main
import pytest

from studio.sdk import Box, Gift
from studio.sdk.testing import FakeStudio


@pytest.fixture
def studio() -> Iterator[FakeStudio]:
    studio = FakeStudio(main.plugin)
    main.plugin.every(0.1)(main.look)  # the first one is on the clock of the test before
    yield studio
    main.banners.clear()
    main.busy_until_s[:] = [0.0] * len(main.LANES)


def gift(by: str = "小雨", count: int = 1, kind: str = "rose", coins: int = 1, **more: int) -> Gift:
    return Gift(count, kind, {"rose": "玫瑰"}.get(kind, kind), 1, coins, by, "c1", count, **more)


def told(studio: FakeStudio, *gifts: Gift) -> None:
    for each in gifts:
        studio.tell(each)
    assert not studio.refused


def test_a_gift_has_a_banner_for_a_while(studio: FakeStudio) -> None:
    told(studio, gift(milestone=0))
    assert studio.texts() == ["小雨", "送出 玫瑰", "×1"]
    studio.pass_time(3.9)
    assert main.banners
    studio.pass_time(0.3)
    assert not main.banners


def test_a_combo_counts_up_on_its_banner_which_stays_longer(studio: FakeStudio) -> None:
    told(studio, gift(milestone=0))
    studio.pass_time(3)
    told(studio, gift(count=2, milestone=0))
    assert studio.texts().count("×2") == 1
    assert "×1" not in studio.texts()
    studio.pass_time(3)
    assert main.banners


def test_a_milestone_turns_it_golden(studio: FakeStudio) -> None:
    told(studio, gift(count=65, milestone=0), gift(count=66, milestone=66))
    bar = studio.nodes["lane 0 bar"].content
    assert isinstance(bar, Box)
    assert bar.color == "#7a4a00e6"


def test_those_without_a_lane_wait_and_the_dearest_is_first(studio: FakeStudio) -> None:
    told(studio, *(gift(f"user {n}", milestone=0) for n in range(3)))
    told(studio, gift("poor", milestone=0), gift("rich", coins=5000, milestone=0))
    assert "rich" not in studio.texts()
    studio.pass_time(5)
    assert {"rich", "poor"} <= set(studio.texts())
    assert main.banners[("rich", "rose", "c1")].lane == 0


def test_a_storm_is_bounded_and_what_is_left_out_is_said(
    studio: FakeStudio, capsys: pytest.CaptureFixture[str]
) -> None:
    told(studio, *(gift(f"u{n}", coins=n, milestone=0) for n in range(400)))
    assert len(main.banners) <= main.MAX_WAITING + len(main.LANES)
    assert "Too many at once, not shown: u3 送出 玫瑰 ×1" in capsys.readouterr().out


def test_long_names_in_any_script_stay_within_the_banner(studio: FakeStudio) -> None:
    told(studio, gift("ا" * 300, milestone=0), gift("a\nb", milestone=0))
    assert max(map(len, studio.texts())) <= 13
    assert "a b" in studio.texts()
