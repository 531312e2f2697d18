"""Settings that can't be changed while the programme goes out: they say why, and come back."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from studio.app.settings.row import SettingRow
from studio.app.words import tr

if TYPE_CHECKING:
    from studio.app.studio import Studio


class LiveLock(QObject):
    """Refuses rows while something is live or recorded, or the engine is away.

    Args:
        studio: The studio.
        rows: What is refused.
        parent: The lock ends with it.
    """

    def __init__(self, studio: "Studio", rows: Sequence[SettingRow], parent: QObject) -> None:
        super().__init__(parent)
        self._mirror = studio.mirror
        self._rows = tuple(rows)
        self._mirror.outputs_changed.connect(self.draw)
        self._mirror.is_there_changed.connect(self.draw)
        self.draw()

    def draw(self) -> None:
        """Refuse or allow by what is now."""
        why = ""
        if not self._mirror.is_there:
            why = tr("The engine is being started; this comes back in a moment.")
        elif self._mirror.is_live:
            why = tr("Can't be changed while you are live. End the stream first.")
        elif self._mirror.is_recording:
            why = tr("Can't be changed while you record. End the recording first.")
        for row in self._rows:
            row.refuse(why)
