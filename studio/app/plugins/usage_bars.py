"""What a plugin uses, against what it may use: a small bar and a figure for each."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.app.theme import tokens
from studio.app.words import tr
from studio.model.plugin_state import Usage

MUCH = 0.8
START = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
END = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
BAR_PX = 6


def figures(usage: Usage, limits: Usage) -> list[tuple[str, str, float]]:
    """Return a name, a figure and a part of the limit for each thing that is limited."""
    parts = [
        (tr("Memory"), usage.memory_mb, limits.memory_mb, "{:,.0f}", " MB"),
        (tr("Processor"), usage.cpu_share * 100, limits.cpu_share * 100, "{:.0f}", " %"),
        (tr("Drawn things"), usage.nodes, limits.nodes, "{:,.0f}", ""),
        (tr("Pixels"), usage.pixels / 1e6, limits.pixels / 1e6, "{:.1f}", " M"),
        (tr("Particles"), usage.particles, limits.particles, "{:,.0f}", ""),
        (tr("Messages"), usage.messages_s, limits.messages_s, "{:,.0f}", "/s"),
    ]
    found = []
    for name, now, most, form, unit in parts:
        if most <= 0:
            continue
        text = f"{form.format(now)} / {form.format(most)}{unit}"
        found.append((name, text, min(1.0, now / most)))
    return found


class UsageBars(QWidget):
    """See the module."""

    def __init__(self) -> None:
        super().__init__()
        self._figures: list[tuple[str, str, float]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def follow(self, usage: Usage, limits: Usage) -> None:
        """Show other figures."""
        new = figures(usage, limits)
        if new != self._figures:
            is_other_size = len(new) != len(self._figures)
            self._figures = new
            self.setAccessibleName(tr("What it uses"))
            self.setAccessibleDescription("; ".join(f"{name}: {text}" for name, text, _ in new))
            if is_other_size:
                self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 # Qt's name
        """A line for each."""
        return QSize(200, (tokens().line_px + BAR_PX + 4) * max(1, len(self._figures)))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 # Qt's name
        """Need all lines, and room for a name and a figure."""
        return QSize(120, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 # Qt's name
        """Draw a name, a figure at the end of its line, and a bar under both."""
        del event
        now = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for row, (name, text, part) in enumerate(self._figures):
            top = row * (now.line_px + BAR_PX + 4)
            line = QRectF(0, top, self.width(), now.line_px)
            painter.setPen(now.secondary)
            painter.drawText(line, START, name)
            painter.setPen(now.text)
            painter.drawText(line, END, text)
            bar = QRectF(0, top + now.line_px, self.width(), BAR_PX)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(now.surface_2)
            painter.drawRoundedRect(bar, BAR_PX / 2, BAR_PX / 2)
            bar.setWidth(max(BAR_PX, bar.width() * part))
            painter.setBrush(now.warning if part > MUCH else now.accent)
            if part > 0:
                painter.drawRoundedRect(bar, BAR_PX / 2, BAR_PX / 2)
