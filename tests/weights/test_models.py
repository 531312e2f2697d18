"""Tests of studio.weights.models."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from studio.weights.errors import ModelError
from studio.weights.models import Model, all_models, family, named, needed_models, whole_path

HELD = b"what a model holds"


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Model:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    digest = hashlib.sha256(HELD).hexdigest()
    model = replace(named("face"), sha256=digest, size=len(HELD), file="small.task")
    model.path.parent.mkdir(parents=True)
    return model


def test_every_model_says_what_it_must_be_and_where_else_it_is() -> None:
    assert [model.name for model in all_models()][:5] == [
        "face",
        "person",
        "hands",
        "body",
        "voice",
    ]
    for model in all_models():
        assert len(model.sha256) == 64
        assert model.size > 2_000
        assert model.licence in ("Apache-2.0", "MIT")
        assert any(each.package for each in model.sources)
        for each in model.sources:
            assert each.url.startswith("https://") or each.package is not None
            assert each.package is None or len(each.package.sha256) == 64


def test_what_is_extra_is_not_needed_and_belongs_together() -> None:
    extra = [model for model in all_models() if model.is_extra]
    assert extra == list(family("whisper"))
    assert {*extra, *needed_models()} == {*all_models()}
    assert [model.name for model in family("face")] == ["face"]
    assert len(family("english")) == 3
    with pytest.raises(ModelError, match="no model 'nose'"):
        family("nose")


def test_an_extra_one_that_is_missing_is_fetched_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    with pytest.raises(ModelError, match=r"is not here.*models fetch whisper$"):
        whole_path(named("whisper_tokens"))


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
