"""The live picture of one input, in a panel; a colour can be picked from it.

Example::

    view = LiveView(studio, "Camera")
    view.pick()                        # the next click, or Enter, says the colour there
    view.picked.connect(use)           # "#00b140"
"""

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, QSizeF, Qt, Signal
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
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.app.link.views import View
from studio.app.studio import Studio
from studio.app.theme import tokens
from studio.app.widgets.arrows import ARROWS
from studio.app.words import tr
from studio.model.commands import ViewOf
from studio.model.scene import Filter

FPS = 15
ROUNDED_PX = 2
"""A view's sides are even numbers."""
AROUND = 1
"""Pixels on each side of the one that is picked: noise of a camera is averaged away."""


class LiveView(QWidget):
    """A picture that moves, as wide as there is room.

    Args:
        studio: Whose.
        name: Of the input or scene.
        of: What of that name.
        fps: At most so many pictures a second, only while it is seen.

    Attributes:
        picked: A colour was picked: ``#rrggbb``.
        picking_changed: A colour can be picked now, or no longer.
    """

    picked = Signal(str)
    picking_changed = Signal(bool)

    def __init__(
        self,
        studio: Studio,
        name: str,
        of: ViewOf = "input",
        fps: float = FPS,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        canvas = studio.mirror.collection.canvas if studio.mirror.collection else None
        self._ratio = canvas.height / canvas.width if canvas else 9 / 16
        self._of, self._name = of, name
        self._is_picking = False
        self._is_unfiltered = False
        self._is_trial = False
        self._at = QPointF()
        self.setAccessibleName(tr("Live picture of {name}", name=name))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.view = View(studio.link, of, name, 320, round(320 * self._ratio), fps)
        self.view.end_with(self)
        self.view.frame_ready.connect(self.update)
        self.view.follow(self)

    @property
    def is_picking(self) -> bool:
        """Whether the next click picks a colour."""
        return self._is_picking

    def pick(self) -> None:
        """Let a colour be picked."""
        self._set_picking(True)
        self._at = QPointF(self.rect().center())
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_unfiltered(self, is_unfiltered: bool) -> None:
        """Show an input as it is before its filters, here alone, or with them again."""
        self._is_unfiltered = is_unfiltered
        self._choose_subject()

    def try_on(self, filters: tuple[Filter, ...] | None) -> None:
        """Show an input with other filters, here alone, and say so; None: with its own again."""
        self._is_trial = filters is not None
        self.view.try_on(filters)
        self.update()

    def color_at(self, point: QPointF) -> str | None:
        """Return the colour of the picture around a point of this widget."""
        image, area = self.view.image(), self._area()
        if image is None or not area.contains(point.toPoint()):
            return None
        x = int((point.x() - area.left()) * image.width() / area.width())
        y = int((point.y() - area.top()) * image.height() / area.height())
        return _mean(image, QPoint(x, y))

    def hasHeightForWidth(self) -> bool:  # noqa: N802 # Qt's name
        """Keep the shape of the canvas."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 # Qt's name
        """Return the height that belongs to a width."""
        return round(width * min(self._ratio, 1.0))

    def sizeHint(self) -> QSize:  # noqa: N802 # Qt's name
        """Ask for a picture that can be judged."""
        return QSize(288, self.heightForWidth(288))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 # Qt's name
        """Have pictures of the size that is seen."""
        super().resizeEvent(event)
        size = self._area().size() * self.devicePixelRatio()
        if size.width() >= 16 and size.height() >= 16:
            self.view.set_size(size.width(), size.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 # Qt's name
        """Draw the newest picture, and what is picked."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        area = self._area()
        painter.fillRect(area, QColor("black"))
        image = self.view.image()
        if image is not None:
            painter.drawImage(self._place_of(image, area), image)
        if self._is_picking:
            self._draw_picker(painter)
        if self._is_trial:
            self._draw_words(painter, area, tr("Only you see this"))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 # Qt's name
        """Show the colour under the pointer."""
        if self._is_picking:
            self._at = event.position()
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 # Qt's name
        """Pick."""
        if self._is_picking and event.button() == Qt.MouseButton.LeftButton:
            self._take(event.position())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 # Qt's name
        """Move the picker by arrow keys, pick by Enter, leave it by Esc."""
        if not self._is_picking:
            super().keyPressEvent(event)
        elif step := ARROWS.get(Qt.Key(event.key())):
            far = 1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 8
            self._at += QPointF(step[0] * far, step[1] * far)
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._take(self._at)
        elif event.key() == Qt.Key.Key_Escape:
            self._set_picking(False)
        else:
            super().keyPressEvent(event)

    def _take(self, point: QPointF) -> None:
        color = self.color_at(point)
        if color is not None:
            self._set_picking(False)
            self.picked.emit(color)

    def _set_picking(self, is_picking: bool) -> None:
        if is_picking == self._is_picking:
            return
        self._is_picking = is_picking
        self._choose_subject()
        self.setMouseTracking(is_picking)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_picking else Qt.FocusPolicy.NoFocus)
        if is_picking:
            self.setCursor(Qt.CursorShape.CrossCursor)
        else:
            self.unsetCursor()
        self.update()
        self.picking_changed.emit(is_picking)

    def _choose_subject(self) -> None:
        if self._of == "input":  # a colour that a filter took away can be picked too
            is_bare = self._is_picking or self._is_unfiltered
            self.view.set_subject("unfiltered" if is_bare else "input", self._name)

    def _area(self) -> QRect:
        """Return where the picture lies, in the shape of the canvas."""
        size = QSize(1000, max(1, round(1000 * self._ratio)))
        size.scale(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        area = QRect(QPoint(0, 0), size)
        area.moveCenter(self.rect().center())
        return area

    def _place_of(self, image: QImage, area: QRect) -> QRectF:
        """Return where a picture lies: copied where it misses a pixel, which views round away."""
        ratio = self.devicePixelRatioF()
        missing = QSizeF(area.size()) * ratio - QSizeF(image.size())
        if max(abs(missing.width()), abs(missing.height())) < ROUNDED_PX:
            return QRectF(QPointF(area.topLeft()), QSizeF(image.size()) / ratio)
        return QRectF(area)

    def _draw_words(self, painter: QPainter, area: QRect, words: str) -> None:
        look, metrics = tokens(), self.fontMetrics()
        room = area.width() - 4 * look.gap_px
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
        width = metrics.horizontalAdvance(shown) + 2 * look.gap_px
        height = metrics.height() + look.grid_px
        plate = QRect(0, 0, width, height)
        plate.moveBottomLeft(area.bottomLeft() + QPoint(look.gap_px, -look.gap_px))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.surface_0)
        painter.drawRoundedRect(plate, look.radius_px, look.radius_px)
        painter.setPen(look.text)
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, shown)

    def _draw_picker(self, painter: QPainter) -> None:
        color = self.color_at(self._at)
        if color is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = tokens().target_px / 2
        for width, ink in ((5, tokens().surface_0), (3, tokens().text)):
            painter.setPen(QPen(ink, width))
            painter.setBrush(QColor(color))
            painter.drawEllipse(self._at, radius, radius)


def _mean(image: QImage, at: QPoint) -> str:
    """Return the colour around a pixel, the mean of a few."""
    found = [
        image.pixelColor(x, y)
        for x in range(at.x() - AROUND, at.x() + AROUND + 1)
        for y in range(at.y() - AROUND, at.y() + AROUND + 1)
        if image.valid(x, y)
    ]
    if not found:
        return "#000000"
    count = len(found)
    red, green, blue = (
        round(sum(each) / count)
        for each in zip(*((c.red(), c.green(), c.blue()) for c in found), strict=True)
    )
    return f"#{red:02x}{green:02x}{blue:02x}"
