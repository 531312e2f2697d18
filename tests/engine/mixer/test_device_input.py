"""Tests of studio.engine.mixer.device_input, with a real sound server."""

import json
import os
import signal
import subprocess
import sys
import wave
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.engine.mixer.pulse import Pulse

ROOT = Path(__file__).parents[3]
CAPTURING = Path(__file__).parent / "capturing.py"


@dataclass(frozen=True)
class Captured:
    """What a capturing process found."""

    found: dict[str, float | bool | str | None]
    sound: NDArray[np.float32]


def capture(pulse: Pulse, device: str, sink: str, seconds: float, path: Path) -> Captured:
    done = subprocess.run(
        [sys.executable, str(CAPTURING), device, sink, str(seconds), str(path)],
        env={**pulse.environment, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=100,
    )
    return Captured(json.loads(done.stdout), np.load(path))


def tone_of(captured: Captured) -> int:
    """Return the loudest frequency of the last second on the left."""
    left = captured.sound[-48_000:, 0]
    return int(np.abs(np.fft.rfft(left * np.hanning(len(left)))).argmax())


def play(pulse: Pulse, hz: float, path: Path, sink: str = "studio") -> "subprocess.Popen[bytes]":
    """Play half a minute of a tone on the left side of a sink."""
    tone = 0.25 * np.sin(np.arange(48_000 * 30) * (2 * np.pi * hz / 48_000))
    samples = np.stack([tone, np.zeros_like(tone)], axis=1)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(48_000)
        file.writeframes((samples * 32767).astype("<i2").tobytes())
    return subprocess.Popen(
        ["paplay", f"--device={sink}", str(path)], env=pulse.environment, stderr=subprocess.DEVNULL
    )


@pytest.mark.slow
@pytest.mark.parametrize("device", ["", "pulse:studio.monitor"])
def test_a_tone_that_another_program_plays_is_captured(
    pulse: Pulse, tmp_path: Path, device: str
) -> None:
    player = play(pulse, 440.0, tmp_path / "tone.wav")
    try:
        captured = capture(pulse, device, "", 2.0, tmp_path / "sound.npy")
    finally:
        player.kill()
        player.wait()
    assert captured.found["is_running"]
    assert not captured.found["loaded_asyncio"]
    assert abs(tone_of(captured) - 440) <= 2
    left, right = captured.sound[-48_000:, 0], captured.sound[-48_000:, 1]
    assert np.abs(left).max() == pytest.approx(0.25, abs=0.02)
    assert np.abs(right).max() < 0.01


@pytest.mark.slow
def test_another_source_is_another_sound(pulse: Pulse, tmp_path: Path) -> None:
    players = [
        play(pulse, 440.0, tmp_path / "440.wav"),
        play(pulse, 880.0, tmp_path / "880.wav", "other"),
    ]
    try:
        captured = capture(pulse, "pulse:other.monitor", "", 2.0, tmp_path / "sound.npy")
    finally:
        for player in players:
            player.kill()
            player.wait()
    assert abs(tone_of(captured) - 880) <= 2


@pytest.mark.slow
def test_a_beep_that_is_monitored_comes_back_once_a_second(pulse: Pulse, tmp_path: Path) -> None:
    captured = capture(pulse, "pulse:studio.monitor", "pulse:studio", 6.0, tmp_path / "sound.npy")
    loud = np.flatnonzero(np.abs(captured.sound[:, 0]) > 0.1)
    begins = loud[np.concatenate(([True], np.diff(loud) > 10_000))]
    assert len(begins) >= 5
    whole = begins[1:]  # the first may have begun before the devices were open
    assert np.diff(whole) == pytest.approx(48_000, abs=2400)


LOSING = """
import sys, time, threading
from studio.engine.mixer.device_input import DeviceInput
from studio.engine.mixer.timeline import Timeline
source = DeviceInput(None, time.monotonic_ns())
timeline = Timeline(96_000)
told = ""
while True:
    source.deliver(timeline, 0)
    timeline.mixed_to = timeline.end
    line = f"{source.state.health} {timeline.is_empty} {source.state.reason}"
    if line != told:
        told = line
        print(line, flush=True)
    if sys.argv[1] == "close" and not timeline.is_empty:
        source.close()
        print(sorted(thread.name for thread in threading.enumerate()), flush=True)
        break
    time.sleep(0.01)
"""


def losing(environment: dict[str, str], mode: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", LOSING, mode],
        env={**environment, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )


def until(process: "subprocess.Popen[str]", *words: str) -> str:
    """Read a process's lines up to one with all these words."""
    assert process.stdout is not None
    for line in process.stdout:
        if all(word in line for word in words):
            return line
    raise AssertionError(f"it ended without saying {words}")


@pytest.mark.slow
def test_a_lost_sound_server_is_told_and_found_again(pulse: Pulse) -> None:
    with losing(pulse.environment, "stay") as process:
        try:
            until(process, "running", "False")
            pulse.restart()
            line = until(process, "failed")
            assert "has stopped" in line or "no sound input" in line or "cannot be used" in line
            until(process, "running")
        finally:
            process.kill()


@pytest.mark.slow
def test_closing_ends_its_thread(pulse: Pulse) -> None:
    with losing(pulse.environment, "close") as process:
        line = until(process, "MainThread")
        assert line.strip() == "['MainThread']"
        assert process.wait(30) == 0


def test_without_a_sound_server_it_says_so() -> None:
    environment = {**os.environ, "PULSE_SERVER": "unix:/nowhere"}
    with losing(environment, "stay") as process:
        try:
            line = until(process, "failed")
            assert "This machine has no sound input" in line or "cannot be" in line
        finally:
            process.send_signal(signal.SIGKILL)
