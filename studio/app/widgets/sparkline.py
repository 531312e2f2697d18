"""A line of the last values, small, beside a figure: whether it is steady says more than it."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.app.theme import tokens

MOST = 240


class Sparkline(QWidget):
    """The last values of one figure.

    Args:
        name: What is shown, for screen readers.
        low: The least that the scale shows.
        high: The most; without, the greatest value that is seen.
    """

    def __init__(
        self, name: str, low: float = 0, high: float | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._low, self._high = low, high
        self._values: list[float] = []
        self._level = "accent"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_values(self, values: Sequence[float], level: str = "accent") -> None:
        """Show these, the newest last, in a colour: ``accent``, ``warning`` or ``live``."""
        self._values = list(values)[-MOST:]
        self._level = level
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 # Qt's name
        """Return the size it has in a row."""
        return QSize(72, 24)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 # Qt's name
        """Return the least size at which it can be read."""
        return QSize(32, 16)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 # Qt's name
        """Draw the line and what lies under it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(1, 3, -3, -3)
        painter.setPen(QPen(tokens().line, 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        if len(self._values) < 2:
            return
        high = self._high if self._high is not None else max(*self._values, self._low + 1e-9)
        span = max(high - self._low, 1e-9)
        step = area.width() / (len(self._values) - 1)
        points = [
            QPointF(
                area.left() + index * step,
                area.bottom() - min(1.0, max(0.0, (value - self._low) / span)) * area.height(),
            )
            for index, value in enumerate(self._values)
        ]
        colour = QColor(getattr(tokens(), self._level))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_fading(colour, area))
        painter.drawPolygon(QPolygonF([area.bottomLeft(), *points, area.bottomRight()]))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, 1.5))
        painter.drawPolyline(QPolygonF(points))
        painter.setBrush(colour)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(points[-1], 2.0, 2.0)


def _fading(colour: QColor, area: QRectF) -> QLinearGradient:
    """Return what lies under the line: its colour, which fades towards the ground."""
    fading = QLinearGradient(area.topLeft(), area.bottomLeft())
    for at, alpha in ((0.0, 0.32), (1.0, 0.04)):
        ink = QColor(colour)
        ink.setAlphaF(alpha)
        fading.setColorAt(at, ink)
    return fading
