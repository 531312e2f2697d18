"""A bus as a ring, for processes that listen: captions, link.

ring = BusRing("engine-bus-1", epoch_ns)
mixer = Mixer(epoch_ns, on_block=lambda n, buses: ring.put(n, buses[1]))
ring.name  # tell it to the reader
"""

from studio.engine.mixer.timeline import Samples, block_start_ns
from studio.ipc.ring import RingFormat, RingWriter
from studio.model.media import BLOCK_FRAMES, SAMPLE_RATE_HZ

SLOTS = 32
"""0.7 s, for a reader that is busy."""
LONG_SLOTS = 1000
"""21 s and 8 MB, for one that may be killed and whose successor reads on from where it was."""


class BusRing:
    """Writes the blocks of one bus into a ring.  Belongs to the mix thread.

    Args:
        name: Of the ring, which gets a suffix.
        epoch_ns: Monotonic time at which the session began.
        slots: How many blocks it holds.
    """

    def __init__(self, name: str, epoch_ns: int, slots: int = SLOTS) -> None:
        self._epoch_ns = epoch_ns
        self._writer = RingWriter.create(name, slots, BLOCK_FRAMES * 2 * 4)

    @property
    def name(self) -> str:
        """The whole name, by which a reader attaches."""
        return self._writer.name

    def put(self, n: int, block: Samples) -> None:
        """Write block n, stamped with the monotonic time of its first sample."""
        self._writer.begin()[:] = block.tobytes()
        self._writer.commit(
            pts_ns=self._epoch_ns + block_start_ns(n),
            format=RingFormat.F32,
            rate_hz=SAMPLE_RATE_HZ,
            channels=2,
            frames=BLOCK_FRAMES,
        )

    def close(self) -> None:
        """Unlink the ring."""
        self._writer.close()
