"""Tests of the PK bar."""

from dataclasses import replace

import bar
import pytest
from words import WORDS, clock, result

from studio.sdk import Battle, BattleSide, Spring
from studio.sdk.testing import FakeStudio

pytest_plugins = ["studio.sdk.pytest_plugin"]

OURS = BattleSide("1", "小雨的房间", 0, 30, ("阿明", "老王"), is_ours=True)
THEIRS = BattleSide("2", "星河", 1, 10, ("Lin",))
FIGHT = Battle("b", "standard", "fight", 300.0, (OURS, THEIRS))


def scored(ours: int, theirs: int, **changes: object) -> Battle:
    sides = (replace(OURS, score=ours), replace(THEIRS, score=theirs))
    return replace(FIGHT, sides=sides, **changes)  # type: ignore[arg-type] # of the caller


def test_nobody_is_shown_what_is_only_asked_for(studio: FakeStudio) -> None:
    studio.tell(replace(FIGHT, phase="asked", left_s=30.0))
    assert studio.nodes == {}
    assert studio.panel["status"].value == "等待应战 PK 0:30"
    studio.tell(replace(FIGHT, phase="over", reason="declined"))
    assert studio.nodes == {}


def test_the_bar_is_as_the_scores_are_and_ours_is_at_the_left(studio: FakeStudio) -> None:
    studio.tell(FIGHT)
    assert {"30", "10", "小雨的房间", "星河", "贡献 阿明 · 老王", "PK 5:00"} <= set(studio.texts())
    share = bar.LEAST + (1 - 2 * bar.LEAST) * 0.75
    assert studio.motions["pk part 0"]["scale_x"] == Spring(to=share, stiffness=90, damping=18)
    edge = bar.LEFT + bar.WIDTH * share
    assert studio.motions["pk part 1"]["x"] == Spring(to=edge, stiffness=90, damping=18)
    # In the other room the other one is at the left, in the color that it has here.
    sides = (replace(OURS, is_ours=False), replace(THEIRS, is_ours=True))
    here, there = bar.teams(FIGHT), bar.teams(replace(FIGHT, sides=sides))
    assert [team.score for team in there] == [10, 30]
    assert [team.color for team in there] == [team.color for team in reversed(here)]
    assert not studio.refused


def test_the_clock_runs_freezes_and_the_result_stays_a_while(studio: FakeStudio) -> None:
    studio.tell(scored(30, 40, left_s=12.0))
    studio.pass_time(11.6)
    assert "PK 0:01" in studio.texts()
    studio.pass_time(1.0)
    assert "结算中" in studio.texts()
    end = scored(30, 40, phase="forfeit", left_s=180.0, winner="2", reason="time")
    studio.tell(end)
    assert {"惜败", "惩罚 3:00", "40"} <= set(studio.texts())
    studio.pass_time(7.6)
    assert "惜败" not in studio.texts()
    assert "惩罚 2:53" in studio.texts()
    studio.tell(replace(end, phase="over"))
    studio.pass_time(1)
    assert studio.nodes == {}
    assert studio.panel["status"].value == "没有 PK"


def test_a_lost_line_and_a_surrender_are_said(studio: FakeStudio) -> None:
    studio.tell(replace(FIGHT, sides=(OURS, replace(THEIRS, lost_s=30.0))))
    assert "掉线 30 秒" in studio.texts()
    studio.pass_time(10.6)
    assert "掉线 20 秒" in studio.texts()
    out = replace(THEIRS, is_out=True)
    end = replace(FIGHT, phase="over", winner="1", reason="disconnected", sides=(OURS, out))
    studio.tell(end)
    assert {"胜利 · 掉线判负", "已出局"} <= set(studio.texts())
    studio.pass_time(7)
    assert studio.nodes == {}
    assert result(replace(end, winner="2", reason="surrender"), WORDS["en"]) == (
        "LOST · by surrender"
    )
    assert result(replace(end, winner="", reason="draw"), WORDS["en"]) == "DRAW"


def test_teams_share_a_part_and_four_rooms_have_four(studio: FakeStudio) -> None:
    rooms = [BattleSide(f"{n}", f"R{n}", n // 2, 5 * n, is_ours=n == 2) for n in range(4)]
    studio.tell(replace(FIGHT, sides=tuple(rooms)))
    assert {"R2 + R3", "25", "R0 + R1", "5"} <= set(studio.texts())
    studio.tell(replace(FIGHT, phase="over", sides=tuple(rooms), reason="left"))
    studio.pass_time(8)
    four = [replace(side, team=place) for place, side in enumerate(rooms)]
    studio.tell(replace(FIGHT, sides=tuple(four)))
    assert {"R0", "R1", "R2", "R3", "15"} <= set(studio.texts())
    assert sum(team.share for team in bar.teams(replace(FIGHT, sides=tuple(four)))) == (
        pytest.approx(1)
    )


def test_nobody_has_points_at_first() -> None:
    assert [team.share for team in bar.teams(scored(0, 0))] == pytest.approx([0.5, 0.5])
    assert clock(FIGHT, 61.2, WORDS["en"]) == "PK 1:02"
    assert clock(FIGHT, 300.0000001, WORDS["en"]) == "PK 5:00"


def test_it_moves_and_speaks_as_it_is_set(studio: FakeStudio) -> None:
    studio.tell(FIGHT)
    studio.set(language="en", show_best=False)
    assert not any(text.startswith(("Top", "贡献")) for text in studio.texts())
    assert "小雨的房间" in studio.texts()


@pytest.mark.slow
def test_it_is_seen(studio: FakeStudio) -> None:
    studio.tell(FIGHT)
    studio.pass_time(3)
    picture = studio.render(960, 540)
    y = round((70 + bar.HEIGHT / 2) / 2)
    left, right = picture[y, 480 + int(bar.LEFT / 2) + 60], picture[y, 480 - int(bar.LEFT / 2) - 60]
    assert left[0] > 200 > 120 > left[2]
    assert right[2] > 200 > 100 > right[0]
    assert not picture[300:].any()
