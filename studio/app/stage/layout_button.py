"""A layout as a button: painted from its own places, so that no picture can tell otherwise."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from studio.app.stage.layouts import AUTO, FREE, layout_of
from studio.app.theme import pixmap, tokens
from studio.app.theme.tokens import mixed

SIGNS = {AUTO: "wand-sparkles", FREE: "pencil"}
OVER = ("over", "pip")
"""Guests lie over the anchor's picture: they get an edge, or they would not be seen."""


class LayoutButton(QAbstractButton):
    """See the module.

    Args:
        id: Of the layout.
        name: What it is called, for screen readers and the tooltip.
    """

    def __init__(self, id: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.id = id
        self.setCheckable(True)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 # Qt's name
        """As wide as a small picture."""
        return QSize(round(52 * tokens().scale), round(36 * tokens().scale))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 # Qt's name
        """Never too small to be hit."""
        side = max(32, tokens().target_px)
        return QSize(side, max(side, self.sizeHint().height()))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 # Qt's name
        """Paint the places, the anchor's fuller than the guests'."""
        t = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_on = self.isChecked()
        ground = t.selected if is_on else t.hover if self.underMouse() else t.surface_2
        painter.setPen(QPen(t.accent, 2) if is_on or self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        edge = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(edge, t.radius_px, t.radius_px)
        if sign := SIGNS.get(self.id):
            size = t.icon_px
            left, top = (self.width() - size) // 2, (self.height() - size) // 2
            painter.drawPixmap(left, top, pixmap(sign, "text", size))
            return
        self._paint_places(painter)

    def _paint_places(self, painter: QPainter) -> None:
        t = tokens()
        layout = layout_of(self.id)
        if layout is None:
            return
        height = self.height() - 14.0 * t.scale**0.5
        width = min(self.width() - 12.0, height * 16 / 9)
        left, top = (self.width() - width) / 2, (self.height() - height) / 2
        strong, faint = mixed(t.surface_1, t.text, 0.75), mixed(t.surface_1, t.text, 0.4)
        painter.setPen(Qt.PenStyle.NoPen)
        if not layout.has_anchor:
            painter.setBrush(strong)
            painter.drawRoundedRect(QRectF(left, top, width, height), 2, 2)
        for number, place in enumerate(layout.places[: 9 if layout.has_anchor else 3]):
            painter.setBrush(strong if layout.has_anchor and number == 0 else faint)
            if layout.id in OVER:
                painter.setPen(QPen(t.surface_2, 1))
            area = QRectF(
                left + place.x * width,
                top + place.y * height,
                place.width * width,
                place.height * height,
            )
            painter.drawRoundedRect(area.adjusted(0.75, 0.75, -0.75, -0.75), 1.5, 1.5)
