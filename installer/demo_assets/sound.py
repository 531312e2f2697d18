"""The demo's sound: a calm loop of music, and the presenter's hummed voice.

Every note is written round the end of the loop to its beginning, so that nothing
clicks there.  Both are arrays ``(frames, 2) float32``::

    music()   # 16 s, eight bars at 120
    voice()   # 8 s, in step with the presenter's lips
"""

import numpy as np
from numpy.typing import NDArray

from installer.demo_assets.speech import PERIOD_S, PHRASE

RATE_HZ = 48_000
BEAT_S = 0.5
BARS = 8

CHORDS = (
    (53, 57, 60, 64, 67),
    (52, 55, 59, 62, 67),
    (50, 53, 57, 60, 64),
    (55, 59, 62, 65, 69),
)
"""MIDI notes: Fmaj9, Em7, Dm9, G9, two bars each."""

TUNE = (
    (0.0, 76),
    (1.5, 79),
    (2.5, 81),
    (4.0, 84),
    (6.0, 83),
    (8.0, 79),
    (9.5, 78),
    (10.5, 79),
    (12.0, 74),
    (14.5, 76),
    (16.0, 77),
    (17.5, 81),
    (18.5, 84),
    (20.0, 86),
    (22.0, 84),
    (24.0, 83),
    (25.5, 81),
    (27.0, 79),
    (29.0, 74),
    (30.5, 76),
)  # fmt: skip - one phrase a line
"""Beat and MIDI note of the melody."""

FORMANTS_HZ = {"a": (800, 1250), "o": (480, 860), "e": (500, 1750), "i": (320, 2100)}
VOICE_HZ = 208.0

Signal = NDArray[np.float64]


def _hz(note: float) -> float:
    return float(440.0 * 2 ** ((note - 69) / 12))


def _times(length_s: float) -> Signal:
    return np.arange(round(length_s * RATE_HZ)) / RATE_HZ


def _write(target: Signal, start_s: float, mono: Signal, left: float, right: float) -> None:
    """Add a note; what runs over the end goes on at the beginning."""
    place = (round(start_s * RATE_HZ) + np.arange(len(mono))) % len(target)
    np.add.at(target, place, mono[:, None] * np.array([left, right]))


def _bell(note: float, length_s: float) -> Signal:
    """Return a soft electric piano: a sine bent by another that dies away sooner."""
    t = _times(length_s)
    turn = 2 * np.pi * _hz(note) * t
    tone = np.sin(turn + 0.9 * np.exp(-5 * t) * np.sin(2 * turn)) + 0.12 * np.sin(turn / 2)
    return np.asarray(tone * np.exp(-2.1 * t) * _edges(t, 0.006, 0.15))


def _edges(t: Signal, rise_s: float, fall_s: float) -> Signal:
    """Return an envelope that starts and ends at nothing."""
    return np.asarray(np.minimum(1, t / rise_s) * np.minimum(1, (t[-1] - t) / fall_s))


def _kick() -> Signal:
    t = _times(0.32)
    return np.asarray(
        np.sin(2 * np.pi * (46 * t - 2.6 * np.exp(-22 * t)))
        * np.exp(-11 * t)
        * _edges(t, 0.004, 0.05)
    )


def _brush(dice: np.random.Generator, length_s: float) -> Signal:
    """Return a short breath of noise without its low half."""
    t = _times(length_s)
    noise = dice.standard_normal(len(t) + 2)
    bright = noise[2:] - 1.4 * noise[1:-1] + 0.5 * noise[:-2]
    soft = np.convolve(bright, np.hanning(5) / 2, "same")
    return np.asarray(soft * np.exp(-t / (length_s / 4)) * _edges(t, 0.003, 0.01))


def music() -> NDArray[np.float32]:
    """Return the loop of music."""
    dice = np.random.default_rng(8)
    target = np.zeros((round(BARS * 4 * BEAT_S * RATE_HZ), 2))
    for bar in range(BARS):
        chord, start_s = CHORDS[bar // 2], bar * 4 * BEAT_S
        for beat in (0.0, 1.5, 2.5):
            for number, note in enumerate(chord):
                late_s = 0.012 * number
                side = 0.5 + 0.09 * (number - 2)
                _write(
                    target,
                    start_s + beat * BEAT_S + late_s,
                    _bell(note, 1.9),
                    0.11 * (1 - side),
                    0.11 * side,
                )  # fmt: skip - left, right
        for beat, length in ((0.0, 0.9), (2.5, 0.7)):
            t = _times(length)
            tone = np.sin(2 * np.pi * _hz(chord[0] - 12) * t) + 0.2 * np.sin(
                2 * np.pi * _hz(chord[0]) * t
            )
            _write(target, start_s + beat * BEAT_S, tone * _edges(t, 0.01, 0.25), 0.17, 0.17)
        for beat in (0, 2):
            _write(target, start_s + beat * BEAT_S, _kick(), 0.3, 0.3)
        for eighth in range(8):
            strength = 0.022 if eighth % 2 else 0.012
            _write(
                target, start_s + eighth * BEAT_S / 2, _brush(dice, 0.07), strength, strength * 0.7
            )
        for beat in (1, 3):
            _write(target, start_s + beat * BEAT_S, _brush(dice, 0.2), 0.035, 0.045)
    for beat, note in TUNE:
        _write(target, beat * BEAT_S, _bell(note, 2.2), 0.085, 0.065)
        _write(target, (beat + 0.75) * BEAT_S, _bell(note, 1.6), 0.016, 0.03)
    return _levelled(target, 0.5)


def _syllable(semitones: float, vowel: str, length_s: float) -> Signal:
    """Return one hummed syllable: harmonics weighed by the vowel's two formants."""
    t = _times(length_s)
    bend = 0.5 * np.sin(np.pi * t / length_s) + 0.12 * np.sin(2 * np.pi * 5.5 * t)
    pitch = VOICE_HZ * 2 ** ((semitones + bend - 0.4) / 12)
    turn = 2 * np.pi * np.cumsum(pitch) / RATE_HZ
    tone = np.zeros(len(t))
    for harmonic in range(1, 18):
        here = harmonic * VOICE_HZ * 2 ** (semitones / 12)
        formants = sum(
            weight / (1 + ((here - centre) / width) ** 2)
            for centre, width, weight in zip(
                FORMANTS_HZ[vowel], (130.0, 170.0), (1.0, 0.35), strict=True
            )
        )
        tone += (0.25 / harmonic + formants / harmonic**0.6) * np.sin(harmonic * turn)
    return np.asarray(
        tone * np.sin(np.pi * np.minimum(t / length_s, 1)) ** 0.6 * _edges(t, 0.02, 0.04)
    )


def voice() -> NDArray[np.float32]:
    """Return the loop of the presenter's voice."""
    target = np.zeros((round(PERIOD_S * RATE_HZ), 2))
    for syllable in PHRASE:
        tone = _syllable(syllable.semitones, syllable.vowel, syllable.length_s + 0.05)
        _write(target, syllable.start_s, tone, 0.5, 0.5)
        _write(target, syllable.start_s + 0.031, tone, 0.05, 0.02)
        _write(target, syllable.start_s + 0.043, tone, 0.02, 0.05)
    return _levelled(target, 0.4)


def _levelled(signal: Signal, peak: float) -> NDArray[np.float32]:
    return np.asarray(signal * (peak / np.abs(signal).max()), np.float32)
