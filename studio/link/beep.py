"""The beep check: how much earlier a peer's sound is than its picture, measured.  Pure.

Sender reports put both on one clock, but a camera needs time before a picture has its time,
and a microphone too.  So the peer beeps and lights up at the same moment, some times over, and
what arrives is looked at::

    check = BeepCheck(now_ns)
    check.hear(samples, due_ns)          # each block, as it is due
    check.see(brightness, due_ns)        # each picture
    check.offset_ms(now_ns)              # None until it is over, or where there is no answer

The beep is 2 kHz for a tenth of a second; a camera that does not see the light (its own screen
is behind it) gives no answer, and nothing is changed.
"""

import numpy as np

from studio.link.sound_line import Samples
from studio.model.media import SAMPLE_RATE_HZ, SECOND_NS

BEEP_HZ = 2000
TIMES_MS = (500, 1400, 2300)
"""When the peer is to beep, after it was told."""
LASTS_NS = 5 * SECOND_NS
MOST_APART_NS = 400_000_000
LOUDER = 8.0
"""By so much a beep stands out from what else there is at its pitch."""
LEAST_LEVEL = 0.003
BRIGHTER = 8.0
"""Of 255, against the picture before."""
REST_NS = 600_000_000
WINDOW = SAMPLE_RATE_HZ // 200
LEAST_PAIRS = 2


class BeepCheck:
    """See the module; belongs to one thread.

    Args:
        begin_ns: Monotonic time.
    """

    def __init__(self, begin_ns: int) -> None:
        self._end_ns = begin_ns + LASTS_NS
        self._heard_ns: list[int] = []
        self._seen_ns: list[int] = []
        self._levels: list[float] = []
        self._brightness: float | None = None
        turn = 2j * np.pi * BEEP_HZ / SAMPLE_RATE_HZ * np.arange(WINDOW)
        self._pitch = np.exp(-turn).astype(np.complex64) * (2 / WINDOW)

    def is_over(self, now_ns: int) -> bool:
        """Tell whether nothing more is looked at."""
        return now_ns > self._end_ns

    def hear(self, samples: Samples, due_ns: int) -> None:
        """Look for a beep's beginning in a block, ``(frames, 2) float32``."""
        for first in range(0, len(samples) - WINDOW + 1, WINDOW):
            level = float(abs(samples[first : first + WINDOW, 0] @ self._pitch))
            usual = float(np.median(self._levels)) if len(self._levels) >= 20 else None
            is_beep = usual is not None and level > max(LEAST_LEVEL, usual * LOUDER)
            at_ns = due_ns + first * SECOND_NS // SAMPLE_RATE_HZ
            if is_beep and (not self._heard_ns or at_ns - self._heard_ns[-1] > REST_NS):
                self._heard_ns.append(at_ns)
            self._levels = [*self._levels[-200:], level]

    def see(self, brightness: float, due_ns: int) -> None:
        """Look for the light in a picture; brightness: the mean of its luma, of 255."""
        before, self._brightness = self._brightness, brightness
        is_light = before is not None and brightness - before > BRIGHTER
        if is_light and (not self._seen_ns or due_ns - self._seen_ns[-1] > REST_NS):
            self._seen_ns.append(due_ns)

    def offset_ms(self) -> float | None:
        """Return by how much sound is to be later; None where not enough was heard and seen."""
        apart_ns = []
        for heard_ns in self._heard_ns:
            nearest = min(self._seen_ns, key=lambda seen_ns: abs(seen_ns - heard_ns), default=None)
            if nearest is not None and abs(nearest - heard_ns) <= MOST_APART_NS:
                apart_ns.append(nearest - heard_ns)
        if len(apart_ns) < LEAST_PAIRS:
            return None
        return round(float(np.median(apart_ns)) / 1e6, 1)

    @property
    def was_heard(self) -> bool:
        """Whether there was a beep at all."""
        return len(self._heard_ns) >= LEAST_PAIRS
