"""Which frames of the programme a publisher's pictures become.  Pure.

A picture goes to the frame that is nearest to its time; where another is there already it is
left out, and frames that none came for repeat the one before.  The grid begins with the first
picture, so that one of the same rate is not moved at all; those that are only there to be
decoded, a millisecond apart (``studio.room.relay.gop``), do not count for that::

    grid = FrameGrid(30)
    repeats, frame = grid.place(time_ms)     # frame is None for a picture that is one too many
"""

from math import floor
from typing import NamedTuple

REPEAT_MS = 1000
"""A longer pause is one: the grid begins anew behind it."""

CROWDED_MS = 2
_NEAR = 0.45
"""Of a frame; not half of one, or of twice as many pictures chance would choose."""


class Frame(NamedTuple):
    """One frame of the programme.

    Attributes:
        number: Counts up by the frames that have gone by, for the encoder's rate control.
    """

    number: int
    time_ms: int


class FrameGrid:
    """See the module.

    Args:
        fps: Of the programme.
    """

    def __init__(self, fps: int) -> None:
        self._fps = fps
        self._begin: Frame | None = None
        self._last = Frame(-1, -1)
        self._came_ms = 0
        self._was_crowded = False

    def place(self, time_ms: int) -> tuple[list[Frame], Frame | None]:
        """Return the frames that repeat what was before, and the one of this picture."""
        begin, last = self._begin, self._last
        is_crowded = begin is not None and 0 <= time_ms - self._came_ms <= CROWDED_MS
        self._came_ms, self._was_crowded = time_ms, self._was_crowded or is_crowded
        if begin is None or not 0 <= time_ms - last.time_ms + REPEAT_MS <= 2 * REPEAT_MS:
            if begin is not None and time_ms <= last.time_ms:
                time_ms = last.time_ms + 1000 // self._fps  # times never go back
            self._begin = self._last = Frame(last.number + 1, time_ms)
            return [], self._last
        steps = floor((time_ms - begin.time_ms) * self._fps / 1000 + _NEAR)
        number = begin.number + steps
        if number <= last.number:
            return [], None
        repeats = [self._at(between) for between in range(last.number + 1, number)]
        self._last = self._at(number)
        if self._was_crowded and not is_crowded:
            self._begin = self._last = Frame(number, time_ms)
            self._was_crowded = False
        return repeats, self._last

    def _at(self, number: int) -> Frame:
        assert self._begin is not None
        steps = number - self._begin.number
        return Frame(number, self._begin.time_ms + steps * 1000 // self._fps)
