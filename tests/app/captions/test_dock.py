"""Tests of studio.app.captions.dock: the state goes both ways over the real engine."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.app import words
from studio.app.captions.dock import SHORTCUT, CaptionsDock
from studio.app.captions.model_stock import Listed, ModelStock
from studio.app.docks import captions as captions_dock
from studio.app.studio import Studio
from studio.model.captions.settings import CaptionSettings
from studio.model.captions.spoken import Spoken
from studio.model.commands import SendStreamCaption, SetCaptions
from studio.model.events import Captioned
from studio.weights.fetching import is_whole
from studio.weights.models import named
from tests.app.engine_stage import do, until
from tests.model.captions.telling import told


@pytest.fixture
def dock(captioned: Studio, qtbot: QtBot) -> CaptionsDock:
    made = captions_dock.make(captioned)
    assert isinstance(made, CaptionsDock)
    qtbot.addWidget(made)
    made.resize(280, 500)
    with qtbot.waitExposed(made):
        made.show()
    return made


def say(studio: Studio, spoken: Spoken) -> None:
    assert do(studio, SendStreamCaption(spoken=spoken)).ok


def test_it_says_what_belongs_there_until_somebody_speaks(
    dock: CaptionsDock, captioned: Studio
) -> None:
    assert not dock.view.isVisible()
    assert dock.state.words.text() == "Off. Nothing is heard."
    say(captioned, told("hel", "k1", is_final=False, speaker="Mary"))
    until(dock.view.isVisible)
    assert dock.view.toPlainText() == "0:00:00  Mary: hel …"
    say(captioned, told("Hello.", "k1", speaker="Mary"))
    until(lambda: dock.view.toPlainText() == "0:00:00  Mary: Hello.")


def test_a_word_is_put_right_by_a_click_and_taken_back(
    dock: CaptionsDock, captioned: Studio
) -> None:
    say(captioned, told("Rocket glue opens", "k2"))
    until(dock.view.isVisible)
    place = dock.view.document().find("glue")
    place.setPosition(place.selectionStart() + 2)
    where = dock.view.cursorRect(place).center()
    QTest.mouseClick(dock.view.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert dock.editor.isVisible()
    assert dock.editor.heard.text() == "glue"
    QTest.keyClicks(dock.editor.meant, "Studio")
    QTest.keyClick(dock.editor.meant, Qt.Key.Key_Return)
    until(lambda: dock.view.toPlainText().endswith("Rocket Studio opens"))
    assert captioned.mirror.captions.corrections == {"glue": "Studio"}
    dock.view.setTextCursor(dock.view.document().find("Studio"))
    QTest.keyClick(dock.view, Qt.Key.Key_Return)
    assert (dock.editor.heard.text(), dock.editor.meant.text()) == ("glue", "Studio")
    dock.editor.undo.click()
    until(lambda: dock.view.toPlainText().endswith("Rocket glue opens"))
    assert captioned.mirror.captions.corrections == {}


def test_what_another_client_sets_is_shown(dock: CaptionsDock, captioned: Studio) -> None:
    changed = CaptionSettings(language="en", model="moonshine")
    assert do(captioned, SetCaptions(captions=changed)).ok
    until(lambda: dock.language.value == "en")
    assert [dock.language.itemData(i) for i in range(dock.language.count())] == ["en"]
    dock.language.chosen.emit("en-GB")
    until(lambda: captioned.mirror.captions.language == "en-GB")
    until(lambda: dock.language.currentText() == "English (GB)")


@pytest.mark.skipif(
    not all(is_whole(named(name)) for name in ("voice", "english_encoder")),
    reason="no models on this machine",
)
def test_it_listens_and_pauses_by_its_button_and_by_its_key(
    dock: CaptionsDock, captioned: Studio
) -> None:
    dock.desk.set(language="en")
    dock.listen.click()
    until(lambda: dock.state.words.text() == "Listening")
    assert dock.listen.text() == "Pause"
    captioned.shortcuts.trigger(SHORTCUT)
    until(lambda: not captioned.mirror.captions.hears)
    until(lambda: dock.state.words.text() == "Off. Nothing is heard.")
    assert dock.listen.text() == "Listen"


def test_it_is_searched(dock: CaptionsDock, captioned: Studio) -> None:
    assert not dock.find_button.isVisible()
    say(captioned, told("Green screen", "k3"))
    until(dock.find_button.isVisible)
    dock.find_button.click()
    QTest.keyClicks(dock.finder.field, "screen")
    assert dock.finder.count.text() == "1 of 1"
    QTest.keyClick(dock.finder.field, Qt.Key.Key_Escape)
    QTest.keyClick(dock.finder.field, Qt.Key.Key_Escape)
    assert not dock.find_button.isChecked()


def test_another_engine_adds_to_what_was_said(dock: CaptionsDock, captioned: Studio) -> None:
    say(captioned, told("before", "1.0"))
    until(lambda: len(dock.desk.said.rows) == 1)
    collection = captioned.mirror.collection
    assert collection is not None
    told_anew = collection.model_dump(mode="json", by_alias=True)
    captioned.link.snapshot.emit({"collection": told_anew})
    captioned.link.happened.emit(Captioned(spoken=told("after", "1.0")))
    assert [row.text for row in dock.desk.said.rows] == ["before", "after"]


def test_it_speaks_chinese(captioned: Studio, qapp: QApplication, qtbot: QtBot) -> None:
    words.use(qapp, "zh")
    try:
        made = CaptionsDock(captioned)
        qtbot.addWidget(made)
        assert made.listen.text() == "开始识别"
        assert made.state.words.text() == "已关闭，不识别。"
    finally:
        words.use(qapp, "en")


def test_what_is_missing_from_the_start_is_no_window_of_its_own(
    captioned: Studio, qtbot: QtBot
) -> None:
    stock = ModelStock.of(captioned)
    was, stock.listed = stock.listed, (Listed("whisper", 145_000_000, "MIT", is_here=False),)
    try:
        before = {each for each in QApplication.topLevelWidgets() if each.isVisible()}
        made = captions_dock.make(captioned)
        qtbot.addWidget(made)
        assert isinstance(made, CaptionsDock)
        assert made.trouble.bar is not None
        assert {each for each in QApplication.topLevelWidgets() if each.isVisible()} == before
        assert made.minimumSizeHint().width() <= 280
    finally:
        stock.listed = was
