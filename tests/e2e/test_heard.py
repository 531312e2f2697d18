"""What real speech says becomes captions: from the mixer to the recording's transcript."""

import json
import os
import signal
import threading
import time
import wave
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from studio.cli.client import EngineClient
from studio.model import commands as do
from studio.model.captions.settings import CaptionSettings
from studio.model.events import Captioned, Event, Notice, StatsChanged
from studio.model.media import SAMPLE_RATE_HZ
from studio.supervisor.session_file import find_session
from tests.captions.clips import clip, letters, silence
from tests.e2e.live_studio import PATIENCE_S, LiveStudio

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
SAID = "front center"
EVERY_MS = 4_030
"""After that it is said again."""
LATE_SHARE = 0.01
"""Of all frames: the machine may be busy with others; the bench wants none."""


class Reader:
    """Reads captions as a client does."""

    def __init__(self) -> None:
        self.told: list[Captioned] = []
        self.notices: list[str] = []
        self.stats = StatsChanged(
            time_s=0,
            fps=0,
            kbps=0,
            frames_lagged=0,
            frames_skipped=0,
            frames_dropped=0,
            cpu_percent=0,
        )
        self._changed = threading.Condition()

    def hear(self, event: Event) -> None:
        """Take what the engine tells."""
        with self._changed:
            if isinstance(event, Captioned):
                self.told.append(event)
            elif isinstance(event, Notice):
                self.notices.append(event.text)
            elif isinstance(event, StatsChanged):
                self.stats = event
            self._changed.notify_all()

    def wait(self, is_it: Callable[[list[Captioned]], bool]) -> None:
        """Wait until what was told is it."""
        with self._changed:
            is_there = self._changed.wait_for(lambda: is_it(self.told), PATIENCE_S)
            assert is_there, (self.told, self.notices)


@pytest.fixture
def reader() -> Reader:
    return Reader()


@pytest.fixture
def speaking(tmp_path: Path) -> list[str]:
    """The words that go live with somebody who says the same every four seconds."""
    spoken = np.concatenate((silence(1.0), clip(), silence(1.6)))
    with wave.open(str(tmp_path / "spoken.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE_HZ)
        file.writeframes((spoken * 32767).astype(np.int16).tobytes())
    media = {"file": str(tmp_path / "spoken.wav"), "loop": True}
    collection = {
        "schema": 1,
        "name": "Speaking",
        "canvas": {"width": 320, "height": 180, "fps": "30"},
        "current_scene": "Main",
        "inputs": [{"name": "Mary", "kind": "media", "settings": media}],
        "scenes": [{"name": "Main", "items": [{"source": "Mary"}]}],
    }
    path = tmp_path / "scene.json"
    path.write_text(json.dumps(collection))
    return [str(path), "--encoder", "libx264", "--preset", "superfast", "--video-kbps", "300"]


@pytest.fixture
def studio(tmp_path: Path, speaking: list[str]) -> Iterator[LiveStudio]:
    with LiveStudio(tmp_path, [*speaking, "--record", str(tmp_path / "live.mkv")]) as running:
        running.wait_for("record recording")
        deadline_s = time.monotonic() + PATIENCE_S
        while all(each.kind != "capture" for each in running.processes):
            assert time.monotonic() < deadline_s, "nobody plays the clip"
            time.sleep(0.05)
        yield running


@pytest.fixture
def client(studio: LiveStudio, reader: Reader) -> Iterator[EngineClient]:
    client = EngineClient(studio.run_dir, reader.hear)
    session = find_session(studio.run_dir)
    assert session
    assert session.engine
    assert client.connect(session.engine.address)
    assert client.wait_snapshot()
    yield client
    client.close()


def finals(told: list[Captioned]) -> list[str]:
    return [letters(each.spoken.text) for each in told if each.spoken.is_final]


def strike(studio: LiveStudio, reader: Reader, number: signal.Signals) -> None:
    """Do something to the recogniser while it hears somebody; wait until it is heard on."""
    known = len(reader.told)
    reader.wait(lambda told: any(not each.spoken.is_final for each in told[known:]))
    pid = studio.pid("captions")
    before = {each.spoken.id for each in reader.told}
    os.kill(pid, number)
    reader.wait(lambda told: finals([e for e in told if e.spoken.id not in before]).count(SAID) > 1)
    assert studio.pid("captions") != pid


def test_speech_is_read_also_after_the_recogniser_died_and_hung(
    client: EngineClient, studio: LiveStudio, reader: Reader, tmp_path: Path
) -> None:
    captions = CaptionSettings(hears=True, language="en", speakers={1: "Mary"})
    client.do(do.SetCaptions(captions=captions))
    reader.wait(lambda told: SAID in finals(told))
    assert {each.spoken.speaker for each in reader.told} == {"Mary"}
    before = reader.stats
    for number in (signal.SIGKILL, signal.SIGSTOP):
        strike(studio, reader, number)
    late = reader.stats.frames_lagged - before.frames_lagged
    assert late <= LATE_SHARE * 30 * (reader.stats.time_s - before.time_s)
    client.do(do.StopRecord())
    transcript = (tmp_path / "live.txt").read_text("utf-8")
    assert transcript.casefold().count("front") >= 5
    assert "[…]" not in transcript
    starts = sorted({each.spoken.start_ms for each in reader.told if each.spoken.is_final})
    assert max(later - sooner for sooner, later in pairwise(starts)) < EVERY_MS + 3_000
