"""Who we are: a panel, not a box."""

from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from studio.app.shell.mark import mark_pixmap
from studio.app.theme import tokens
from studio.app.words import tr


def _version() -> str:
    try:
        return version("rocket-studio")
    except PackageNotFoundError:  # run from a tree that was not installed
        return ""


def about() -> QWidget:
    """Return what the panel shows."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.setSpacing(tokens().gap_px)
    picture = QLabel()
    picture.setPixmap(mark_pixmap(round(72 * tokens().scale)))
    column.addWidget(picture)
    for text, role in (
        (tr("Rocket Studio {version}", version=_version()).strip(), "title"),
        (tr("A broadcasting studio for anchors, on their own computer."), ""),
        (tr("Free under GPL-3.0-or-later. It carries x264 through FFmpeg, and Qt."), "quiet"),
        (tr("Icons: Lucide, under the ISC licence."), "quiet"),
    ):
        label = QLabel(text)
        label.setWordWrap(True)
        label.setProperty("role", role)
        label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        column.addWidget(label)
    column.addStretch(1)
    return page
