"""Tests of studio.app.panels.tracking_bar: what the engine says of tracking, and the way out."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.app import words
from studio.app.panels.filters import Filters
from studio.app.panels.model_fetch import model_fetch_of
from studio.app.panels.tracking_bar import TrackingBar
from studio.app.studio import Studio
from studio.model.edits import SetSourceFilters
from studio.model.events import Notice, TrackingStateChanged
from studio.model.scene import Filter
from studio.model.tracking_models import HOW_TO_FETCH
from studio.weights.fetching import is_whole
from studio.weights.models import named
from tests.app.engine_stage import Stage, do, until

MISSING = f"The model 'face' is not here. {HOW_TO_FETCH}"


@pytest.fixture
def shown(qtbot: QtBot, studio: Studio) -> TrackingBar:
    made = TrackingBar(studio, "Presenter")
    qtbot.addWidget(made)
    return made


def tell(studio: Studio, health: str, reason: str = "", name: str = "Presenter") -> None:
    studio.link.happened.emit(TrackingStateChanged(input=name, health=health, reason=reason))


def text(shown: TrackingBar) -> str:
    return shown.bar.text if shown.bar is not None else ""


def buttons(shown: TrackingBar) -> list[str]:
    return [each.text() for each in shown.bar.buttons] if shown.bar is not None else []


def test_a_missing_model_is_said_with_a_button_and_no_words_for_terminals(
    shown: TrackingBar, studio: Studio
) -> None:
    assert shown.bar is None
    tell(studio, "failed", MISSING)
    assert text(shown).endswith("The model 'face' is not here.")
    assert buttons(shown) == ["Get the models"]
    tell(studio, "running")
    assert shown.bar is None


def test_the_tracker_is_heard_in_the_windows_language(
    shown: TrackingBar, studio: Studio, qapp: QApplication
) -> None:
    words.use(qapp, "zh")
    try:
        tell(
            studio, "failed", f"The model 'person' (where a person is) is not here. {HOW_TO_FETCH}"
        )
        assert text(shown).endswith("缺少用于识别人物轮廓的模型（person）。")
        heard: list[str] = []
        studio.notice.connect(lambda level, said: heard.append(said))
        said = "Cam is shown unfiltered: ar-1 has ended. It is started again."
        studio.link.happened.emit(Notice(level="warning", text=said))
        assert heard == ["“Cam”暂时不带滤镜显示：进程 ar-1 已退出。正在重新启动。"]
    finally:
        words.use(qapp, "en")


def test_other_trouble_has_no_button(shown: TrackingBar, studio: Studio) -> None:
    tell(studio, "failed", "MediaPipe is not installed.")
    assert text(shown) == "Shown unfiltered. MediaPipe is not installed."
    assert buttons(shown) == []


def test_another_source_is_not_told_of(shown: TrackingBar, studio: Studio) -> None:
    tell(studio, "failed", MISSING, name="Title")
    assert shown.bar is None


def test_a_fetch_tells_how_far_it_is_and_why_it_failed(
    shown: TrackingBar, studio: Studio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setenv("PIP_RETRIES", "0")  # pip sleeps for 8 s between its tries
    tell(studio, "failed", MISSING)
    assert shown.bar is not None
    shown.bar.buttons[0].click()
    assert text(shown) == "The models are being fetched…"
    assert buttons(shown) == []
    fetch = model_fetch_of(studio)
    until(lambda: not fetch.is_busy)
    tell(studio, "failed", MISSING)  # the engine may have said meanwhile that it looks for nobody
    assert (buttons(shown), fetch.told) == (["Try again"], ""), (text(shown), fetch.fault)
    assert "can't be fetched" in text(shown)


@pytest.fixture
def bare(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Studio]:
    """A studio whose engine has no models."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    stage = Stage()
    linked = stage.studio(tmp_path)
    yield linked
    linked.close()
    stage.close()


@pytest.mark.slow
@pytest.mark.skipif(not is_whole(named("face")), reason="no models on this machine")
def test_once_the_model_is_here_the_sentence_goes(
    qtbot: QtBot, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    whole = named("face").path.read_bytes()
    studio: Studio = request.getfixturevalue("bare")
    filters = (Filter(name="Beauty", kind="beauty"),)
    assert do(studio, SetSourceFilters(input="Presenter", filters=filters)).ok
    panel = Filters(studio, "Presenter")
    qtbot.addWidget(panel)
    until(lambda: buttons(panel.tracking) == ["Get the models"])
    path = tmp_path / "cache" / "rocket-studio" / "models" / named("face").file
    path.parent.mkdir(parents=True)
    path.write_bytes(whole)
    until(lambda: panel.tracking.bar is None)
    assert studio.mirror.tracking["Presenter"].health == "running"
