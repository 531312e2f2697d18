"""Tests of studio.app.panels.properties against a real engine."""

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from studio.app.forms.number_field import NumberField
from studio.app.forms.suggested_field import SuggestedField
from studio.app.forms.text_field import MultilineField
from studio.app.panels.properties import Properties
from studio.app.stage.linked import Linked
from studio.app.stage.linked_peer import LinkedPeer
from studio.app.studio import Studio
from studio.app.widgets.slide_panel import SlidePanel
from studio.model.commands import Undo
from studio.model.edits import CreateInput, RemoveInput
from studio.model.scene import Input
from tests.app.engine_stage import do, until


@pytest.fixture
def panel(qtbot: QtBot, studio: Studio) -> Properties:
    made = Properties(studio, "Title")
    qtbot.addWidget(made)
    made.resize(320, 700)
    with qtbot.waitExposed(made):
        made.show()
    return made


def setting(studio: Studio, key: str, name: str = "Title") -> object:
    collection = studio.mirror.collection
    shown = collection.input(name) if collection else None
    return shown.settings.get(key) if shown else None


def test_what_is_typed_is_shown_at_once_and_undo_takes_it_back_in_one_step(
    panel: Properties, studio: Studio
) -> None:
    text = panel.form.rows["text"].field
    assert isinstance(text, MultilineField)
    assert text.box.toPlainText() == "直播 live"
    text.box.clear()
    QTest.keyClicks(text.box, "Hello")
    until(lambda: setting(studio, "text") == "Hello")
    assert do(studio, Undo()).ok
    until(lambda: setting(studio, "text") == "直播 live")
    until(lambda: text.box.toPlainText() == "直播 live")


def test_a_slider_is_live(panel: Properties, studio: Studio) -> None:
    field = panel.form.rows["size_px"].field
    assert isinstance(field, NumberField)
    assert field.slider is not None
    for size in (40, 50, 60):
        field.slider.setValue(size)
    until(lambda: setting(studio, "size_px") == 64)
    assert do(studio, Undo()).ok
    until(lambda: setting(studio, "size_px") == 32)
    until(lambda: field.box.value() == 32)


def test_the_picture_is_live(panel: Properties) -> None:
    assert panel.view is not None
    view = panel.view.view
    until(lambda: view.image())


def test_sound_has_no_picture(qtbot: QtBot, studio: Studio) -> None:
    assert do(studio, CreateInput(input=Input(name="Mic", kind="microphone"))).ok
    until(lambda: studio.mirror.collection and studio.mirror.collection.input("Mic"))
    made = Properties(studio, "Mic")
    qtbot.addWidget(made)
    assert made.view is None


def test_a_failing_source_says_why_on_top(qtbot: QtBot, studio: Studio) -> None:
    broken = Input(name="Broken", kind="image", settings={"file": "nowhere.png"})
    assert do(studio, CreateInput(input=broken, scene="Main")).ok
    until(lambda: studio.mirror.inputs["Broken"].reason if "Broken" in studio.mirror.inputs else "")
    made = Properties(studio, "Broken")
    qtbot.addWidget(made)
    assert made._fault is not None
    assert "nowhere.png" in made._fault.text


def test_the_panel_goes_with_its_input(qtbot: QtBot, studio: Studio) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    around.resize(800, 600)
    around.show()
    slide = SlidePanel(around)
    slide.open("Properties", Properties(studio, "Title"))
    assert slide.is_open
    assert do(studio, RemoveInput(input="Title")).ok
    until(lambda: not slide.is_open)


def test_the_cameras_that_a_studio_offers_can_be_chosen(qtbot: QtBot, studio: Studio) -> None:
    shown = Input(name="Theirs", kind="link", settings={"peer": "seat:1"})
    assert do(studio, CreateInput(input=shown)).ok
    until(lambda: setting(studio, "peer", "Theirs"))
    made = Properties(studio, "Theirs")
    qtbot.addWidget(made)
    linked = Linked.of(studio)
    peer = LinkedPeer("u-3", name="Wei", kind="studio", seat=1, inputs=("Side", "Top"))
    linked.peers = {peer.id: peer}
    field = made.form.rows["camera"].field
    assert isinstance(field, SuggestedField)
    field.open.click()
    words = [each.text() for each in field.menu.actions()]
    assert words[1:] == ["Side", "Top"]
    field.menu.actions()[2].trigger()
    field.menu.close()
    until(lambda: setting(studio, "camera", "Theirs") == "Top")
