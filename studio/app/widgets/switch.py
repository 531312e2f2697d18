"""On or off at once, as a switch; a check box for what is only noted."""

from PySide6.QtCore import (
    Property,
    QEasingCurve,
    QPropertyAnimation,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from studio.app.theme import tokens
from studio.app.theme.tokens import mixed


class Switch(QAbstractButton):
    """A switch.

    Args:
        name: What it switches, for screen readers; its words stand beside it.

    Attributes:
        edited: The anchor switched it; ``set_on`` tells nobody.
    """

    edited = Signal(bool)

    def __init__(self, name: str, is_on: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._part = 0.0
        self._motion = QPropertyAnimation(self, b"part", self)
        self._motion.setEasingCurve(QEasingCurve.Type.OutCubic)
        self.clicked.connect(self.edited)
        self.toggled.connect(self._move)
        self.set_on(is_on)

    def set_on(self, is_on: bool) -> None:
        """Show it on or off, telling nobody."""
        if self.isChecked() != is_on:
            self.setChecked(is_on)

    def refuse(self, why: str) -> None:
        """Be disabled and say why in the tooltip; an empty reason enables again."""
        self.setEnabled(not why)
        self.setToolTip(why)

    def _move(self, is_on: bool) -> None:
        self._motion.stop()
        end = 1.0 if is_on else 0.0
        if not tokens().quick_ms or not self.isVisible():
            self._set_part(end)
            return
        self._motion.setDuration(tokens().quick_ms)
        self._motion.setEndValue(end)
        self._motion.start()

    def _get_part(self) -> float:
        return self._part

    def _set_part(self, part: float) -> None:
        self._part = part
        self.update()

    part = Property(float, _get_part, _set_part)

    def sizeHint(self) -> QSize:  # noqa: N802 # Qt's name
        """Return the size: a target, a little wider than high."""
        return QSize(round(40 * tokens().scale), tokens().target_px)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 # Qt's name
        """Draw the track and the knob; on and off differ by place and by a mark too."""
        t = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = 20 * t.scale
        track = QRectF(0.5, (self.height() - height) / 2, 36 * t.scale, height)
        off = mixed(t.surface_2, t.secondary, 0.35)
        ground = mixed(off, t.accent, self._part)
        knob = mixed(t.text if t.is_dark else t.surface_1, t.on_accent, self._part)
        if not self.isEnabled():
            ground, knob = mixed(ground, t.surface_1, 0.6), mixed(knob, t.surface_1, 0.4)
        painter.setPen(QPen(t.secondary, 1) if t.name == "contrast" else Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(track, height / 2, height / 2)
        radius = height / 2 - 3
        left = track.left() + height / 2
        right = track.right() - height / 2
        centre_x = left + (right - left) * self._part
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(knob)
        painter.drawEllipse(
            QRectF(centre_x - radius, track.center().y() - radius, 2 * radius, 2 * radius)
        )
