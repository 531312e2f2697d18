"""The recording: a button, how long it runs, how large it is, and what is left on the disk."""

import time

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from studio.app.live.broadcast import Broadcast, recording_folder
from studio.app.live.check_bars import free_bytes
from studio.app.live.truth import clock, size
from studio.app.studio import Studio
from studio.app.theme import tokens
from studio.app.widgets.buttons import IconButton, PushButton
from studio.app.widgets.elided_label import ElidedLabel
from studio.app.words import tr
from studio.app.words.told import told
from studio.model.events import RECORD

TICK_MS = 1000


class RecordRow(QWidget):
    """See the module."""

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self._studio = studio
        self._broadcast = Broadcast.of(studio)
        self._is_low = False
        self.button = PushButton("", "disc")
        self.button.clicked.connect(self.press)
        self.words = ElidedLabel()
        self.free = ElidedLabel()
        both = QVBoxLayout()
        both.setSpacing(0)
        for label in (self.words, self.free):
            label.setProperty("role", "small")
            both.addWidget(label)
        self.folder = IconButton("folder-open", tr("Open the folder of recordings"))
        self.folder.clicked.connect(self._open_folder)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens().gap_px)
        row.addWidget(self.button)
        row.addLayout(both, 1)
        row.addWidget(self.folder)
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self.draw)
        self._tick.start()
        studio.mirror.outputs_changed.connect(self.draw)
        studio.mirror.is_there_changed.connect(self.draw)
        self.draw()

    def set_low(self, is_low: bool) -> None:
        """Leave the free space and the folder to the button's tooltip and the settings."""
        self._is_low = is_low
        self.folder.setHidden(is_low)
        self.draw()

    def press(self) -> None:
        """Begin to record, or end it."""
        if self._studio.mirror.is_recording:
            self._broadcast.stop_recording()
        else:
            self._broadcast.start_recording()

    def draw(self) -> None:
        """Show how it is now."""
        mirror = self._studio.mirror
        is_on = mirror.is_recording
        self.button.setText(tr("Stop recording") if is_on else tr("Record"))
        self.button.set_icon("square" if is_on else "disc")
        self.button.refuse("" if mirror.is_there else tr("The engine is being started."))
        free = free_bytes(recording_folder(self._studio))
        left = tr("{size} free", size=size(free)) if free is not None else ""
        recording = mirror.outputs.get(RECORD)
        if is_on and recording is not None:
            since_s = recording.since
            ran = clock(time.time() - since_s) if since_s is not None else clock(0)
            self.words.setText(f"{ran} · {size(recording.bytes)}")
            self.setToolTip(recording.address)
        elif recording is not None and recording.state == "failed":
            self.words.setText(told(recording.reason))
        else:
            self.words.setText("")
            self.setToolTip("")
        self.words.setVisible(bool(self.words.text()))
        self.free.setText(left)
        self.free.setHidden(self._is_low)
        self.button.set_tip(left if self._is_low else "")

    def _open_folder(self) -> None:
        folder = recording_folder(self._studio)
        place = next((each for each in (folder, *folder.parents) if each.is_dir()), folder)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(place)))
