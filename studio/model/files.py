"""Files that are whole or not there at all, whatever happens while they are written."""

import os
from pathlib import Path

from studio.model.errors import StudioError


class FileError(StudioError):
    """A file that can't be written."""


def write_whole(path: Path, text: str, *, mode: int = 0o644) -> None:
    """Replace a text file as a whole: write a temporary one, sync it, rename it.

    Args:
        path: Of the file.
        text: Its new content.
        mode: Its permissions.

    Raises:
        FileError: If it can't be written; the old file is as it was.
    """
    temporary = path.with_name(f"{path.name}.tmp")
    try:
        temporary.unlink(missing_ok=True)
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with open(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        raise FileError(f"{path} can't be written: {error.strerror}.") from error
