"""What went to each destination in the last two minutes, as lines that can be told apart."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.app.theme.tokens import tokens
from studio.app.words import tr

DASHES = (
    Qt.PenStyle.SolidLine,
    Qt.PenStyle.DashLine,
    Qt.PenStyle.DotLine,
    Qt.PenStyle.DashDotLine,
)
INKS = ("accent", "good", "warning", "text")


class NetworkGraph(QWidget):
    """See the module; lines differ by colour and by dashes, and are named at their end."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[tuple[str, tuple[float, ...]]] = []
        self._most_kbps = 1.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Upload to each destination"))

    def set_lines(self, lines: Mapping[str, Sequence[float]]) -> None:
        """Show these, in kb/s, the newest last."""
        self._lines = [(name, tuple(values)) for name, values in lines.items() if len(values) > 1]
        most = max((max(values) for _, values in self._lines), default=0.0)
        self._most_kbps = max(500.0, -(-most * 1.1 // 500) * 500)
        self.setAccessibleDescription(
            ", ".join(
                tr("{name}: {kbps} kb/s", name=name, kbps=f"{values[-1]:,.0f}")
                for name, values in self._lines
            )
        )
        self.setVisible(bool(self._lines))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 # Qt's name
        """Return its size in the dock."""
        return QSize(200, round((88 + 18 * len(self._lines)) * tokens().scale))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 # Qt's name
        """Draw the scale, the lines, and under them their names."""
        now = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = painter.font()
        font.setPixelSize(now.small_px)
        painter.setFont(font)
        line_px = painter.fontMetrics().height()
        legend_px = (line_px + 2) * len(self._lines)
        area = QRectF(0, line_px, self.width() - 1, self.height() - line_px - legend_px - 6)
        painter.setPen(now.secondary)
        top = tr("{kbps} kb/s", kbps=f"{self._most_kbps:,.0f}")
        painter.drawText(QRectF(0, 0, self.width(), line_px), int(Qt.AlignmentFlag.AlignLeft), top)
        painter.setPen(QPen(now.line, 1))
        for part in (0.0, 0.5, 1.0):
            y = area.bottom() - area.height() * part
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
        for index, (name, values) in enumerate(self._lines):
            colour = getattr(now, INKS[index % len(INKS)])
            painter.setPen(QPen(colour, 1.6, DASHES[index % len(DASHES)]))
            step = area.width() / (len(values) - 1)
            points = [
                QPointF(
                    area.left() + at * step,
                    area.bottom() - min(1.0, value / self._most_kbps) * area.height(),
                )
                for at, value in enumerate(values)
            ]
            painter.drawPolyline(QPolygonF(points))
            y = area.bottom() + 6 + index * (line_px + 2)
            painter.drawLine(QPointF(0, y + line_px / 2), QPointF(20, y + line_px / 2))
            painter.setPen(now.text)
            text = tr("{name}: {kbps} kb/s", name=name, kbps=f"{values[-1]:,.0f}")
            room = QRectF(28, y, self.width() - 28, line_px)
            elided = painter.fontMetrics().elidedText(
                text, Qt.TextElideMode.ElideMiddle, int(room.width())
            )
            painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft), elided)
