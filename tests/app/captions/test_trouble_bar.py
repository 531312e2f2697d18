"""Tests of studio.app.captions.trouble_bar: what keeps captions from being made, and why."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.app import words
from studio.app.captions.model_stock import Listed, ModelStock
from studio.app.captions.speech_fetch import SpeechFetch
from studio.app.captions.trouble_bar import TroubleBar
from studio.app.studio import Studio
from studio.model.captions.settings import CaptionSettings
from studio.model.events import CaptionsState
from studio.model.tracking_models import HOW_TO_FETCH

HERE = tuple(
    Listed(name, 1_000_000, "MIT", is_here=True) for name in ("voice", "english", "whisper")
)
GONE = (*HERE[:2], Listed("whisper", 145_000_000, "MIT", is_here=False))


@pytest.fixture
def chosen() -> list[bool]:
    return []


@pytest.fixture
def shown(captioned: Studio, qtbot: QtBot, chosen: list[bool]) -> TroubleBar:
    made = TroubleBar(captioned, lambda: chosen.append(True))
    qtbot.addWidget(made)
    return made


def be(studio: Studio, stock: tuple[Listed, ...], why: str = "", **settings: object) -> None:
    ModelStock.of(studio).listed = stock
    studio.mirror.captions = CaptionSettings.model_validate(settings)
    health = "failed" if why else "listening"
    state = CaptionsState.model_validate({"health": health, "reason": why})
    studio.mirror.captions_state = state
    studio.mirror.captions_changed.emit()


def text(shown: TroubleBar) -> str:
    return shown.bar.text if shown.bar is not None else ""


def buttons(shown: TroubleBar) -> list[str]:
    return [each.text() for each in shown.bar.buttons] if shown.bar is not None else []


def test_a_model_that_is_missing_is_said_with_a_button(
    shown: TroubleBar, captioned: Studio, chosen: list[bool]
) -> None:
    be(captioned, ())
    assert shown.isHidden()  # nobody has looked yet
    be(captioned, GONE, language="zh")
    assert text(shown) == "What hears 中文 is not here yet."
    assert buttons(shown) == ["Fetch it (145 MB)", "Choose a model…"]
    assert shown.bar is not None
    shown.bar.buttons[1].click()
    assert chosen == [True]
    be(captioned, GONE, language="en")
    assert text(shown) == ""
    assert shown.isHidden()


def test_why_it_has_failed_is_said_in_the_windows_language(
    shown: TroubleBar, captioned: Studio, qapp: QApplication
) -> None:
    words.use(qapp, "zh")
    try:
        be(captioned, HERE, "Whisper has failed: no memory.")
        assert text(shown) == "Whisper 出错：no memory。"
        assert buttons(shown) == ["选择模型…"]
    finally:
        words.use(qapp, "en")


def test_what_was_fetched_by_now_is_not_complained_of(shown: TroubleBar, captioned: Studio) -> None:
    be(captioned, HERE, f"The model 'whisper' is not here. {HOW_TO_FETCH} whisper")
    assert shown.isHidden()


def test_what_can_not_hear_the_language_is_said(shown: TroubleBar, captioned: Studio) -> None:
    be(captioned, HERE, language="zh", model="moonshine")
    assert text(shown) == "The chosen model does not know 中文."
    be(captioned, HERE, model="own")
    assert text(shown) == "The folder of your own model is not chosen yet."


def test_a_fetch_tells_how_far_it_is_can_be_ended_and_says_why_it_failed(
    shown: TroubleBar, captioned: Studio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    be(captioned, (Listed("voice", 1_300_000, "MIT", is_here=False), *HERE[1:]))
    assert shown.bar is not None
    shown.bar.buttons[0].click()
    assert text(shown) == "The models are being fetched…"
    assert buttons(shown) == ["Cancel"]
    shown.bar.buttons[0].click()
    assert buttons(shown)[0].startswith("Fetch it")
    fetch = SpeechFetch.of(captioned)
    fetch.fault = "The model 'voice' can't be fetched. No server answered."
    fetch.changed.emit()
    assert buttons(shown)[0] == "Try again"
    assert text(shown) == fetch.fault
