"""The path of a part on a small picture: its points are dots that can be dragged.

A double click adds a point, a line that is dragged gets one, Delete removes the chosen one,
arrow keys move it by 10 pixels (with Shift by 1).  The picture shows some room around the
stream's, as parts come from outside and go there.
"""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.app.gifts.path import Point, free_time, told_path, value_at, with_point
from studio.app.theme import tokens
from studio.app.words import tr

CANVAS = (1920.0, 1080.0)
ROOM = 0.22
"""Around the stream's picture, in parts of it."""
DOT_PX, NEAR_PX = 6.0, 12.0
STEP_PX = 10.0


class PathPicture(QWidget):
    """See the module.  It changes nothing by itself: it says what the anchor wants.

    Attributes:
        changed: Other points, and the gesture that they belong to.
        chosen: Another point is chosen, by its place.
    """

    changed = Signal(list, str)
    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.points: list[Point] = []
        self.current = 0
        self._origin = (0.0, 0.0)
        self._length_ms, self._now_ms = 1000, 0
        self._behind: QImage | None = None
        self._dragged, self._gesture = -1, 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Path on the picture; the table below has the same points"))
        self.setToolTip(tr("Double click adds a point. Delete removes it. Arrow keys move it."))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 # Qt's name
        """It is as high as its width wants."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 # Qt's name
        """Return the height of 16 to 9."""
        return width * 9 // 16

    def sizeHint(self) -> QSize:  # noqa: N802 # Qt's name
        """Return a size of 16 to 9."""
        return QSize(320, 180)

    def show_points(self, points: list[Point], length_ms: int, origin: tuple[float, float]) -> None:
        """Show the path of a part.

        Args:
            points: Its points.
            length_ms: Of the effect.
            origin: What they are counted from, on the canvas.
        """
        self.points, self._length_ms, self._origin = points, length_ms, origin
        self.current = min(self.current, len(points) - 1)
        self.update()

    def show_time(self, at_ms: int) -> None:
        """Mark where the part is at a time."""
        self._now_ms = at_ms
        self.update()

    def show_behind(self, image: QImage) -> None:
        """Show the preview's picture behind the path."""
        self._behind = image
        self.update()

    def choose(self, number: int) -> None:
        """Mark another point, telling nobody."""
        self.current = number
        self.update()

    # -- drawing ------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 # Qt's name
        """Draw the picture, the curve, the dots and where the part is now."""
        painter, look = QPainter(self), tokens()
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        round_corners = QPainterPath()
        round_corners.addRoundedRect(QRectF(self.rect()), look.radius_px, look.radius_px)
        painter.setClipPath(round_corners)
        painter.fillRect(self.rect(), look.surface_0)
        self._draw_stage(painter)
        if not self.points:
            return
        painter.setPen(QPen(look.surface_0, 4))
        painter.drawPath(self._curve())
        painter.setPen(QPen(look.accent, 2))
        painter.drawPath(self._curve())
        tracks = told_path(self.points)
        now = self._seen(value_at(tracks["x"], self._now_ms), value_at(tracks["y"], self._now_ms))
        painter.setPen(QPen(look.text, 1.5))
        painter.drawLine(now + QPointF(-9, 0), now + QPointF(9, 0))
        painter.drawLine(now + QPointF(0, -9), now + QPointF(0, 9))
        for number, point in enumerate(self.points):
            self._draw_dot(painter, number, point)

    def _draw_stage(self, painter: QPainter) -> None:
        stage = QRectF(self._on_picture(0, 0), self._on_picture(*CANVAS))
        if self._behind is not None:
            painter.setOpacity(0.55)
            painter.drawImage(stage, self._behind)
            painter.setOpacity(1)
        else:
            painter.fillRect(stage, tokens().surface_2)
        painter.setPen(QPen(tokens().line, 1, Qt.PenStyle.DashLine))
        painter.drawRect(stage)

    def _draw_dot(self, painter: QPainter, number: int, point: Point) -> None:
        look, at = tokens(), self.place_of(number)
        is_current = number == self.current
        size = DOT_PX + (2 if is_current else 0)
        painter.setPen(QPen(look.surface_0, 2))
        painter.setBrush(look.text if is_current else look.accent)
        painter.drawEllipse(at, size, size)
        if is_current and self.hasFocus():
            painter.setPen(QPen(look.accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(at, size + 3, size + 3)
        if is_current:
            words = f"{point.at_ms / 1000:g} s"
            metrics = QFontMetricsF(self.font())
            width, height = metrics.horizontalAdvance(words) + 12, metrics.height() + 4
            left = min(max(at.x() - width / 2, 2.0), self.width() - width - 2)
            top = at.y() - height - 12 if at.y() > height + 16 else at.y() + 12
            label = QRectF(left, top, width, height)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.surface_1)
            painter.drawRoundedRect(label, 4, 4)
            painter.setPen(look.text)
            painter.drawText(label, Qt.AlignmentFlag.AlignCenter, words)

    def _curve(self) -> QPainterPath:
        """Return the way that it goes, as its easings have it."""
        tracks = told_path(self.points)
        path = QPainterPath(self._seen(self.points[0].x, self.points[0].y))
        first, last = self.points[0].at_ms, self.points[-1].at_ms
        for step in range(1, 81):
            at_ms = first + (last - first) * step / 80
            path.lineTo(self._seen(value_at(tracks["x"], at_ms), value_at(tracks["y"], at_ms)))
        return path

    # -- places -------------------------------------------------------------------------

    def _on_picture(self, x: float, y: float) -> QPointF:
        whole = 1 + 2 * ROOM
        return QPointF(
            (x / CANVAS[0] + ROOM) / whole * self.width(),
            (y / CANVAS[1] + ROOM) / whole * self.height(),
        )

    def _seen(self, x: float, y: float) -> QPointF:
        return self._on_picture(self._origin[0] + x, self._origin[1] + y)

    def _inside(self, at: QPointF) -> QPointF:
        """Return where a dot is drawn: at the edge, if it lies farther out."""
        return QPointF(
            min(max(at.x(), DOT_PX), self.width() - DOT_PX),
            min(max(at.y(), DOT_PX), self.height() - DOT_PX),
        )

    def _on_canvas(self, at: QPointF) -> tuple[float, float]:
        whole = 1 + 2 * ROOM
        x = (at.x() / self.width() * whole - ROOM) * CANVAS[0] - self._origin[0]
        y = (at.y() / self.height() * whole - ROOM) * CANVAS[1] - self._origin[1]
        return float(round(x)), float(round(y))

    def place_of(self, number: int) -> QPointF:
        """Return where the dot of a point is drawn."""
        return self._inside(self._seen(self.points[number].x, self.points[number].y))

    def _point_at(self, at: QPointF) -> int:
        best, nearest = -1, NEAR_PX
        for number in range(len(self.points)):
            way = self.place_of(number) - at
            distance = (way.x() ** 2 + way.y() ** 2) ** 0.5
            if distance < nearest or (distance == nearest and number == self.current):
                best, nearest = number, distance
        return best

    def _time_at(self, at: QPointF) -> int:
        """Return when the path is nearest to a place."""
        tracks = told_path(self.points)
        first, last = self.points[0].at_ms, self.points[-1].at_ms

        def far(at_ms: float) -> float:
            way = self._seen(value_at(tracks["x"], at_ms), value_at(tracks["y"], at_ms)) - at
            return way.x() ** 2 + way.y() ** 2

        times = [first + (last - first) * step / 200 for step in range(201)]
        best = min(times, key=far)
        return round(best) if far(best) < NEAR_PX**2 else -1

    # -- what the anchor does -----------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 # Qt's name
        """Take hold of a point, or of the curve where there is none."""
        number = self._point_at(event.position())
        self._gesture += 1
        if number >= 0:
            self._dragged = number
            self._choose(number)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 # Qt's name
        """Drag it; a piece of the curve becomes a point."""
        if not event.buttons() & Qt.MouseButton.LeftButton:
            near = self._point_at(event.position()) >= 0
            self.setCursor(Qt.CursorShape.SizeAllCursor if near else Qt.CursorShape.CrossCursor)
            return
        if self._dragged < 0 and len(self.points) > 1:
            at_ms = self._time_at(event.position())
            if at_ms >= 0:
                self._add(at_ms, event.position())
                self._dragged = self.current
        if self._dragged >= 0:
            self._put(self._dragged, *self._on_canvas(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 # Qt's name
        """Let go."""
        self._dragged = -1

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 # Qt's name
        """Add a point: on the curve at its time, elsewhere at the time of the preview."""
        if self._point_at(event.position()) < 0:
            at_ms = self._time_at(event.position()) if len(self.points) > 1 else -1
            self._add(at_ms if at_ms >= 0 else self._now_ms, event.position())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 # Qt's name
        """Move the chosen point by arrow keys, choose another by Page up and down, remove it."""
        ways = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
        }
        key = Qt.Key(event.key())
        if key in ways and self.points:
            step = 1.0 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else STEP_PX
            point = self.points[self.current]
            self._put(self.current, point.x + ways[key][0] * step, point.y + ways[key][1] * step)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown) and self.points:
            step_by = -1 if key == Qt.Key.Key_PageUp else 1
            self._choose((self.current + step_by) % len(self.points))
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_current()
        else:
            super().keyPressEvent(event)

    def add_now(self) -> None:
        """Add a point where the part is at the preview's time."""
        tracks = told_path(self.points)
        at_ms = free_time(self.points, self._now_ms, self._length_ms)
        x, y = value_at(tracks["x"], at_ms), value_at(tracks["y"], at_ms)
        points, self.current = with_point(self.points, at_ms, x, y)
        self._tell(points, "")

    def remove_current(self) -> None:
        """Remove the chosen point; the last one stays."""
        if len(self.points) > 1:
            left = [each for n, each in enumerate(self.points) if n != self.current]
            self.current = min(self.current, len(left) - 1)
            self._tell(left, "")

    def _add(self, at_ms: int, at: QPointF) -> None:
        at_ms = free_time(self.points, at_ms, self._length_ms)
        points, self.current = with_point(self.points, at_ms, *self._on_canvas(at))
        self._tell(points, f"path {self._gesture}")

    def _put(self, number: int, x: float, y: float) -> None:
        old = self.points[number]
        moved = Point(old.at_ms, x, y, old.easing)
        points = [moved if n == number else each for n, each in enumerate(self.points)]
        self._tell(points, f"path {self._gesture} {number}")

    def _tell(self, points: list[Point], gesture: str) -> None:
        self.points = points
        self.update()
        self.changed.emit(points, gesture)
        self.chosen.emit(self.current)

    def _choose(self, number: int) -> None:
        self.current = number
        self.update()
        self.chosen.emit(number)
