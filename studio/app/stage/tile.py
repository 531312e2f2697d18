"""A place in the bar of cameras: chosen by a click, Enter or space; arrows are the bar's."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from studio.app.theme import tokens

TILE_PX, LOWEST_PX = 150, 64
LABEL_PX = 26


class Tile(QWidget):
    """See the module; what it shows stands in ``column``.

    Attributes:
        chosen: It was clicked, or taken by the keyboard.
    """

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(4, 4, 4, 4)
        self.column.setSpacing(2)

    def sizeHint(self) -> QSize:  # noqa: N802 # Qt's name
        """Like to be as wide as a picture that can be made out."""
        return _size(round(TILE_PX * tokens().scale ** 0.5))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 # Qt's name
        """Need to show something."""
        return _size(LOWEST_PX)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 # Qt's name
        """Be chosen."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 # Qt's name
        """Be chosen by Enter or space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit()
        else:
            super().keyPressEvent(event)


def _size(width: int) -> QSize:
    return QSize(width, round(width * 9 / 16 + LABEL_PX * tokens().scale))
