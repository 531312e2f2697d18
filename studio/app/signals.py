"""Has SIGTERM and SIGINT come to the Qt loop as a call, however idle it is.

Python runs a signal's handler only when it runs anyway, which Qt's loop does not; the
descriptor that Python writes to at each signal wakes it.
"""

import signal
import socket
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier


class SignalWatch(QObject):
    """Calls ``on_signal`` in the UI thread at SIGTERM and SIGINT.  For the main thread."""

    def __init__(self, on_signal: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._on_signal = on_signal
        self._out, self._in = socket.socketpair()
        for end in (self._out, self._in):
            end.setblocking(False)
        self._notifier = QSocketNotifier(self._out.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._wake)
        signal.set_wakeup_fd(self._in.fileno(), warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda number, frame: None)

    def close(self) -> None:
        """Let signals do what they do by themselves."""
        signal.set_wakeup_fd(-1)
        self._notifier.setEnabled(False)
        self._out.close()
        self._in.close()

    def _wake(self) -> None:
        if self._out.recv(4096):
            self._on_signal()
