"""Tests of studio.captions.choosing, with the real models."""

from pathlib import Path

import pytest

from studio.captions.choosing import Recognisers, own_recogniser
from studio.captions.errors import RecogniserError
from studio.captions.moonshine import Moonshine
from studio.captions.wishes import Choice


def test_english_has_the_small_model_that_is_loaded_once() -> None:
    recognisers = Recognisers()
    english = recognisers.of("en-GB")
    assert isinstance(english, Moonshine)
    recognisers.use(Choice())
    assert recognisers.of("en") is english


def test_what_was_chosen_and_does_not_know_a_language_says_so() -> None:
    recognisers = Recognisers()
    recognisers.use(Choice("moonshine"))
    with pytest.raises(RecogniserError, match="does not know 'zh'"):
        recognisers.of("zh")


def test_a_model_that_is_missing_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    with pytest.raises(RecogniserError, match="rocket-studio models fetch"):
        Recognisers().of("en")
    with pytest.raises(RecogniserError, match="rocket-studio models fetch whisper"):
        Recognisers().of("zh")


def test_a_folder_of_one_s_own_without_a_model_says_what_belongs_there(tmp_path: Path) -> None:
    with pytest.raises(RecogniserError, match="holds no model that can be used"):
        own_recogniser(tmp_path)
    (tmp_path / "model.bin").write_bytes(b"no model")
    with pytest.raises(RecogniserError, match="can't be used"):
        own_recogniser(tmp_path)
