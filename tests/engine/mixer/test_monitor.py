"""Tests of studio.engine.mixer.monitor: its queue, with a simulated device.

The device itself is tested in test_device_input, where it is heard.
"""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from studio.engine.mixer.monitor import FULL_FRAMES, TARGET_FRAMES, Backlog
from studio.engine.mixer.timeline import Samples

ROOT = Path(__file__).parents[3]
CHUNK = 512


def tone(first: int, frames: int) -> Samples:
    wave = 0.5 * np.sin(np.arange(first, first + frames) * (2 * np.pi * 1000 / 48_000))
    return np.repeat(wave.astype(np.float32)[:, None], 2, axis=1)


def play(backlog: Backlog, seconds: float, device_hz: float) -> Samples:
    """Put blocks at 48 kHz and take chunks at the device's own rate."""
    taken: list[Samples] = []
    blocks = int(seconds * 48_000 / 1024)
    for n in range(blocks):
        while len(taken) * CHUNK <= n * 1024 / 48_000 * device_hz:
            taken.append(backlog.take(CHUNK, int(len(taken) * CHUNK / device_hz * 1e9)))
        backlog.put(tone(n * 1024, 1024), n * 1024 * 10**9 // 48_000)
    return np.concatenate(taken)


@pytest.mark.parametrize("drift_ppm", [-200, 0, 200])
def test_a_device_that_drifts_gets_all_without_a_gap(drift_ppm: float) -> None:
    backlog = Backlog()
    sound = play(backlog, 120, 48_000 * (1 + drift_ppm * 1e-6))
    assert backlog.underruns == 0
    assert backlog.dropped_frames == 0
    assert abs(backlog.frames - TARGET_FRAMES) < 1024 + CHUNK
    assert backlog.drift_ppm == pytest.approx(drift_ppm, abs=40)
    curve = np.diff(sound[5 * 48_000 :, 0], n=2)
    assert np.abs(curve).max() < 0.5 * (2 * np.pi * 1000 / 48_000) ** 2 * 1.1  # no click


def test_a_device_of_another_rate_gets_its_own() -> None:
    backlog = Backlog(44_100)
    sound = play(backlog, 20, 44_100)
    assert backlog.underruns == 0
    last = sound[-44_100:, 0]
    assert abs(int(np.abs(np.fft.rfft(last * np.hanning(len(last)))).argmax()) - 1000) <= 1


def test_it_is_silent_until_enough_is_queued() -> None:
    backlog = Backlog()
    backlog.put(tone(0, 1024), 0)
    assert not backlog.take(CHUNK, 0).any()
    for n in (1, 2, 3):
        backlog.put(tone(n * 1024, 1024), 0)
    assert (backlog.take(CHUNK, 0) == tone(0, CHUNK)).all()


def test_a_hungry_device_hears_silence_and_it_is_counted() -> None:
    backlog = Backlog()
    for n in range(4):
        backlog.put(tone(n * 1024, 1024), 0)
    while backlog.take(CHUNK, 0).any():
        pass
    assert backlog.underruns == 1
    assert backlog.frames < CHUNK


def test_a_device_that_takes_nothing_does_not_fill_the_memory() -> None:
    backlog = Backlog()
    for n in range(100):
        backlog.put(tone(n * 1024, 1024), 0)
    assert backlog.frames <= FULL_FRAMES
    assert backlog.dropped_frames > 80 * 1024


def test_without_a_device_it_says_so_and_takes_blocks() -> None:
    code = """
import time
import numpy as np
from studio.engine.mixer.monitor import Monitor
monitor = Monitor("no such device")
while monitor.state.health == "starting":
    time.sleep(0.01)
monitor.put(np.zeros((1024, 2), np.float32))
print(monitor.state.health, monitor.state.reason)
monitor.close()
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PULSE_SERVER": "unix:/nowhere", "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("failed")
    assert "sound output" in done.stdout
