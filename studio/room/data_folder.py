"""The folder with everything that a server keeps, for one edge at a time."""

import os
import sys
import time
from pathlib import Path

from studio.model.errors import StudioError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

PATIENCE_S = 5.0
"""An edge that is just ending may need that long."""

_POLL_S = 0.05


class DataFolderError(StudioError):
    """The folder can't be used."""


class DataFolder:
    """A folder that is locked; made by ``take``."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self.path = path
        self._descriptor = descriptor

    @classmethod
    def take(cls, path: Path, *, patience_s: float = PATIENCE_S) -> "DataFolder":
        """Make the folder if need be, and lock it.

        Raises:
            DataFolderError: If it can't be written to, or another server uses it.
        """
        path = path.expanduser().absolute()
        try:
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = os.open(path / "edge.lock", os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise DataFolderError(
                f"The data folder {path} can't be written to: {error.strerror}. "
                "Give another one with --data."
            ) from error
        end_s = time.monotonic() + patience_s
        while not _try_lock(descriptor):
            if time.monotonic() >= end_s:
                os.close(descriptor)
                raise DataFolderError(
                    f"Another room server uses the data folder {path}. "
                    "End it, or give another folder with --data."
                )
            time.sleep(_POLL_S)
        return cls(path, descriptor)

    def release(self) -> None:
        """Let others have it; safe to call twice."""
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
