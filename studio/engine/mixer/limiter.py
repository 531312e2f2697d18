"""Keeps a bus within full scale.

Encoders clip what is over 1.0, and it sounds like it.  The limiter looks ahead
inside the block, in sixteen pieces, and turns down before a peak; a soft knee
above -0.3 dBFS catches what comes at the very start of a block.  Below the
ceiling a bus passes bit for bit.
"""

import numpy as np

from studio.engine.mixer.timeline import Samples
from studio.model.media import BLOCK_FRAMES, SAMPLE_RATE_HZ

CEILING = 0.966
"""-0.3 dBFS."""
RELEASE_S = 0.25
"""Time in which a gain of 0 would come back to 1."""

_PIECES = 16
_PIECE_FRAMES = BLOCK_FRAMES // _PIECES
_RELEASE_STEP = _PIECE_FRAMES / SAMPLE_RATE_HZ / RELEASE_S
_FRAMES = np.arange(1, BLOCK_FRAMES + 1)
_NODES = np.arange(0, BLOCK_FRAMES + 1, _PIECE_FRAMES)


class Limiter:
    """The limiter of one bus; both channels get the same gain.

    Attributes:
        gain: Where the last block ended; the next one goes on from there.
    """

    def __init__(self) -> None:
        self.gain = 1.0

    def apply(self, block: Samples, peak: float) -> bool:
        """Limit a block in place.

        Args:
            block: A contiguous block of 1024.
            peak: Its largest absolute value, which the meter knows.

        Returns:
            True if the block was changed.
        """
        if peak <= CEILING and self.gain == 1.0:
            return False
        peaks = np.abs(block.reshape(_PIECES, -1)).max(axis=1)
        wanted = np.minimum(1.0, CEILING / np.maximum(peaks, CEILING))
        nodes = [self.gain]
        for piece in range(_PIECES):
            ahead = float(wanted[min(piece + 1, _PIECES - 1)])
            nodes.append(min(float(wanted[piece]), ahead, nodes[-1] + _RELEASE_STEP))
        block *= np.interp(_FRAMES, _NODES, nodes).astype(np.float32)[:, None]
        self.gain = nodes[-1]
        _soften(block)
        return True


def _soften(block: Samples) -> None:
    """Bend what is still above the ceiling, so that nothing passes 1.0."""
    size = np.abs(block)
    over = size > CEILING
    if over.any():
        room = 1.0 - CEILING
        bent = CEILING + room * np.tanh((size[over] - CEILING) / room)
        block[over] = np.sign(block[over]) * bent
