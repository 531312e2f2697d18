"""The stats: each figure with its last two minutes, and a sentence where something is bad."""

import os
import platform
import time

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QHideEvent, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QDockWidget,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from studio.app.docks.figures import Figure, Machine, as_text, figures
from studio.app.docks.gpu_busy import GpuBusy
from studio.app.docks.network_graph import NetworkGraph
from studio.app.docks.room_way import RoomWay
from studio.app.live.broadcast import recording_folder
from studio.app.live.check_bars import free_bytes
from studio.app.studio import Studio
from studio.app.theme import tokens
from studio.app.widgets.buttons import PushButton
from studio.app.widgets.elided_label import ElidedLabel
from studio.app.widgets.empty_state import EmptyState
from studio.app.widgets.sparkline import Sparkline
from studio.app.words import tr
from studio.model.events import RECORD

LINE_PX, LEAST_LINE_PX = 72, 32


class StatsDock(QWidget):
    """See the module.

    Attributes:
        is_old: What it shows is not the newest, since nobody sees it.
    """

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self._studio = studio
        self.rows: dict[str, FigureRow] = {}
        self.is_old = True
        self.setAccessibleName(tr("Stats"))
        self._way = RoomWay(studio, self)
        self._gpu = GpuBusy(self)
        self.graph = NetworkGraph()
        self.about = ElidedLabel()
        self.about.setProperty("role", "small")
        self.copy = PushButton(tr("&Copy as text"), "copy", role="link")
        self.copy.clicked.connect(self._copy)
        self._empty = EmptyState("activity", tr("Figures come with the engine's first second."))
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(12, 4, 12, 8)
        column.setSpacing(tokens().gap_px)
        column.addWidget(self._empty)
        column.addLayout(self._list)
        column.addWidget(self.graph)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 0, 8, 4)
        foot.addWidget(self.about, 1)
        foot.addWidget(self.copy)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scroll, 1)
        whole.addLayout(foot)
        studio.shortcuts.bind("stats", tr("Stats"), "Ctrl+Shift+I", self, self.come_to_front)
        studio.mirror.stats_changed.connect(self._draw)
        self._draw()

    def come_to_front(self) -> None:
        """Show the dock that this is in, before those that share its place."""
        parent = self.parentWidget()
        while parent is not None and not isinstance(parent, QDockWidget):
            parent = parent.parentWidget()
        if parent is not None:
            parent.show()
            parent.raise_()

    def _draw(self) -> None:
        # Qt takes what lies behind another tab for visible; it is drawn when it comes forth.
        is_seen = not self.visibleRegion().isEmpty()
        self._way.set_looked_at(is_seen)
        self._gpu.set_looked_at(is_seen)
        self.is_old = not is_seen
        if self.is_old and self.rows:
            return
        made = figures(tuple(self._studio.mirror.stats_history), self._machine())
        self._empty.setVisible(not made)
        for id in self.rows.keys() - {each.id for each in made}:
            gone = self.rows.pop(id)
            self._list.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for index, figure in enumerate(made):
            row = self.rows.get(figure.id)
            if row is None:
                row = self.rows[figure.id] = FigureRow(figure.name)
                self._list.insertWidget(index, row)
            row.show_figure(figure)
        self._draw_graph()
        stats = self._studio.mirror.stats
        if stats is not None:
            parts = (stats.encoder, stats.compositor, stats.adapter)
            self.about.setText(" · ".join(each for each in parts if each))

    def _draw_graph(self) -> None:
        mirror = self._studio.mirror
        names = {name: each.title or name for name, each in mirror.outputs.items()}
        lines: dict[str, list[float]] = {
            title: [
                each.outputs[name].kbps for each in mirror.stats_history if name in each.outputs
            ]
            for name, title in names.items()
            if name != RECORD
        }
        self.graph.set_lines(lines)
        self.graph.updateGeometry()

    def _machine(self) -> Machine:
        mirror = self._studio.mirror
        canvas = mirror.collection.canvas if mirror.collection else None
        return Machine(
            fps=float(canvas.fps) if canvas else 30.0,
            cores=os.cpu_count() or 1,
            free_bytes=free_bytes(recording_folder(self._studio)),
            is_recording=mirror.is_recording,
            room_ms=self._way.last_ms,
            room_values=tuple(self._way.values),
            gpu_percent=self._gpu.percent,
            gpu_values=tuple(self._gpu.values),
        )

    def _copy(self) -> None:
        made = figures(tuple(self._studio.mirror.stats_history), self._machine())
        now = time.strftime("%Y-%m-%d %H:%M:%S")
        about = f"Rocket Studio · {platform.system()} {platform.machine()} · {now}"
        text = as_text(made, "\n".join((about, self.about.text())))
        QGuiApplication.clipboard().setText(text)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 # Qt's name
        """Measure and draw while it is seen."""
        super().showEvent(event)
        self._draw()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 # Qt's name
        """Be new when it comes forth from behind another tab."""
        super().paintEvent(event)
        if self.is_old:
            QTimer.singleShot(0, self, self._draw)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 # Qt's name
        """Rest."""
        super().hideEvent(event)
        self._way.set_looked_at(False)
        self._gpu.set_looked_at(False)


class FigureRow(QWidget):
    """One figure."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = ElidedLabel(name)
        self._name.setProperty("role", "quiet")
        self.line = Sparkline(name)
        self.line.setFixedHeight(tokens().line_px + 4)
        self.value = QLabel()
        self.value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.value.setMinimumWidth(self.fontMetrics().horizontalAdvance("88,888 kb/s"))
        self.says = QLabel()
        self.says.setWordWrap(True)
        self.says.setProperty("role", "warning")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 2, 0, 2)
        grid.setHorizontalSpacing(tokens().gap_px)
        grid.setVerticalSpacing(0)
        grid.addWidget(self._name, 0, 0)
        grid.addWidget(self.line, 0, 1)
        grid.addWidget(self.value, 0, 2)
        grid.addWidget(self.says, 1, 0, 1, 3)
        grid.setColumnStretch(0, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 # Qt's name
        """Give the line what name and figure leave."""
        super().resizeEvent(event)
        words_px = self.fontMetrics().horizontalAdvance(f"{self._name.text()}  ")
        words_px += self.value.minimumWidth() + 2 * tokens().gap_px
        most_px = round(LINE_PX * tokens().scale)
        self.line.setFixedWidth(max(LEAST_LINE_PX, min(most_px, self.width() - words_px)))

    def show_figure(self, figure: Figure) -> None:
        """Show it as it is now."""
        level = "live" if figure.is_grave else "warning" if figure.says else "accent"
        self.line.set_values(figure.values, level)
        self.value.setText(figure.text)
        self.says.setText(f"▲ {figure.says}" if figure.says else "")
        self.says.setVisible(bool(figure.says))
        self.setAccessibleName(f"{figure.name}: {figure.text}. {figure.says}")


def make(studio: Studio) -> QWidget:
    """Return the dock's content."""
    return StatsDock(studio)
