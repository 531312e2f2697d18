"""Tests of the whole plugin: what is seen for which gifts."""

import re
from collections.abc import Iterator
from pathlib import Path

import main
import pytest
from conftest import give, write_effect
from director import Director
from lines import MOST
from stage import MAX_WAITING

from studio.sdk import ControlUsed, Danmaku, Gift, Image, Plugin, Started
from studio.sdk.testing import FakeStudio


class Overlay:
    """The plugin's director with a studio of its own."""

    def __init__(self, folders: list[Path], **settings: object) -> None:
        self.plugin = Plugin()
        self.plugin.shared = {"gifts": tuple(folders)}
        self.studio = FakeStudio(self.plugin, settings=settings)
        self.director = Director(self.plugin, folders)
        self.director.load()
        self.plugin.on(Gift)(self.director.take)
        self.plugin.on(Danmaku)(self.director.wishes.hear)
        self.plugin.every(0.1)(self.director.look)

    def give(self, *gifts: Gift) -> None:
        """Have gifts told."""
        for each in gifts:
            self.studio.tell(each)
        assert not self.studio.refused

    def effects(self) -> set[str]:
        """Return the effects that are shown, as their nodes are called."""
        names = (name.partition("/")[0] for name in self.studio.nodes if "/" in name)
        return {name for name in names if name.startswith("effect")}

    def bar(self, lane: int = 0) -> str:
        """Return the name of the picture that a lane's bar is."""
        content = self.studio.nodes[f"lane {lane} bar"].content
        assert isinstance(content, Image)
        return Path(content.file).stem


@pytest.fixture
def overlay(gifts: Path) -> Overlay:
    return Overlay([gifts])


def test_a_small_gift_has_a_banner_for_a_while(overlay: Overlay) -> None:
    overlay.give(give())
    assert {"小雨", "送出 玫瑰", "×1", "🌹"} <= set(overlay.studio.texts())
    assert overlay.bar() == "banner_blue"
    overlay.studio.pass_time(3.9)
    assert overlay.director.lanes.runs
    overlay.studio.pass_time(1)
    assert not overlay.studio.nodes


def test_a_combo_counts_up_and_a_milestone_turns_its_colours(overlay: Overlay) -> None:
    overlay.give(give(combo=9))
    overlay.studio.pass_time(0.2)
    overlay.give(give(combo=10))
    assert "×10" in overlay.studio.texts()
    assert "×9" not in overlay.studio.texts()
    assert overlay.bar() == "banner_violet"
    assert overlay.effects() == {"effect 1"}


def test_a_free_gift_is_a_line_and_too_many_are_counted(
    overlay: Overlay, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(20):
        overlay.give(give("flower", 0, f"u{number}"))
        overlay.studio.pass_time(0.2)
    lines = [text for text in overlay.studio.texts() if "flower" in text]
    assert len(lines) == MOST
    assert "A gift came too fast to be shown." in capsys.readouterr().out
    overlay.studio.pass_time(5)
    assert not overlay.studio.nodes


def test_a_gift_of_the_middle_has_a_wider_banner_and_its_effect_at_once(overlay: Overlay) -> None:
    overlay.give(give("rocket", 10_001), give("cake", 299, "b"))
    assert overlay.bar(1) == "wide_violet"
    assert overlay.effects() == {"effect 1", "effect 2"}


def test_large_gifts_fill_the_picture_one_after_the_other(overlay: Overlay) -> None:
    overlay.give(give("rocket", 10_001), give("crown", 520, "other"))
    assert overlay.effects() == {"effect 1"}
    assert overlay.bar(0) == "wide_crimson"
    assert overlay.bar(1) == "wide_gold"
    overlay.studio.pass_time(3.2)
    assert overlay.effects() == {"effect 2"}


def test_who_waits_too_long_has_a_banner_and_the_log_says_so(
    gifts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    overlay = Overlay([gifts], longest_wait_s=5)
    overlay.give(*(give("rocket", 10_001, f"u{number}") for number in range(3)))
    overlay.give(give("crown", 520, "last"))
    overlay.studio.pass_time(5.2)
    assert "last" in overlay.studio.texts()
    said = capsys.readouterr().out
    assert "The effect sparks of last · crown ×1 waited over 5 s" in said


def test_a_storm_of_rockets_ends_with_every_gift_shown_or_said(
    overlay: Overlay, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(MAX_WAITING + 40):
        overlay.give(give("rocket", 10_001 + number, f"u{number}"))
    overlay.studio.pass_time(150)
    text = capsys.readouterr().out
    more = re.findall(r"it has a banner\. And (\d+) more", text)
    said = text.count("it has a banner.") + sum(map(int, more))
    assert overlay.director.effects.begun + said == MAX_WAITING + 40
    assert len(text.splitlines()) < 100
    assert not overlay.studio.refused
    assert not overlay.studio.nodes


def test_a_recipe_makes_an_effect_of_its_own(gifts: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    write_effect(own, "both", '[when]\nrecipe = [{gift = "rose", count = 2}, {gift = "heart"}]')
    overlay = Overlay([gifts, own])
    overlay.give(give("rose", 1), give("heart", 1, "b"))
    assert not overlay.effects()
    overlay.give(give("rose", 1, "c"))
    assert overlay.effects() == {"effect 1"}


def test_quiet_mode_shows_banners_alone(gifts: Path) -> None:
    overlay = Overlay([gifts], no_effects=True)
    overlay.give(give("rocket", 10_001), give("cake", 299, "b"))
    assert not overlay.effects()
    assert len(overlay.director.lanes.runs) == 2


def test_a_viewer_who_wants_no_effects_has_none(overlay: Overlay) -> None:
    off, on = (Danmaku("小雨", text, "#ffffff", "room", "u1") for text in ("关闭特效", "打开特效"))
    overlay.studio.tell(off)
    gift = Gift(1, "rocket", "火箭", 1, 10_001, "小雨", "c1", 1, 0, user="u1")
    overlay.give(gift)
    assert not overlay.effects()
    overlay.studio.tell(on)
    overlay.give(gift)
    assert overlay.effects()


def test_people_whom_the_user_lists_have_no_effects(gifts: Path) -> None:
    overlay = Overlay([gifts], no_effects_for="大明\n小雨\n")
    overlay.give(give("rocket", 10_001))
    assert not overlay.effects()
    overlay.give(give("rocket", 10_001, "other"))
    assert overlay.effects()


def test_small_gifts_can_be_left_out(gifts: Path) -> None:
    overlay = Overlay([gifts], smallest="middle")
    overlay.give(give("rose", 1), give("cake", 299, "b"))
    assert [run.gift.kind for run in overlay.director.lanes.runs.values()] == ["cake"]


def test_a_member_has_a_badge(overlay: Overlay) -> None:
    overlay.director.club = "火箭团"
    overlay.give(give(fan_level=12))
    assert "♥ 火箭团 12" in overlay.studio.texts()


def test_sounds_are_of_the_tier_unless_the_effect_has_one(overlay: Overlay) -> None:
    overlay.give(give(), give("rocket", 10_001, "b"))
    overlay.studio.pass_time(1)
    assert played(overlay) == ["pop.ogg", "bang.ogg"]


def test_a_gift_whose_effect_only_comes_with_a_long_run_is_heard_before_that(
    gifts: Path, overlay: Overlay
) -> None:
    write_effect(gifts, "rain", '[when]\ngifts = ["rose"]')
    overlay.director.load()
    overlay.give(give("rose", 1))
    overlay.studio.pass_time(1)
    assert played(overlay) == ["pop.ogg"]
    overlay.give(give("rose", 1, combo=10))
    overlay.studio.pass_time(1)
    assert played(overlay) == ["pop.ogg", "bang.ogg"]


def test_gifts_that_are_only_lines_tick_once_a_second_at_most(overlay: Overlay) -> None:
    for number in range(20):
        overlay.give(give("flower", 0, f"u{number}"))
        overlay.studio.pass_time(0.1)
    assert played(overlay) == ["tick.ogg", "tick.ogg"]
    overlay.give(give())
    assert played(overlay)[2:] == ["pop.ogg"]


def test_an_effect_that_is_given_up_is_heard_as_its_tier(gifts: Path) -> None:
    tiers = (gifts / "tiers.toml").read_text("utf-8")
    loud = tiers.replace('effect = "sparks", duck', 'effect = "sparks", sound = "pop.ogg", duck')
    (gifts / "tiers.toml").write_text(loud, "utf-8")
    overlay = Overlay([gifts], longest_wait_s=5)
    overlay.give(*(give("rocket", 999 + number, f"u{number}") for number in range(4)))
    overlay.studio.pass_time(5.5)
    assert played(overlay).count("bang.ogg") == 2
    assert played(overlay)[-1] == "pop.ogg"


def test_without_sound_there_is_none(gifts: Path) -> None:
    overlay = Overlay([gifts], sound=False)
    overlay.give(give(), give("rocket", 10_001, "b"))
    overlay.studio.pass_time(1)
    assert not played(overlay)


def test_without_a_folder_of_gifts_there_are_banners(tmp_path: Path) -> None:
    overlay = Overlay([tmp_path / "none"])
    overlay.give(give("rocket", 10_001))
    assert overlay.bar() == "banner_blue"


def test_changed_effects_are_taken_up(gifts: Path, overlay: Overlay) -> None:
    write_effect(gifts, "crowns", '[when]\ngifts = ["crown"]')
    overlay.director.load()
    tier = overlay.director.library.tiers.of(give("crown", 520))
    found = overlay.director.library.of("crown", tier)
    assert found
    assert found.effect.id == "crowns"


@pytest.fixture
def studio() -> Iterator[FakeStudio]:
    yield FakeStudio(main.plugin)
    main.director.clear()


def test_the_panel_tries_a_rocket_and_clears_all(studio: FakeStudio) -> None:
    studio.tell(Started(1920, 1080))
    assert studio.nodes  # the first gift's banner is painted before it comes
    studio.pass_time(1.5)
    assert not studio.nodes
    studio.tell(ControlUsed("trial"))
    assert "送出 火箭" in studio.texts()
    studio.tell(ControlUsed("clear"))
    assert not studio.nodes
    assert not studio.refused


def test_sounds_are_read_before_the_first_gift_unless_none_are_played(
    overlay: Overlay, gifts: Path
) -> None:
    overlay.studio.pass_time(12)
    assert set(played(overlay)) == {"tick.ogg", "pop.ogg", "bang.ogg"}
    assert {each.volume_db for each in overlay.studio.played} == {-60}
    silent = Overlay([gifts], sound=False)
    silent.studio.pass_time(12)
    assert not silent.studio.played


def played(overlay: Overlay) -> list[str]:
    """Return the names of the sounds that were played."""
    return [Path(each.file).name for each in overlay.studio.played]
