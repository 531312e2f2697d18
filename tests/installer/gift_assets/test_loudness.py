"""Tests of installer.gift_assets.loudness, against ffmpeg's meter of the same standard."""

import re
import subprocess
from pathlib import Path

import numpy as np
import pytest

from installer.gift_assets.loudness import LOUDNESS_LUFS, PEAK, levelled, momentary_lufs

RATE_HZ = 48_000
Stereo = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


def tone(hz: float, level: float, seconds: float = 1.0) -> Stereo:
    one = level * np.sin(np.arange(round(seconds * RATE_HZ)) * 2 * np.pi * hz / RATE_HZ)
    return np.repeat(one[:, None], 2, axis=1)


def by_ffmpeg(signal: Stereo) -> float:
    """Return the loudest momentary loudness that ffmpeg finds."""
    words = "ffmpeg -hide_banner -nostats -f f32le -ar 48000 -ac 2 -i - -af ebur128 -f null -"
    quiet = np.zeros((RATE_HZ // 2, 2))
    data = np.concatenate([quiet, signal, quiet]).astype(np.float32).tobytes()
    done = subprocess.run(words.split(), input=data, capture_output=True, check=True, timeout=60)
    return max(float(each) for each in re.findall(r" M: *(-?[0-9.]+)", done.stderr.decode()))


@pytest.mark.parametrize("hz", [60.0, 997.0, 5_000.0])
def test_it_reads_what_ffmpeg_reads(hz: float) -> None:
    assert momentary_lufs(tone(hz, 0.3)) == pytest.approx(by_ffmpeg(tone(hz, 0.3)), abs=0.2)


def test_a_tone_at_full_scale_reads_as_the_standard_says() -> None:
    assert momentary_lufs(tone(997.0, 1.0)) == pytest.approx(0.0, abs=0.05)


def test_what_is_levelled_is_equally_loud_and_never_clips() -> None:
    clicks = tone(500.0, 0.01)
    clicks[::9_600] = 1.0
    for signal in (tone(300.0, 0.9), tone(300.0, 0.001), clicks):
        made = levelled(signal)
        assert momentary_lufs(made) == pytest.approx(LOUDNESS_LUFS, abs=1.0)
        assert np.abs(made).max() < PEAK


def test_silence_stays_silence(tmp_path: Path) -> None:
    assert not levelled(np.zeros((RATE_HZ, 2))).any()
