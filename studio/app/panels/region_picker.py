"""Draws a part of a screen with the mouse, on a still picture of it that fills the screen.

A drag begins a new part; the one there is moved by its middle and resized by its edges.  By
keyboard: arrows move, Ctrl and arrows resize, Shift takes larger steps.  Enter or a double
click takes it, Esc leaves all as it was::

    picker = RegionPicker(image, Area(0, 0, 1920, 1080), None, self)
    picker.taken.connect(use)          # [left, top, width, height]
    picker.showFullScreen()
"""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.app.panels.region_band import Area, Point, RegionBand
from studio.app.theme import tokens
from studio.app.widgets.arrows import ARROWS
from studio.app.widgets.buttons import PushButton
from studio.app.words import tr

REACH_PX = 8.0
HANDLE_PX = 8.0
SHADE = QColor(0, 0, 0, 130)
STEP_PX, LARGE_STEP_PX = 1, 10
CURSORS = {
    (0, 0): Qt.CursorShape.CrossCursor,
    (-1, 0): Qt.CursorShape.SizeHorCursor,
    (1, 0): Qt.CursorShape.SizeHorCursor,
    (0, -1): Qt.CursorShape.SizeVerCursor,
    (0, 1): Qt.CursorShape.SizeVerCursor,
    (-1, -1): Qt.CursorShape.SizeFDiagCursor,
    (1, 1): Qt.CursorShape.SizeFDiagCursor,
    (1, -1): Qt.CursorShape.SizeBDiagCursor,
    (-1, 1): Qt.CursorShape.SizeBDiagCursor,
}


class RegionPicker(QWidget):
    """See the module.

    Args:
        image: The still picture.
        screen: What it shows, in pixels of the screen.
        area: What is captured now; None for all of it.

    Attributes:
        taken: A part was drawn.
        band: What is drawn.
    """

    taken = Signal(list)

    def __init__(self, image: QImage, screen: Area, area: Area | None, parent: QWidget) -> None:
        window = Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint
        super().__init__(parent, window | Qt.WindowType.WindowStaysOnTopHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Draw a part of the screen"))
        self.setAccessibleName(tr("Part of the screen"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._screen = screen
        self._image = image
        self._scaled: QImage | None = None
        self.band = RegionBand(screen, area)
        self.use = PushButton(tr("Use this part"), role="primary")
        self.use.clicked.connect(self._take)
        cancel = PushButton(tr("Cancel"))
        cancel.clicked.connect(self.close)
        self._card = self._made_card(cancel)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._card)
        self._put_card()
        self._told()
        self.setFocus()

    def area_px(self) -> QRectF:
        """Return where the picture lies in this widget."""
        screen = self._screen
        scale = min(self.width() / screen.width, self.height() / screen.height)
        width, height = screen.width * scale, screen.height * scale
        return QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 # Qt's name
        """Scale the picture anew."""
        super().resizeEvent(event)
        self._scaled = None
        self._put_card()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 # Qt's name
        """Paint the picture, what is left out in shade, and the numbers."""
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.black)
        whole = self.area_px()
        painter.drawImage(whole, self._sharp(whole))
        band = self._shown()
        if band is None:
            painter.fillRect(whole, SHADE)
            return
        for left_out in _around(whole, band):
            painter.fillRect(left_out, SHADE)
        _frame(painter, band)
        self._numbers(painter, band)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 # Qt's name
        """Begin a part, or take hold of the one there."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.band.press(self._at(event.position()), self._reach)
            self._card.hide()  # what lies under it can be drawn over too

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 # Qt's name
        """Draw, or show what a press would do."""
        at = self._at(event.position())
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.band.move(at)
            self._told()
            return
        edges = self.band.edges_at(at, self._reach)
        is_over = self.band.area is not None and self.band.area.holds(at)
        shape = CURSORS[edges]
        if edges == (0, 0) and is_over:
            shape = Qt.CursorShape.SizeAllCursor
        self.setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 # Qt's name
        """Let go."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.band.release()
            self._told()
            self._put_card()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 # Qt's name
        """Take what is drawn."""
        area = self.band.area
        if area is not None and area.holds(self._at(event.position())):
            self._take()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 # Qt's name
        """Move, resize, take or leave."""
        key, held = Qt.Key(event.key()), event.modifiers()
        if key in ARROWS:
            is_large = held & Qt.KeyboardModifier.ShiftModifier
            px = LARGE_STEP_PX if is_large else STEP_PX
            dx, dy = (part * px for part in ARROWS[key])
            if held & Qt.KeyboardModifier.ControlModifier:
                self.band.grow(dx, dy)
            else:
                self.band.step(dx, dy)
            self._told()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take()
        elif key == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _made_card(self, cancel: PushButton) -> QWidget:
        card = QWidget()
        card.setProperty("surface", "card")
        card.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        card.setCursor(Qt.CursorShape.ArrowCursor)
        row = QHBoxLayout(card)
        row.setSpacing(tokens().gap_px)
        hint = QLabel(tr("Drag over what viewers shall see. Enter takes it, Esc cancels."))
        hint.setWordWrap(True)
        row.addWidget(hint, 1)
        row.addWidget(cancel)
        row.addWidget(self.use)
        return card

    def _put_card(self) -> None:
        """Show what can be done where it hides nothing that is drawn, if there is room."""
        band, height = self._shown(), self._card.sizeHint().height() + REACH_PX
        is_in_the_way = band is not None and band.top() < height
        is_free_below = band is None or band.bottom() < self.height() - height
        side = Qt.AlignmentFlag.AlignTop
        if is_in_the_way and is_free_below:
            side = Qt.AlignmentFlag.AlignBottom
        self._column.setAlignment(self._card, Qt.AlignmentFlag.AlignHCenter | side)
        self._card.show()

    def _take(self) -> None:
        area = self.band.area
        if area is not None:
            self.taken.emit([area.left, area.top, area.width, area.height])
            self.close()

    def _told(self) -> None:
        """Say what is drawn, to eyes and to screen readers."""
        area = self.band.area
        self.use.setEnabled(area is not None)
        self.setAccessibleDescription(_sentence(area) if area else tr("Nothing is drawn yet."))
        self.update()

    def _sharp(self, whole: QRectF) -> QImage:
        """Return the picture in the pixels in which it is painted."""
        if self._scaled is None:
            ratio = self.devicePixelRatioF()
            size = QSize(round(whole.width() * ratio), round(whole.height() * ratio))
            ways = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            self._scaled = self._image.scaled(size, *ways)
        return self._scaled

    @property
    def _reach(self) -> float:
        return REACH_PX * self._screen.width / max(1.0, self.area_px().width())

    def _at(self, position: QPointF) -> Point:
        whole, screen = self.area_px(), self._screen
        x = (position.x() - whole.left()) / max(1.0, whole.width())
        y = (position.y() - whole.top()) / max(1.0, whole.height())
        return screen.left + x * screen.width, screen.top + y * screen.height

    def _shown(self) -> QRectF | None:
        area, whole, screen = self.band.area, self.area_px(), self._screen
        if area is None:
            return None
        across, down = whole.width() / screen.width, whole.height() / screen.height
        return QRectF(
            whole.left() + (area.left - screen.left) * across,
            whole.top() + (area.top - screen.top) * down,
            area.width * across,
            area.height * down,
        )

    def _numbers(self, painter: QPainter, band: QRectF) -> None:
        area = self.band.area
        assert area is not None
        text, metrics = _sentence(area), self.fontMetrics()
        size = QSize(metrics.horizontalAdvance(text) + 16, metrics.height() + 8)
        left = min(max(0.0, band.center().x() - size.width() / 2), self.width() - size.width())
        top = min(band.bottom() + 8, self.height() - size.height() - 4.0)
        shape = QRectF(QPointF(left, top), size.toSizeF())
        painter.setPen(QPen(tokens().accent, 1))
        painter.setBrush(tokens().surface_1)
        painter.drawRoundedRect(shape, 4, 4)
        painter.setPen(tokens().text)
        painter.drawText(shape, Qt.AlignmentFlag.AlignCenter, text)


def _sentence(area: Area) -> str:
    return tr(
        "{width} × {height} at {x}, {y}",
        width=area.width,
        height=area.height,
        x=area.left,
        y=area.top,
    )


def _frame(painter: QPainter, band: QRectF) -> None:
    """Paint the band's edge, and what it is resized by."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for pen in (QPen(SHADE, 4), QPen(tokens().accent, 2)):
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(band)
    painter.setPen(QPen(tokens().accent.darker(160), 1))
    painter.setBrush(QColor(255, 255, 255))
    for x in (0.0, 0.5, 1.0):
        for y in (0.0, 0.5, 1.0):
            if (x, y) != (0.5, 0.5):
                at = QPointF(band.left() + x * band.width(), band.top() + y * band.height())
                half = QPointF(HANDLE_PX / 2, HANDLE_PX / 2)
                painter.drawRoundedRect(QRectF(at - half, at + half), 2, 2)


def _around(whole: QRectF, band: QRectF) -> tuple[QRectF, ...]:
    """Return the four rectangles around the band."""
    return (
        QRectF(whole.left(), whole.top(), whole.width(), band.top() - whole.top()),
        QRectF(whole.left(), band.bottom(), whole.width(), whole.bottom() - band.bottom()),
        QRectF(whole.left(), band.top(), band.left() - whole.left(), band.height()),
        QRectF(band.right(), band.top(), whole.right() - band.right(), band.height()),
    )
