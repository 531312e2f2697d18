"""A camera of another studio in the bar of cameras: a place that is taken by one click."""

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from studio.app.stage.offered import OfferedCamera
from studio.app.theme import pixmap, tokens
from studio.app.theme.icons import role_colour
from studio.app.widgets.elided_label import ElidedLabel
from studio.app.words import tr


class OfferedTile(QWidget):
    """See the module.

    Args:
        offer: The camera.
        size: What a tile of the bar likes to have.
        least: What it needs.

    Attributes:
        chosen: It is to be one of our cameras.
    """

    chosen = Signal()

    def __init__(self, offer: OfferedCamera, size: QSize, least: QSize) -> None:
        super().__init__()
        self.offer = offer
        self._size, self._least = size, least
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        said = tr("Add {name} to the cameras", name=offer.title)
        self.setAccessibleName(said)
        self.setToolTip(said)
        self.label = ElidedLabel(offer.title)
        self.label.setProperty("role", "quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        column.setSpacing(2)
        column.addStretch(1)
        column.addWidget(self.label)

    def sizeHint(self) -> QSize:  # noqa: N802 # Qt's name
        """Like to be as large as the other tiles."""
        return self._size

    def minimumSizeHint(self) -> QSize:  # noqa: N802 # Qt's name
        """Need what they need."""
        return self._least

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 # Qt's name
        """Take it."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 # Qt's name
        """Take it by Enter or space; arrows are the bar's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 # Qt's name
        """Draw the frame of a place that nobody has yet."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(role_colour("accent" if self.hasFocus() else "secondary"), 1)
        if self.hasFocus():
            pen.setWidth(2)
        else:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        radius = tokens().radius_px
        painter.drawRoundedRect(self.rect().adjusted(2, 2, -3, -3), radius, radius)
        side = tokens().icon_px
        above = self.rect().adjusted(0, 0, 0, self.label.y() - self.height())
        at = above.center() - QPoint(side // 2, side // 2)
        painter.drawPixmap(at, pixmap("plus", "secondary", side))
