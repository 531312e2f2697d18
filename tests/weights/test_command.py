"""Tests of studio.weights.command."""

import io
import json
from pathlib import Path

import pytest

from studio.weights.command import run
from studio.weights.models import all_models


@pytest.fixture(autouse=True)
def empty_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))


def test_the_list_tells_what_each_is_and_what_is_missing() -> None:
    out = io.StringIO()
    assert run(["list"], out) == 0
    lines = out.getvalue().splitlines()
    assert lines[0].split()[:4] == ["face", "3.8", "MB", "Apache-2.0"]
    assert "is not here. Get it with: rocket-studio models fetch" in lines[1]


def test_programs_get_the_list_as_json() -> None:
    out = io.StringIO()
    assert run(["list", "--json"], out) == 0
    told = json.loads(out.getvalue())
    assert [each["name"] for each in told] == [model.name for model in all_models()]
    assert not any(each["is_here"] for each in told)


def test_a_model_that_there_is_not_is_told_of(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["fetch", "nose"]) == 2
    assert "there are face" in capsys.readouterr().err


def test_the_command_line_knows_the_verb() -> None:
    from studio.cli.arguments import PROGRAMS, parse

    assert "models" in PROGRAMS
    assert parse(["models", "list", "--json"]).rest == ["list", "--json"]
