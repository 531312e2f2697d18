"""A small light that says by its form, too, how a destination does."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.app.live.truth import Light
from studio.app.theme.tokens import tokens

SIZE_PX = 12


class LightDot(QWidget):
    """Ring: waiting; disc: live; triangle: trouble; cross: failed; small ring: off."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._light = Light.OFF
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_light(self, light: Light) -> None:
        """Show another state."""
        if light is not self._light:
            self._light = light
            self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 # Qt's name
        """Return its one size."""
        size = round(SIZE_PX * tokens().scale)
        return QSize(size, size)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 # Qt's name
        """Draw it."""
        now = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        middle, half = area.center(), area.width() / 2
        painter.setPen(Qt.PenStyle.NoPen)
        match self._light:
            case Light.LIVE:
                painter.setBrush(now.good)
                painter.drawEllipse(area)
            case Light.WAITING:
                painter.setPen(QPen(now.accent, 2))
                painter.drawEllipse(area.adjusted(1, 1, -1, -1))
            case Light.TROUBLE:
                painter.setBrush(now.warning)
                corners = ((0.0, -half), (half, half), (-half, half))
                points = [QPointF(middle.x() + x, middle.y() + y) for x, y in corners]
                painter.drawPolygon(QPolygonF(points))
            case Light.FAILED:
                painter.setPen(QPen(now.live, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
                inner = area.adjusted(2, 2, -2, -2)
                painter.drawLine(inner.topLeft(), inner.bottomRight())
                painter.drawLine(inner.topRight(), inner.bottomLeft())
            case Light.OFF:
                painter.setPen(QPen(now.secondary, 1.5))
                painter.drawEllipse(middle, half / 2, half / 2)
