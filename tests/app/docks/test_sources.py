"""Tests of studio.app.docks.sources: each action ends in the engine's collection."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from studio.app.docks.source_gallery import SourceGallery
from studio.app.docks.source_menu import SourceMenu
from studio.app.docks.sources import Sources
from studio.app.studio import Studio
from studio.model.commands import SetCurrentProgramScene, Undo
from studio.model.edits import CreateInput, CreateSceneItem
from studio.model.graph import items_of
from studio.model.scene import Collection, Input, SceneItem
from tests.app.engine_stage import do, until

LONG = "我" * 100 + "🚀" * 50 + "مرحبا " * 24 + "好" * 6
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def dock(qtbot: QtBot, studio: Studio) -> Sources:
    assert do(studio, SetCurrentProgramScene(scene="Main", transition="cut")).ok
    until(lambda: studio.mirror.program_scene == "Main")
    studio.selection.clear()
    made = Sources(studio)
    qtbot.addWidget(made)
    made.resize(240, 400)
    with qtbot.waitExposed(made):
        made.show()
    made.tree.setFocus()
    return made


def collection(studio: Studio) -> Collection:
    assert studio.mirror.collection is not None
    return studio.mirror.collection


def sources(studio: Studio, holder: str = "Main") -> list[str]:
    """Return what a scene shows, uppermost first."""
    return [item.source for item in reversed(items_of(collection(studio), holder))]


def listed(dock: Sources) -> list[str]:
    tree = dock.tree
    found = []
    item = tree.topLevelItem(0)
    while item is not None:
        found.append(item.text(0))
        item = tree.itemBelow(item)
    return found


def choose(dock: Sources, *names: str) -> None:
    tree = dock.tree
    tree.clearSelection()
    for name in names:
        item = tree.findItems(name, Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive)[0]
        selection = tree.selectionModel()
        flags = selection.SelectionFlag
        selection.setCurrentIndex(tree.indexFromItem(item), flags.Select)


def press(
    dock: Sources,
    key: Qt.Key,
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    QTest.keyClick(dock.tree, key, modifiers)


def type_name(dock: Sources, name: str) -> None:
    until(lambda: dock.tree.findChild(QLineEdit))
    line = dock.tree.findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    line.setText(name)
    QTest.keyClick(line, Qt.Key.Key_Return)


def said(dock: Sources, row: int) -> str:
    item = dock.tree.topLevelItem(row)
    assert item is not None
    return str(item.data(0, Qt.ItemDataRole.AccessibleTextRole))


def test_the_uppermost_item_is_listed_first(dock: Sources) -> None:
    assert listed(dock) == ["Music", "Title", "Presenter", "Backdrop"]
    assert said(dock, 1) == "Title, Text"


def test_the_eye_hides_and_space_shows_again(dock: Sources, studio: Studio) -> None:
    item = dock.tree.topLevelItem(1)
    assert item is not None
    area = dock.tree.visualItemRect(item)
    eye = dock.tree.cell.eye_rect(area).center()
    QTest.mouseClick(dock.tree.viewport(), Qt.MouseButton.LeftButton, pos=eye)
    until(lambda: not items_of(collection(studio), "Main")[2].visible)
    until(lambda: "hidden" in said(dock, 1))
    choose(dock, "Title")
    press(dock, Qt.Key.Key_Space)
    until(lambda: items_of(collection(studio), "Main")[2].visible)


def test_a_source_is_locked_by_mouse_and_keys(dock: Sources, studio: Studio) -> None:
    item = dock.tree.topLevelItem(1)
    assert item is not None
    lock = dock.tree.cell.lock_rect(dock.tree.visualItemRect(item)).center()
    QTest.mouseClick(dock.tree.viewport(), Qt.MouseButton.LeftButton, pos=lock)
    until(lambda: items_of(collection(studio), "Main")[2].locked)
    until(lambda: "locked" in said(dock, 1))
    choose(dock, "Title")
    press(dock, Qt.Key.Key_L, CONTROL)
    until(lambda: not items_of(collection(studio), "Main")[2].locked)


def test_what_is_chosen_is_chosen_everywhere(dock: Sources, studio: Studio) -> None:
    choose(dock, "Title", "Backdrop")
    assert studio.selection.scene == "Main"
    assert sorted(studio.selection.ids) == [1, 3]
    studio.selection.select("Main", [2])
    assert dock.tree.keys == [("Main", 2)]
    studio.selection.clear()
    assert dock.tree.keys == []


def test_a_source_is_moved_by_keys_and_undo_puts_it_back(dock: Sources, studio: Studio) -> None:
    choose(dock, "Title")
    press(dock, Qt.Key.Key_Up, ALT)
    until(lambda: sources(studio) == ["Title", "Music", "Presenter", "Backdrop"])
    until(lambda: listed(dock)[0] == "Title")
    assert dock.tree.keys == [("Main", 3)]
    press(dock, Qt.Key.Key_Up, ALT)  # at the top nothing moves
    assert do(studio, Undo()).ok
    until(lambda: listed(dock) == ["Music", "Title", "Presenter", "Backdrop"])


def test_two_are_moved_together_and_keep_their_order(dock: Sources, studio: Studio) -> None:
    choose(dock, "Presenter", "Backdrop")
    press(dock, Qt.Key.Key_Up, ALT)
    until(lambda: sources(studio) == ["Music", "Presenter", "Backdrop", "Title"])


def test_sources_are_dragged(dock: Sources, studio: Studio) -> None:
    choose(dock, "Music")
    dock.tree.moved.emit("Main", 4)  # below all four
    until(lambda: sources(studio) == ["Title", "Presenter", "Backdrop", "Music"])


def test_sources_are_dragged_into_a_group_and_out_of_it(dock: Sources, studio: Studio) -> None:
    choose(dock, "Title", "Presenter")
    dock.group()
    until(lambda: sources(studio) == ["Music", "Group", "Backdrop"])
    until(lambda: listed(dock) == ["Music", "Group", "Title", "Presenter", "Backdrop"])
    assert said(dock, 1) == "Group, Group"
    choose(dock, "Music")
    dock.tree.moved.emit("Group", 1)
    until(lambda: sources(studio, "Group") == ["Title", "Music", "Presenter"])
    until(lambda: listed(dock)[0] == "Group")
    choose(dock, "Title")
    assert studio.selection.scene == "Group"
    dock.tree.moved.emit("Main", 2)
    until(lambda: sources(studio) == ["Group", "Backdrop", "Title"])
    assert do(studio, Undo()).ok
    until(lambda: sources(studio, "Group") == ["Title", "Music", "Presenter"])
    until(lambda: listed(dock)[0] == "Group")
    choose(dock, "Group")
    dock.ungroup()
    until(lambda: sources(studio) == ["Title", "Music", "Presenter", "Backdrop"])


def test_places_to_drop_are_told_by_the_pointer(dock: Sources, studio: Studio) -> None:
    choose(dock, "Title", "Presenter")
    dock.group()
    until(lambda: listed(dock) == ["Music", "Group", "Title", "Presenter", "Backdrop"])
    rows = [dock.tree.topLevelItem(row) for row in range(3)]
    areas = [dock.tree.visualItemRect(item) for item in rows if item]
    at = dock.tree.place_at
    assert at(areas[0].topLeft() + QPoint(9, 2)) == ("Main", 0)
    assert at(areas[0].bottomLeft() + QPoint(9, -2)) == ("Main", 1)
    assert at(areas[1].center()) == ("Group", 0)
    assert at(areas[1].topLeft() + QPoint(9, 2)) == ("Main", 1)
    assert at(QPoint(20, 390)) == ("Main", 3)
    assert do(studio, Undo()).ok


def test_a_source_is_renamed_in_place_whatever_the_name(dock: Sources, studio: Studio) -> None:
    choose(dock, "Title")
    press(dock, Qt.Key.Key_F2)
    type_name(dock, LONG)
    until(lambda: sources(studio)[1] == LONG)
    until(lambda: listed(dock)[1] == LONG)
    item = dock.tree.topLevelItem(1)
    assert item is not None
    assert item.toolTip(0) == LONG
    assert not dock.grab().isNull()


def test_removing_the_last_item_of_an_input_removes_it_and_the_bar_brings_both_back(
    dock: Sources, studio: Studio
) -> None:
    choose(dock, "Title", "Backdrop")
    press(dock, Qt.Key.Key_Delete)
    until(lambda: sources(studio) == ["Music", "Presenter"])
    assert collection(studio).input("Title") is None
    assert collection(studio).input("Backdrop") is not None  # "Pause" shows it
    until(lambda: dock.undo.bar)
    assert dock.undo.bar is not None
    assert dock.undo.bar.text.startswith("2 source")
    dock.undo.bar.buttons[0].click()
    until(lambda: listed(dock) == ["Music", "Title", "Presenter", "Backdrop"])
    assert collection(studio).input("Title") is not None


def test_a_source_is_shown_twice_or_copied(dock: Sources, studio: Studio) -> None:
    choose(dock, "Title")
    press(dock, Qt.Key.Key_D, CONTROL)
    until(lambda: sources(studio)[0] == "Title")
    choose(dock, "Title")
    dock.duplicate(is_own=True)
    until(lambda: sources(studio)[0] == "Title 2")
    copied = collection(studio).input("Title 2")
    assert copied is not None
    assert copied.settings == {"text": "直播 live", "size_px": 32}


def test_enter_opens_the_properties(dock: Sources, studio: Studio, qtbot: QtBot) -> None:
    choose(dock, "Title")
    with qtbot.waitSignal(studio.panel_wanted) as wanted:
        press(dock, Qt.Key.Key_Return)
    assert wanted.args[0] == "Properties of Title"


def test_a_failed_source_says_why(dock: Sources, studio: Studio) -> None:
    broken = Input(name="Broken", kind="image", settings={"file": "nowhere.png"})
    assert do(studio, CreateInput(input=broken, scene="Main")).ok
    until(lambda: listed(dock)[0] == "Broken")
    until(lambda: "nowhere.png" in said(dock, 0))
    item = dock.tree.topLevelItem(0)
    assert item is not None
    assert "nowhere.png" in item.toolTip(0)


def test_an_empty_scene_says_what_belongs_there(dock: Sources, studio: Studio) -> None:
    choose(dock, "Music", "Title", "Presenter", "Backdrop")
    press(dock, Qt.Key.Key_Delete)
    until(lambda: dock.empty.isVisible())
    assert dock.empty.button is not None
    dock.empty.button.click()
    until(lambda: dock.findChild(SourceGallery))
    gallery = dock.findChild(SourceGallery)
    assert isinstance(gallery, SourceGallery)
    gallery.choose("Text")
    until(lambda: sources(studio) == ["Text"])
    until(lambda: studio.selection.ids and dock.tree.keys == [("Main", studio.selection.ids[0])])


def test_what_is_there_already_can_be_shown_too(dock: Sources, studio: Studio) -> None:
    dock.add.click()
    gallery = dock.findChild(SourceGallery)
    assert isinstance(gallery, SourceGallery)
    names = [gallery.list.item(row).text() for row in range(gallery.list.count())]
    assert {"Camera", "Screen capture", "Microphone", "Already there", "Title", "Pause"} <= set(
        names
    )
    assert "Main" not in names  # it would show itself
    gallery.choose("Pause")
    until(lambda: sources(studio)[0] == "Pause")
    until(lambda: said(dock, 0) == "Pause, Scene")


def test_the_gallery_is_used_by_keys(dock: Sources, studio: Studio) -> None:
    dock.add.click()
    gallery = dock.findChild(SourceGallery)
    assert isinstance(gallery, SourceGallery)
    QTest.keyClicks(gallery.list, "colour")
    QTest.keyClick(gallery.list, Qt.Key.Key_Return)
    until(lambda: sources(studio)[0] == "Colour")


def test_files_are_dropped_and_what_cant_be_shown_is_said(
    dock: Sources, studio: Studio, tmp_path: Path, qtbot: QtBot
) -> None:
    picture = tmp_path / "图 logo.png"
    assert QImage(40, 30, QImage.Format.Format_RGB32).save(str(picture))
    (tmp_path / "notes.txt").write_text("hello")
    (tmp_path / "archive.zip").write_bytes(b"PK")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in sorted(tmp_path.glob("*.*"))])
    with qtbot.waitSignal(studio.notice) as notice:
        dock.tree.dropped.emit(mime)
    assert "archive.zip" in notice.args[1]
    until(lambda: {"图 logo", "notes"} <= set(sources(studio)))
    shown = collection(studio).input("图 logo")
    assert shown is not None
    assert shown.settings["file"] == str(picture)


def test_a_picture_and_a_text_are_pasted(
    dock: Sources, studio: Studio, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("  Hello\nworld ")
    press(dock, Qt.Key.Key_V, CONTROL)
    until(lambda: sources(studio)[0] == "Hello world")
    shown = collection(studio).input("Hello world")
    assert shown is not None
    assert shown.settings["text"] == "Hello\nworld"
    clipboard.setImage(QImage(40, 30, QImage.Format.Format_RGB32))
    press(dock, Qt.Key.Key_V, CONTROL)
    until(lambda: sources(studio)[0] == "Picture")
    shown = collection(studio).input("Picture")
    assert shown is not None
    assert Path(str(shown.settings["file"])).is_file()
    clipboard.clear()


def test_the_menu_offers_all_that_can_be_done(dock: Sources, studio: Studio) -> None:
    choose(dock, "Title")
    words = {action.text().split("\t")[0] for action in SourceMenu(dock, studio).actions()}
    assert {"Properties", "Filters", "Hide", "Lock", "Rename", "Group", "Remove"} <= words


def test_the_list_follows_the_scene_on_air(dock: Sources, studio: Studio) -> None:
    assert do(studio, SetCurrentProgramScene(scene="Pause", transition="cut")).ok
    until(lambda: listed(dock) == ["Backdrop"])
    scene = SceneItem(source="Title")
    assert do(studio, CreateSceneItem(scene="Pause", item=scene)).ok
    until(lambda: listed(dock) == ["Title", "Backdrop"])


def test_all_is_reached_by_the_keyboard(dock: Sources) -> None:
    press(dock, Qt.Key.Key_Home)
    press(dock, Qt.Key.Key_Down)
    assert dock.tree.current == ("Main", 3)
    assert QApplication.focusWidget() in (dock.tree, None)
