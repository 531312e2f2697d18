"""Pictures that a process without any rights paints for another: a ring without a name.

The painter makes memory that nobody can make shorter, not even he: a reader whose mapping
ended before his eyes would die of it.  The reader opens it by the painter's process and
descriptor, believes nothing of what is in it, and knows its layout by its size alone::

    writer = PaintingWriter(300, 200)               # in the plugin
    writer.paint(rgba)

    reader = read_painting("/proc/4711/fd/5", 300, 200)     # in the engine
    slot = reader.newest(due_ns)
"""

import mmap
import os
import re
import stat
import sys
import time

import numpy as np
from numpy.typing import NDArray

from studio.ipc.errors import RingError
from studio.ipc.ring import RingFormat, RingReader, RingWriter, ring_bytes
from studio.ipc.segment import Segment

SLOTS = 4
_PLACE = re.compile(r"/proc/[1-9][0-9]{0,9}/fd/[0-9]{1,6}")


class _Unnamed(Segment):
    """Memory that has no name to be taken away."""

    def unlink(self) -> None:
        """Nothing: it goes with the last who has it mapped."""


class PaintingWriter:
    """What one picture after the other is painted into; belongs to one thread.

    Args:
        width: Of the pictures.
        height: Likewise.

    Raises:
        RingError: If this system has no such memory, or no room for it.
    """

    def __init__(self, width: int, height: int) -> None:
        self.size = width, height
        segment = _made(ring_bytes(SLOTS, width * height * 4))
        self.descriptor = segment.descriptor
        """Of the memory, in this process."""
        self._ring = RingWriter(segment, SLOTS, width * height * 4)

    def paint(self, rgba: NDArray[np.uint8]) -> None:
        """Show a picture from now on.

        Args:
            rgba: ``(height, width, 4) uint8``, not premultiplied.

        Raises:
            ValueError: If it is of another size or kind.
        """
        width, height = self.size
        if rgba.shape != (height, width, 4) or rgba.dtype != np.uint8:
            raise ValueError(
                f"what is painted must be ({height}, {width}, 4) uint8, "
                f"not {rgba.shape} {rgba.dtype}"
            )
        np.frombuffer(self._ring.begin(), np.uint8).reshape(rgba.shape)[:] = rgba
        now_ns = time.monotonic_ns()
        self._ring.commit(pts_ns=now_ns, format=RingFormat.RGBA, width=width, height=height)

    def close(self) -> None:
        """Let go of the memory; who reads it keeps it.  Safe to call twice."""
        self._ring.close()


def read_painting(place: str, width: int, height: int) -> RingReader:
    """Open what another process paints into.

    Args:
        place: ``/proc/PID/fd/DESCRIPTOR``.
        width: That the pictures must have.
        height: Likewise.

    Raises:
        RingError: If there is nothing, or nothing that is safe to be read.
    """
    needed = ring_bytes(SLOTS, width * height * 4)
    return RingReader(_opened(place, needed), SLOTS, width * height * 4)


if sys.platform == "linux":
    import fcntl

    def _made(size_bytes: int) -> "Segment":
        try:
            flags = os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING
            descriptor = os.memfd_create("rocket-studio-painting", flags)
            try:
                os.posix_fallocate(descriptor, 0, size_bytes)  # who reads it never waits for it
                seals = fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SEAL
                fcntl.fcntl(descriptor, fcntl.F_ADD_SEALS, seals)
                return _Unnamed("", mmap.mmap(descriptor, size_bytes), descriptor)
            except BaseException:
                os.close(descriptor)
                raise
        except OSError as error:
            raise RingError(f"There is no memory to be painted into: {error}.") from error

    def _opened(place: str, size_bytes: int) -> "Segment":
        if not _PLACE.fullmatch(place):
            raise RingError(f"{place!r} is no place where something is painted.")
        try:
            descriptor = os.open(place, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
        except OSError as error:
            raise RingError(f"What is painted can't be opened: {error}.") from error
        try:
            found = os.fstat(descriptor)
            if not stat.S_ISREG(found.st_mode) or found.st_size != size_bytes:
                raise RingError("What is painted has another size than it was said to have.")
            if not fcntl.fcntl(descriptor, fcntl.F_GET_SEALS) & fcntl.F_SEAL_SHRINK:
                raise RingError("What is painted could become shorter while it is read.")
            mapping = mmap.mmap(descriptor, size_bytes, prot=mmap.PROT_READ)
        except (OSError, ValueError) as error:
            raise RingError(f"What is painted is no memory for that: {error}.") from error
        finally:
            os.close(descriptor)
        return _Unnamed(place, mapping, -1)

else:

    def _made(size_bytes: int) -> "Segment":
        raise RingError("Plugins can't paint themselves on this system yet, only on Linux.")

    def _opened(place: str, size_bytes: int) -> "Segment":
        raise RingError("Plugins can't paint themselves on this system yet, only on Linux.")
