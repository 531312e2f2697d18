"""The spectrogram that Whisper hears: 80 bands on the mel scale, 100 times a second.

As its makers compute it (windows of 25 ms, Slaney's scale, ten to the power of minus eight below
the loudest is silence), in numpy, so that no second library comes for it::

    picture = log_mel(samples, frames=1000)     # (80, 1000) float32
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from studio.captions.sound import RATE_HZ, Mono

BANDS = 80
STEP = 160
_WINDOW = 400
_RANGE = 8.0
_LINEAR_HZ = 200 / 3
_LOG_FROM_HZ = 1000.0
_LOG_STEP = np.log(6.4) / 27


def log_mel(samples: Mono, frames: int) -> NDArray[np.float32]:
    """Return the picture of so many hundredths of a second; silence fills what is missing.

    Args:
        samples: What is longer is left out.
        frames: How wide the picture is.
    """
    sound = np.zeros(frames * STEP, np.float32)
    heard = samples[: len(sound)]
    sound[: len(heard)] = heard
    padded = np.pad(sound, _WINDOW // 2, mode="reflect")
    windows = np.lib.stride_tricks.sliding_window_view(padded, _WINDOW)[:-1:STEP]
    window = np.hanning(_WINDOW + 1)[:-1].astype(np.float32)
    power = np.abs(np.fft.rfft(windows * window, axis=1)) ** 2
    mel = np.log10(np.maximum(_bands() @ power.T, 1e-10))
    mel = np.maximum(mel, mel.max() - _RANGE)
    picture: NDArray[np.float32] = ((mel + 4.0) / 4.0).astype(np.float32)
    return picture


@cache
def _bands() -> NDArray[np.float64]:
    """Return how much of each frequency is in each band, (80, 201)."""
    places_hz = np.linspace(0, RATE_HZ / 2, _WINDOW // 2 + 1)
    edges_hz = _hz(np.linspace(0, _mel(RATE_HZ / 2), BANDS + 2))
    widths = np.diff(edges_hz)
    slopes = edges_hz[:, None] - places_hz
    rising, falling = -slopes[:-2] / widths[:-1, None], slopes[2:] / widths[1:, None]
    weights: NDArray[np.float64] = np.maximum(0, np.minimum(rising, falling))
    return weights * (2 / (edges_hz[2:] - edges_hz[:-2]))[:, None]


def _mel(hz: float) -> float:
    if hz < _LOG_FROM_HZ:
        return hz / _LINEAR_HZ
    return float(_LOG_FROM_HZ / _LINEAR_HZ + np.log(hz / _LOG_FROM_HZ) / _LOG_STEP)


def _hz(mel: NDArray[np.float64]) -> NDArray[np.float64]:
    log_from = _LOG_FROM_HZ / _LINEAR_HZ
    above = _LOG_FROM_HZ * np.exp(_LOG_STEP * np.maximum(mel - log_from, 0))
    return np.where(mel < log_from, mel * _LINEAR_HZ, above)
