"""How loud a sound is to people, and sounds made equally loud: ITU-R BS.1770's momentary loudness.

By their peaks alone a harp was 9 dB louder than fireworks, whose thumps are short::

    levelled(signal)        # its loudest 400 ms are LOUDNESS_LUFS, its peaks within PEAK

Signals are ``(frames, 2) float64``, 48 kHz.
"""

import numpy as np
from numpy.typing import NDArray

Stereo = NDArray[np.float64]

LOUDNESS_LUFS = -14.0
PEAK = 0.8
"""2 dB below full scale: decoders overshoot."""
_KNEE = 0.55
_RATE_HZ = 48_000
_WINDOW, _STEP = 19_200, 4_800
_SHELF = (
    (1.53512485958697, -2.69169618940638, 1.19839281085285),
    (-1.69065929318241, 0.73248077421585),
)
_HIGH_PASS = ((1.0, -2.0, 1.0), (-1.99004745483398, 0.99007225036621))
_OFFSET_DB = -0.691
"""The standard's own figures: its two filters at 48 kHz, and what a tone is off by after them."""


def momentary_lufs(signal: Stereo) -> float:
    """Return the loudness of the loudest 400 ms."""
    padded = np.concatenate([np.zeros((_WINDOW, 2)), signal, np.zeros((_WINDOW, 2))])
    turn = np.exp(-2j * np.pi * np.fft.rfftfreq(len(padded)))
    response = np.ones(len(turn), complex)
    for (b0, b1, b2), (a1, a2) in (_SHELF, _HIGH_PASS):
        response *= (b0 + b1 * turn + b2 * turn**2) / (1 + a1 * turn + a2 * turn**2)
    heard = np.fft.irfft(np.fft.rfft(padded, axis=0) * response[:, None], len(padded), axis=0)
    power = np.concatenate([[0.0], np.cumsum((heard**2).sum(axis=1))])
    loudest = (power[_WINDOW::_STEP] - power[: -_WINDOW or None : _STEP]).max() / _WINDOW
    return float(_OFFSET_DB + 10 * np.log10(max(loudest, 1e-12)))


def levelled(signal: Stereo) -> Stereo:
    """Return a sound as loud as all others; peaks that would be too high are rounded off."""
    for _ in range(3):  # as rounding takes a little of the loudness
        signal = _rounded(signal * 10 ** ((LOUDNESS_LUFS - momentary_lufs(signal)) / 20))
    return signal


def _rounded(signal: Stereo) -> Stereo:
    """Return it with what lies above the knee bent towards ``PEAK``, which it never reaches."""
    over = np.maximum(0, np.abs(signal) - _KNEE)
    room = PEAK - _KNEE
    bent = _KNEE + room * np.tanh(over / room)
    return np.asarray(np.where(over > 0, np.sign(signal) * bent, signal))
