"""Tests of the editor of gifts, as an anchor uses it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.app.gifts.beginnings import OURS
from studio.app.gifts.install_panel import InstallPanel
from studio.app.gifts.panel import _UNSAVED, GiftEditor
from studio.app.studio import Studio
from studio.app.window import MainWindow
from studio.model.effect import read_effect
from studio.sdk import Gift, Plugin, Started
from studio.sdk.loading import load_anew
from studio.sdk.testing import FakeStudio
from tests.app.engine_stage import until
from tests.app.walk import nameless, unreachable

PLUGIN = OURS.parents[1] / "plugins" / "gift_overlay"
PATIENCE_S = 180


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the user's folder of gifts."""
    monkeypatch.setenv("ROCKET_STUDIO_CONFIG_DIR", str(tmp_path))
    _UNSAVED.clear()
    return tmp_path / "gifts"


@pytest.fixture
def editor(studio: Studio, qtbot: QtBot) -> Iterator[GiftEditor]:
    made = GiftEditor(studio)
    qtbot.addWidget(made)
    made.resize(420, 1600)
    yield made
    made.film.close()
    made.verbs.close()


def drag(editor: GiftEditor, number: int, by: QPoint) -> None:
    """Drag a point of the chosen part's path."""
    picture = editor.form.path.picture
    at = picture.place_of(number).toPoint()
    QTest.mousePress(picture, Qt.MouseButton.LeftButton, pos=at)
    for part in (1, 2):
        move = QPointF(at + by * part / 2)
        event = QMouseEvent(
            QEvent.Type.MouseMove,
            move,
            QPointF(picture.mapToGlobal(move.toPoint())),
            Qt.MouseButton.NoButton,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(picture, event)
    QTest.mouseRelease(picture, Qt.MouseButton.LeftButton, pos=at + by)


def give(kind: str, number: int) -> Gift:
    return Gift(number, kind, kind, 1, 10, "小雨", f"c{number}", 1, 0)


def test_a_recipe_that_is_designed_is_shown_when_viewers_give_it(
    editor: GiftEditor, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    QTest.keyClicks(editor.head.names["en"], " of ours")
    editor.head.names["zh"].setText("双箭齐发")
    editor.head.names["zh"].textEdited.emit("双箭齐发")  # an input method has no keys
    editor.when.rows[0].count.edited.emit(1.0)
    QTest.mouseClick(editor.when.add, Qt.MouseButton.LeftButton)
    gift = editor.when.rows[1].gift
    gift.setCurrentIndex(gift.findData("rose"))
    gift.activated.emit(gift.currentIndex())
    editor.when.order.button("yes").click()
    editor.add_kind("model")
    assert editor.picker
    items = [editor.picker.list.item(n) for n in range(editor.picker.list.count())]
    rocket = next(each for each in items if each.text() == "rocket")
    editor.picker.list.itemActivated.emit(rocket)
    chosen = editor.draft.chosen
    assert chosen
    assert chosen["id"] == "rocket"
    editor.form.path.picture.show_time(4000)
    editor.form.path.add.click()
    drag(editor, 1, QPoint(60, -30))
    assert editor.draft.fault == ""
    folder = editor.save_now()
    assert folder == home / "my_gift_of_ours"
    effect = read_effect(folder)
    assert [(step.gift, step.count) for step in effect.when.recipe] == [("rocket", 1), ("rose", 1)]
    assert isinstance(effect.part[-1].x, tuple)
    assert effect.part[-1].x[1][1] > 960 + 200

    monkeypatch.setattr(Plugin, "shared", {"gifts": (home,)})
    assert fired([give("rocket", 1), give("rose", 2)]), "the recipe was given"
    assert not fired([give("rose", 1), give("rocket", 2)]), "in another order"


def fired(given: list[Gift]) -> bool:
    """Give to the plugin that shows gifts; say whether the designed model was shown."""
    overlay = FakeStudio(load_anew(PLUGIN / "main.py"))
    overlay.tell(Started(1920, 1080))
    for gift in given:
        overlay.tell(gift)
        overlay.pass_time(1)
    assert not overlay.refused
    return any(name.endswith("/rocket") for name in overlay.nodes)


@pytest.mark.slow
def test_the_preview_is_drawn_and_follows_what_is_edited(editor: GiftEditor) -> None:
    editor.show()
    preview = editor.preview
    until(lambda: preview.picture.image is not None, PATIENCE_S)
    first = preview.picture.image
    assert first
    with editor.draft.edit() as told:
        told["part"][1]["content"]["text"]["color"] = "#ff0000"
    until(lambda: preview.picture.image is not first, PATIENCE_S)
    changed = preview.picture.image
    assert changed
    reds = [
        changed.pixelColor(x, y)
        for x in range(100, 380, 2)
        for y in range(150, 180)
        if changed.pixelColor(x, y).red() > 180 and changed.pixelColor(x, y).green() < 90
    ]
    assert reds, "the words are red now"
    preview.play.setChecked(True)
    begun = preview.at_ms
    until(lambda: preview.at_ms != begun, PATIENCE_S)


def test_every_step_is_undone_by_its_key(editor: GiftEditor) -> None:
    editor.show()
    editor.add_kind("particles")
    assert len(editor.draft.parts) == 3
    editor.parts.setFocus()
    QTest.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(editor.draft.parts) == 2
    assert not editor.undo.isEnabled()
    QTest.keyClick(
        editor,
        Qt.Key.Key_Z,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    assert len(editor.draft.parts) == 3


def test_a_path_is_typed_too(editor: GiftEditor) -> None:
    table = editor.form.path.table
    item = table.item(1, 2)
    assert item
    item.setText("300")
    assert editor.draft.parts[0]["y"][1] == [800, 300, "back_out"]
    item = table.item(1, 0)
    assert item
    item.setText("1,5")
    assert editor.draft.parts[0]["y"][1][0] == 1500
    item = table.item(1, 0)
    assert item
    item.setText("soon")
    assert editor.form.path.fault.text()
    assert editor.draft.parts[0]["y"][1][0] == 1500


def test_an_effect_that_comes_along_is_copied_and_changed(editor: GiftEditor, home: Path) -> None:
    editor.copy_and_change(OURS / "heart_storm")
    assert editor.draft.told["id"] == "my_heart_storm"
    assert "gifts" not in editor.draft.told["when"]
    folder = editor.save_now()
    assert folder
    effect = read_effect(folder)
    assert effect.when.recipe[0].gift == "heart"
    editor.copy_and_change(folder)
    assert editor.draft.told["id"] == "my_heart_storm", "an own one is changed itself"


def test_what_can_not_be_shown_is_not_saved_and_says_why(editor: GiftEditor, home: Path) -> None:
    with editor.draft.edit() as told:
        told["name"]["zh"] = ""
    assert not editor.save.isEnabled()
    assert "name.zh" in editor.save.toolTip()
    assert editor.save_now() is None
    assert not home.exists() or not list(home.iterdir())


def test_what_was_not_saved_is_there_again(
    editor: GiftEditor, studio: Studio, qtbot: QtBot
) -> None:
    editor.show()
    editor.add_kind("text")
    editor.hide()
    again = GiftEditor(studio)
    qtbot.addWidget(again)
    assert len(again.draft.parts) == 3
    again.film.close()


def test_everything_has_a_name_and_is_reached_by_keys(editor: GiftEditor) -> None:
    editor.copy_and_change(OURS / "rocket")
    editor.show()
    assert not nameless(editor)
    assert not unreachable(editor)


@pytest.mark.slow
def test_a_gift_that_is_dropped_is_shown_and_then_installed(
    editor: GiftEditor, studio: Studio, qtbot: QtBot, home: Path, tmp_path: Path
) -> None:
    out = tmp_path / "ours.gift"
    editor.pack(str(out))
    until(out.exists)
    saved = home / "my_gift"
    (saved / "effect.toml").unlink()
    studio.settings.change(is_set_up=True)
    window = MainWindow(studio)
    qtbot.addWidget(window)
    window.show()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(out))])
    how = Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(50, 50), *how)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(50, 50), *how))
    until(lambda: isinstance(window.stage.panel.content, InstallPanel))
    panel = window.stage.panel.content
    assert isinstance(panel, InstallPanel)
    until(lambda: panel.install.isEnabled(), PATIENCE_S)
    assert panel.name.text() in ("我的礼物", "My gift")
    until(lambda: panel.picture.image is not None, PATIENCE_S)
    panel.install.click()
    until(lambda: (saved / "effect.toml").exists(), PATIENCE_S)
    assert read_effect(saved).id == "my_gift"
    window.tray.close()
