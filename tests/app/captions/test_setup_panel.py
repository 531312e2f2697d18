"""Tests of studio.app.captions.setup_panel, its rows and its list, over the real engine."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.app.captions.setup_panel import SetupPanel
from studio.app.studio import Studio
from studio.model.captions.settings import CaptionSettings
from studio.model.commands import SetCaptions
from tests.app.engine_stage import do, until


@pytest.fixture
def panel(captioned: Studio, qtbot: QtBot) -> SetupPanel:
    made = SetupPanel(captioned)
    qtbot.addWidget(made)
    made.resize(320, 900)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_who_speaks_is_named_track_by_track(panel: SetupPanel, captioned: Studio) -> None:
    first, second = panel.speakers[1], panel.speakers[2]
    assert first.is_on
    assert not second.field.isVisible()
    second.heard.click()
    until(lambda: captioned.mirror.captions.speakers == {1: "", 2: ""})
    QTest.keyClicks(second.field, "Noor")
    QTest.keyClick(second.field, Qt.Key.Key_Return)
    until(lambda: captioned.mirror.captions.speakers == {1: "", 2: "Noor"})
    second.heard.click()
    until(lambda: captioned.mirror.captions.speakers == {1: ""})


def test_masked_words_stand_one_on_each_line(panel: SetupPanel, captioned: Studio) -> None:
    panel.masked.setPlainText("damn\n\n 他妈的 \ndamn\n" + "x" * 200)
    until(lambda: len(captioned.mirror.captions.masked) == 3)
    assert captioned.mirror.captions.masked == ("damn", "他妈的", "x" * 100)


def test_what_was_typed_last_is_taken_when_the_panel_goes(
    panel: SetupPanel, captioned: Studio
) -> None:
    panel.masked.setPlainText("damn")
    panel.hide()
    until(lambda: captioned.mirror.captions.masked == ("damn",))


def test_corrections_are_added_and_removed(panel: SetupPanel, captioned: Studio) -> None:
    some = panel.corrections
    assert not some.add.isEnabled()
    QTest.keyClicks(some.heard, "stew deal")
    QTest.keyClicks(some.meant, "Studio")
    QTest.keyClick(some.meant, Qt.Key.Key_Return)
    until(lambda: some.list.count() == 1)
    QTest.keyClicks(some.heard, "uh")
    some.add.click()
    until(lambda: captioned.mirror.captions.corrections == {"stew deal": "Studio", "uh": ""})
    until(lambda: some.list.count() == 2)
    assert some.list.item(1).text() == "uh → (noise)"
    some.list.setCurrentRow(0)
    QTest.keyClick(some.list, Qt.Key.Key_Delete)
    until(lambda: captioned.mirror.captions.corrections == {"uh": ""})
    until(lambda: some.list.count() == 1)
    some.list.setCurrentRow(0)
    some.remove.click()
    until(lambda: captioned.mirror.captions.corrections == {})


def test_what_another_client_sets_is_shown(panel: SetupPanel, captioned: Studio) -> None:
    changed = CaptionSettings(
        speakers={3: "Mary"}, masked=("damn",), corrections={"stew deal": "Studio"}
    )
    assert do(captioned, SetCaptions(captions=changed)).ok
    until(lambda: panel.masked.toPlainText() == "damn")
    assert [bus for bus, row in panel.speakers.items() if row.is_on] == [3]
    assert panel.speakers[3].field.text() == "Mary"
    assert panel.corrections.list.count() == 1
