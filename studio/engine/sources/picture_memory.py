"""Memory for the planes of pictures, used again as soon as nobody looks at them.

Fresh memory costs 12 ms a 1080p frame in page faults, and a picture must never
change once it was handed over; CPython's reference counts tell who still has one.
"""

import sys

import numpy as np

from studio.engine.picture import Plane

_MOST_BUFFERS = 32
_FREE_REFERENCES = 3  # the list, the loop's name and the call's argument


class PictureMemory:
    """Hands out buffers of one size at a time; belongs to one thread."""

    def __init__(self) -> None:
        self._buffers: list[Plane] = []

    def take(self, size_bytes: int) -> Plane:
        """Return a buffer that no picture lies in; make views of it, and keep only those."""
        if self._buffers and self._buffers[0].size != size_bytes:
            self._buffers.clear()  # those that are looked at live on with their views
        for buffer in self._buffers:
            if sys.getrefcount(buffer) <= _FREE_REFERENCES:
                return buffer
        if len(self._buffers) >= _MOST_BUFFERS:  # somebody hoards: let go of his
            self._buffers.pop(0)
        self._buffers.append(np.empty(size_bytes, np.uint8))
        return self._buffers[-1]
