"""The controls: go live, record, studio mode, settings; and a light for each destination.

What is not there yet (replay, virtual camera) is not shown.
"""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from studio.app.live.broadcast import Broadcast
from studio.app.live.check_bars import CheckBars
from studio.app.live.destinations import open_destinations
from studio.app.live.light_row import LightRow
from studio.app.live.live_button import LiveButton
from studio.app.live.record_row import RecordRow
from studio.app.live.share_row import ShareRow
from studio.app.live.truth import Phase
from studio.app.studio import Studio
from studio.app.theme import tokens
from studio.app.widgets.buttons import IconButton, PushButton
from studio.app.words import tr
from studio.model.commands import SetStudioModeEnabled
from studio.model.events import RECORD

LOW_WINDOW_PX = 460
"""In a window that is lower than that all small buttons share one row: danmaku need the room."""
GO_LIVE, RECORD_ACTION, STUDIO_MODE = "go_live", "record", "studio_mode"


class ControlsDock(QWidget):
    """See the module."""

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self._studio = studio
        self._broadcast = Broadcast.of(studio)
        self.rows: dict[str, LightRow] = {}
        self.setAccessibleName(tr("Controls"))
        self.checks = CheckBars(studio)
        self.record = RecordRow(studio)
        self.live = LiveButton(self._broadcast)
        self.studio_mode = IconButton(
            "columns-2",
            tr("Studio mode: prepare a scene before viewers see it"),
            role="plain",
            checkable=True,
        )
        self.studio_mode.clicked.connect(self._set_studio_mode)
        self.where = PushButton(tr("Where to stream"), "radio-tower")
        self.where.setAccessibleName(tr("Where to stream"))
        self.where.clicked.connect(lambda: open_destinations(studio))
        self.settings = IconButton("settings", tr("Settings"), role="plain")
        self.settings.clicked.connect(lambda: studio.shortcuts.trigger("settings"))
        self._lights = QVBoxLayout()
        self._lights.setSpacing(0)
        self._place()
        self._bind()
        self._broadcast.destination_wanted.connect(lambda: open_destinations(studio))
        self._broadcast.changed.connect(self._draw)
        studio.settings.changed.connect(self._draw)
        studio.mirror.stats_changed.connect(self._draw)
        studio.mirror.studio_mode_changed.connect(self._draw)
        self._draw()

    def _place(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(12, 4, 12, 4)
        column.setSpacing(tokens().gap_px)
        column.addWidget(self.checks)
        column.addLayout(self._lights)
        column.addWidget(ShareRow(self._studio))
        column.addStretch(1)
        scroll = self._said = _Scrolled(inner)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(tokens().gap_px)
        self._buttons.addWidget(self.where, 1)
        self._buttons.addWidget(self.studio_mode)
        self._buttons.addWidget(self.settings)
        self._rows = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._rows.setSpacing(tokens().gap_px)
        self._rows.addWidget(self.record, 1)
        self._rows.addLayout(self._buttons)
        foot = QVBoxLayout()
        foot.setContentsMargins(12, 4, 12, 12)
        foot.setSpacing(tokens().gap_px)
        foot.addLayout(self._rows)
        foot.addWidget(self.live)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scroll, 1)
        whole.addLayout(foot)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 # Qt's name
        """Take one row less in a low window."""
        super().resizeEvent(event)
        self.set_low(is_low(self))

    def set_low(self, wants_one_row: bool) -> None:
        """Have all small buttons in one row, or in two with words."""
        direction = QBoxLayout.Direction
        self._rows.setDirection(direction.LeftToRight if wants_one_row else direction.TopToBottom)
        self.where.setText("" if wants_one_row else tr("Where to stream"))
        self.where.set_icon("radio-tower")  # without the gap to the words
        self.where.set_tip(tr("Where to stream") if wants_one_row else "")
        self.record.set_low(wants_one_row)
        self._said.updateGeometry()  # what it needs is less now, or more

    def _bind(self) -> None:
        bind = self._studio.shortcuts.bind
        bind(GO_LIVE, tr("Go live, or end"), "Ctrl+Shift+L", self, self.live.press)
        bind(RECORD_ACTION, tr("Record, or stop"), "Ctrl+Shift+R", self, self.record.press)
        bind(STUDIO_MODE, tr("Studio mode"), "Ctrl+Shift+P", self, self.studio_mode.click)

    def _set_studio_mode(self, is_wanted: bool) -> None:
        self._studio.link.do(SetStudioModeEnabled(enabled=is_wanted))

    def _draw(self) -> None:
        mirror = self._studio.mirror
        self.studio_mode.setChecked(mirror.studio_mode)
        self.studio_mode.refuse("" if mirror.is_there else tr("The engine is being started."))
        titles = [each.title for each in self._broadcast.destinations]
        titles += [
            each.title or name
            for name, each in mirror.outputs.items()
            if name != RECORD and each.title not in titles
        ]
        for title in self.rows.keys() - set(titles):
            row = self.rows.pop(title)
            self._lights.removeWidget(row)
            row.hide()
            row.deleteLater()
        is_starting = self._broadcast.truth().phase is Phase.STARTING
        for title in titles:
            row = self.rows.get(title) or self._add(title)
            found = self._broadcast.output_of(title)
            output = found[1] if found else mirror.outputs.get(title)
            refusal = self._broadcast.refusals.get(title, "")
            row.show_output(output, refusal, is_wanted=is_starting)

    def _add(self, title: str) -> LightRow:
        row = self.rows[title] = LightRow(title)
        row.retry_wanted.connect(lambda: self._broadcast.retry(title))
        row.edit_wanted.connect(lambda: open_destinations(self._studio, title))
        self._lights.addWidget(row)
        return row


def is_low(widget: QWidget) -> bool:
    """Say whether the window has hardly room for what is beside the picture."""
    return widget.window().height() < LOW_WINDOW_PX * tokens().scale


class _Scrolled(QScrollArea):
    """What the controls say: all of it if it is little, a few lines of much."""

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._inner = inner
        self.setWidget(inner)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 # Qt's name
        wanted_px = self._inner.heightForWidth(max(1, self._inner.width()))
        line_px = tokens().target_px
        most_lines = 2 if is_low(self) else 4
        least = min(max(wanted_px, line_px + 8), most_lines * line_px)
        return QSize(self._inner.minimumSizeHint().width(), least)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 # Qt's name
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self.updateGeometry()
        return super().eventFilter(watched, event)


def make(studio: Studio) -> QWidget:
    """Return the dock's content."""
    return ControlsDock(studio)
