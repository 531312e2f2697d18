"""Tests of studio.ar.models."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from studio.ar.errors import ModelError
from studio.ar.models import Model, all_models, named, whole_path

HELD = b"what a model holds"


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Model:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    digest = hashlib.sha256(HELD).hexdigest()
    model = replace(named("face"), sha256=digest, size=len(HELD), file="small.task")
    model.path.parent.mkdir(parents=True)
    return model


def test_every_model_says_what_it_must_be_and_where_else_it_is() -> None:
    assert [model.name for model in all_models()] == ["face", "person", "hands", "body"]
    for model in all_models():
        assert len(model.sha256) == 64
        assert model.size > 100_000
        assert model.licence == "Apache-2.0"
        first, second = model.sources
        assert first.url.startswith("https://storage.googleapis.com/")
        assert second.package is not None
        assert second.member.endswith(model.file)


def test_a_name_that_is_none_is_told_those_that_are() -> None:
    with pytest.raises(ModelError, match="no model 'nose'; there are face, person"):
        named("nose")


def test_a_whole_model_is_found(model: Model) -> None:
    model.path.write_bytes(HELD)
    assert whole_path(model) == model.path


@pytest.mark.parametrize(
    ("held", "what"),
    [
        (None, "is not here. Get it with: rocket-studio models fetch"),
        (HELD[:-5], "cut short or changed: it has 13 bytes, 18 belong there"),
        (b"what a model hold5", "is damaged"),
    ],
)
def test_what_is_wrong_with_a_model_is_said(model: Model, held: bytes | None, what: str) -> None:
    if held is not None:
        model.path.write_bytes(held)
    with pytest.raises(ModelError, match=what):
        whole_path(model)
