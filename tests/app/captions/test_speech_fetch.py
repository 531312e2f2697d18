"""Tests of studio.app.captions.speech_fetch, with the real child process."""

from pathlib import Path

import pytest

from studio.app.captions.offers import OFFERS
from studio.app.captions.speech_fetch import PARTS, SpeechFetch
from studio.app.panels.model_fetch import model_fetch_of
from studio.app.studio import Studio


@pytest.fixture
def unreachable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No models here, and a proxy that nobody listens at."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    for name in ("no_proxy", "NO_PROXY", "PIP_INDEX_URL", "UV_INDEX", "UV_DEFAULT_INDEX"):
        monkeypatch.delenv(name, raising=False)


def test_every_part_of_every_model_has_words() -> None:
    assert {part for offer in OFFERS for part in offer.parts} == set(PARTS)


def test_it_is_not_the_one_that_fetches_what_sees_people(studio: Studio) -> None:
    fetch = SpeechFetch.of(studio)
    assert fetch is SpeechFetch.of(studio)
    assert model_fetch_of(studio) is not fetch
    assert model_fetch_of(studio) is model_fetch_of(studio)


@pytest.mark.usefixtures("unreachable")
def test_whoever_ends_it_is_told_of_no_fault(studio: Studio) -> None:
    fetch = SpeechFetch.of(studio)
    fetch.start("voice")
    assert fetch.told
    fetch.stop()
    assert not fetch.is_busy
    assert (fetch.told, fetch.fault) == ("", "")


def test_how_far_it_is_is_said_by_the_models_name(studio: Studio) -> None:
    fetch = SpeechFetch.of(studio)
    assert fetch._words("english_decoder", "40") == "Moonshine tiny is being fetched: 40 %"
