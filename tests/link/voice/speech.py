"""Real speech for tests: eight clips of one speaker that Debian's alsa-utils brings, 48 kHz."""

import wave
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from studio.model.media import SAMPLE_RATE_HZ

FOLDER = Path("/usr/share/sounds/alsa")
PAUSE_FRAMES = SAMPLE_RATE_HZ // 5

Mono = NDArray[np.float32]


@cache
def clips() -> tuple[Mono, ...]:
    """Return what is said, clip by clip."""
    paths = sorted(FOLDER.glob("*_*.wav"))
    if len(paths) < 8:
        pytest.skip("There is no speech to test with: apt install alsa-utils")
    return tuple(_read(path) for path in paths)


def speech(seconds: float, level_db: float, first: int = 0) -> Mono:
    """Return speech of that length, with short pauses.

    Args:
        seconds: How long.
        level_db: RMS while somebody speaks, in dBFS.
        first: With which clip it begins.
    """
    pause = np.zeros(PAUSE_FRAMES, np.float32)
    said = [part for n in range(8) for part in (clips()[(first + n) % 8], pause)]
    length = round(seconds * SAMPLE_RATE_HZ)
    whole = np.resize(np.concatenate(said), length)
    loud: Mono = (whole * 10 ** ((level_db - active_db(whole)) / 20)).astype(np.float32)
    return loud


def pink_noise(frames: int, level_db: float) -> Mono:
    """Return noise as of a room."""
    spectrum = np.fft.rfft(np.random.default_rng(1).standard_normal(frames))
    spectrum[1:] /= np.sqrt(np.arange(1, len(spectrum)))
    noise = np.fft.irfft(spectrum, frames)
    loud: Mono = (noise * 10 ** ((level_db - power_db(noise)) / 20)).astype(np.float32)
    return loud


def in_a_room(samples: Mono, delay_ms: float) -> Mono:
    """Return what a microphone hears of a loudspeaker: later, 6 dB less, with 80 ms of room."""
    frames = SAMPLE_RATE_HZ * 80 // 1000
    random = np.random.default_rng(2).standard_normal(frames)
    tail = random * np.exp(-np.arange(frames) / (frames / 6))
    tail *= 0.5 / np.sqrt(np.sum(tail**2))
    echo = np.concatenate((np.zeros(round(delay_ms * SAMPLE_RATE_HZ / 1000)), tail))
    size = 1 << (len(samples) + len(echo)).bit_length()
    heard = np.fft.irfft(np.fft.rfft(samples, size) * np.fft.rfft(echo, size), size)
    out: Mono = heard[: len(samples)].astype(np.float32)
    return out


def power_db(samples: NDArray[np.floating]) -> float:
    """Return the RMS in dBFS."""
    return float(10 * np.log10(np.mean(np.square(samples, dtype=np.float64)) + 1e-20))


def active_db(samples: NDArray[np.floating]) -> float:
    """Return the RMS of the 10 ms in which somebody speaks: those above the loudest less 25 dB."""
    frames = samples[: len(samples) // 480 * 480].reshape(-1, 480)
    powers = np.mean(np.square(frames, dtype=np.float64), axis=1) + 1e-20
    return float(10 * np.log10(np.mean(powers[powers > powers.max() / 10**2.5])))


def delay_frames(reference: Mono, later: Mono, most: int = SAMPLE_RATE_HZ // 2) -> int:
    """Return by how much one is later than the other, by cross-correlation."""
    size = 1 << (len(reference) + len(later)).bit_length()
    product = np.fft.rfft(later, size) * np.conj(np.fft.rfft(reference, size))
    correlation = np.fft.irfft(product, size)
    lags = np.concatenate((np.arange(most), np.arange(-most, 0)))
    return int(lags[np.argmax(correlation[lags])])


def si_sdr_db(reference: Mono, estimate: Mono) -> float:
    """Return how much of an estimate is the reference, at whatever loudness."""
    same = np.dot(reference, estimate) / np.dot(reference, reference) * reference
    return float(10 * np.log10(np.sum(same**2) / np.sum((estimate - same) ** 2)))


def _read(path: Path) -> Mono:
    with wave.open(str(path)) as file:
        assert file.getframerate() == SAMPLE_RATE_HZ
        data = np.frombuffer(file.readframes(file.getnframes()), np.int16)
        mono: Mono = (data.reshape(-1, file.getnchannels())[:, 0] / 32768).astype(np.float32)
    return mono
