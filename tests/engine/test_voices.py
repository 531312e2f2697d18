"""A microphone's voice made clean, from device to mixer: all real but the room, a null sink."""

import json
import shutil
import subprocess
import sys
import tempfile
import wave
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from studio.engine.mixer.voice_input import DELAY_FRAMES
from studio.engine.processes import Processes
from studio.engine.voices import Voices
from studio.model.command import Message
from studio.model.kinds_microphone import MicrophoneSettings
from studio.model.media import SAMPLE_RATE_HZ
from tests.engine.mixer.pulse import Pulse
from tests.link.voice.speech import Mono, delay_frames, power_db, speech

LOOKAHEAD_FRAMES = 430 + 960
"""Of the canceller and RNNoise."""


@dataclass
class Show:
    """What was recorded, by scene."""

    found: dict[str, object]
    raw: Mono
    mixed: Mono

    def part(self, sound: Mono, scene: str) -> Mono:
        scenes = self.found["scenes"]
        assert isinstance(scenes, dict)
        start, end = scenes[scene]
        return sound[start:end]

    def number(self, name: str) -> float:
        value = self.found[name]
        assert isinstance(value, int | float)
        return value


@pytest.fixture(scope="module")
def show() -> Iterator[Show]:
    if shutil.which("pulseaudio") is None or shutil.which("paplay") is None:
        pytest.skip("PulseAudio is not installed: apt install pulseaudio pulseaudio-utils")
    folder = Path(tempfile.mkdtemp(prefix="voice-"))  # short, for a socket's path
    np.save(folder / "far.npy", speech(11, -31, first=4))
    with wave.open(str(folder / "near.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE_HZ)
        file.writeframes((speech(3, -22) * 32767).astype(np.int16).tobytes())
    server = Pulse(folder)
    try:
        run = subprocess.run(
            [sys.executable, "-m", "tests.engine.voicing", str(folder)],
            env=server.environment,
            capture_output=True,
            text=True,
            timeout=110,
        )
        assert run.returncode == 0, run.stdout + run.stderr
        found = json.loads(run.stdout.splitlines()[-1])
        yield Show(found, np.load(folder / "raw.npy"), np.load(folder / "mixed.npy"))
    finally:
        server.close()
        shutil.rmtree(folder, ignore_errors=True)


def lost_db(raw: Mono, mixed: Mono) -> float:
    """Return how much quieter it is, most of the time: a machine that is busy may be late once."""
    pieces = [(raw[at : at + 4800], mixed[at : at + 4800]) for at in range(0, len(raw), 4800)]
    losses = [power_db(one) - power_db(other) for one, other in pieces if power_db(one) > -45]
    return float(np.median(losses))


@pytest.mark.slow
def test_the_echo_of_what_is_monitored_goes(show: Show) -> None:
    raw, mixed = show.part(show.raw, "far"), show.part(show.mixed, "far")
    assert power_db(raw) > -40, "the room is silent"
    assert lost_db(raw, mixed) > 25


@pytest.mark.slow
def test_a_near_voice_is_kept(show: Show) -> None:
    """As it is over an echo, which ``tests/link/voice/test_chain.py`` tries with steady clocks."""
    near = speech(3, -22)
    late = delay_frames(near, show.part(show.raw, "near"), most=SAMPLE_RATE_HZ)
    heard = show.part(show.mixed, "near")[late : late + len(near)]
    assert abs(lost_db(near[: len(heard)], heard)) < 3


@pytest.mark.slow
def test_the_clean_voice_stands_where_it_was_said_and_the_delay_is_told(show: Show) -> None:
    raw, mixed = show.part(show.raw, "near"), show.part(show.mixed, "near")
    assert abs(delay_frames(raw, mixed)) <= SAMPLE_RATE_HZ * 5 // 1000
    ours_ms = (DELAY_FRAMES + LOOKAHEAD_FRAMES) * 1000 / SAMPLE_RATE_HZ
    assert show.number("delay_ms") >= ours_ms
    assert show.found["loaded_asyncio"] is False


@pytest.mark.slow
def test_when_the_process_dies_the_raw_voice_is_heard_and_the_clean_one_comes_back(
    show: Show,
) -> None:
    assert show.number("until_raw_s") < 1
    assert show.number("missing_frames") == 0
    said = show.found["said"]
    assert isinstance(said, str)
    assert said.endswith("The microphone is heard as it is until it is clean again.")
    assert np.allclose(
        show.part(show.raw, "raw")[9600:-9600], show.part(show.mixed, "raw")[9600:-9600], atol=1e-3
    )
    assert show.number("until_back_s") < 10
    assert show.found["health"] == "running"
    back = slice(2 * SAMPLE_RATE_HZ, None)
    raw, mixed = show.part(show.raw, "back")[back], show.part(show.mixed, "back")[back]
    assert lost_db(raw, mixed) > 20


def test_nothing_is_started_for_a_microphone_that_is_left_as_it_is() -> None:
    asked: list[Message] = []
    processes = Processes()
    processes.supervisor_came(asked.append)
    voices = Voices(processes, secret="s", on_lost=lambda source: None)
    voices.update([], tell_heard=lambda ears: None)
    assert not MicrophoneSettings().is_cleaned
    voices.close()
    assert asked == []
