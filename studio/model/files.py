"""Files that are whole or not there at all, whatever happens while they are written."""

import os
from pathlib import Path

from studio.model.errors import StudioError


class FileError(StudioError):
    """A file that can't be written."""


def write_whole(path: Path, content: str | bytes, *, mode: int = 0o644) -> None:
    """Replace a file as a whole: write a temporary one, sync it, rename it.

    Args:
        path: Of the file.
        content: What is in it then; text is written as UTF-8.
        mode: Its permissions.

    Raises:
        FileError: If it can't be written; the old file is as it was.
    """
    temporary = path.with_name(f"{path.name}.tmp")
    try:
        temporary.unlink(missing_ok=True)
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with open(handle, "wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        raise FileError(f"{path} can't be written: {error.strerror}.") from error
