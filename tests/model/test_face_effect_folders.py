"""Tests of studio.model.face_effect_folders."""

from pathlib import Path

import pytest

from studio.model.face_effect_folders import STUDIO_EFFECTS, all_folders, folder_of, own_effects


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ROCKET_STUDIO_CONFIG_DIR", str(tmp_path))
    return tmp_path


def test_the_users_own_comes_before_the_studios() -> None:
    assert folder_of("cat") == STUDIO_EFFECTS / "cat"
    own = own_effects() / "cat"
    own.mkdir(parents=True)
    (own / "effect.toml").touch()
    assert folder_of("cat") == own
    found = list(all_folders())
    assert own in found
    assert STUDIO_EFFECTS / "cat" not in found
    assert STUDIO_EFFECTS / "crown" in found


def test_a_whole_path_is_itself_and_nothing_else_leads_out(tmp_path: Path) -> None:
    assert folder_of(str(STUDIO_EFFECTS / "cat")) == STUDIO_EFFECTS / "cat"
    for nobody in ("", "no_such", "../effects/cat", ".", str(tmp_path)):
        assert folder_of(nobody) is None
