"""One session's room at a time among tests that run beside one another.

Each wants the usual ports, and looks whether they are free before it binds them: of two that begin
in the same moment one is told that it failed, and begins again.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from studio.ipc.file_lock import FileLock
from tests.app.engine_stage import PATIENCE_S


@contextmanager
def one_room() -> Iterator[None]:
    """Let no other test have a room until the block ends."""
    lock = FileLock(Path(tempfile.gettempdir()) / "rocket-studio-one-room.lock")
    assert lock.take(PATIENCE_S), "Another test keeps its room for too long."
    try:
        yield
    finally:
        lock.release()
