"""The folder with everything that a server keeps, for one edge at a time."""

from pathlib import Path

from studio.ipc.file_lock import FileLock
from studio.model.errors import StudioError

PATIENCE_S = 5.0
"""An edge that is just ending may need that long."""


class DataFolderError(StudioError):
    """The folder can't be used."""


class DataFolder:
    """A folder that is locked; made by ``take``."""

    def __init__(self, path: Path, lock: FileLock) -> None:
        self.path = path
        self._lock = lock

    @classmethod
    def take(cls, path: Path, *, patience_s: float = PATIENCE_S) -> "DataFolder":
        """Make the folder if need be, and lock it.

        Raises:
            DataFolderError: If it can't be written to, or another server uses it.
        """
        path = path.expanduser().absolute()
        lock = FileLock(path / "edge.lock")
        try:
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
            is_ours = lock.take(patience_s)
        except OSError as error:
            raise DataFolderError(
                f"The data folder {path} can't be written to: {error.strerror}. "
                "Give another one with --data."
            ) from error
        if not is_ours:
            raise DataFolderError(
                f"Another room server uses the data folder {path}. "
                "End it, or give another folder with --data."
            )
        return cls(path, lock)

    def release(self) -> None:
        """Let others have it; safe to call twice."""
        self._lock.release()
