"""Tests of installer.models; fetching itself is tested where it lies, in tests/weights."""

from pathlib import Path

import pytest

from installer import models
from installer.environment import Environment
from installer.steps import Progress, StepError
from studio.weights.models import needed_models


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path


def test_models_are_here_once_each_has_its_length() -> None:
    assert not models.are_here()
    for model in needed_models():
        model.path.parent.mkdir(parents=True, exist_ok=True)
        with model.path.open("wb") as file:
            file.truncate(model.size)
    assert models.are_here()
    with needed_models()[0].path.open("r+b") as file:
        file.truncate(1000)
    assert not models.are_here()


def test_a_fetch_that_fails_ends_only_what_needs_the_models(
    cache: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nothing = Environment(cache, ("ar",))  # it has no Python
    progress = Progress(2, cache / "log")
    models.fetch(nothing, progress, is_needed=False)
    assert "rocket-studio models fetch" in capsys.readouterr().err
    with pytest.raises(StepError, match="Models that see and hear"):
        models.fetch(nothing, progress, is_needed=True)
