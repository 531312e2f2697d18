"""Tests of studio.app.forms.effect_field, with the studio's own effects and some of a user's."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QColor, QIcon, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.app import theme, words
from studio.app.forms.effect_field import VALUE, EffectField
from studio.app.forms.making import make_field
from studio.app.forms.schema import read
from studio.app.theme import tokens
from studio.model.face_effect_folders import STUDIO_EFFECTS
from studio.model.kinds_face_effect import FaceEffectSettings

MARGIN_PX = 3
"""Left of a name in a list, and right of it."""


def field(qtbot: QtBot) -> tuple[EffectField, list[object]]:
    setting = read(FaceEffectSettings.model_json_schema())[0]
    made = make_field(setting, lambda *_: None, None)
    assert isinstance(made, EffectField)
    qtbot.addWidget(made)
    made.resize(300, 400)
    made.show()
    heard: list[object] = []
    made.edited.connect(heard.append)
    return made, heard


def values(shown: EffectField) -> list[str]:
    return [str(shown.list.item(row).data(VALUE)) for row in range(shown.list.count())]


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the user's own effects."""
    monkeypatch.setenv("ROCKET_STUDIO_CONFIG_DIR", str(tmp_path / "config"))
    from studio.model.face_effect_folders import own_effects

    own_effects().mkdir(parents=True)
    return own_effects()


def test_nothing_comes_first_then_every_effect_with_its_picture(qtbot: QtBot, own: Path) -> None:
    shown, _ = field(qtbot)
    assert values(shown) == [
        "",
        *sorted(each.parent.name for each in STUDIO_EFFECTS.glob("*/*.toml")),
    ]
    assert shown.list.item(0).text() == "None"
    for row in range(1, shown.list.count()):
        item = shown.list.item(row)
        image = item.icon().pixmap(64, 64).toImage()
        shades = {image.pixel(x, y) for x in range(0, 64, 4) for y in range(0, 64, 4)}
        assert len(shades) > 20, item.text()  # a photograph's worth, no icon
        assert item.text() == item.data(Qt.ItemDataRole.AccessibleTextRole) or item.text()


def test_names_are_of_the_language(qtbot: QtBot, qapp: QApplication, own: Path) -> None:
    words.use(qapp, "zh")
    try:
        shown, _ = field(qtbot)
        assert shown.list.item(0).text() == "无"
        assert shown.list.item(values(shown).index("cat")).text() == "猫咪"
    finally:
        words.use(qapp, "en")


def test_arrow_keys_and_clicks_choose(qtbot: QtBot, own: Path) -> None:
    shown, heard = field(qtbot)
    shown.set_value("")
    shown.list.setFocus()
    QTest.keyClick(shown.list, Qt.Key.Key_Right)
    assert heard == [values(shown)[1]]
    place = shown.list.visualItemRect(shown.list.item(2)).center()
    QTest.mouseClick(shown.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert heard[-1] == values(shown)[2]
    QTest.keyClick(shown.list, Qt.Key.Key_Home)
    assert heard[-1] == ""


def test_the_one_under_the_pointer_is_told_until_it_leaves(qtbot: QtBot, own: Path) -> None:
    shown, heard = field(qtbot)
    shown.set_value("")
    told: list[object] = []
    shown.pointed.connect(told.append)
    item = shown.list.item(2)
    shown.list.itemEntered.emit(item)
    qtbot.waitUntil(lambda: told == [item.data(VALUE)])
    QApplication.sendEvent(shown.list.viewport(), QEvent(QEvent.Type.Leave))
    qtbot.waitUntil(lambda: told[1:] == [None])
    shown.list.itemEntered.emit(item)
    shown.list.itemEntered.emit(shown.list.item(3))  # the pointer only passed over the first
    qtbot.waitUntil(lambda: len(told) == 3)
    assert told[2] == shown.list.item(3).data(VALUE)
    assert heard == []


def test_showing_a_value_tells_nobody(qtbot: QtBot, own: Path) -> None:
    shown, heard = field(qtbot)
    shown.set_value("cat")
    assert shown.list.currentItem().data(VALUE) == "cat"
    assert heard == []


def test_what_is_not_in_the_grid_is_shown_at_its_end(qtbot: QtBot, own: Path) -> None:
    shown, _ = field(qtbot)
    shown.set_value("/nowhere/hat")
    assert shown.list.currentItem().text() == "hat (not there)"
    count = shown.list.count()
    shown.set_value("/nowhere/hat")
    assert shown.list.count() == count


def test_an_effect_of_a_folder_is_worn(qtbot: QtBot, own: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    shutil.copytree(STUDIO_EFFECTS / "cat", folder)
    shown, heard = field(qtbot)
    shown.use_folder(str(folder))
    assert heard == [str(folder)]
    assert not shown.list.currentItem().text().endswith("(not there)")


def test_a_broken_effect_of_a_user_is_left_out_and_one_without_picture_is_not(
    qtbot: QtBot, own: Path
) -> None:
    shutil.copytree(STUDIO_EFFECTS / "crown", own / "plain")
    (own / "plain" / "thumbnail.webp").unlink()
    (own / "broken").mkdir()
    (own / "broken" / "effect.toml").write_text("id = ")
    shown, _ = field(qtbot)
    assert "plain" in values(shown)
    assert "broken" not in values(shown)


def test_only_tiles_in_view_are_told_wherever_it_is_scrolled(qtbot: QtBot, own: Path) -> None:
    shown, _ = field(qtbot)
    shown.list.setFixedHeight(shown.list.iconSize().height() * 3 // 2)
    QApplication.processEvents()
    seen = shown.in_view()
    every = tuple(values(shown)[1:])
    assert seen == every[: len(seen)]
    assert len(seen) < len(every)
    bar = shown.list.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert shown.in_view()[-1] == every[-1]
    assert seen[0] not in shown.in_view()
    shown.hide()
    assert shown.in_view() == ()


def test_a_tile_shows_the_user_once_there_is_a_picture(qtbot: QtBot, own: Path) -> None:
    shown, heard = field(qtbot)
    face = QImage(shown.tile_px, shown.tile_px, QImage.Format.Format_RGB32)
    face.fill(QColor("#336699"))
    shown.show_worn("cat", face)
    shown.show_worn("no such effect", face)
    item = shown.list.item(values(shown).index("cat"))
    for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):
        image = item.icon().pixmap(shown.list.iconSize(), 1.0, mode).toImage()
        assert image.size() == shown.list.iconSize()
        assert image.pixelColor(20, 20).name() == "#336699"
    assert heard == []


@pytest.mark.parametrize("spoken", ["en", "zh"])
@pytest.mark.parametrize(("scale", "width"), [(1.0, 226), (1.5, 290), (2.0, 360)])
def test_no_name_is_cut_however_large_the_text(
    qtbot: QtBot, qapp: QApplication, own: Path, spoken: words.Language, scale: float, width: int
) -> None:
    words.use(qapp, spoken)
    theme.apply(qapp, "dark", scale)
    try:
        shown, _ = field(qtbot)
        shown.resize(width, 900)
        shown._fit()
        cell, metrics = shown.list.gridSize(), shown.list.fontMetrics()
        room = QRect(0, 0, cell.width() - 2 * MARGIN_PX, 1000)
        lines_px = cell.height() - shown.list.iconSize().height() - 2 * tokens().gap_px
        for row in range(shown.list.count()):
            name = shown.list.item(row).text()
            box = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, name)
            assert box.width() <= room.width(), name
            assert box.height() <= lines_px, name
            assert shown.list.visualItemRect(shown.list.item(row)).width() == cell.width()
            assert shown.list.item(row).toolTip() == name
    finally:
        words.use(qapp, "en")
        theme.apply(qapp, "dark")
