"""What each quality costs this machine: a bar for each, and the line up to which it is good.

The bars are what was measured; behind the line is the room for scenes, games and the browser.
"""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.app.start.proposal import MOST_LOAD, QUALITIES, Proposal, Quality
from studio.app.theme import tokens
from studio.app.theme.tokens import mixed
from studio.app.words import tr

BAR_PX = 8


class QualityPlot(QWidget):
    """See the module; nothing is drawn where nothing was measured."""

    def __init__(self) -> None:
        super().__init__()
        self._proposal: Proposal | None = None
        self._chosen = QUALITIES[0]
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_proposal(self, proposal: Proposal, chosen: Quality) -> None:
        """Show what was measured, and which quality is chosen."""
        self._proposal, self._chosen = proposal, chosen
        self.setAccessibleName(tr("What each quality costs the processor"))
        self.setAccessibleDescription(
            ", ".join(f"{each.name}: {proposal.load(each):.0%}" for each in QUALITIES)
        )
        self.setVisible(proposal.cpu_ms > 0)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 # Qt's name
        """Return a row for each quality, and one for the scale."""
        return QSize(200, self._row_px() * (len(QUALITIES) + 1))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 # Qt's name
        """Return the size at which names, bars and figures can be read."""
        return QSize(160, self.sizeHint().height())

    def _row_px(self) -> int:
        return tokens().line_px + 8

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 # Qt's name
        """Draw a row for each quality, and the line with its words."""
        if self._proposal is None:
            return
        now, row_px = tokens(), self._row_px()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = painter.fontMetrics()
        name_px = metrics.horizontalAdvance("1080p60") + 12
        figure_px = metrics.horizontalAdvance("888 %") + 8
        area = QRectF(name_px, 0, self.width() - name_px - figure_px, row_px)
        for index, quality in enumerate(QUALITIES):
            top = index * row_px
            load = self._proposal.load(quality)
            is_chosen = quality == self._chosen
            painter.setPen(now.text if is_chosen else now.secondary)
            left = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            painter.drawText(QRectF(0, top, name_px, row_px), left, quality.name)
            whole = QRectF(0, top, self.width(), row_px)
            painter.drawText(whole, right, f"{load:.0%}".replace("%", " %"))
            self._draw_bar(painter, area.translated(0, top), load, is_chosen=is_chosen)
        self._draw_line(painter, area, row_px * len(QUALITIES))

    def _draw_bar(self, painter: QPainter, row: QRectF, load: float, *, is_chosen: bool) -> None:
        now = tokens()
        bar_px = BAR_PX * now.scale
        bar = QRectF(row.left(), row.center().y() - bar_px / 2, row.width(), bar_px)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(now.surface_2)
        painter.drawRoundedRect(bar, bar_px / 2, bar_px / 2)
        bar.setWidth(max(bar_px, row.width() * min(1.0, load)))
        ink: QColor = now.accent if is_chosen else mixed(now.secondary, now.surface_1, 0.3)
        painter.setBrush(now.warning if load > MOST_LOAD else ink)
        painter.drawRoundedRect(bar, bar_px / 2, bar_px / 2)

    def _draw_line(self, painter: QPainter, area: QRectF, height: int) -> None:
        now = tokens()
        x = round(area.left() + area.width() * MOST_LOAD) + 0.5
        painter.setPen(QPen(now.secondary, 1, Qt.PenStyle.DashLine))
        painter.drawLine(round(x), 2, round(x), height + 2)
        font = painter.font()
        font.setPixelSize(now.small_px)
        painter.setFont(font)
        painter.setPen(now.secondary)
        text = tr("up to here there is room for games")
        left = min(x + 4, self.width() - painter.fontMetrics().horizontalAdvance(text))
        room = QRectF(max(0.0, left), height, self.width() - max(0.0, left), self._row_px())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop), text)
