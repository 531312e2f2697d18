"""Tests of studio.app.shell.dock_title."""

from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from studio.app import theme
from studio.app.shell.dock_title import DockTitle
from studio.app.widgets.buttons import IconButton


def test_it_is_as_high_as_a_target_and_holds_what_the_dock_gives(
    qapp: QApplication, qtbot: QtBot
) -> None:
    theme.apply(qapp, "dark")
    add = IconButton("plus", "Add")
    title = DockTitle("A long name of a dock " * 5, [add], lambda menu: None, is_upright=False)
    qtbot.addWidget(title)
    title.resize(160, title.sizeHint().height())
    title.show()
    assert title.height() >= 32
    assert add.isVisibleTo(title)
    assert title.more.geometry().right() <= title.width()


def test_upright_is_narrow(qapp: QApplication, qtbot: QtBot) -> None:
    theme.apply(qapp, "dark")
    title = DockTitle("Mixer", [], lambda menu: None, is_upright=True)
    qtbot.addWidget(title)
    assert title.sizeHint().width() <= 40


def test_the_menu_is_filled_when_it_opens(qapp: QApplication, qtbot: QtBot) -> None:
    theme.apply(qapp, "dark")
    filled: list[QMenu] = []
    title = DockTitle("Mixer", [], filled.append, is_upright=False)
    qtbot.addWidget(title)
    title.show()
    title.more.click()
    assert len(filled) == 1
    filled[0].close()
