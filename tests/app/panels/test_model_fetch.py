"""Tests of studio.app.panels.model_fetch, with the real child process."""

from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from studio.app.panels.model_fetch import WORDS, ModelFetch, model_fetch_of
from studio.weights.fetching import is_whole
from studio.weights.models import named
from tests.app.engine_stage import until

NOWHERE = "http://127.0.0.1:9"


@pytest.fixture
def unreachable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No models here, and a proxy that nobody listens at."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, NOWHERE)
    for name in ("no_proxy", "NO_PROXY", "PIP_INDEX_URL", "UV_INDEX", "UV_DEFAULT_INDEX"):
        monkeypatch.delenv(name, raising=False)


def fetched(fetch: ModelFetch) -> str:
    """Fetch, and return the fault."""
    fetch.start()
    assert fetch.is_busy
    assert fetch.told
    until(lambda: not fetch.is_busy and not fetch.told)
    return fetch.fault


@pytest.mark.usefixtures("unreachable")
def test_why_it_could_not_be_fetched_is_said(qapp: QApplication) -> None:
    assert "can't be fetched" in fetched(ModelFetch(qapp))


@pytest.mark.skipif(
    not all(is_whole(named(name)) for name in WORDS), reason="no models on this machine"
)
def test_what_is_here_is_not_fetched_again(qapp: QApplication) -> None:
    assert fetched(ModelFetch(qapp)) == ""


@pytest.mark.usefixtures("unreachable")
def test_it_can_be_ended(qapp: QApplication) -> None:
    fetch = ModelFetch(qapp)
    fetch.start()
    fetch.stop()
    assert not fetch.is_busy


def test_all_panels_have_the_same_one(qapp: QApplication) -> None:
    owner = QObject()
    assert model_fetch_of(owner) is model_fetch_of(owner)
