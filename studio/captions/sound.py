"""Sound as recognisers take it: one channel at 16 kHz, made of what a bus has.

What is above 7.4 kHz goes, then every third sample of 48 kHz stays; of rates that are no multiple
samples are made on the line between two, which speech does not mind.  Blocks may be of any length,
and what comes out is the same however they are cut::

    speech = Downsampler(48_000)
    heard = speech.process(block)       # (frames, channels) → (frames / 3,)
"""

import math

import numpy as np
from numpy.typing import NDArray

Mono = NDArray[np.float32]
"""Sound of one channel, (frames,), −1..1."""

RATE_HZ = 16_000
RATES_HZ = range(8_000, 192_001)
_HALF_TAPS = 16
_PASSBAND = 0.92
_KAISER_BETA = 7.0


def samples_of(ms: float) -> int:
    """Return how many samples so many milliseconds have."""
    return round(ms * RATE_HZ / 1000)


def ms_of(samples: int) -> int:
    """Return how long so many samples are, in whole milliseconds."""
    return samples * 1000 // RATE_HZ


class Downsampler:
    """Makes a stream of sound into one at 16 kHz; the first sample stays the first.

    Args:
        rate_hz: Of what comes in.

    Raises:
        ValueError: If no device has such a rate.
    """

    def __init__(self, rate_hz: int) -> None:
        if rate_hz not in RATES_HZ:
            raise ValueError(f"sound can't have {rate_hz} samples a second")
        self.rate_hz = rate_hz
        self._step = rate_hz / RATE_HZ
        cutoff = _PASSBAND * min(1.0, 1 / self._step)
        half = math.ceil(_HALF_TAPS / cutoff)
        taps = np.arange(-half, half + 1)
        kernel = np.sinc(taps * cutoff) * np.kaiser(len(taps), _KAISER_BETA)
        self._kernel = (kernel / kernel.sum()).astype(np.float32)
        self._held: Mono = np.zeros(half, np.float32)
        self._at = 0.0  # of the next sample, in what is held once it is filtered

    def process(self, block: NDArray[np.float32]) -> Mono:
        """Take ``(frames, channels)`` in; return all that can be made of it."""
        held: Mono = np.concatenate((self._held, block.mean(axis=1, dtype=np.float32)))
        room = len(held) - len(self._kernel) - self._at
        if room < 0:
            self._held = held
            return np.empty(0, np.float32)
        count = int(room / self._step) + 1
        smooth = np.convolve(held, self._kernel, "valid")
        places = self._at + np.arange(count) * self._step
        next_at = self._at + count * self._step
        keep = min(int(next_at), len(held))
        self._held, self._at = held[keep:].copy(), next_at - keep
        made: Mono = np.interp(places, np.arange(len(smooth)), smooth).astype(np.float32)
        return np.clip(np.nan_to_num(made), -1.0, 1.0)
