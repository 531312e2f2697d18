"""Tests of library."""

from pathlib import Path

from conftest import give, write_effect
from library import read_library, stamp


def test_a_gift_has_its_own_effect_or_its_tiers(gifts: Path) -> None:
    library = read_library([gifts], print)
    tier = library.tiers.of(give(coins=600))
    names = [found.effect.id for kind in ("rocket", "cake") if (found := library.of(kind, tier))]
    assert names == ["rocket", "sparks"]
    assert library.of("rose", library.tiers.of(give(coins=1))) is None


def test_the_users_own_take_the_place_of_others(gifts: Path, tmp_path: Path) -> None:
    own = write_effect(tmp_path / "own", "rocket", '[when]\ngifts = ["rocket", "cake"]')
    write_effect(tmp_path / "own", "mine", '[when]\ngifts = ["cake"]')
    library = read_library([gifts, tmp_path / "own"], print)
    tier = library.tiers.of(give())
    found = library.of("rocket", tier)
    assert found
    assert found.folder == own
    assert (made := library.of("cake", tier))
    assert made.effect.id == "rocket"  # it comes last


def test_a_faulty_effect_is_said_and_the_others_are_there(gifts: Path) -> None:
    (gifts / "sparks" / "effect.toml").write_text("id = 3")
    said: list[str] = []
    assert list(read_library([gifts, gifts / "none"], said.append).effects) == ["rocket"]
    assert "sparks" in said[0]


def test_a_change_is_noticed(gifts: Path) -> None:
    before = stamp([gifts])
    write_effect(gifts, "new")
    assert stamp([gifts]) != before
