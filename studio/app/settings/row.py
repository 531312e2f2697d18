"""One setting: its name, a sentence that says what it does, and the control at its side."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from studio.app.theme import tokens

SIDE_BY_SIDE_PX = 560
"""Narrower, the control stands under the words."""


class SettingRow(QWidget):
    """A row of the settings.

    Args:
        title: In sentence case.
        sentence: What it does, in the anchor's words.
        control: What is set with.
        found_by: More words by which the search finds it, in both languages.
        wide: The control takes the whole width, under the words.
    """

    def __init__(
        self,
        title: str,
        sentence: str,
        control: QWidget,
        found_by: str = "",
        wide: bool = False,
    ) -> None:
        super().__init__()
        self.title = title
        self.control = control
        self._text = f"{title} {sentence} {found_by}".casefold()
        self._wide = wide
        self._sentence = sentence
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 8, 0, 8)
        self._line.setSpacing(tokens().gap_px)
        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        name = QLabel(title)
        name.setWordWrap(True)
        name.setBuddy(control)
        self._explains = QLabel(sentence)
        self._explains.setWordWrap(True)
        self._explains.setProperty("role", "small")
        column.addWidget(name)
        column.addWidget(self._explains)
        column.addStretch(1)
        control.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._line.addWidget(words, 1)
        self._line.addWidget(control, 1, Qt.AlignmentFlag.AlignVCenter)

    def matches(self, wanted: str) -> bool:
        """Say whether every word that is looked for stands here."""
        return all(word in self._text for word in wanted.casefold().split())

    def refuse(self, why: str) -> None:
        """Be disabled and say why; an empty reason enables again."""
        self.control.setEnabled(not why)
        self.control.setToolTip(why)
        self._explains.setText(why or self._sentence)
        self.setToolTip(why)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 # Qt's name
        """Put the control under the words where there is no room beside them."""
        super().resizeEvent(event)
        narrow = self._wide or self.width() < SIDE_BY_SIDE_PX * tokens().scale
        directions = QBoxLayout.Direction
        self._line.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)
        self._line.setAlignment(
            self.control, Qt.AlignmentFlag(0) if narrow else Qt.AlignmentFlag.AlignVCenter
        )
