"""A process with a microphone whose voice is made clean, for tests with a sound server.

PortAudio reads the server's address from the environment when it is loaded, so it needs a
process of its own.  The null sink ``studio`` is the room: what is monitored is played there,
somebody speaks there (``paplay``), and its monitor is the microphone.

Arguments: a folder with ``far.npy`` and ``near.wav``, to which ``raw.npy`` and ``mixed.npy`` are
written, each from the same sample of session time on.  It prints one JSON line: what was found
out, and the samples between which each scene was played.
"""

import json
import secrets
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from studio.engine.demand import Demand
from studio.engine.mixer.device_input import DeviceInput
from studio.engine.mixer.settings import InputSettings
from studio.engine.mixer.timeline import Timeline, sample_at
from studio.engine.mixer.voice_input import VoiceInput
from studio.engine.processes import Processes
from studio.engine.sound import Sound
from studio.engine.sources.source import Health, SourceState
from studio.engine.voices import Voices
from studio.ipc import priority
from studio.ipc.address import free_address
from studio.ipc.child import Child
from studio.ipc.ring import RingReader
from studio.model.command import Message
from studio.model.kinds_microphone import MicrophoneSettings
from studio.model.media import SAMPLE_RATE_HZ, SECOND_NS, AudioFormat, Packet
from studio.model.scene import Audio

SETTINGS = MicrophoneSettings(cancel_echo=True, suppress_noise="standard")
LEAD_NS = SECOND_NS // 5


class Clip:
    """An input that plays an array again and again, by session time."""

    state = SourceState(Health.RUNNING)
    delay_ns = 0

    def __init__(self, samples: NDArray[np.float32]) -> None:
        self._samples = np.repeat(samples[:, None], 2, axis=1)

    def deliver(self, timeline: Timeline, now_ns: int) -> None:
        ahead = sample_at(now_ns + LEAD_NS)
        start = max(timeline.end, timeline.mixed_to, ahead - SAMPLE_RATE_HZ)
        places = np.arange(start, ahead) % len(self._samples)
        timeline.write(start, self._samples[places])

    def skip(self) -> None:
        pass

    def close(self) -> None:
        pass


class Nobody:
    """Takes encoded sound, of which there is none."""

    def put(self, packet: Packet) -> None:
        pass

    def put_format(self, track: int, format: AudioFormat) -> None:
        pass


class Recording:
    """What a ring carried, by sample of session time."""

    def __init__(self, ring: str, epoch_ns: int) -> None:
        self.heard: dict[int, NDArray[np.float32]] = {}
        self._reader = RingReader.attach(ring)
        self._epoch_ns = epoch_ns

    def read(self) -> None:
        while slot := self._reader.next():
            samples = np.frombuffer(slot.data, np.float32).reshape(-1, 2)[:, 0].copy()
            self.heard[sample_at(slot.pts_ns - self._epoch_ns)] = samples

    def array(self, start: int, end: int) -> NDArray[np.float32]:
        out = np.zeros(end - start, np.float32)
        for at, samples in self.heard.items():
            if start <= at and at + len(samples) <= end:
                out[at - start : at - start + len(samples)] = samples
        return out


class Supervisor:
    """Starts the voice process when it is asked for, and again."""

    def __init__(self, folder: Path) -> None:
        self.secret = secrets.token_hex(16)
        self.processes = Processes()
        self.child: Child | None = None
        self._folder = folder
        self.processes.supervisor_came(self._hear)

    def _hear(self, message: Message) -> None:
        if message["type"] == "process_start":
            self.start()
        elif self.child:
            self.kill()

    def start(self) -> None:
        address = free_address(self._folder, "voice")
        boot: Message = {"name": "voice", "address": address, "secret": self.secret, "log": ""}
        self.child = Child("voice", "voice", "studio.link.voice", boot, self._folder / "voice.log")
        self.child.start()
        assert self.child.wait_ready(30)
        self.processes.on_message(
            {"type": "process_ready", "name": "voice", "address": address, "pid": 1}
        )

    def kill(self) -> None:
        assert self.child
        self.child.kill()
        self.child.wait(10)

    def tell_ended(self) -> None:
        reason = "voice was ended by signal 9."
        self.processes.on_message({"type": "process_ended", "name": "voice", "reason": reason})


class Stage:
    """The room, the mixer and the microphone."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.epoch_ns = time.monotonic_ns()
        self.supervisor = Supervisor(folder)
        audio = Audio(monitor_bus=2, monitor_device="pulse:studio")
        self.sound = Sound(self.epoch_ns, audio, Nobody(), Demand())
        device = DeviceInput("pulse:studio.monitor", self.epoch_ns)
        self.source = VoiceInput(device, self.epoch_ns)
        self.sound.add("mic", self.source, InputSettings(buses=0b1))
        self.play(is_muted=False)
        self.mixed = Recording(self.sound.ring(1), self.epoch_ns)
        self.lost: list[VoiceInput] = []
        self.voices = Voices(
            self.supervisor.processes, secret=self.supervisor.secret, on_lost=self.lost.append
        )
        self.raw = Recording(self.source.begin("engine-voice-1")[0], self.epoch_ns)
        self.voices.update([(self.source, SETTINGS)], self.sound.tell_heard)
        self.scenes: dict[str, tuple[int, int]] = {}

    def play(self, *, is_muted: bool) -> None:
        settings = InputSettings(buses=0b10, is_muted=is_muted)
        if self.sound.has("far"):
            self.sound.update("far", settings)
        else:
            self.sound.add("far", Clip(np.load(self.folder / "far.npy")), settings)

    def until(self, condition: Callable[[], bool], most_s: float = 30.0) -> float:
        """Record until it holds; return how long that took."""
        begun_s = time.monotonic()
        while not condition():
            assert time.monotonic() - begun_s < most_s, (self.source.state, "waited in vain")
            self.mixed.read()
            self.raw.read()
            time.sleep(0.005)
        return time.monotonic() - begun_s

    def scene(self, name: str, seconds: float) -> None:
        """Record for so long."""
        begun_ns = time.monotonic_ns() - self.epoch_ns
        self.until(lambda: time.monotonic_ns() - self.epoch_ns > begun_ns + seconds * SECOND_NS)
        self.scenes[name] = sample_at(begun_ns), sample_at(begun_ns + int(seconds * SECOND_NS))

    def speak(self) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(["paplay", "--device=studio", str(self.folder / "near.wav")])


def main(folder: Path) -> None:
    priority.rank(priority.ENGINE)
    stage = Stage(folder)
    source = stage.source
    found: dict[str, object] = {"until_clean_s": stage.until(lambda: source.is_clean)}
    stage.scene("learning", 6.0)
    stage.scene("far", 3.0)
    stage.play(is_muted=True)
    stage.scene("pause", 0.5)
    found["delay_ms"] = source.delay_ns / 1e6
    found["fallen_before"] = source.fallen
    speaker = stage.speak()
    stage.scene("near", 4.0)
    speaker.wait(10)
    stage.play(is_muted=False)
    stage.scene("before", 1.0)
    missing = stage.sound.mixer.stats().missing_frames["mic"]
    stage.supervisor.kill()
    found["until_raw_s"] = stage.until(lambda: not source.is_clean)
    stage.supervisor.tell_ended()
    found["said"] = source.state.reason if stage.lost == [source] else "nothing"
    stage.scene("raw", 1.0)
    stage.supervisor.start()
    found["until_back_s"] = stage.until(lambda: source.is_clean)
    stage.scene("back", 3.0)
    found["health"] = source.state.health
    found["missing_frames"] = stage.sound.mixer.stats().missing_frames["mic"] - missing
    start, end = stage.scenes["learning"][0], sample_at(time.monotonic_ns() - stage.epoch_ns)
    np.save(folder / "raw.npy", stage.raw.array(start, end))
    np.save(folder / "mixed.npy", stage.mixed.array(start, end))
    found["scenes"] = {name: [a - start, b - start] for name, (a, b) in stage.scenes.items()}
    found["loaded_asyncio"] = "asyncio" in sys.modules
    stage.voices.close()
    stage.sound.close()
    print(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
