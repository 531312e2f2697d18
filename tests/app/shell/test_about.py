"""Tests of studio.app.shell.about."""

from importlib.metadata import version

from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from studio.app import theme
from studio.app.shell.about import about


def test_says_version_and_licences_in_text_that_can_be_copied(
    qapp: QApplication, qtbot: QtBot
) -> None:
    theme.apply(qapp, "dark")
    page = about()
    qtbot.addWidget(page)
    labels = [each for each in page.findChildren(QLabel) if each.text()]
    text = "\n".join(each.text() for each in labels)
    for wanted in (version("rocket-studio"), "GPL-3.0-or-later", "Lucide"):
        assert wanted in text
    assert all(each.textInteractionFlags().value for each in labels)
