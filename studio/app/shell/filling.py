"""Makes what can wait until the first picture is on the screen: a step, a picture, a step.

So the picture is there sooner, and none of those that follow is late by more than a step::

    filling = Filling(steps, studio.pictured, self)
    filling.done.connect(...)
    filling.begin()                     # at the latest some time from now
"""

from collections import deque
from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance

WAITS_MS = 1500
"""An engine that is not there yet shows no picture."""
BETWEEN_MS = 40
"""Longer than a picture at 30 a second."""

Step = Callable[[], object]


class Filling(QObject):
    """See the module.

    Args:
        steps: What is done, in order; each must be safe to come after somebody else did it.
        pictured: Emitted when the first picture is on the screen.
    """

    done = Signal()

    def __init__(self, steps: Iterable[Step], pictured: SignalInstance, parent: QObject) -> None:
        super().__init__(parent)
        self._steps = deque(steps)
        self._timer = QTimer(self, singleShot=True, interval=WAITS_MS)
        self._timer.timeout.connect(self._go_on)
        pictured.connect(self._hurry)

    @property
    def is_done(self) -> bool:
        """Whether all was made."""
        return not self._steps

    def begin(self) -> None:
        """Begin with the first picture, or when it has been waited for."""
        if self._steps and not self._timer.isActive():
            self._timer.start()

    def finish(self) -> None:
        """Make the rest at once."""
        while self._steps:
            self._steps.popleft()()
        self._timer.stop()
        self.done.emit()

    def _hurry(self) -> None:
        if self._steps:
            self._timer.start(BETWEEN_MS)

    def _go_on(self) -> None:
        try:
            self._steps.popleft()()
        finally:
            if self._steps:
                self._timer.start(BETWEEN_MS)
            else:
                self.done.emit()
