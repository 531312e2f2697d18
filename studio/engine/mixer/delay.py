"""Finds out how long the mixer must wait for one input.

Nobody knows in advance how late a device or a live stream delivers: PulseAudio
hands over 20 ms at a time, a wireless microphone comes 100 ms late.  So the gauge
looks at what happens.  Sound that three times in a row came behind the mixer makes
it ask for more, at most half a second; half a minute without need gives the
excess back.  A single straggler (a restart, a stall) changes nothing.
"""

from studio.model.media import BLOCK_FRAMES, SAMPLE_RATE_HZ, SECOND_NS

MAX_DELAY_FRAMES = SAMPLE_RATE_HZ // 2
MARGIN_FRAMES = BLOCK_FRAMES // 2
LATE_IN_A_ROW = 3
WINDOW_FRAMES = 30 * SAMPLE_RATE_HZ


class DelayGauge:
    """The delay that one input needs, from what was seen of it.

    Args:
        frames: The first guess.
    """

    def __init__(self, frames: int = 0) -> None:
        self._frames = min(frames, MAX_DELAY_FRAMES)
        self._late = 0
        self._least_slack = MAX_DELAY_FRAMES
        self._window = 0

    @property
    def delay_ns(self) -> int:
        """How much later than its time a sample may come."""
        return self._frames * SECOND_NS // SAMPLE_RATE_HZ

    def see(self, slack: int, frames: int) -> None:
        """Take one delivery into account.

        Args:
            slack: Frames from what is already mixed to its first sample; negative
                if it came too late.
            frames: Its length.
        """
        if slack < 0:
            self._late += 1
            if self._late >= LATE_IN_A_ROW:
                self._frames = min(self._frames - slack + MARGIN_FRAMES, MAX_DELAY_FRAMES)
                self._start_window()
            return
        self._late = 0
        self._least_slack = min(self._least_slack, slack)
        self._window += frames
        if self._window >= WINDOW_FRAMES:
            self._frames = max(0, self._frames - max(0, self._least_slack - 2 * MARGIN_FRAMES))
            self._start_window()

    def _start_window(self) -> None:
        self._late = 0
        self._least_slack = MAX_DELAY_FRAMES
        self._window = 0
