"""The One Euro filter, for many values at once: still when they are still, quick when they move.

From G. Casiez, N. Roussel, D. Vogel: "1€ Filter: A Simple Speed-based Low-pass Filter for Noisy
Input in Interactive Systems", CHI 2012.  A low-pass whose cut-off grows with the speed::

    filter = OneEuro(still_hz=2.0, per_speed=100.0)
    smooth = filter(values, pts_ns, unit=face_px)

The speed is that of a whole row, so that x, y and z of a point are held back alike.
"""

import math

import numpy as np

from studio.ar.mediapipe_tasks import Floats

_SPEED_HZ = 3.0
"""Of the low-pass of the speed.  The paper's 1 Hz lags where a head turns round: a face that goes
to and fro at up to 1000 px/s was 1.5 px off then, and 1.1 with this."""
_LONGEST_S = 0.5
_SECOND_NS = 1_000_000_000


class OneEuro:
    """Filters an array whose rows are points.

    Args:
        still_hz: The cut-off when nothing moves: lower shakes less.
        per_speed: How much the cut-off grows with the speed, in Hz for one unit a second:
            higher lags less.
    """

    def __init__(self, still_hz: float, per_speed: float) -> None:
        self._still_hz = still_hz
        self._per_speed = per_speed
        self._pts_ns = 0
        self._last: Floats | None = None
        self._smooth: Floats | None = None
        self._speed: Floats | None = None

    def __call__(self, values: Floats, pts_ns: int, unit: float = 1.0) -> Floats:
        """Return the values of a time, filtered; after a long gap, as they are.

        Args:
            values: ``(rows, …)``.
            pts_ns: Their time.
            unit: What a speed of 1 is, so that near and far faces are filtered alike.
        """
        gap_s = (pts_ns - self._pts_ns) / _SECOND_NS
        self._pts_ns = pts_ns
        last, smooth, speed = self._last, self._smooth, self._speed
        self._last = values
        if smooth is None or last is None or speed is None or not 0 < gap_s <= _LONGEST_S:
            self._smooth, self._speed = values, np.zeros_like(values)
            return values
        speed = speed + _share(_SPEED_HZ, gap_s) * ((values - last) / gap_s - speed)
        lengths = np.sqrt((speed * speed).sum(axis=-1, keepdims=True))
        cutoff_hz = self._still_hz + self._per_speed / unit * lengths
        turns = 2 * math.pi * cutoff_hz * gap_s
        self._speed = speed
        self._smooth = (smooth + turns / (turns + 1) * (values - smooth)).astype(np.float32)
        return self._smooth


def _share(cutoff_hz: float, gap_s: float) -> float:
    turns = 2 * math.pi * cutoff_hz * gap_s
    return turns / (turns + 1)
