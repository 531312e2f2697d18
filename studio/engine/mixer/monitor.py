"""Plays a bus on a device, for the ears of whoever runs the show.

The device's clock is not ours either: what is queued for it is held at three blocks
by the same control loop that inputs have, so a monitor that runs for days neither
crackles nor falls behind::

    monitor = Monitor(None)
    mixer = Mixer(epoch_ns, on_block=lambda n, buses: monitor.put(buses[5]))
    monitor.close()

``put`` tells what is heard when: what takes echoes out of a microphone needs to know.
"""

import threading
import time
from dataclasses import dataclass, replace

import numpy as np

from studio.engine.mixer.device_loop import CLOSE_TIMEOUT_S, keep_open
from studio.engine.mixer.drift import DriftControl
from studio.engine.mixer.portaudio import AudioStream, open_output
from studio.engine.mixer.resampler import Resampler
from studio.engine.mixer.timeline import Samples, Timeline
from studio.engine.sources.source import Health, SourceState
from studio.model.media import BLOCK_FRAMES, SAMPLE_RATE_HZ, SECOND_NS

TARGET_FRAMES = 3 * BLOCK_FRAMES
"""Just after a block was queued; the device takes as much as a block at once."""
FULL_FRAMES = 8 * BLOCK_FRAMES
SETTLE_BLOCKS = 47
"""A device first fills buffers of its own; after a second the queue is filled again,
and the level that it then has, the mean of a second, is held."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A piece of what a device plays, as it plays it.

    Attributes:
        samples: (frames, 2), at the device's pace.
        rate_hz: What the device says its rate is.
        due_ns: The monotonic time at which the first of them is heard, as the device says.
    """

    samples: Samples
    rate_hz: int
    due_ns: int


class Backlog:
    """What is queued for a device: blocks in at our rate, frames out at its own.

    The device takes chunks, so the level jumps; what it has played of the last one is
    reckoned by the time since, or a slow drift would show as one jump a minute.

    Attributes:
        underruns: How often the device found too little, and heard silence.
        dropped_frames: What was thrown away because the device did not take it.
    """

    def __init__(self, rate_hz: int = SAMPLE_RATE_HZ) -> None:
        self.underruns = 0
        self.dropped_frames = 0
        self._lock = threading.Lock()
        self._nominal_step = SAMPLE_RATE_HZ / rate_hz
        self._resampler = Resampler(self._nominal_step)
        self._control = DriftControl()
        self._queue = Timeline(4 * FULL_FRAMES)
        self._played_to = 0
        self._taken_ns = 0
        self._taken_frames = 0
        self._rate_hz = rate_hz
        self._is_playing = False
        self._settling = SETTLE_BLOCKS
        self._levels: list[float] = []

    @property
    def drift_ppm(self) -> float:
        """How much faster than ours the device's clock is."""
        return -self._control.drift_ppm

    @property
    def frames(self) -> int:
        """How much is queued."""
        return self._queue.end - self._played_to

    def put(self, block: Samples, now_ns: int) -> Heard | None:
        """Queue a block; never waits.

        Returns:
            What the device will take of it and when, which isn't known while it does not play.
        """
        samples = self._resampler.process(block)
        with self._lock:
            ahead = self.frames + self._taken_frames
            due_ns = self._taken_ns + ahead * SECOND_NS // self._rate_hz
            was_playing = self._is_playing
            self._queue.write(self._queue.end, samples)
            if self.frames > FULL_FRAMES:
                self.dropped_frames += self.frames - TARGET_FRAMES
                self._played_to = self._queue.end - TARGET_FRAMES
            if self._is_playing:
                self._hold_level(len(block) / SAMPLE_RATE_HZ, now_ns)
        return Heard(samples, self._rate_hz, due_ns) if was_playing else None

    def _hold_level(self, elapsed_s: float, now_ns: int) -> None:
        level = self.frames - (now_ns - self._taken_ns) * self._rate_hz / SECOND_NS
        if self._settling:
            self._settling -= 1
            self._is_playing = self._settling > 0
        elif len(self._levels) < SETTLE_BLOCKS:
            self._levels.append(level)
        else:
            error = (level - sum(self._levels) / SETTLE_BLOCKS) * self._nominal_step
            correction = self._control.update(error, elapsed_s)
            self._resampler.step = self._nominal_step * (1 + correction)

    def take(self, frames: int, now_ns: int) -> Samples:
        """Return so many frames; silence until enough is queued to go on."""
        out: Samples = np.zeros((frames, 2), np.float32)
        with self._lock:
            self._taken_ns, self._taken_frames = now_ns, frames
            if not self._is_playing:
                self._is_playing = self.frames >= max(TARGET_FRAMES, frames)
            if self._is_playing and self.frames < frames:
                self._is_playing = False
                self.underruns += 1
            if self._is_playing:
                self._queue.read(self._played_to, out)
                self._played_to += frames
        return out


class Monitor:
    """Plays blocks on a device, and opens it again when it is lost.

    Args:
        device: A part of its name, ``pulse:SINK``, or None for the default.
    """

    def __init__(self, device: str | None) -> None:
        self._device = device
        self._backlog: Backlog | None = None
        self._latency_ns = 0
        self._state = SourceState(Health.STARTING, "The sound device is being opened.")
        self._closing = threading.Event()
        self._thread = threading.Thread(
            target=self._run, name=f"monitor {device or 'default'}", daemon=True
        )
        self._thread.start()

    @property
    def state(self) -> SourceState:
        """How it is."""
        return self._state

    @property
    def backlog(self) -> Backlog | None:
        """What is queued, with its counts; None while the device is not open."""
        return self._backlog

    def put(self, block: Samples) -> Heard | None:
        """Play a block of (1024, 2); never waits.  Called by the mix thread.

        Returns:
            What is heard of it and when; None if that isn't known.
        """
        backlog = self._backlog
        heard = backlog.put(block, time.monotonic_ns()) if backlog else None
        return replace(heard, due_ns=heard.due_ns + self._latency_ns) if heard else None

    def close(self) -> None:
        """End the thread; one that a sound server blocks is left behind."""
        self._closing.set()
        self._thread.join(CLOSE_TIMEOUT_S)

    def _run(self) -> None:
        keep_open(self._closing, open_device=self._open, watch=self._watch, fail=self._fail)

    def _fail(self, reason: str) -> None:
        self._state = SourceState(Health.FAILED, reason)

    def _open(self) -> AudioStream:
        def fill(frames: int) -> bytes:
            backlog = self._backlog
            if backlog is None:
                return bytes(frames * 8)
            return backlog.take(frames, time.monotonic_ns()).tobytes()

        stream = open_output(self._device, fill)
        self._latency_ns = int(stream.latency_s * SECOND_NS)
        self._backlog = Backlog(stream.rate_hz)
        self._state = SourceState(Health.RUNNING)
        return stream

    def _watch(self, stream: AudioStream) -> None:
        while not self._closing.is_set():
            if stream.ended.wait(0.1):
                self._fail(
                    f"The monitor “{stream.device.name}” has stopped. "
                    "It is tried again until it is back; look at its cable."
                )
                break
        self._backlog = None
