"""What closing the window means: the end of the studio, or only of its window.

With nothing live or recorded the session ends.  Else the anchor is asked once, in a bar of
the window and never in a box over it::

    def closeEvent(self, event):
        if not studio.leaving.may_leave():    # ``asked`` is emitted: show the bar
            event.ignore()

    # the bar's buttons
    studio.leaving.leave_running(); studio.leaving.end_all(); studio.leaving.stay()
"""

from PySide6.QtCore import QObject, QTimer, Signal

from studio.app.link.engine_link import EngineLink, Reply
from studio.app.link.mirror import Mirror
from studio.model.commands import EndSession

END_LIMIT_MS = 10_000
"""How long the app waits for the engine to end before it goes anyway."""


class Leaving(QObject):
    """See the module."""

    asked = Signal()
    """Something is live or recorded: ask the anchor what to do."""
    answered = Signal()
    """The question is no longer one."""
    ending = Signal()
    """The stream and the session are being ended; the window goes when it is done."""
    left = Signal()
    """The app ends now."""

    def __init__(self, link: EngineLink, mirror: Mirror, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self._mirror = mirror
        self._is_ending = False
        self._has_left = False
        self._limit = QTimer(self, interval=END_LIMIT_MS, singleShot=True)
        self._limit.timeout.connect(self._leave)
        mirror.ended.connect(self._leave)

    def may_leave(self) -> bool:
        """Somebody closes the window: say whether it may go now; if not, it goes or asks later."""
        if self._has_left:
            return True
        if not self._is_ending and (self._mirror.is_live or self._mirror.is_recording):
            self.asked.emit()
            return False
        self.end_all()
        return self._has_left

    def leave_running(self) -> None:
        """The stream goes on without the window."""
        self.answered.emit()
        self._leave()

    def end_all(self) -> None:
        """End every output in order, then the session, then the app."""
        if self._is_ending:
            return
        self._is_ending = True
        self.answered.emit()
        if not self._link.is_connected:
            self._leave()  # whoever starts the engine again ends it with ``rocket-studio end``
            return
        self.ending.emit()
        self._limit.start()
        self._link.do(EndSession(), self._was_told)

    def stay(self) -> None:
        """Nobody wants to leave any more."""
        self.answered.emit()

    def _was_told(self, reply: Reply) -> None:
        if not reply.ok and not self._link.is_connected:
            self._leave()

    def _leave(self, _event: object = None) -> None:
        if not self._has_left:
            self._has_left = True
            self._limit.stop()
            self.left.emit()
