"""Tests of studio.app.forms.form: any schema makes a form, and each change is said at once."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from studio.app.forms.choice_field import ChoiceField, SwitchField
from studio.app.forms.color_field import ColorField
from studio.app.forms.form import Form
from studio.app.forms.json_field import JsonField
from studio.app.forms.machine_field import MachineField
from studio.app.forms.number_field import NumberField
from studio.app.forms.path_field import PathField
from studio.app.forms.region_field import RegionField
from studio.app.forms.schema import Schema
from studio.app.forms.suggested_field import SuggestedField
from studio.app.forms.text_field import MultilineField, TextField
from studio.app.link.engine_link import Reply
from studio.app.widgets.section import Section
from studio.model.kinds import FILTER_KINDS, INPUT_KINDS
from tests.app.forms.test_schema import ANYTHING, SCHEMAS, Outer

CAMERAS = [{"value": "/dev/video0", "text": "Webcam"}, {"value": "/dev/video2", "text": "Card"}]
ALL_KINDS = {**INPUT_KINDS, **FILTER_KINDS}


class Shown:
    """A form, and what it said."""

    def __init__(
        self,
        qtbot: QtBot,
        schema: Schema,
        choices: list[dict[str, Any]] | None = None,
        path: Path | None = None,
    ) -> None:
        self.asked: list[str] = []
        self.said: list[tuple[dict[str, object], str]] = []
        self.choices = choices or []
        self.form = Form(schema, self.ask, path)
        qtbot.addWidget(self.form)
        self.form.resize(320, 600)
        self.form.show()
        self.form.edited.connect(lambda values, gesture: self.said.append((values, gesture)))

    def ask(self, setting: str, then: Callable[[Reply], None]) -> None:
        self.asked.append(setting)
        then(Reply(True, data={"choices": self.choices}))

    @property
    def last(self) -> dict[str, object]:
        self.form.send_now()
        return self.said[-1][0]

    def field(self, key: str) -> QWidget:
        return self.form.rows[key].field


def of(qtbot: QtBot, kind: str, **options: Any) -> Shown:
    return Shown(qtbot, ALL_KINDS[kind].model_json_schema(), **options)


@given(SCHEMAS, ANYTHING)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_schema_makes_a_form_that_shows_anything(
    qapp: QApplication, schema: dict[str, object], value: object
) -> None:
    form = Form(schema, lambda setting, then: then(Reply(ok=False)))
    form.show_values(dict.fromkeys("abcdef", value))
    for row in form.rows.values():
        assert row.field.name
        row.say("Wrong.")
    form.deleteLater()


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_every_control_of_our_kinds_has_a_name(qtbot: QtBot, kind: str) -> None:
    shown = of(qtbot, kind, choices=CAMERAS)
    nameless = [
        widget
        for widget in shown.form.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not (widget.accessibleName() or (widget.parentWidget() or widget).accessibleName())
        and not getattr(widget, "text", str)()
    ]
    assert nameless == []


def test_words_are_said_while_they_are_typed(qtbot: QtBot) -> None:
    shown = of(qtbot, "text")
    field = shown.field("text")
    assert isinstance(field, MultilineField)
    field.box.setFocus()
    QTest.keyClicks(field.box, "Hi")
    qtbot.waitUntil(lambda: bool(shown.said))
    field.box.insertPlainText(" 🚀\nمرحبا" + "我" * 300)
    assert shown.last == {"text": "Hi 🚀\nمرحبا" + "我" * 300}
    assert len({gesture for _, gesture in shown.said}) == 1


def test_each_field_has_a_gesture_of_its_own(qtbot: QtBot) -> None:
    shown = of(qtbot, "text")
    size, outline = shown.field("size_px"), shown.field("outline_px")
    assert isinstance(size, NumberField)
    assert isinstance(outline, NumberField)
    size.box.setValue(60)
    outline.box.setValue(3)
    shown.form.send_now()
    assert [values for values, _ in shown.said] == [{"size_px": 60}, {"outline_px": 3}]
    assert shown.said[0][1] != shown.said[1][1]


def test_a_number_is_slid_and_typed(qtbot: QtBot) -> None:
    shown = of(qtbot, "chroma_key")
    field = shown.field("similarity")
    assert isinstance(field, NumberField)
    assert field.slider is not None
    field.slider.setValue(25)
    assert shown.last == {"similarity": 0.25}
    assert field.box.value() == 0.25
    field.box.setValue(0.5)
    assert shown.last == {"similarity": 0.5}
    assert field.slider.value() == 50


def test_whole_numbers_stay_whole_and_keep_their_unit(qtbot: QtBot) -> None:
    shown = of(qtbot, "text")
    field = shown.field("size_px")
    assert isinstance(field, NumberField)
    assert field.box.text() == "48 px"
    field.box.setValue(9999)
    assert shown.last == {"size_px": 1024}
    assert isinstance(shown.last["size_px"], int)


def test_nought_says_what_it_means(qtbot: QtBot) -> None:
    field = of(qtbot, "camera").field("width")
    assert isinstance(field, NumberField)
    assert field.box.text() == "As the camera likes"


def test_a_choice_is_made_side_by_side_or_from_a_list(qtbot: QtBot) -> None:
    shown = of(qtbot, "text")
    align, direction = shown.field("align"), shown.field("direction")
    assert isinstance(align, ChoiceField)
    assert isinstance(direction, ChoiceField)
    assert align.segments is not None
    align.segments.button("2").click()
    assert shown.last == {"align": "right"}
    assert direction.combo is not None
    direction.combo.activated.emit(1)
    assert shown.last == {"direction": "ltr"}


def test_a_switch_switches(qtbot: QtBot) -> None:
    shown = of(qtbot, "media")
    field = shown.field("loop")
    assert isinstance(field, SwitchField)
    assert field.switch.isChecked()
    field.switch.click()
    assert shown.last == {"loop": False}


def test_a_colour_is_typed_and_told_small(qtbot: QtBot) -> None:
    shown = of(qtbot, "text")
    field = shown.field("color")
    assert isinstance(field, ColorField)
    shown.form.show_values({"color": "#ff000080"})
    assert field.box.value == "#FF000080"
    field.box.set_value("#00FF00FF")
    field.box.edited.emit("#00FF00FF")
    assert shown.last == {"color": "#00ff00"}


def test_devices_are_asked_of_the_engine_and_what_is_gone_stays(qtbot: QtBot) -> None:
    shown = of(qtbot, "camera", choices=CAMERAS)
    field = shown.field("device")
    assert isinstance(field, MachineField)
    shown.form.show_values({"device": "/dev/video7"})
    words = [field.combo.itemText(n) for n in range(field.combo.count())]
    assert words == ["The first one", "Webcam", "Card", "/dev/video7 (not there)"]
    assert field.combo.currentIndex() == 3
    field.combo.activated.emit(2)
    assert shown.last == {"device": "/dev/video2"}
    field.refresh.click()
    assert shown.asked.count("device") == 2
    field.combo.activated.emit(0)
    assert shown.last == {"device": ""}


def test_where_anything_goes_a_device_is_typed(qtbot: QtBot) -> None:
    shown = of(qtbot, "camera")
    field = shown.field("device")
    assert isinstance(field, MachineField)
    field.line.setText("/dev/video9")
    field.line.editingFinished.emit()
    assert shown.last == {"device": "/dev/video9"}


def test_one_that_is_known_is_chosen_and_another_one_typed(qtbot: QtBot) -> None:
    shown = of(qtbot, "link", choices=[{"value": "A & B", "text": "A & B"}])
    field = shown.field("camera")
    assert isinstance(field, SuggestedField)
    assert shown.asked == [], "it is asked for when it is looked at"
    field.open.click()
    assert [each.text() for each in field.menu.actions()] == ["Its programme", "A && B"]
    assert [each.isChecked() for each in field.menu.actions()] == [True, False]
    field.menu.actions()[1].trigger()
    assert shown.last == {"camera": "A & B"}
    assert field.line.text() == "A & B"
    field.line.setText(" Side ")
    field.line.editingFinished.emit()
    assert shown.last == {"camera": "Side"}
    shown.choices = []
    field.open.click()
    assert [each.isEnabled() for each in field.menu.actions()] == [True, False]
    field.menu.close()


def test_a_file_beside_the_collection_is_told_relative_to_it(qtbot: QtBot, tmp_path: Path) -> None:
    shown = of(qtbot, "image", path=tmp_path / "scenes.json")
    field = shown.field("file")
    assert isinstance(field, PathField)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "图" / "logo.png"))])
    drop = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    field.box.dropEvent(drop)
    assert shown.last == {"file": "图/logo.png"}
    assert field.box.value == "图/logo.png"


def test_an_empty_path_says_what_it_means(qtbot: QtBot) -> None:
    field = of(qtbot, "avatar").field("file")
    assert isinstance(field, PathField)
    assert field.box.findChild(QLineEdit).placeholderText() == "Nova, the studio's"  # type: ignore[union-attr]


def test_a_part_of_the_screen_is_four_numbers(qtbot: QtBot) -> None:
    shown = of(qtbot, "screen")
    field = shown.field("region")
    assert isinstance(field, RegionField)
    field.whole.button("part").click()
    field.boxes[0].setValue(100)
    assert shown.last == {"region": [100, 0, 1280, 720]}
    field.whole.button("all").click()
    assert shown.last == {"region": None}
    shown.form.answered(shown.said[-1][1], "")


def test_what_no_field_fits_is_typed_as_json(qtbot: QtBot) -> None:
    shown = Shown(qtbot, Outer.model_json_schema())
    field = shown.field("many")
    assert isinstance(field, JsonField)
    field.line.setText('["a", ')
    field.line.editingFinished.emit()
    assert field.fault.isVisibleTo(field)
    field.line.setText('["a", "b"]')
    field.line.editingFinished.emit()
    assert shown.last == {"many": ["a", "b"]}


def test_settings_in_settings_keep_their_neighbours(qtbot: QtBot) -> None:
    shown = Shown(qtbot, Outer.model_json_schema())
    shown.form.show_values({"inner": {"mode": "off_again", "amount": 0.1}})
    field = shown.field("inner.amount")
    assert isinstance(field, NumberField)
    field.box.setValue(0.75)
    assert shown.last == {"inner": {"mode": "off_again", "amount": 0.75}}


def test_the_way_back_is_there_only_where_something_was_changed(qtbot: QtBot) -> None:
    shown = of(qtbot, "text")
    row = shown.form.rows["size_px"]
    assert row.back.isHidden()
    shown.form.show_values({"size_px": 99})
    assert not row.back.isHidden()
    row.back.click()
    assert shown.last == {"size_px": 48}
    assert row.back.isHidden()


def test_the_engines_no_stands_under_the_field(qtbot: QtBot) -> None:
    shown = Shown(qtbot, {"properties": {"url": {"type": "string"}, "n": {"type": "integer"}}})
    field = shown.field("url")
    assert isinstance(field, TextField)
    QTest.keyClicks(field.line, "x")
    shown.form.send_now()
    shown.form.answered(shown.said[-1][1], "No such address.")
    row = shown.form.rows["url"]
    assert row.fault.text() == "No such address."
    assert field.accessibleDescription() == "No such address."
    assert not shown.form.rows["n"].fault.isVisibleTo(shown.form)
    QTest.keyClicks(field.line, "y")
    assert not row.fault.isVisibleTo(row)


def test_while_one_types_an_old_event_changes_nothing(qtbot: QtBot) -> None:
    shown = Shown(qtbot, {"properties": {"a": {"type": "string"}}})
    field = shown.field("a")
    assert isinstance(field, TextField)
    QTest.keyClicks(field.line, "new")
    shown.form.show_values({"a": "old"})
    assert field.line.text() == "new"
    shown.form.send_now()
    shown.form.answered(shown.said[-1][1], "")
    shown.form.show_values({"a": "undone"})
    assert field.line.text() == "new"
    qtbot.waitUntil(lambda: field.line.text() == "undone")


def test_advanced_settings_are_folded_away(qtbot: QtBot) -> None:
    shown = of(qtbot, "camera")
    assert shown.field("device").isVisible()
    assert not shown.field("width").isVisible()


def test_only_what_belongs_to_the_chosen_background_is_shown(qtbot: QtBot) -> None:
    shown = of(qtbot, "background")

    def visible() -> set[str]:
        return {key for key, row in shown.form.rows.items() if row.isVisible()}

    edge = {"feather", "shift", "light_wrap"}
    assert visible() == {"mode", "blur"} | edge
    mode = shown.field("mode")
    assert isinstance(mode, ChoiceField)
    assert mode.combo is not None
    mode.combo.activated.emit(1)
    assert visible() == {"mode", "file"} | edge
    assert shown.last == {"mode": "picture"}  # what isn't shown is kept as it was
    shown.form.answered(shown.said[-1][1], "")
    shown.form.show_values({"mode": "color"})
    qtbot.waitUntil(lambda: visible() == {"mode", "color"} | edge)
    shown.form.show_values({"mode": "cut_out"})
    assert visible() == {"mode", "feather", "shift"}


def test_a_group_without_meaning_has_no_title_either(qtbot: QtBot) -> None:
    parts = {
        "on": {"type": "boolean"},
        "size": {"type": "integer", "group": "How", "when": {"on": True}},
    }
    shown = Shown(qtbot, {"properties": parts})
    section = shown.form.findChild(Section)
    assert section is not None
    assert not section.isVisible()
    shown.form.show_values({"on": True})
    assert section.isVisible()
    assert shown.field("size").isVisible()
