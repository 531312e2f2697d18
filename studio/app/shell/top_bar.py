"""The bar on top: menus, what is open, and what is true of the stream; quiet unless something is.

Nothing is shown that isn't so: no zero viewers without a room, no rate while not live.
"""

import math
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenuBar, QSizePolicy, QWidget

from studio.app.live.truth import Outgoing, Phase, clock, tell
from studio.app.shell.files_menu import FilesMenu
from studio.app.theme import tokens
from studio.app.widgets.buttons import IconButton, PushButton
from studio.app.widgets.elided_label import ElidedLabel
from studio.app.widgets.figure import Figure
from studio.app.words import tr

if TYPE_CHECKING:
    from studio.app.studio import Studio


class TopBar(QWidget):
    """The bar.

    Args:
        studio: The studio.
        menus: The menu bar, which stands in it where the system has no place for it.
        files: Opens and saves collections.
    """

    def __init__(self, studio: "Studio", menus: QMenuBar, files: FilesMenu) -> None:
        super().__init__()
        self._studio = studio
        self._viewers = 0
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 2, 4, 2)
        row.setSpacing(tokens().gap_px)
        menus.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)
        row.addWidget(menus)
        self.collection = PushButton("", "chevron-down", role="quiet")
        self.collection.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # its ▾ comes last
        self.collection.clicked.connect(lambda: files.open_menu(self.collection))
        self.collection.setMaximumWidth(round(220 * tokens().scale))
        row.addWidget(self.collection)
        self.canvas = ElidedLabel()
        self.canvas.setProperty("role", "quiet")
        row.addWidget(self.canvas)
        row.addStretch(1)
        self.state = QLabel()
        self.time = Figure("", tr("Time live"), "00:00:00")
        self.recording = Figure("circle-dot", tr("Recording"), "00:00:00")
        self.upload = Figure("arrow-up", tr("Upload"), "88.8 Mb/s")
        self.viewers = Figure("eye", tr("Viewers"), "888,888")
        for each in (self.state, self.time, self.recording, self.upload, self.viewers):
            row.addWidget(each, 0, Qt.AlignmentFlag.AlignVCenter)
        self.stats = IconButton("activity", tr("Stats"))
        self.stats.clicked.connect(self._show_stats)
        row.addWidget(self.stats)
        self._clock = QTimer(self, interval=500)
        self._clock.timeout.connect(self._draw)
        mirror = studio.mirror
        mirror.collection_changed.connect(self._draw_collection)
        mirror.outputs_changed.connect(self._draw)
        mirror.stats_changed.connect(self._draw)
        mirror.is_there_changed.connect(self._draw)
        studio.room.joined.connect(self._joined)
        studio.room.happened.connect(self._happened)
        studio.room.state.connect(self._draw)
        if studio.room.room is not None:
            self._joined(studio.room.room)
        self._draw_collection()
        self._draw()

    def _show_stats(self) -> None:
        self._studio.shortcuts.trigger("stats")

    def _draw_collection(self) -> None:
        collection = self._studio.mirror.collection
        self.collection.setVisible(collection is not None)
        self.canvas.setVisible(collection is not None)
        if collection is None:
            return
        metrics, room = self.fontMetrics(), round(160 * tokens().scale)
        name = " ".join(collection.name.split())
        shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room)
        self.collection.setText(shown.replace("&", "&&"))
        self.collection.setAccessibleName(tr("Scene collection {name}", name=collection.name))
        self.collection.set_tip(collection.name)
        canvas = collection.canvas
        part = math.gcd(canvas.width, canvas.height)
        shape = f"{canvas.width // part}:{canvas.height // part}"
        fps = f"{float(canvas.fps):.4g}"
        self.canvas.setText(f"{shape}  {canvas.width}×{canvas.height}  {fps} fps")

    def _joined(self, room: dict[str, object]) -> None:
        count = room.get("viewers")
        self._viewers = count if isinstance(count, int) else 0
        self._draw()

    def _happened(self, event: dict[str, object]) -> None:
        count = event.get("count")
        if event.get("type") == "viewers" and isinstance(count, int):
            self._viewers = count
            self._draw()

    def _draw(self) -> None:
        mirror = self._studio.mirror
        outputs = [
            Outgoing(name, each.state, each.since, each.reconnects)
            for name, each in mirror.outputs.items()
        ]
        truth = tell(outputs, None, 0.0, is_there=mirror.is_there)
        words, badge = {
            Phase.LIVE: (tr("● LIVE"), "live"),
            Phase.STARTING: (tr("Connecting…"), "quiet"),
            Phase.ENDING: (tr("Ending…"), "quiet"),
            Phase.RECONNECTING: (tr("Reconnecting ({tries})", tries=truth.reconnects), "warning"),
            Phase.FAILED: (tr("Not live: a destination failed"), "warning"),
            Phase.NO_ENGINE: (tr("Starting the engine…"), "warning"),
        }.get(truth.phase, ("", "quiet"))
        self._say(words, badge)
        now_s = time.time()
        is_timed = truth.since_s is not None and truth.phase is not Phase.NO_ENGINE
        self.time.setVisible(is_timed)
        if truth.since_s is not None:
            self.time.set_text(clock(now_s - truth.since_s))
        recording = mirror.outputs.get("record")
        self.recording.setVisible(mirror.is_recording)
        if recording is not None and recording.since is not None:
            self.recording.set_text(clock(now_s - recording.since))
        self.upload.setVisible(truth.is_live)
        kbps = sum(each.kbps for name, each in mirror.outputs.items() if name != "record")
        self.upload.set_text(f"{kbps / 1000:.1f} Mb/s")
        self.viewers.setVisible(self._studio.room.room is not None)
        self.viewers.set_text(f"{self._viewers:,}")
        if mirror.is_live or mirror.is_recording:
            self._clock.start()
        else:
            self._clock.stop()

    def _say(self, words: str, badge: str) -> None:
        self.state.setVisible(bool(words))
        if self.state.text() == words and self.state.property("badge") == badge:
            return
        self.state.setText(words)
        self.state.setAccessibleName(words)
        self.state.setProperty("badge", badge)
        self.state.style().unpolish(self.state)
        self.state.style().polish(self.state)
