"""Tests of studio.link.voice.service: the process and what it is asked."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.ipc.ring import RingReader
from studio.link.voice.service import MOST_VOICES
from tests.link.voice.voice_process import SoundRing, VoiceProcess


@pytest.fixture(scope="module")
def process() -> Iterator[VoiceProcess]:
    with tempfile.TemporaryDirectory(prefix="v-") as folder:  # short, for a socket's path
        process = VoiceProcess(Path(folder))
        yield process
        process.close()


@pytest.fixture(scope="module")
def rings() -> Iterator[tuple[str, str]]:
    near, far = SoundRing("test-near"), SoundRing("test-far")
    yield near.name, far.name
    near.close()
    far.close()


def test_a_voice_gets_a_ring_and_is_told_how_late_it_is(
    process: VoiceProcess, rings: tuple[str, str]
) -> None:
    process.ask(1, *rings, suppress_noise="standard", cancel_echo=True)
    told = process.wait("clean", 1)
    assert told["lookahead"] == 430 + 960
    RingReader.attach(str(told["ring"])).close()
    seen = len(process.heard)
    process.ask(1, *rings, suppress_noise="standard")
    again = process.wait("clean", 1, after=seen)
    assert (again["ring"], again["lookahead"]) == (told["ring"], 960)


def test_a_ring_that_is_not_there_is_a_sentence(
    process: VoiceProcess, rings: tuple[str, str]
) -> None:
    process.ask(2, "rs-nothing", rings[1])
    assert process.wait("fault", 2)["reason"]


def test_what_makes_no_sense_does_no_harm(process: VoiceProcess, rings: tuple[str, str]) -> None:
    process.channel.send({"type": "voice", "id": "x", "near": 3})
    process.channel.send({"type": "voice_end", "id": 77})
    process.ask(3, *rings, suppress_noise="utterly", loudness_db="loud", even_loudness=1)
    assert process.wait("clean", 3)["lookahead"] == 0


def test_there_is_an_end_to_voices(process: VoiceProcess, rings: tuple[str, str]) -> None:
    for id in range(100, 101 + MOST_VOICES):
        process.ask(id, *rings)
    assert str(MOST_VOICES) in str(process.wait("fault", 100 + MOST_VOICES)["reason"])
    for id in range(100, 101 + MOST_VOICES):
        process.channel.send({"type": "voice_end", "id": id})
    seen = len(process.heard)
    process.ask(4, *rings)
    process.wait("clean", 4, after=seen)


def test_it_loads_no_webrtc_of_guests_and_no_event_loop() -> None:
    code = "import studio.link.voice.service, sys; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert not {"asyncio", "aiortc", "av", "pyrnnoise", "matplotlib"} & {*run.stdout.split()}
    assert "pywebrtc_audio" in run.stdout
