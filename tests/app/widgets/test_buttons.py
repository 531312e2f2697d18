"""Tests of studio.app.widgets.buttons."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.app import theme
from studio.app.widgets.buttons import IconButton, PushButton


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    theme.apply(qapp, "dark")


def test_an_icon_button_says_its_name(qtbot: QtBot) -> None:
    button = IconButton("eye", "Hide", shortcut="Ctrl+H")
    qtbot.addWidget(button)
    assert button.accessibleName() == "Hide"
    assert button.toolTip() == "Hide  (Ctrl+H)"
    with pytest.raises(AssertionError):
        IconButton("eye", "")


def test_who_refuses_says_why_and_comes_back(qtbot: QtBot) -> None:
    for button in (IconButton("eye", "Hide"), PushButton("Hide")):
        qtbot.addWidget(button)
        before = button.toolTip()
        button.refuse("End the stream first.")
        assert (button.isEnabled(), button.toolTip()) == (False, "End the stream first.")
        button.refuse("")
        assert (button.isEnabled(), button.toolTip()) == (True, before)


def test_it_is_drawn_anew_in_another_theme(qapp: QApplication, qtbot: QtBot) -> None:
    button = IconButton("eye", "Hide")
    qtbot.addWidget(button)
    button.show()
    dark = button.icon().pixmap(20).toImage()
    theme.apply(qapp, "light")
    assert button.icon().pixmap(20).toImage() != dark
    theme.apply(qapp, "dark")


def test_a_role_changes_how_it_looks(qtbot: QtBot) -> None:
    button = PushButton("Go live")
    qtbot.addWidget(button)
    button.resize(120, 32)
    plain = button.grab().toImage().pixelColor(60, 4)
    button.set_role("live")
    assert button.grab().toImage().pixelColor(60, 4) == theme.tokens().live != plain


def test_what_is_down_shows_its_other_icon(qtbot: QtBot) -> None:
    button = IconButton("eye", "Hide", checkable=True, checked_icon="eye-off")
    qtbot.addWidget(button)
    up = button.icon().pixmap(20).toImage()
    button.setChecked(True)
    assert button.icon().pixmap(20).toImage() != up
