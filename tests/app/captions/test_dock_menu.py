"""Tests of studio.app.captions.dock_menu."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from studio.app.captions.desk import CaptionDesk
from studio.app.captions.dock_menu import copy_all, make_menu
from studio.app.studio import Studio
from studio.model.captions.settings import CaptionSettings
from tests.app.engine_stage import until
from tests.model.captions.telling import told

Find = Callable[[str], QAction]


@pytest.fixture
def find(captioned: Studio, qtbot: QtBot) -> Find:
    """Find an entry of a new menu by how it begins."""
    owner = QWidget()
    qtbot.addWidget(owner)

    def action(begins: str) -> QAction:
        menu = make_menu(CaptionDesk.of(captioned), lambda: None, lambda: None, owner)
        return next(each for each in menu.actions() if each.text().startswith(begins))

    return action


def be(studio: Studio, **changes: object) -> None:
    studio.mirror.captions = CaptionSettings.model_validate(changes)


def test_chinese_in_the_video_is_said_to_be_impossible(find: Find, captioned: Studio) -> None:
    be(captioned, language="zh")
    video = find("In the video")
    assert video.text() == "In the video's own captions: impossible in 中文"
    assert not video.isEnabled()
    assert "Chinese can't be sent that way" in video.toolTip()
    be(captioned, language="zh", in_video=True)
    assert find("In the video").isEnabled()  # to be switched off


def test_english_goes_into_the_video_itself(find: Find, captioned: Studio) -> None:
    be(captioned, language="en")
    video = find("In the video")
    assert video.text().endswith("(CEA-608)")
    video.trigger()
    until(lambda: captioned.mirror.captions.in_video)


def test_what_can_be_translated_is(find: Find, captioned: Studio) -> None:
    be(captioned, language="en")
    assert not find("Translate").isEnabled()
    be(captioned, language="ja", model="moonshine")
    assert find("Translate").toolTip() == "The chosen model can't translate; Whisper can."
    be(captioned, language="zh")
    find("Translate").trigger()
    until(lambda: captioned.mirror.captions.translate_to == "en")


def test_all_is_copied(find: Find, captioned: Studio) -> None:
    desk = CaptionDesk.of(captioned)
    assert not find("Copy").isEnabled()
    desk.said.take(told("Hello.", "m1", speaker="Mary"))
    desk.said.take(told("All.", "m2", start_ms=62_000))
    assert find("Copy").isEnabled()
    copy_all(desk)
    assert QGuiApplication.clipboard().text() == "[0:00:00] Mary: Hello.\n[0:01:02] All."
