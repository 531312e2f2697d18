"""Tests of studio.room.rules.data."""

import shutil
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import get_args

import pytest

from studio.room.protocol.actions import Action
from studio.room.protocol.values import Tier
from studio.room.rules.data import RuleDataError, load


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(str(files("studio.room.rules") / "data"), tmp_path, dirs_exist_ok=True)
    return tmp_path


def test_what_comes_with_the_program_fits_together() -> None:
    data = load()
    assert {data.gifts.tier(kind.coins) for kind in data.gifts.gifts} == set(Tier) - {Tier.FREE}
    assert any(kind.club for kind in data.gifts.gifts)
    assert [each.count for each in data.gifts.combo.milestones] == [
        10,
        66,
        99,
        188,
        520,
        666,
        999,
        1314,
    ]
    assert (data.battles["standard"].fight_s, data.battles["standard"].forfeit_s) == (300, 180)
    assert data.limits.members >= data.limits.present


def test_there_is_a_right_for_every_action() -> None:
    union, _ = get_args(Action)
    kinds = {get_args(model.model_fields["type"].annotation)[0] for model in get_args(union)}
    assert load().rights.actions == kinds | {"receive"}


def replace(name: str, old: str, new: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        text = (folder / name).read_text("utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new, 1), "utf-8")

    return change


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda folder: (folder / "levels.toml").unlink(), "levels.toml can't be read"),
        (lambda folder: (folder / "limits.toml").write_bytes(b"\xff"), "limits.toml can't be read"),
        (replace("gifts.toml", "[combo]", "[combo"), "gifts.toml can't be read"),
        (replace("limits.toml", "present =", "presnt ="), "limits.toml: present: Field required"),
        (replace("limits.toml", "held = ", "held = -"), "limits.toml: held"),
        (replace("gifts.toml", "coins = 1\n", "coins = -1\n"), "gifts.toml: gifts.0.coins"),
        (replace("gifts.toml", '"rose"', '"heart"'), "two gifts have the same id"),
        (replace("gifts.toml", "count = 66", "count = 10"), "milestones must be in order"),
        (replace("gifts.toml", "large = 500", "large = 5"), "every tier needs a price"),
        (replace("gifts.toml", "large = 500", ""), "every tier needs a price"),
        (replace("levels.toml", "1, 50", "1, 1"), "each threshold must be above"),
        (replace("battles.toml", 'tie = "draw"', 'tie = "overtime"'), "overtime_s belongs to"),
        (replace("battles.toml", 'kind = "glove"', 'kind = "hat"'), "battles.toml: boosted.boosts"),
        (replace("rights.toml", 'from = "viewer"', 'from = "king"'), "rights.toml: say.from"),
    ],
)
def test_a_mistake_is_told_with_file_and_key(
    folder: Path, change: Callable[[Path], None], words: str
) -> None:
    change(folder)
    with pytest.raises(RuleDataError) as told:
        load(folder)
    assert words in str(told.value)
    assert str(told.value).endswith(("it.", "Restore it."))


def test_too_many_rooms_are_refused(folder: Path) -> None:
    replace("battles.toml", "teams = 2", "teams = 9")(folder)
    replace("battles.toml", "team_size = 1", "team_size = 2")(folder)
    with pytest.raises(RuleDataError, match="at most 9 rooms"):
        load(folder)
