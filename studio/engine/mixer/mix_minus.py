"""A bus without one of its inputs: what the guest hears whose voice that input is.

Whoever hears himself with a quarter of a second of delay can't go on speaking, so each guest
gets all that viewers hear but his own sound (mix-minus; broadcast desks call it N-1)::

    ring = BusRing("engine-minus", epoch_ns)
    minus = MixMinus("Guest 1", bus=0, put=ring.put)
    minus.mix(n, [("Guest 1", 0b1, block), ("Microphone", 0b1, other)])

Belongs to the mix thread.
"""

from collections.abc import Callable, Iterable

import numpy as np

from studio.engine.mixer.limiter import Limiter
from studio.engine.mixer.meter import measured
from studio.engine.mixer.timeline import Samples
from studio.model.media import BLOCK_FRAMES

Member = tuple[str, int, Samples]
"""An input's key, the bit mask of its buses, and its block behind its fader."""


class MixMinus:
    """See the module.

    Args:
        without: The key of the input that is left out; one that isn't there leaves all in.
        bus: From 0.
        put: Takes each block with its number, in the mix thread; the samples are
            (1024, 2) and its own only until it returns.

    Attributes:
        without: As above; changes when the input is renamed.
    """

    def __init__(self, without: str, bus: int, put: Callable[[int, Samples], None]) -> None:
        self.without = without
        self._bit = 1 << bus
        self._put = put
        self._limiter = Limiter()
        self._block: Samples = np.zeros((BLOCK_FRAMES, 2), np.float32)

    def mix(self, n: int, members: Iterable[Member]) -> None:
        """Sum a block of all that is heard on the bus, and hand it on."""
        self._block.fill(0)
        for key, mask, block in members:
            if mask & self._bit and key != self.without:
                self._block += block
        self._limiter.apply(self._block, max(measured(self._block).peaks))
        self._put(n, self._block)
