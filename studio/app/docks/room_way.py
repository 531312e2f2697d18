"""How long the way to the room and back takes, measured every few seconds while somebody looks."""

import time
from collections import deque

from PySide6.QtCore import QObject, QTimer, Signal

from studio.app.studio import Studio
from studio.ipc.message import Message

ASK_MS = 3000


class RoomWay(QObject):
    """See the module.

    Attributes:
        values: The last ones, in ms.
    """

    measured = Signal()

    def __init__(self, studio: Studio, parent: QObject) -> None:
        super().__init__(parent)
        self._studio = studio
        self.values: deque[float] = deque(maxlen=60)
        self._asked_s = 0.0
        self._timer = QTimer(self, interval=ASK_MS)
        self._timer.timeout.connect(self._ask)

    @property
    def last_ms(self) -> float | None:
        """The newest one; None without a room."""
        has_room = self._studio.room.room is not None
        return self.values[-1] if self.values and has_room else None

    def set_looked_at(self, is_looked_at: bool) -> None:
        """Measure only while somebody looks."""
        if is_looked_at and not self._timer.isActive():
            self._timer.start()
            self._ask()
        elif not is_looked_at:
            self._timer.stop()

    def _ask(self) -> None:
        if self._studio.room.room is None:
            self.values.clear()
        elif not self._asked_s:
            self._asked_s = time.perf_counter()
            self._studio.room.act({"type": "ping"}, self._answered)

    def _answered(self, answer: Message) -> None:
        took_ms = (time.perf_counter() - self._asked_s) * 1000
        self._asked_s = 0.0
        if answer.get("type") == "accepted":
            self.values.append(took_ms)
            self.measured.emit()
