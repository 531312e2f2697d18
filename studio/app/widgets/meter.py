"""A level meter: what a source's channels do, painted so that eight of them cost next to nothing.

The scale is drawn twice ahead, dim and lit; a frame copies a piece of each.  Zones are told by
gaps and ticks as well as by colour, a clipped channel by a mark that stays until it is clicked::

    meter = Meter(Qt.Orientation.Vertical)
    meter.take([(-12.0, -20.0), (-11.0, -19.0)], now_s)   # 30 times a second
    meter.fall(now_s)                                       # when nothing came
"""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleValueChangeEvent,
    QColor,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.app import theme
from studio.app.theme.tokens import Tokens, mixed, tokens
from studio.app.widgets.meter_levels import (
    FLOOR_DB,
    HOT_DB,
    WARM_DB,
    ChannelLevel,
    part_of_scale,
)
from studio.app.words import tr

BAR_PX = 6
GAP_PX = 2
CLIP_PX = 8
"""The mark's length at the loud end."""
TICKS_DB = (-50.0, -40.0, -30.0, -20.0, -9.0, -3.0)
MAX_CHANNELS = 8


class Meter(QWidget):
    """The meter of one source or bus.

    Signals:
        forgiven: Somebody clicked the clip mark away.
    """

    forgiven = Signal()

    def __init__(
        self,
        orientation: Qt.Orientation = Qt.Orientation.Vertical,
        channels: int = 2,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._orientation = orientation
        self._channels = [ChannelLevel() for _ in range(channels)]
        self._dim = QPixmap()
        self._lit = QPixmap()
        self._drawn: tuple[tuple[int, int, int, bool], ...] = ()
        self._is_muted = False
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(tr("Level"))
        self.set_orientation(orientation)
        theme.changes().changed.connect(self._redraw)

    @property
    def did_clip(self) -> bool:
        """Whether a channel reached full scale and nobody has seen it yet."""
        return any(channel.did_clip for channel in self._channels)

    @property
    def hold_db(self) -> float:
        """The highest peak of the last moments, of all channels."""
        return max(channel.hold_db for channel in self._channels)

    def set_orientation(self, orientation: Qt.Orientation) -> None:
        """Stand up or lie down."""
        self._orientation = orientation
        fixed, free = QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding
        is_up = orientation is Qt.Orientation.Vertical
        self.setSizePolicy(fixed if is_up else free, free if is_up else fixed)
        self._redraw()

    def set_muted(self, is_muted: bool) -> None:
        """Show the level without colour: it is heard by nobody."""
        if is_muted != self._is_muted:
            self._is_muted = is_muted
            self._redraw()

    def take(self, levels: Sequence[tuple[float, float]], now_s: float) -> None:
        """Show peak and RMS in dB of each channel."""
        levels = levels[:MAX_CHANNELS]
        if levels and len(levels) != len(self._channels):
            self._channels = [ChannelLevel() for _ in levels]
            self._redraw()
        did_clip = self.did_clip
        for channel, (peak_db, rms_db) in zip(self._channels, levels, strict=False):
            channel.take(peak_db, rms_db, now_s)
        if self.did_clip and not did_clip:
            self.setToolTip(tr("It was too loud and clipped. Click to dismiss the mark."))
            QAccessible.updateAccessibility(QAccessibleValueChangeEvent(self, tr("Clipped")))
        self._show()

    def fall(self, now_s: float) -> None:
        """Let the bars sink when nothing is measured."""
        for channel in self._channels:
            channel.fall(now_s)
        self._show()

    def forgive(self) -> None:
        """Take the clip mark away."""
        for channel in self._channels:
            channel.forgive()
        self.setToolTip("")
        self._show()

    def sizeHint(self) -> QSize:  # noqa: N802 # Qt's name
        """Return the size of bars at a comfortable length."""
        across = len(self._channels) * (BAR_PX + GAP_PX) - GAP_PX
        is_up = self._orientation is Qt.Orientation.Vertical
        return QSize(across, 160) if is_up else QSize(160, across)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 # Qt's name
        """Return the least size at which a level can be read."""
        hint = self.sizeHint()
        is_up = self._orientation is Qt.Orientation.Vertical
        return QSize(hint.width(), 48) if is_up else QSize(48, hint.height())

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 # Qt's name
        """Dismiss the clip mark."""
        if self.did_clip:
            self.forgive()
            self.forgiven.emit()
            event.accept()
        else:
            event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 # Qt's name
        """Draw the scale for the new size."""
        self._redraw()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 # Qt's name
        """Copy the dim scale, the lit part of it, and mark RMS, hold and clipping."""
        if self._dim.isNull():
            self._draw_scales()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._dim)
        now = tokens()
        ratio = self._lit.devicePixelRatio()
        for index, (peak, rms, hold, did_clip) in enumerate(self._drawn):
            if peak > 0:
                piece = self._piece(index, 0, peak)
                source = QRectF(
                    piece.x() * ratio,
                    piece.y() * ratio,
                    piece.width() * ratio,
                    piece.height() * ratio,
                )
                painter.drawPixmap(QRectF(piece), self._lit, source)
            if rms > 2:
                painter.fillRect(self._piece(index, rms - 2, rms), now.surface_1)
            if hold > 1:
                painter.fillRect(self._piece(index, hold - 2, hold), now.text)
            if did_clip:
                self._mark_clip(painter, index, now)

    def _show(self) -> None:
        """Ask for a repaint if a pixel is another one."""
        length = self._length()
        drawn = tuple(
            (
                round(part_of_scale(channel.peak_db) * length),
                round(part_of_scale(channel.rms_db) * length),
                round(part_of_scale(channel.hold_db) * length),
                channel.did_clip,
            )
            for channel in self._channels
        )
        if drawn != self._drawn:
            self._drawn = drawn
            self.update()

    def _redraw(self) -> None:
        self._dim = QPixmap()
        self._drawn = ()
        self.updateGeometry()
        self._show()
        self.update()

    def _length(self) -> int:
        whole = self.height() if self._orientation is Qt.Orientation.Vertical else self.width()
        return max(1, whole - CLIP_PX - GAP_PX)

    def _bar_px(self) -> int:
        """Return how thick a bar is: the channels share what there is."""
        is_up = self._orientation is Qt.Orientation.Vertical
        across = self.width() if is_up else self.height()
        count = len(self._channels)
        return max(2, (across - GAP_PX * (count - 1)) // count)

    def _piece(self, channel: int, start: int, end: int) -> QRect:
        """Return the rectangle of a channel's bar from one level to another, in pixels."""
        thick = self._bar_px()
        offset = channel * (thick + GAP_PX)
        if self._orientation is Qt.Orientation.Vertical:
            return QRect(offset, self.height() - end, thick, end - start)
        return QRect(start, offset, end - start, thick)

    def _mark_clip(self, painter: QPainter, channel: int, now: Tokens) -> None:
        """Fill the loud end, with a notch in it, so that colour isn't all that tells."""
        length = self._length()
        piece = QRectF(self._piece(channel, length + GAP_PX, length + GAP_PX + CLIP_PX))
        painter.fillRect(piece, now.live)
        centre = piece.center()
        half = min(piece.width(), piece.height()) / 2 - 0.5
        notch = [(-half, half), (half, half), (0.0, -half)]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(now.on_live)
        painter.drawPolygon(QPolygonF([QPointF(centre.x() + x, centre.y() + y) for x, y in notch]))

    def _draw_scales(self) -> None:
        now = tokens()
        ratio = self.devicePixelRatioF()
        size = QSize(round(self.width() * ratio), round(self.height() * ratio))
        zones = (
            (FLOOR_DB, WARM_DB, now.good),
            (WARM_DB, HOT_DB, now.warning),
            (HOT_DB, 0.0, now.live),
        )
        self._dim, self._lit = QPixmap(size), QPixmap(size)
        for drawing, faint in ((self._dim, 0.78), (self._lit, 0.0)):
            drawing.setDevicePixelRatio(ratio)
            drawing.fill(now.surface_1)
            painter = QPainter(drawing)
            for from_db, to_db, colour in zones:
                shown = mixed(now.secondary, now.surface_1, 0.4) if self._is_muted else colour
                self._draw_zone(painter, from_db, to_db, mixed(shown, now.surface_1, faint))
            if faint:
                self._draw_clip_place(painter, mixed(now.secondary, now.surface_1, faint))
            for level_db in TICKS_DB:
                self._draw_tick(painter, level_db, now.surface_1)
            painter.end()

    def _draw_zone(self, painter: QPainter, from_db: float, to_db: float, colour: QColor) -> None:
        length = self._length()
        start, end = (round(part_of_scale(level) * length) for level in (from_db, to_db))
        for channel in range(len(self._channels)):
            painter.fillRect(self._piece(channel, start, end), colour)

    def _draw_clip_place(self, painter: QPainter, colour: QColor) -> None:
        length = self._length() + GAP_PX
        for channel in range(len(self._channels)):
            painter.fillRect(self._piece(channel, length, length + CLIP_PX), colour)

    def _draw_tick(self, painter: QPainter, level_db: float, colour: QColor) -> None:
        """Cut a line through the bars: two pixels where a zone begins, one elsewhere."""
        at = round(part_of_scale(level_db) * self._length())
        thick = 2 if level_db in (WARM_DB, HOT_DB) else 1
        for channel in range(len(self._channels)):
            painter.fillRect(self._piece(channel, at, at + thick), colour)
