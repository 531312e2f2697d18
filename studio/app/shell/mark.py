"""The mark of Rocket Studio as an icon, with a red dot while live."""

from functools import cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from studio.app.theme import tokens
from studio.app.theme.files import ASSETS

SIZES_PX = (16, 22, 24, 32, 48, 64, 128, 256)


def mark_pixmap(size_px: int, is_live: bool = False) -> QPixmap:
    """Return the mark at one size."""
    drawing = QPixmap(size_px, size_px)
    drawing.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawing)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(str(ASSETS / "icons" / "rocket-studio.svg")).render(
        painter, QRectF(0, 0, size_px, size_px)
    )
    if is_live:
        part = size_px * 0.42
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens().surface_0)
        painter.drawEllipse(QRectF(size_px - part, size_px - part, part, part))
        painter.setBrush(tokens().live)
        part *= 0.76
        edge = size_px - size_px * 0.42 * 0.88
        painter.drawEllipse(QRectF(edge, edge, part, part))
    painter.end()
    return drawing


def mark(is_live: bool = False) -> QIcon:
    """Return the mark at all sizes that systems ask for."""
    return QIcon(_drawn(tokens().name, is_live))


@cache
def _drawn(theme: str, is_live: bool) -> QIcon:
    """Draw it once for each theme, which its dot shows: window and tray ask often."""
    del theme
    icon = QIcon()
    for size_px in SIZES_PX:
        icon.addPixmap(mark_pixmap(size_px, is_live))
    return icon
