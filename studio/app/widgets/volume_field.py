"""A volume that can be typed: ``-12``, ``+3.5``, ``-inf``; silence is shown as −∞.

Up and Down step by a dB.  What is no volume is put back to what it was.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from studio.app.widgets.fader_law import MOST_DB, SILENT_DB, as_text, from_text

STEP_DB = 1.0


class VolumeField(QLineEdit):
    """A volume in dB.

    Signals:
        edited: By the anchor, never by ``set_value``.
    """

    edited = Signal(float)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setMaxLength(12)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._volume_db = 0.0
        self._show()
        self.editingFinished.connect(self._take)

    def value(self) -> float:
        """Return the volume."""
        return self._volume_db

    def set_value(self, volume_db: float) -> None:
        """Show a volume; not while another is being typed."""
        self._volume_db = volume_db
        if not (self.isModified() and self.hasFocus()):
            self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 # Qt's name
        """Step by arrow keys; Esc leaves what was typed."""
        steps = {Qt.Key.Key_Up: STEP_DB, Qt.Key.Key_Down: -STEP_DB}
        key = Qt.Key(event.key())
        if key in steps:
            stepped_db = round(self._volume_db + steps[key], 1)
            self._become(max(SILENT_DB, min(MOST_DB, stepped_db)))
        elif key == Qt.Key.Key_Escape and self.isModified():
            self._show()
        else:
            super().keyPressEvent(event)

    def _take(self) -> None:
        typed_db = from_text(self.text()) if self.isModified() else None
        if typed_db is not None and typed_db != self._volume_db:
            self._become(typed_db)
        else:
            self._show()

    def _become(self, volume_db: float) -> None:
        self._volume_db = volume_db
        self._show()
        self.edited.emit(volume_db)

    def _show(self) -> None:
        self.setText(as_text(self._volume_db))
        self.setModified(False)
