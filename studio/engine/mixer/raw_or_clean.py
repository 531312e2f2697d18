"""Chooses, block by block, between a microphone as it is and what was made of it.  Pure.

What is clean comes from another process, which may die or be late.  So it is only taken while
it reaches a little further than the block that is due: there is then always enough of it left
to fade from, and no choice clicks::

    choice = RawOrClean()
    block = choice.block(start, raw, clean, wants_clean=True)   # (1024, 2)
"""

import numpy as np

from studio.engine.mixer.timeline import Samples, Timeline
from studio.model.media import BLOCK_FRAMES

FADE_FRAMES = 240
"""5 ms."""
BACK_BLOCKS = 5
"""So many blocks in a row must be there before what is clean is taken again."""

_RISE = ((np.arange(FADE_FRAMES, dtype=np.float32) + 1) / (FADE_FRAMES + 1))[:, None]


class RawOrClean:
    """See the module; belongs to the mix thread.

    Attributes:
        is_clean: What was taken last.
        fallen: How often it had to go back to what is raw.
    """

    def __init__(self) -> None:
        self.is_clean = False
        self.fallen = 0
        self._good_blocks = 0
        self._raw: Samples = np.zeros((BLOCK_FRAMES, 2), np.float32)
        self._clean: Samples = np.zeros((BLOCK_FRAMES, 2), np.float32)

    def block(
        self, start: int, raw: Timeline, clean: Timeline, *, wants_clean: bool
    ) -> Samples | None:
        """Return a block, valid until the next call; None if it is just the raw one.

        Args:
            start: Sample of session time at which it starts.
            raw: Holds what the device said.
            clean: Holds what was made of it.
            wants_clean: Whether that is to be taken.
        """
        reaches = clean.begin <= start and clean.end >= start + BLOCK_FRAMES + FADE_FRAMES
        is_good = wants_clean and reaches
        self._good_blocks = self._good_blocks + 1 if is_good else 0
        was_clean = self.is_clean
        self.is_clean = is_good and (was_clean or self._good_blocks > BACK_BLOCKS)
        if not (was_clean or self.is_clean):
            return None
        clean.read(start, self._clean)
        if was_clean and self.is_clean:
            return self._clean
        raw.read(start, self._raw)
        if self.is_clean:
            return _faded(self._raw, self._clean, 0)
        self.fallen += wants_clean
        last = min(clean.end - start, BLOCK_FRAMES) - FADE_FRAMES
        return _faded(self._clean, self._raw, max(0, last))


def _faded(old: Samples, new: Samples, at: int) -> Samples:
    """Go over from one block to another, in the older one's memory."""
    end = at + FADE_FRAMES
    old[at:end] += (new[at:end] - old[at:end]) * _RISE
    old[end:] = new[end:]
    return old
