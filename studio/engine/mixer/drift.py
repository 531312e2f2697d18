"""Holds a device's clock to ours by a ratio that changes too little to be heard.

A device that says 48 kHz runs at 48 kHz plus or minus some ten ppm; after an hour
that is 100 ms.  The control loop sees how far the samples that were placed are
from where their time stamps say (the level of the device's buffer, in other
words), filters that, and answers with a small change of ratio: a PI controller
with critical damping, quick in its first seconds and slow after that, so that
the jitter of the stamps (10 ms with PulseAudio) is no wobble.

    correction = control.update(error_frames, elapsed_s)
    resampler.step = nominal_step * (1 + correction)
"""

from studio.model.media import SAMPLE_RATE_HZ

MAX_CORRECTION = 0.005
MAX_SLEW = 0.001
"""Change of the correction in a second, at most: 2 cents of pitch."""
FAST_RAD_S = 0.2
SLOW_RAD_S = 0.03
"""Natural frequency of the loop, at first and after a minute."""
STEP_FRAMES = SAMPLE_RATE_HZ // 200
STEP_RAD_S = 0.1
"""An error of 5 ms is no drift but a step (a sound server has dropped or repeated a
piece): it is made good a little quicker, and teaches nothing about the clock."""


class DriftControl:
    """The control loop of one device."""

    def __init__(self) -> None:
        self._age_s = 0.0
        self._error = 0.0
        self._drift = 0.0
        self._correction = 0.0

    @property
    def drift_ppm(self) -> float:
        """How much faster than ours the device's clock is, once it has settled."""
        return self._drift * 1e6

    @property
    def error_frames(self) -> float:
        """How far the sound is from where it belongs, filtered; positive is too late."""
        return self._error

    def update(self, error_frames: float, elapsed_s: float) -> float:
        """Take one observation into account.

        Args:
            error_frames: Where the next sample will be placed, minus where it belongs.
            elapsed_s: Time since the last observation.

        Returns:
            By which part the resampler must step faster.
        """
        self._age_s += elapsed_s
        is_step = abs(self._error) > STEP_FRAMES
        slowest = STEP_RAD_S if is_step else SLOW_RAD_S
        natural = min(FAST_RAD_S, max(slowest, 2.0 / max(self._age_s, 0.1)))
        self._error += (error_frames - self._error) * min(1.0, 4 * natural * elapsed_s)
        if not is_step:
            learnt = natural**2 / SAMPLE_RATE_HZ * self._error * elapsed_s
            self._drift = _clamp(self._drift + learnt, MAX_CORRECTION)
        wanted = self._drift + 2 * natural / SAMPLE_RATE_HZ * self._error
        wanted = _clamp(wanted, MAX_CORRECTION)
        self._correction += _clamp(wanted - self._correction, MAX_SLEW * elapsed_s)
        return self._correction


def _clamp(value: float, limit: float) -> float:
    return max(-limit, min(limit, value))
