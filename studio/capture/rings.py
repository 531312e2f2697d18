"""The rings that a capture writes: pictures and sound, made when they are needed."""

from collections.abc import Callable
from fractions import Fraction

import av
import numpy as np

from studio.capture.alpha_half import Half, HalfConverter
from studio.capture.convert import PictureConverter
from studio.capture.sound import BLOCK_FRAMES, RATE_HZ, Samples
from studio.ipc.ring import RingFormat, RingWriter

_PICTURE_SLOTS = 8
"""3 ahead, one being written, one on show: a reader has 4 frame times to look at a slot."""
_SOUND_SLOTS = 32
_WHOLE_SLOTS = 3
"""The fewest that a ring has; only one is written, and only that takes memory."""


class CaptureRings:
    """Writes what was decoded; belongs to the thread that decodes.

    Args:
        name: Of the process; the rings are called after it.
        on_ring: Told of each new ring: ``picture`` or ``sound``, and its name.
        half: Which half of each picture is the alpha of the other one, if any is.
        on_wrote: Told that a picture was written.

    Attributes:
        pictures: How many were written.
    """

    def __init__(
        self,
        name: str,
        on_ring: Callable[[str, str], None],
        half: Half | None = None,
        on_wrote: Callable[[], None] = lambda: None,
    ) -> None:
        self.pictures = 0
        self._name = name
        self._on_ring = on_ring
        self._on_wrote = on_wrote
        self._converter = HalfConverter(half) if half else PictureConverter()
        self._picture: RingWriter | None = None
        self._sound: RingWriter | None = None
        self._whole: RingWriter | None = None

    def write_picture(
        self,
        frame: av.VideoFrame,
        pts_ns: int,
        want: tuple[int, int],
        pixel_aspect: Fraction | None = None,
    ) -> None:
        """Convert a picture into the next slot; a larger one first gets a larger ring.

        Raises:
            RingError: If there is no memory for the ring.
        """
        shape = self._converter.shape(frame, want, pixel_aspect)
        ring = self._picture
        if ring is None or ring.slot_bytes < shape.nbytes:
            if ring is not None:
                ring.close()
            ring = RingWriter.create(f"{self._name}-picture", _PICTURE_SLOTS, shape.nbytes)
            self._picture = ring
            self._on_ring("picture", ring.name)
        self._converter.write(frame, shape, ring.begin()[: shape.nbytes])
        ring.commit(
            pts_ns=pts_ns,
            format=shape.format,
            width=shape.width,
            height=shape.height,
            natural_width=shape.natural_width,
            natural_height=shape.natural_height,
        )
        self.pictures += 1
        self._on_wrote()

    def write_sound(self, block: Samples, pts_ns: int) -> None:
        """Write a block of ``BLOCK_FRAMES`` stereo samples.

        Raises:
            RingError: If there is no memory for the ring.
        """
        if self._sound is None:
            self._sound = RingWriter.create(f"{self._name}-sound", _SOUND_SLOTS, BLOCK_FRAMES * 8)
            self._on_ring("sound", self._sound.name)
        np.frombuffer(self._sound.begin(), np.float32)[:] = block.reshape(-1)
        self._sound.commit(
            pts_ns=pts_ns,
            format=RingFormat.F32,
            rate_hz=RATE_HZ,
            channels=2,
            frames=BLOCK_FRAMES,
        )

    def write_whole(self, sound: Samples) -> None:
        """Write a whole file's sound as one slot of a ring of its own.

        Raises:
            RingError: If there is no memory for the ring.
        """
        self._whole = RingWriter.create(f"{self._name}-whole", _WHOLE_SLOTS, sound.nbytes)
        np.frombuffer(self._whole.begin()[: sound.nbytes], np.float32)[:] = sound.reshape(-1)
        self._whole.commit(
            pts_ns=0, format=RingFormat.F32, rate_hz=RATE_HZ, channels=2, frames=len(sound)
        )
        self._on_ring("sound", self._whole.name)

    def close(self) -> None:
        """Unlink the rings."""
        for ring in (self._picture, self._sound, self._whole):
            if ring is not None:
                ring.close()
        self._picture = self._sound = self._whole = None
