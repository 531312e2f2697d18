"""A sentence on a few lines at most: the last one ends in … and the tooltip has all of it.

words = FewLines("a sentence that may be long", lines=3)
words.set_lines(1)                 # in a low place
"""

import re

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

MOST_LETTERS = 1000
"""More are never seen on a few lines."""
LEAST_PX = 40
BREAKS = re.compile(r"[ \t\r\n]+")


class FewLines(QLabel):
    """See the module.

    Args:
        text: The whole text.
        lines: How many there are at most.
    """

    def __init__(self, text: str, lines: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._full = text
        self._most = lines
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAccessibleName(text)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def text(self) -> str:
        """Return the whole text."""
        return self._full

    def set_lines(self, lines: int) -> None:
        """Have so many lines at most."""
        if lines != self._most:
            self._most = lines
            self.updateGeometry()
            self.update()

    def shown_lines(self, width: int) -> list[str]:
        """Return the lines that are seen at a width; the last is cut with … if need be."""
        text = BREAKS.sub(" ", self._full[:MOST_LETTERS])  # spaces that hold words together stay
        letters = text.encode("utf-16-le")  # Qt counts in those: an emoji is two
        layout = QTextLayout(text, self.font())
        layout.setTextOption(QTextOption(self.alignment()))
        lines: list[str] = []
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(LEAST_PX, width))
            start, end = line.textStart() * 2, (line.textStart() + line.textLength()) * 2
            if len(lines) == self._most - 1:
                rest = letters[start:].decode("utf-16-le")
                mode = Qt.TextElideMode.ElideRight
                lines.append(self.fontMetrics().elidedText(rest, mode, max(LEAST_PX, width)))
                break
            lines.append(letters[start:end].decode("utf-16-le"))
        layout.endLayout()
        return lines or [""]

    def hasHeightForWidth(self) -> bool:  # noqa: N802 # Qt's name
        """A narrow one is higher."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 # Qt's name
        """Return the height of its lines."""
        return self.fontMetrics().lineSpacing() * len(self.shown_lines(width))

    def sizeHint(self) -> QSize:  # noqa: N802 # Qt's name
        """Ask for one line with all of it."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._full[:MOST_LETTERS]), metrics.lineSpacing())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 # Qt's name
        """Need one line of a few letters."""
        return QSize(LEAST_PX, self.fontMetrics().lineSpacing())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 # Qt's name
        """Say all of it in the tooltip when it is cut now."""
        super().resizeEvent(event)
        seen = "".join(self.shown_lines(self.width()))
        self.setToolTip("" if seen.strip() == BREAKS.sub(" ", self._full).strip() else self._full)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 # Qt's name
        """Draw the lines, in the middle of the height."""
        del event
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        metrics = self.fontMetrics()
        lines = self.shown_lines(self.width())
        top = (self.height() - metrics.lineSpacing() * len(lines)) / 2
        for number, line in enumerate(lines):
            painter.drawText(
                QPointF(0, top + number * metrics.lineSpacing() + metrics.ascent()), line
            )
