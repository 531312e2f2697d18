"""The right to something that one process has at a time; it ends with that process.

However it ends: the system gives the lock back.

::

    lock = FileLock(folder / "edge.lock")
    if not lock.take(patience_s=2.0):
        …                                   # another process has it
"""

import os
import sys
import time
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_POLL_S = 0.05


class FileLock:
    """A lock on a file, which is made if need be and stays."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor = -1

    def take(self, patience_s: float = 0.0) -> bool:
        """Take the lock, waiting so long for whoever has it; say whether.

        Raises:
            OSError: If the file can't be opened.
        """
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        end_s = time.monotonic() + patience_s
        while not _try_lock(descriptor):
            if time.monotonic() >= end_s:
                os.close(descriptor)
                return False
            time.sleep(_POLL_S)
        self._descriptor = descriptor
        return True

    def release(self) -> None:
        """Give it back; safe to call twice."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


def _try_lock(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
