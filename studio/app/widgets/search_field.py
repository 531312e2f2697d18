"""A field that finds: with a glass, a cross to empty it, and Esc that does the same."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from studio.app.theme import icon, tokens


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
        self._glass = QAction(self)
        self._cross = QAction(self)
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self.addAction(self._cross, QLineEdit.ActionPosition.TrailingPosition)
        self._cross.triggered.connect(self.clear)
        self._cross.setVisible(False)
        self.textChanged.connect(lambda text: self._cross.setVisible(bool(text)))
        self._dress()

    def _dress(self) -> None:
        size = round(16 * tokens().scale)
        self._glass.setIcon(icon("search", "secondary", size))
        self._cross.setIcon(icon("x", "secondary", size))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 # Qt's name
        """Empty the field by Esc; an empty one lets Esc go on to what it closes."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 # Qt's name
        """Draw the icons anew in another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_cross"):
            self._dress()
