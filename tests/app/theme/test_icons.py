"""Tests of studio.app.theme.icons, and of the files in assets/icons."""

import ast
import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QIcon, QImage
from PySide6.QtWidgets import QApplication

from studio.app import theme
from studio.app.theme.files import ASSETS
from studio.app.theme.icons import source
from studio.model.kinds import FILTER_KINDS, INPUT_KINDS

APP = Path(theme.__file__).parents[1]
MODEL = APP.parent / "model"
"""It names the icon of each kind of source."""
ICONS = {path.stem for path in (ASSETS / "icons").glob("*.svg")}


def inks(picture: QImage) -> set[str]:
    """Return the colours of what is fully there."""
    return {
        picture.pixelColor(x, y).name()
        for x in range(picture.width())
        for y in range(picture.height())
        if picture.pixelColor(x, y).alpha() == 255
    }


def test_an_icon_has_the_colour_of_its_role(qapp: QApplication) -> None:
    theme.apply(qapp, "dark")
    assert inks(theme.pixmap("square", "live", 48, 1).toImage()) == {QColor("#FF4757").name()}
    theme.apply(qapp, "light")
    assert inks(theme.pixmap("square", "live", 48, 1).toImage()) == {QColor("#D92D3C").name()}
    theme.apply(qapp, "dark")


def test_a_disabled_icon_is_paler(qapp: QApplication) -> None:
    theme.apply(qapp, "dark")
    icon = theme.icon("square", size_px=48)
    normal = icon.pixmap(48, QIcon.Mode.Normal).toImage()
    disabled = icon.pixmap(48, QIcon.Mode.Disabled).toImage()
    assert max(inks(disabled)) < max(inks(normal))


def test_an_icon_is_sharp_on_dense_screens(qapp: QApplication) -> None:
    picture = theme.pixmap("mic", size_px=20, ratio=2)
    assert (picture.width(), picture.devicePixelRatio()) == (40, 2)


def test_a_gap_stands_after_the_icon(qapp: QApplication) -> None:
    picture = theme.icon("mic", size_px=20, gap_px=4).pixmap(24, 20).toImage()
    assert all(picture.pixelColor(23, y).alpha() == 0 for y in range(picture.height()))


@pytest.mark.parametrize("name", sorted(ICONS - {"rocket-studio"}))
def test_every_file_is_a_line_icon(name: str) -> None:
    text = source(name).decode()
    assert 'viewBox="0 0 24 24"' in text
    assert "currentColor" in text
    assert "<script" not in text


def test_every_icon_is_used_and_every_used_one_is_there() -> None:
    words = {
        node.value
        for path in (*APP.rglob("*.py"), *MODEL.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    words |= {
        word
        for path in APP.rglob("*.toml")
        for word in re.findall(r'"([a-z0-9-]+)"', path.read_text("utf-8"))
    }
    kinds = {
        str(kind.model_json_schema()["icon"])
        for kind in (*INPUT_KINDS.values(), *FILTER_KINDS.values())
    }
    assert not ICONS - words - kinds - {"rocket-studio"}, "icons that nothing names"
    wanted = {
        node.args[0].value
        for path in APP.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("IconButton", "icon", "pixmap", "mark", "EmptyState")
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and node.args[0].value
    }
    assert not (wanted | kinds) - ICONS, "icons that have no file"
