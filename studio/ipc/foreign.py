"""A process that somebody else started: wait for its end, and signal it.

On Linux by a pidfd, which means one process for ever, whatever becomes of its
number; elsewhere by psutil, which compares start times.  psutil is imported only
there, as it takes 30 ms of every start::

    process = hold(pid)
    process.signal(signal.SIGTERM)
    process.wait()
"""

import contextlib
import os
import select
import signal
import sys
import threading
from typing import Protocol


class ForeignProcess(Protocol):
    """A process that is held."""

    def signal(self, number: int) -> None:
        """Send it a signal; nothing happens if it has ended."""

    def wait(self) -> None:
        """Return when it has ended, and let go of it."""

    def close(self) -> None:
        """Let go of it."""


if sys.platform == "linux":

    class _Held:
        def __init__(self, pid: int) -> None:
            self._descriptor = os.pidfd_open(pid)
            self._lock = threading.Lock()  # between a signal and the end of the descriptor

        def signal(self, number: int) -> None:
            with self._lock, contextlib.suppress(ProcessLookupError):
                if self._descriptor >= 0:
                    signal.pidfd_send_signal(self._descriptor, number)

        def wait(self) -> None:
            poll = select.poll()
            poll.register(self._descriptor, select.POLLIN)
            poll.poll()
            self.close()

        def close(self) -> None:
            with self._lock:
                if self._descriptor >= 0:
                    os.close(self._descriptor)
                    self._descriptor = -1

else:

    class _Held:
        def __init__(self, pid: int) -> None:
            import psutil

            try:
                self._process = psutil.Process(pid)
            except psutil.NoSuchProcess as error:
                raise ProcessLookupError(str(error)) from error
            self._gone = psutil.NoSuchProcess

        def signal(self, number: int) -> None:
            with contextlib.suppress(self._gone):
                self._process.send_signal(number)

        def wait(self) -> None:
            self._process.wait()

        def close(self) -> None:
            pass


def hold(pid: int) -> ForeignProcess:
    """Hold the process that has this number now.

    Raises:
        ProcessLookupError: If there is none.
    """
    return _Held(pid)


def start_mark(pid: int) -> str:
    """Return when a process started, in the system's own words; empty if it has ended.

    With its pid, it names a process for as long as the machine runs.
    """
    if sys.platform == "linux":
        try:
            with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as file:
                after_name = file.read().rpartition(")")[2].split()
        except OSError:
            return ""
        # In ticks since boot: unlike psutil's time, no clock can move it.
        return "" if after_name[0] in "ZX" else after_name[19]
    import psutil

    try:
        return str(int(psutil.Process(pid).create_time()))
    except psutil.Error:
        return ""
