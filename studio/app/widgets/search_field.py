"""A field that finds: with a glass, a cross to empty it, and Esc that does the same."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from studio.app.theme import pixmap, tokens
from studio.app.widgets.buttons import IconButton
from studio.app.words import tr


class SearchField(QLineEdit):
    """Finds while one types: listen to ``textChanged``.

    Args:
        placeholder: What can be found here; the accessible name too.
    """

    def __init__(self, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setMaxLength(300)
        self._cross = IconButton("x", tr("Clear the search"), self)
        self._cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._cross.setProperty("mouseOnly", True)  # Esc does the same
        self._cross.setCursor(Qt.CursorShape.ArrowCursor)
        self._cross.clicked.connect(self.clear)
        self._cross.hide()
        self.textChanged.connect(lambda text: self._cross.setVisible(bool(text)))
        self._make_room()

    def _glass_px(self) -> int:
        return round(16 * tokens().scale)

    def _make_room(self) -> None:
        self.setTextMargins(self._glass_px() + 6, 0, tokens().target_px - 8, 0)
        size = self._cross.sizeHint()
        self._cross.move(self.width() - size.width(), (self.height() - size.height()) // 2)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 # Qt's name
        """Keep the cross at the end."""
        super().resizeEvent(event)
        self._make_room()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 # Qt's name
        """Draw the glass before the text."""
        super().paintEvent(event)
        size = self._glass_px()
        painter = QPainter(self)
        top = (self.height() - size) // 2
        painter.drawPixmap(8, top, pixmap("search", "secondary", size, self.devicePixelRatioF()))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 # Qt's name
        """Empty the field by Esc; an empty one lets Esc go on to what it closes."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)
