"""Asks for the name of a layout, in a panel."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from studio.app.shell.layouts import LONGEST
from studio.app.theme import tokens
from studio.app.widgets.buttons import PushButton
from studio.app.words import tr


class LayoutName(QWidget):
    """A field and a button.

    Args:
        known: Names that there are; one of them is replaced.
        keep: What is done with the name.
    """

    def __init__(self, known: Sequence[str], keep: Callable[[str], None]) -> None:
        super().__init__()
        self._known, self._keep = set(known), keep
        column = QVBoxLayout(self)
        column.setSpacing(tokens().gap_px)
        words = QLabel(tr("How the docks stand now is kept under this name."))
        words.setWordWrap(True)
        words.setProperty("role", "quiet")
        self.name = QLineEdit()
        self.name.setMaxLength(LONGEST)
        self.name.setAccessibleName(tr("Name of the layout"))
        self.name.setPlaceholderText(tr("Such as: talk, game, two cameras"))
        self.button = PushButton(tr("Keep"), role="primary")
        for each in (words, self.name, self.button):
            column.addWidget(each)
        column.addStretch(1)
        self.name.textChanged.connect(self._draw)
        self.name.returnPressed.connect(self._done)
        self.button.clicked.connect(self._done)
        self._draw()

    def _draw(self) -> None:
        name = self.name.text().strip()
        self.button.setText(tr("Replace") if name in self._known else tr("Keep"))
        self.button.refuse("" if name else tr("Write a name first."))

    def _done(self) -> None:
        if self.name.text().strip():
            self._keep(self.name.text().strip())
