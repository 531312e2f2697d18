"""A named piece of shared memory that no resource tracker knows.

``multiprocessing.shared_memory`` of Python 3.11 registers everybody who opens a
segment with a tracker process of his own, which unlinks the segment of a *live*
writer as soon as a reader is killed; and each process pays for a tracker.  So
this opens segments as that module does, by ``shm_open`` and ``mmap``, without
the tracker.  Who creates a segment holds a file lock on it for as long as he
lives, which is how ``unlink_leftovers`` tells the segments of the dead::

    segment = Segment.create("rs-camera-0a1b2c3d", 1 << 20)
    same = Segment.attach("rs-camera-0a1b2c3d")
    ...
    segment.close()
    segment.unlink()
"""

import contextlib
import errno
import mmap
import os
import sys
from pathlib import Path

from studio.ipc.errors import RingError

if sys.platform != "win32":
    import _posixshmem  # type: ignore[import-not-found]  # stdlib, but typeshed lacks it
    import fcntl

_LINUX_FOLDER = Path("/dev/shm")
_MAX_NAME_BYTES = 200  # of the 255 that a file name may have


class Segment:
    """One mapping of a shared memory segment.

    Use ``create`` or ``attach``.  The memory stays mapped until ``close`` was
    called and the last view on ``memory`` is gone, so views never dangle.
    """

    def __init__(self, name: str, mapping: mmap.mmap, descriptor: int) -> None:
        self.name = name
        self.memory = memoryview(mapping)
        self._mapping = mapping
        self._descriptor = descriptor

    @classmethod
    def create(cls, name: str, size_bytes: int) -> "Segment":
        """Make a new segment of zeros, readable by this user only.

        Raises:
            RingError: If the name is taken or the memory is not to be had.
        """
        try:
            if sys.platform == "win32":
                return cls(name, mmap.mmap(-1, size_bytes, tagname=name), -1)
            return cls._create_posix(name, size_bytes)
        except OSError as error:
            raise RingError(_why_not_made(name, size_bytes, error)) from error

    if sys.platform != "win32":

        @classmethod
        def _create_posix(cls, name: str, size_bytes: int) -> "Segment":
            descriptor = _open_new(name)
            try:
                if sys.platform == "linux":
                    # Reserved now: a full /dev/shm is an error here, and not a
                    # SIGBUS in the middle of a picture.
                    os.posix_fallocate(descriptor, 0, size_bytes)
                else:
                    os.ftruncate(descriptor, size_bytes)
                return cls(name, mmap.mmap(descriptor, size_bytes), descriptor)
            except BaseException:
                os.close(descriptor)
                _unlink(name)
                raise

    @classmethod
    def attach(cls, name: str, size_bytes: int = 0) -> "Segment":
        """Map a segment that somebody else made, for reading only.

        Args:
            name: What its creator called it.
            size_bytes: How much of it; Windows can't tell and must be told.

        Raises:
            RingError: If there is none.
        """
        try:
            if sys.platform == "win32":
                size_bytes = size_bytes or mmap.PAGESIZE
                mapping = mmap.mmap(-1, size_bytes, tagname=name, access=mmap.ACCESS_READ)
            else:
                descriptor = _posixshmem.shm_open(f"/{name}", os.O_RDONLY, mode=0)
                try:
                    size_bytes = os.fstat(descriptor).st_size
                    mapping = mmap.mmap(descriptor, size_bytes, prot=mmap.PROT_READ)
                finally:
                    os.close(descriptor)
            return cls(name, mapping, -1)
        except (OSError, ValueError) as error:
            raise RingError(
                f"The shared memory {name!r} can't be opened ({error}): "
                "its writer has ended or never made it."
            ) from error

    @property
    def descriptor(self) -> int:
        """Of its creator; -1 elsewhere, and once it is closed."""
        return self._descriptor

    def close(self) -> None:
        """Let go of the memory; safe to call twice."""
        self.memory.release()
        with contextlib.suppress(BufferError):  # a view is still held: the last to go unmaps it
            self._mapping.close()
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def unlink(self) -> None:
        """Take the name away; those who have it mapped keep it."""
        _unlink(self.name)


def segment_prefix(name: str) -> str:
    """Return what the segment names of the rings of this name begin with."""
    safe = name.replace("/", "_").replace("\0", "_").encode()[:_MAX_NAME_BYTES]
    return f"rs-{safe.decode(errors='ignore')}-"


def unlink_leftovers(prefix: str) -> int:
    """Unlink the segments whose names start so and whose creator is dead.

    Returns:
        How many there were.  Always 0 where segments can't be listed: Windows
        frees them by itself, macOS at the next start of the machine.
    """
    count = 0
    if sys.platform == "linux":
        for path in _LINUX_FOLDER.iterdir():
            if path.name.startswith(prefix):
                count += _unlink_if_dead(path)
    return count


if sys.platform == "linux":

    def _open_new(name: str) -> int:
        """Make the segment and lock it for as long as we live."""
        while True:
            flags = os.O_CREAT | os.O_EXCL | os.O_RDWR
            descriptor: int = _posixshmem.shm_open(f"/{name}", flags, mode=0o600)
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            if os.fstat(descriptor).st_nlink:
                return descriptor
            os.close(descriptor)  # taken for a leftover before the lock was ours

    def _unlink_if_dead(path: Path) -> int:
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_NOFOLLOW)
        except OSError:  # gone meanwhile, or another user's
            return 0
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return _unlink(path.name)  # before the lock is given back
        except BlockingIOError:
            return 0
        finally:
            os.close(descriptor)

elif sys.platform != "win32":

    def _open_new(name: str) -> int:
        flags = os.O_CREAT | os.O_EXCL | os.O_RDWR
        descriptor: int = _posixshmem.shm_open(f"/{name}", flags, mode=0o600)
        return descriptor


def _unlink(name: str) -> int:
    if sys.platform != "win32":
        try:
            _posixshmem.shm_unlink(f"/{name}")
        except OSError:  # somebody was faster
            return 0
    return 1


def _why_not_made(name: str, size_bytes: int, error: OSError) -> str:
    megabytes = size_bytes / 1e6
    if error.errno in (errno.ENOSPC, errno.ENOMEM):
        return (
            f"There is no room for {megabytes:.0f} MB of shared memory ({name}): "
            "close other programs, or give /dev/shm more room "
            "(in a container: --shm-size=1g)."
        )
    return f"The shared memory {name!r} of {megabytes:.0f} MB can't be made: {error}."
