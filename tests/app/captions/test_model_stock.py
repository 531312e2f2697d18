"""Tests of studio.app.captions.model_stock, with the real child process."""

from pathlib import Path

import pytest

from studio.app.captions.model_stock import Listed, ModelStock, listed_in
from studio.app.captions.offers import MOONSHINE, OWN, WHISPER
from studio.app.studio import Studio
from tests.app.engine_stage import until


@pytest.fixture
def stock(studio: Studio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModelStock:
    """What is here where nothing was fetched yet."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return ModelStock.of(studio)


def test_what_is_missing_is_told_with_size_and_licence(stock: ModelStock) -> None:
    assert not stock.is_known
    assert stock.missing(WHISPER) == ()  # nothing is claimed before it was looked for
    stock.look()
    stock.look()
    until(lambda: stock.is_known)
    assert stock.missing(WHISPER) == ("voice", "whisper")
    assert stock.missing(MOONSHINE) == ("voice", "english")
    assert stock.missing(OWN) == ("voice",)
    assert 140e6 < stock.size_bytes(WHISPER) < 150e6 < stock.missing_bytes(WHISPER) + 5e6
    assert (stock.licence(WHISPER), stock.size_bytes(OWN)) == ("MIT", 0)


def test_what_was_fetched_is_here(stock: ModelStock) -> None:
    stock.listed = tuple(
        Listed(name, 1000, "MIT", is_here=True) for name in ("voice", "whisper", "whisper_tokens")
    )
    assert stock.missing(WHISPER) == ()
    assert stock.missing_bytes(WHISPER) == 0
    assert stock.size_bytes(WHISPER) == 2000


@pytest.mark.parametrize("told", [b"", b"{}", b"null", b"[1, 2]", b"\xff"])
def test_what_makes_no_sense_tells_nothing(told: bytes) -> None:
    assert listed_in(told) == ()
