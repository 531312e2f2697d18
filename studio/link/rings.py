"""The rings of one peer, made when they are needed; written as a capture's are."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from studio.ipc.ring import RingFormat, RingWriter
from studio.link.sound_line import Samples
from studio.model.media import SAMPLE_RATE_HZ

_PICTURE_SLOTS = 12
"""Up to 4 ahead (``MOST_AHEAD_NS`` at 30 a second), one on show, one being written, and time."""
_SOUND_SLOTS = 48
MOST_FRAMES = 5760
"""Of sound in a packet of Opus."""
MOST_PIXELS = 3840 * 2160
"""What no camera of a phone is above; a hostile peer gets no more memory."""

Plane = NDArray[np.uint8]


class LinkRings:
    """Belongs to the thread that decodes.

    Args:
        name: What they are called after; begins with the process's name.
        on_ring: Told of each new ring: ``picture`` or ``sound``, and its name.
    """

    def __init__(self, name: str, on_ring: Callable[[str, str], None]) -> None:
        self._name = name
        self._on_ring = on_ring
        self._picture: RingWriter | None = None
        self._sound: RingWriter | None = None
        self._natural = (0, 0)

    def begin_picture(self, width: int, height: int) -> tuple[Plane, Plane]:
        """Return the planes of the next slot, to be filled: ``(h, w)`` and ``(h / 2, w / 2, 2)``.

        Raises:
            RingError: If there is no memory for the ring.
        """
        nbytes = width * height * 3 // 2
        if self._picture is None or self._picture.slot_bytes < nbytes:
            if self._picture is not None:
                self._picture.close()
            self._picture = RingWriter.create(f"{self._name}-picture", _PICTURE_SLOTS, nbytes)
            self._on_ring("picture", self._picture.name)
        memory = np.frombuffer(self._picture.begin()[:nbytes], np.uint8)
        area = width * height
        return (
            memory[:area].reshape(height, width),
            memory[area:].reshape(height // 2, width // 2, 2),
        )

    def commit_picture(self, width: int, height: int, pts_ns: int) -> None:
        """Hand on the picture whose planes were filled.

        A sender makes pictures smaller when its network is bad: in the scene they stay as
        large as the largest of that shape.
        """
        assert self._picture is not None
        natural_width, natural_height = self._natural
        is_same_shape = abs(width * natural_height - height * natural_width) <= 4 * natural_width
        if not is_same_shape or width > natural_width:
            self._natural = width, height
        self._picture.commit(
            pts_ns=pts_ns,
            format=RingFormat.NV12,
            width=width,
            height=height,
            natural_width=self._natural[0],
            natural_height=self._natural[1],
        )

    def write_sound(self, block: Samples, pts_ns: int) -> None:
        """Write a block of at most ``2 * MOST_FRAMES`` frames.

        Raises:
            RingError: If there is no memory for the ring.
        """
        if self._sound is None:
            ring_bytes = 2 * MOST_FRAMES * 8
            self._sound = RingWriter.create(f"{self._name}-sound", _SOUND_SLOTS, ring_bytes)
            self._on_ring("sound", self._sound.name)
        frames = min(len(block), 2 * MOST_FRAMES)
        slot = np.frombuffer(self._sound.begin()[: frames * 8], np.float32)
        slot[:] = block[:frames].reshape(-1)
        self._sound.commit(
            pts_ns=pts_ns, format=RingFormat.F32, rate_hz=SAMPLE_RATE_HZ, channels=2, frames=frames
        )

    def close(self) -> None:
        """Unlink the rings."""
        for ring in (self._picture, self._sound):
            if ring is not None:
                ring.close()
        self._picture = self._sound = None
