"""A fader: a volume in dB on OBS's cubic way, set by drag, wheel and keys.

It shows its own value while it is dragged, and what it is given otherwise.  A drag, a turn of
the wheel and a held key are each one gesture, so that undo takes it back in one step::

    fader = Fader(Qt.Orientation.Vertical)
    fader.moved.connect(lambda volume_db, gesture: …)
    fader.set_volume(-6.0)
"""

import secrets

from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleValueChangeEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QSlider, QWidget

from studio.app import theme
from studio.app.theme.tokens import mixed, tokens
from studio.app.widgets.fader_law import (
    MOST_DB,
    SILENT_DB,
    TOP_DB,
    as_text,
    position_of,
    volume_at,
)

STEP_DB = 1.0
FINE_STEP_DB = 0.1
STEPS = 1000
REST_MS = 600
"""After so long without a move a gesture of wheel or keys is over."""
ECHO_MS = 400
"""How long after a gesture the engine's word on its first half may still be under way."""
MARKS_DB = (TOP_DB, 0.0, -6.0, -12.0, -20.0, -30.0, -50.0)
_LEAST_DB = -96.0


class Fader(QSlider):
    """A volume.

    Signals:
        moved: ``(volume_db, gesture)`` by the person in front of it, never by ``set_volume``.
    """

    moved = Signal(float, str)

    def __init__(
        self,
        orientation: Qt.Orientation = Qt.Orientation.Vertical,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(orientation, parent)
        self.setRange(0, STEPS)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._volume_db = 0.0
        self._gesture = ""
        self._is_dragged = False
        self._grip_px = 0
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._end_gesture)
        self._told_db = 0.0
        self._echo = QTimer(self, singleShot=True, interval=ECHO_MS)
        self._echo.timeout.connect(lambda: self._put(self._told_db))
        self.set_orientation(orientation)
        self.set_volume(0.0)
        theme.changes().changed.connect(self.updateGeometry)

    @property
    def volume_db(self) -> float:
        """What it stands at."""
        return self._volume_db

    def set_orientation(self, orientation: Qt.Orientation) -> None:
        """Stand up or lie down."""
        self.setOrientation(orientation)
        fixed, free = QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding
        is_up = orientation is Qt.Orientation.Vertical
        self.setSizePolicy(fixed if is_up else free, free if is_up else fixed)

    def set_volume(self, volume_db: float) -> None:
        """Show a volume; not while it is moved by hand, or was a moment ago."""
        self._told_db = volume_db
        if not self._gesture and not self._echo.isActive():
            self._put(volume_db)

    def sizeHint(self) -> QSize:  # noqa: N802 # Qt's name
        """Return a comfortable size."""
        across = tokens().target_px - 8
        return QSize(across, 160) if self._is_up else QSize(160, across)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 # Qt's name
        """Return the least size at which it can be set well."""
        across = tokens().target_px - 8
        return QSize(across, 64) if self._is_up else QSize(64, across)

    @property
    def _is_up(self) -> bool:
        return self.orientation() == Qt.Orientation.Vertical

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 # Qt's name
        """Begin a drag, from where the handle was taken."""
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        self._begin_gesture()
        self._is_dragged = True
        at = self._along(event.position().toPoint())
        middle = self._pixel_of(position_of(self._volume_db))
        self._grip_px = at - middle if abs(at - middle) <= self._handle_px() // 2 else 0
        self._drag_to(at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 # Qt's name
        """Go on with the drag."""
        if self._is_dragged:
            self._drag_to(self._along(event.position().toPoint()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 # Qt's name
        """End the drag."""
        if self._is_dragged and event.button() == Qt.MouseButton.LeftButton:
            self._is_dragged = False
            self._end_gesture()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 # Qt's name
        """Go back to 0 dB."""
        self._is_dragged = False
        self._begin_gesture()
        self._move_to(0.0)
        self._end_gesture()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 # Qt's name
        """Step by a dB, with Ctrl by a tenth; not without the focus: lists are scrolled too."""
        if not self.hasFocus():
            event.ignore()
            return
        is_fine = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        turns = event.angleDelta().y() / 120
        self._step(turns * (FINE_STEP_DB if is_fine else STEP_DB))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 # Qt's name
        """Arrows step by a dB (with Ctrl a tenth), pages by six; Home is 0 dB, End is silence."""
        key = Qt.Key(event.key())
        is_fine = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        step_db = FINE_STEP_DB if is_fine else STEP_DB
        steps = {
            Qt.Key.Key_Up: step_db,
            Qt.Key.Key_Right: step_db,
            Qt.Key.Key_Down: -step_db,
            Qt.Key.Key_Left: -step_db,
            Qt.Key.Key_PageUp: 6.0,
            Qt.Key.Key_PageDown: -6.0,
        }
        if key in steps:
            self._step(steps[key])
        elif key == Qt.Key.Key_Home:
            self._step(-self._volume_db)
        elif key == Qt.Key.Key_End:
            self._step(SILENT_DB - self._volume_db)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 # Qt's name
        """Draw the way, its marks, what is open of it, and the handle."""
        now = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        across = self.width() if self._is_up else self.height()
        middle = across // 2
        start, end = self._pixel_of(0.0), self._pixel_of(1.0)
        at = self._pixel_of(position_of(self._volume_db))
        painter.setPen(QPen(mixed(now.line, now.text, 0.25), 1))
        for level_db in MARKS_DB:
            pixel = self._pixel_of(position_of(level_db))
            reach = 8 if level_db == 0.0 else 5
            self._line(painter, middle - reach, middle + reach, pixel)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(mixed(now.surface_2, now.text, 0.12))
        painter.drawRoundedRect(self._box(middle - 2, 4, start, end), 2, 2)
        painter.setBrush(now.accent if self.isEnabled() else now.secondary)
        painter.drawRoundedRect(self._box(middle - 2, 4, start, at), 2, 2)
        thick, length = self._handle_px(), min(across - 4, 20)
        handle = self._box(middle - length // 2, length, at - thick // 2, at - thick // 2 + thick)
        painter.setBrush(now.text)
        painter.drawRoundedRect(handle, 3, 3)
        painter.setPen(QPen(now.surface_0, 1))
        self._line(painter, middle - length // 2 + 3, middle + length // 2 - 3, at)

    def _line(self, painter: QPainter, side: int, other_side: int, along: int) -> None:
        if self._is_up:
            painter.drawLine(QPoint(side, along), QPoint(other_side, along))
        else:
            painter.drawLine(QPoint(along, side), QPoint(along, other_side))

    def _box(self, side: int, width: int, start: int, end: int) -> QRect:
        low, high = min(start, end), max(start, end)
        return (
            QRect(side, low, width, high - low)
            if self._is_up
            else QRect(low, side, high - low, width)
        )

    def _handle_px(self) -> int:
        return 12

    def _along(self, point: QPoint) -> int:
        return point.y() if self._is_up else point.x()

    def _pixel_of(self, position: float) -> int:
        edge = self._handle_px() // 2 + 1
        whole = self.height() if self._is_up else self.width()
        way = max(1, whole - 2 * edge)
        along = round(position * way)
        return whole - edge - along if self._is_up else edge + along

    def _drag_to(self, pixel: int) -> None:
        start, end = self._pixel_of(0.0), self._pixel_of(1.0)
        self._move_to(volume_at((pixel - self._grip_px - start) / (end - start or 1)))

    def _step(self, step_db: float) -> None:
        self._begin_gesture()
        volume_db = max(self._volume_db, _LEAST_DB) + step_db
        self._move_to(SILENT_DB if volume_db < _LEAST_DB else min(MOST_DB, round(volume_db, 1)))
        self._rest.start()

    def _move_to(self, volume_db: float) -> None:
        if volume_db != self._volume_db:
            self._put(volume_db)
            self.moved.emit(volume_db, self._gesture)

    def _put(self, volume_db: float) -> None:
        self._volume_db = volume_db
        self.setValue(round(position_of(volume_db) * STEPS))
        QAccessible.updateAccessibility(
            QAccessibleValueChangeEvent(self, f"{as_text(volume_db)} dB")
        )
        self.update()

    def _begin_gesture(self) -> None:
        if not self._gesture:
            self._gesture = f"fader-{secrets.token_hex(6)}"
            self._told_db = self._volume_db
            self._echo.stop()

    def _end_gesture(self) -> None:
        self._rest.stop()
        self._gesture = ""
        self._echo.start()
