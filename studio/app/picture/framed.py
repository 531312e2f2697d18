"""A picture with its name above and a frame around: preview and programme can't be mistaken.

The words say which is which, the scene's name what it shows; the frame's colour says it once
more to who looks past the words.
"""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.app.theme import tokens
from studio.app.theme.icons import role_colour
from studio.app.widgets.elided_label import ElidedLabel

FRAME_PX = 2


class Framed(QWidget):
    """A picture in a frame.

    Args:
        title: What it is.
        role: Of the frame's colour.
        picture: What is in it.
    """

    def __init__(
        self, title: str, role: str, picture: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._role = role
        self._is_framed = True
        self.picture = picture
        self._title = QLabel(title)
        self._title.setProperty("role", "strong")
        self._scene = ElidedLabel("")
        self._scene.setProperty("role", "quiet")
        self._head = QWidget()
        row = QHBoxLayout(self._head)
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(8)
        row.addWidget(self._title)
        row.addWidget(self._scene, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(FRAME_PX, FRAME_PX, FRAME_PX, FRAME_PX)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(picture, 1)

    def set_scene(self, name: str) -> None:
        """Say which scene it shows."""
        self._scene.setText(name)

    def set_framed(self, is_framed: bool) -> None:
        """Leave frame and words out where there is nothing to mistake."""
        self._is_framed = is_framed
        self._head.setVisible(is_framed)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 # Qt's name
        """Paint the frame."""
        super().paintEvent(event)
        if not self._is_framed:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(role_colour(self._role), FRAME_PX))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        half = FRAME_PX / 2
        frame = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(frame, tokens().radius_px, tokens().radius_px)
