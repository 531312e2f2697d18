"""A microphone, or what the desktop plays, by PortAudio.

Three threads meet here.  PortAudio's own only stamps a chunk and puts it into a
bounded queue; the mix thread takes the chunks out and resamples the device's drift
away; the thread ``audio-in`` opens the device, watches it, and opens it again,
first after 1 s, later every 5, however long that may block::

    source = DeviceInput(None, epoch_ns)  # the default microphone
    mixer.add_input("mic", source, InputSettings())
    source.drift_ppm
"""

import threading
import time
from collections import deque

import numpy as np

from studio.engine.mixer.delay import DelayGauge
from studio.engine.mixer.device_loop import CLOSE_TIMEOUT_S, keep_open
from studio.engine.mixer.device_stream import UNSETTLED_S, DeviceStream, stereo
from studio.engine.mixer.portaudio import CHUNK_FRAMES, AudioStream, open_input
from studio.engine.mixer.timeline import Samples, Timeline
from studio.engine.sources.source import Health, SourceState
from studio.model.media import SAMPLE_RATE_HZ, SECOND_NS

QUEUE_CHUNKS = 128
"""1.4 s."""
PIECE_CHUNKS = 4
PLAUSIBLE_AGE = 3.0
"""Stamps older than that times the latency are not believed in the first seconds:
PulseAudio says 750 ms of a stream that it has just waked up."""
SILENT_S = 3.0
"""A device that hands over nothing for so long is lost."""


class DeviceInput:
    """Captures a sound device.

    Args:
        device: A part of its name, ``pulse:SOURCE``, or None for the default.
        epoch_ns: Monotonic time at which the session began.

    Attributes:
        dropped_chunks: Chunks that the mix thread did not take in time, or did not want.
        lost: How often the device was lost.
    """

    def __init__(self, device: str | None, epoch_ns: int) -> None:
        self.dropped_chunks = 0
        self.lost = 0
        self._device = device
        self._epoch_ns = epoch_ns
        self._state = SourceState(Health.STARTING, "The sound device is being opened.")
        self._chunks: deque[tuple[DeviceStream, int, Samples]] = deque()
        self._stream = DeviceStream(SAMPLE_RATE_HZ)
        self._guess_frames = 0
        self._gauge = DelayGauge()
        self._heard_ns = 0
        self._closing = threading.Event()
        self._thread = threading.Thread(
            target=self._run, name=f"audio-in {device or 'default'}", daemon=True
        )
        self._thread.start()

    @property
    def state(self) -> SourceState:
        """How it is."""
        return self._state

    @property
    def delay_ns(self) -> int:
        """What the device's latency was found to be, with a margin."""
        return self._gauge.delay_ns

    @property
    def drift_ppm(self) -> float:
        """How much faster than ours the device's clock is."""
        return self._stream.drift_ppm

    @property
    def error_ms(self) -> float:
        """How much too late the sound is now."""
        return self._stream.error_ms

    @property
    def stretch(self) -> float:
        """How many of the device's samples become one, beside what their rates say."""
        return self._stream.stretch

    def deliver(self, timeline: Timeline, now_ns: int) -> None:
        """Place all chunks that have come."""
        while self._chunks:
            stream, stamp_ns, samples = self._next_piece()
            if stream.is_placed:
                self._gauge.see(timeline.end - timeline.mixed_to, len(samples))
            replaced = stream.replaced
            stream.place(timeline, stamp_ns, samples)
            if stream.replaced != replaced:  # how late it seemed says nothing now
                self._gauge = DelayGauge(self._guess_frames)

    def _next_piece(self) -> tuple[DeviceStream, int, Samples]:
        """Take what has come of one stream in one piece, for resampling costs by the call."""
        stream, stamp_ns, samples = self._chunks.popleft()
        pieces = [samples]
        while self._chunks and self._chunks[0][0] is stream and len(pieces) < PIECE_CHUNKS:
            pieces.append(self._chunks.popleft()[2])
        return stream, stamp_ns, np.concatenate(pieces)

    def skip(self) -> None:
        """Throw away the chunks that nobody took."""
        self._chunks.clear()
        self._gauge = DelayGauge(self._guess_frames)

    def close(self) -> None:
        """End the thread; one that a sound server blocks is left behind."""
        self._closing.set()
        self._thread.join(CLOSE_TIMEOUT_S)

    def _run(self) -> None:
        keep_open(self._closing, open_device=self._open, watch=self._watch, fail=self._fail)

    def _fail(self, reason: str) -> None:
        self._state = SourceState(Health.FAILED, reason)

    def _open(self) -> AudioStream:
        placed: list[DeviceStream] = []

        def on_sound(data: bytes, age_s: float) -> None:
            now_ns = time.monotonic_ns()
            self._heard_ns = now_ns
            is_new = now_ns - opened_ns < UNSETTLED_S * SECOND_NS
            if not placed or (is_new and age_s > PLAUSIBLE_AGE * stream.latency_s):
                return  # the first chunks may even come before open_input returns
            stamp_ns = now_ns - int(age_s * SECOND_NS) - self._epoch_ns
            flat = np.frombuffer(data, np.float32)
            self._put((placed[0], stamp_ns, stereo(flat.reshape(-1, stream.channels))))

        self._heard_ns = opened_ns = time.monotonic_ns()
        stream = open_input(self._device, on_sound)
        guess_s = stream.latency_s + CHUNK_FRAMES / stream.rate_hz
        self._guess_frames = int(guess_s * SAMPLE_RATE_HZ)
        self._gauge = DelayGauge(self._guess_frames)
        self._stream = DeviceStream(stream.rate_hz)
        placed.append(self._stream)
        self._state = SourceState(Health.RUNNING)
        return stream

    def _put(self, chunk: tuple[DeviceStream, int, Samples]) -> None:
        if len(self._chunks) >= QUEUE_CHUNKS:
            self._chunks.popleft()
            self.dropped_chunks += 1
        self._chunks.append(chunk)

    def _watch(self, stream: AudioStream) -> None:
        """Wait until the device is lost or the input is closed."""
        while not self._closing.is_set():
            silent_s = (time.monotonic_ns() - self._heard_ns) / SECOND_NS
            if stream.ended.wait(0.1) or silent_s > SILENT_S:
                self.lost += 1
                self._fail(
                    f"The sound device “{stream.device.name}” has stopped. "
                    "It is tried again until it is back; look at its cable."
                )
                return
