"""Tests of studio.app.panels.caption_hint against a real engine."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.app.panels.adding import add_kind
from studio.app.panels.properties import Properties
from studio.app.studio import Studio
from studio.app.widgets.buttons import PushButton
from studio.model.captions.settings import CaptionSettings
from studio.model.commands import SetCaptions
from studio.model.edits import CreateInput
from studio.model.graph import items_of
from studio.model.scene import Input
from tests.app.engine_stage import do, until


@pytest.fixture
def studio(studio: Studio) -> Iterator[Studio]:
    assert do(studio, SetCaptions(captions=CaptionSettings())).ok
    yield studio
    do(studio, SetCaptions(captions=CaptionSettings()))


@pytest.fixture
def panel(qtbot: QtBot, studio: Studio) -> Properties:
    settings: dict[str, object] = {"width_px": 512, "size_px": 20}
    words = Input(name="Words", kind="captions", settings=settings)
    assert do(studio, CreateInput(input=words, scene="Main")).ok
    until(lambda: studio.mirror.collection and studio.mirror.collection.input("Words"))
    made = Properties(studio, "Words")
    qtbot.addWidget(made)
    made.resize(320, 700)
    with qtbot.waitExposed(made):
        made.show()
    return made


def said(panel: Properties) -> str:
    assert panel.hint is not None
    return panel.hint.bar.text if panel.hint.bar else ""


def test_it_offers_to_listen_and_is_gone_once_somebody_does(
    panel: Properties, studio: Studio
) -> None:
    assert "Nobody is listened to" in said(panel)
    assert panel.hint is not None
    button = panel.hint.findChild(PushButton)
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    until(lambda: studio.mirror.captions.hears)
    until(lambda: "Nobody is listened to" not in said(panel))
    assert studio.mirror.captions.speakers


def test_who_reads_translations_is_told_where_they_are_switched_on(
    panel: Properties, studio: Studio
) -> None:
    assert do(studio, SetCaptions(captions=CaptionSettings(hears=True, speakers={1: ""}))).ok
    panel.form.choose("text", "both")
    until(
        lambda: (
            "Translations are switched on" in said(panel)
            or studio.mirror.captions_state.health == "failed"  # where there is no model
        )
    )
    assert do(studio, SetCaptions(captions=CaptionSettings())).ok
    until(lambda: "Nobody is listened to" in said(panel))


def test_its_picture_and_its_place_are_known_before_anybody_speaks(
    qtbot: QtBot, studio: Studio
) -> None:
    add_kind(studio, "captions")
    until(lambda: studio.mirror.collection and studio.mirror.collection.input("Captions"))
    made = Properties(studio, "Captions")
    qtbot.addWidget(made)
    made.show()
    until(lambda: studio.mirror.sizes.get("Captions"))
    collection = studio.mirror.collection
    assert collection is not None
    item = items_of(collection, "Main")[-1]
    canvas, (width, height) = collection.canvas, studio.mirror.sizes["Captions"]
    assert width == 0.8 * canvas.width
    assert item.transform.y == 0.9 * canvas.height
    assert height < 0.5 * canvas.height


def test_other_inputs_say_nothing_of_it(qtbot: QtBot, studio: Studio) -> None:
    made = Properties(studio, "Title")
    qtbot.addWidget(made)
    assert made.hint is None
