"""Lays a line of danmaku out and paints it once: afterwards it is a picture that is only copied.

Time, then badge, level and role as chips, then the name and what was said, broken into lines
as it needs them; times and chips are painted once for all lines that have them.  What
strangers wrote can't get out of its line: bidirectional isolates keep the directions apart,
and the picture ends where the line ends.
"""

from collections import OrderedDict

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPixmap,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)

from studio.app.docks.danmaku_row import DanmakuRow
from studio.app.theme.tokens import mixed, tokens
from studio.app.words import tr

MAX_LINES = 6
PAD_X_PX, PAD_Y_PX = 8, 3
CHIP_GAP_PX = 4
MAX_LAID = 64
CLEAR = QColor(0, 0, 0, 0)
"""The ground of a line under which something else lies."""
MAX_CHIPS = 500


class RowPainter:
    """Paints rows of one width in one font.

    Args:
        font: Of the text.
        width_px: Of the whole line.
        ratio: Of the screen's pixels.
    """

    def __init__(self, font: QFont, width_px: int, ratio: float) -> None:
        now = tokens()
        self._font = QFont(font)
        self._bold = QFont(font)
        self._bold.setWeight(QFont.Weight.DemiBold)
        self._small = QFont(font)
        self._small.setPixelSize(max(10, round(11 * now.scale)))
        self._small_metrics = QFontMetrics(self._small)
        self._width_px = max(80, width_px)
        self._ratio = ratio
        self._line_px = max(now.line_px, QFontMetrics(font).height())
        self._chip_px = self._small_metrics.height() + 2
        self._time_px = self._small_metrics.horizontalAdvance("00:00") + 8
        self._looks = [_look(self._bold, now.secondary), _look(self._bold, now.accent)]
        self._chip_widths: dict[str, int] = {}
        self._stamps: dict[tuple[str, int], QPixmap] = {}
        self._last: OrderedDict[int, QTextLayout] = OrderedDict()

    def height_of(self, row: DanmakuRow) -> int:
        """Return how high a row is; its lines are kept for a while, as it is painted soon."""
        layout = self._last[id(row)] = self._laid(row)
        if len(self._last) > MAX_LAID:
            self._last.popitem(last=False)
        return min(layout.lineCount(), MAX_LINES) * self._line_px + 2 * PAD_Y_PX

    def paint(self, row: DanmakuRow, ground: QColor) -> QPixmap:
        """Return the picture of a row; on an opaque ground it is quick to copy."""
        layout = self._last.pop(id(row), None) or self._laid(row)
        lines = min(layout.lineCount(), MAX_LINES)
        height_px = lines * self._line_px + 2 * PAD_Y_PX
        picture = self._blank(self._width_px, height_px, ground)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(0.5 if row.is_hidden else 1.0)
        painter.drawPixmap(PAD_X_PX, PAD_Y_PX, self._time_stamp(row.time))
        left, top_px = PAD_X_PX + self._time_px, PAD_Y_PX + (self._line_px - self._chip_px) // 2
        for text, ink in _chips(row):
            painter.drawPixmap(left, top_px, self._chip(text, ink))
            left += self._chip_width(text) + CHIP_GAP_PX
        painter.setFont(self._small)
        self._paint_text(painter, layout, lines, row)
        painter.end()
        return picture

    def _paint_text(
        self, painter: QPainter, layout: QTextLayout, lines: int, row: DanmakuRow
    ) -> None:
        now = tokens()
        painter.setPen(now.text)
        for index in range(lines):
            layout.lineAt(index).draw(painter, QPointF(PAD_X_PX, PAD_Y_PX))
        if layout.lineCount() > MAX_LINES:
            last = QRectF(0, PAD_Y_PX + (lines - 1) * self._line_px, self._width_px, self._line_px)
            painter.fillRect(last.adjusted(self._width_px - 24, 0, 0, 0), now.surface_1)
            painter.drawText(last.adjusted(0, 0, -8, 0), int(Qt.AlignmentFlag.AlignRight), "…")
        if row.is_hidden:
            for index in range(lines):
                area = layout.lineAt(index).naturalTextRect().translated(PAD_X_PX, PAD_Y_PX)
                middle = area.center().y()
                painter.drawLine(QPointF(area.left(), middle), QPointF(area.right(), middle))

    def _time_stamp(self, text: str) -> QPixmap:
        """Return the time in small letters: the same for all lines of a minute."""
        key = (text, 0)
        stamp = self._stamps.get(key)
        if stamp is None:
            stamp = self._kept(key, self._blank(self._time_px, self._line_px, CLEAR))
            painter = QPainter(stamp)
            painter.setFont(self._small)
            painter.setPen(tokens().secondary)
            box = QRectF(0, 0, self._time_px, self._line_px)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
            painter.end()
        return stamp

    def _chip(self, text: str, ink: QColor) -> QPixmap:
        """Return a chip: many people wear the same."""
        key = (text, ink.rgba())
        chip = self._stamps.get(key)
        if chip is None:
            box = QRectF(0, 0, self._chip_width(text), self._chip_px)
            chip = self._kept(key, self._blank(round(box.width()), self._chip_px, CLEAR))
            painter = QPainter(chip)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(self._small)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(mixed(tokens().surface_1, ink, 0.22))
            painter.drawRoundedRect(box, 4, 4)
            painter.setPen(mixed(ink, tokens().text, 0.35))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)
            painter.end()
        return chip

    def _kept(self, key: tuple[str, int], stamp: QPixmap) -> QPixmap:
        if len(self._stamps) > MAX_CHIPS:
            self._stamps.clear()
        self._stamps[key] = stamp
        return stamp

    def _blank(self, width_px: int, height_px: int, ground: QColor) -> QPixmap:
        blank = QPixmap(round(width_px * self._ratio), round(height_px * self._ratio))
        blank.setDevicePixelRatio(self._ratio)
        blank.fill(ground)
        return blank

    def _chip_width(self, text: str) -> int:
        width = self._chip_widths.get(text)
        if width is None:
            if len(self._chip_widths) > MAX_CHIPS:
                self._chip_widths.clear()
            width = self._chip_widths[text] = self._small_metrics.horizontalAdvance(text) + 8
        return width

    def _laid(self, row: DanmakuRow) -> QTextLayout:
        """Break a row into lines; the chips stand at the beginning of the first."""
        name = f"\u2068{row.name}\u2069"
        layout = QTextLayout(f"{name}：\u2068{row.text}\u2069", self._font)
        option = QTextOption()
        option.setTextDirection(Qt.LayoutDirection.LeftToRight)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        as_name = QTextLayout.FormatRange()
        as_name.start, as_name.length = 0, len(name.encode("utf-16-le")) // 2 + 1
        as_name.format = self._looks[row.rank > 0]
        layout.setFormats([as_name])
        indent = float(self._time_px)
        for text, _ in _chips(row):
            indent += self._chip_width(text) + CHIP_GAP_PX
        whole = float(self._width_px - 2 * PAD_X_PX)
        if indent > whole * 0.8:
            indent = whole * 0.8
        layout.beginLayout()
        for index in range(MAX_LINES + 1):
            line = layout.createLine()
            if not line.isValid():
                break
            left = indent if index == 0 else float(self._time_px)
            line.setLineWidth(whole - left)
            y = index * self._line_px + (self._line_px - line.height()) / 2
            line.setPosition(QPointF(left, y))
        layout.endLayout()
        return layout


def _look(font: QFont, colour: QColor) -> QTextCharFormat:
    look = QTextCharFormat()
    look.setForeground(colour)
    look.setFont(font)
    return look


def _chips(row: DanmakuRow) -> list[tuple[str, QColor]]:
    now = tokens()
    chips: list[tuple[str, QColor]] = []
    if row.rank:
        words = {"anchor": tr("Anchor"), "cohost": tr("Co-host"), "moderator": tr("Moderator")}
        chips.append((words.get(row.role, row.role), now.accent))
    if row.badge:
        chips.append((row.badge, now.warning))
    if row.level:
        chips.append((f"Lv{row.level}", now.good))
    return chips
