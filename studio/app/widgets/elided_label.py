"""Text on one line that ends in … where there is no room, with all of it in the tooltip."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QStyle, QStyleOption, QWidget

MOST_LETTERS = 400
"""More are never seen on one line, and measuring them would cost."""


class ElidedLabel(QLabel):
    """A label of one line for names that may be long.

    Args:
        text: The whole text; ``full_text`` afterwards.
        mode: Where the … stands.
    """

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:
        super().__init__(parent)
        self._mode = mode
        self._full = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setText(text)

    def setText(self, text: str) -> None:  # noqa: N802 # Qt's name
        """Show another text."""
        if text == self._full:
            return
        self._full = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self._explain()
        self.update()

    def text(self) -> str:
        """Return the whole text."""
        return self._full

    def _line(self) -> str:
        # A line break or a tab in a name must not make two lines of it.
        return " ".join(self._full[:MOST_LETTERS].split())

    def shown_text(self) -> str:
        """Return what is seen: with … where there is no room."""
        room = self.contentsRect().width()
        return self.fontMetrics().elidedText(self._line(), self._mode, room)

    def _explain(self) -> None:
        self.setToolTip(self._full if self.shown_text() != self._full else "")

    def sizeHint(self) -> QSize:  # noqa: N802 # Qt's name
        """Ask for room for all of it."""
        return self._size(self.fontMetrics(), self._line())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 # Qt's name
        """Need room for three letters only."""
        return self._size(self.fontMetrics(), self._line()[:2] + "…" if self._full else "")

    def _size(self, metrics: QFontMetrics, text: str) -> QSize:
        margins = self.contentsMargins()
        width = metrics.horizontalAdvance(text) + margins.left() + margins.right() + 2
        return QSize(width, metrics.height() + margins.top() + margins.bottom())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 # Qt's name
        """Say all of it in the tooltip when it is cut now."""
        super().resizeEvent(event)
        self._explain()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 # Qt's name
        """Draw what there is room for."""
        painter = QPainter(self)
        option = QStyleOption()
        option.initFrom(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        self.style().drawItemText(
            painter,
            self.contentsRect(),
            int(self.alignment() | Qt.TextFlag.TextSingleLine),
            option.palette,
            self.isEnabled(),
            self.shown_text(),
            self.foregroundRole(),
        )
