"""A microphone whose voice another process makes clean.

What the device says goes into a ring, comes back by another one, and takes the raw sound's place
at the time at which it was said; the mixer waits for it longer than for the device alone, by
what ``DELAY_FRAMES`` says and the process's own delay.  Sound and picture stay together that way.
The ring goes there and back once a block: the process has all the time between two, so that a
late one is rare on a busy machine, at the price of that block.  When nothing comes back the raw
sound is heard from the same block on.

A second ring tells the process what is heard from the loudspeaker, which the echo is of.  The
microphone's time is stretched while it is led to its place, by as much as 0.5 % for half a minute
after it was opened (80 ms too late, seen with PulseAudio), and an echo whose time runs
differently from its cause can't be followed: so what is heard is stretched alike::

    source = VoiceInput(DeviceInput(None, epoch_ns), epoch_ns)
    mixer.add_input("mic", source, InputSettings())
    near, far = source.begin("engine-voice-1")    # the process reads them
    source.hear(heard)                        # for each block that is monitored
    source.take(clean_ring, lookahead)        # and answers
    source.lose("Voice has stopped.")
    source.end()                              # the raw sound again, for as little delay
"""

import threading

import numpy as np

from studio.engine.mixer.delay import DelayGauge
from studio.engine.mixer.device_input import DeviceInput
from studio.engine.mixer.monitor import Heard
from studio.engine.mixer.raw_or_clean import FADE_FRAMES, RawOrClean
from studio.engine.mixer.resampler import Resampler
from studio.engine.mixer.ring_input import RingInput
from studio.engine.mixer.timeline import Samples, Timeline, sample_at, time_of
from studio.engine.sources.source import Health, SourceState
from studio.ipc.ring import RingFormat, RingWriter
from studio.model.media import BLOCK_FRAMES, SAMPLE_RATE_HZ

DELAY_FRAMES = BLOCK_FRAMES + FADE_FRAMES + 480
"""A block until it is back, what is kept to fade from, and what waits for a whole 10 ms."""
_SLOTS = 32
_KEPT_FRAMES = 2 * SAMPLE_RATE_HZ
_STILL_HEARD = "The microphone is heard as it is until it is clean again."


class VoiceInput:
    """See the module.  All but ``deliver``, ``skip`` and the properties belong to one thread.

    Args:
        raw: The device.
        epoch_ns: Monotonic time at which the session began.
    """

    def __init__(self, raw: DeviceInput, epoch_ns: int) -> None:
        self._raw = raw
        self._epoch_ns = epoch_ns
        self._lock = threading.Lock()  # of the rings, against their beginning and end
        self._said = Timeline(_KEPT_FRAMES)
        self._clean = Timeline(_KEPT_FRAMES)
        self._tap: RingWriter | None = None
        self._ear: RingWriter | None = None
        self._stretch: Resampler | None = None
        self._heard_rate_hz = 0
        self._tapped_to = 0
        self._answer: RingInput | None = None
        self._answer_name = ""
        self._choice = RawOrClean()
        self._gauge: DelayGauge | None = None
        self._fault = ""

    @property
    def state(self) -> SourceState:
        """How it is; it has failed while its voice isn't clean that should be."""
        if self._fault and self._raw.state.health is Health.RUNNING:
            return SourceState(Health.FAILED, f"{self._fault} {_STILL_HEARD}")
        return self._raw.state

    @property
    def delay_ns(self) -> int:
        """The device's, and what the way through the process takes."""
        gauge = self._gauge
        return self._raw.delay_ns + (gauge.delay_ns if gauge else 0)

    @property
    def is_clean(self) -> bool:
        """Whether what is heard is clean."""
        return self._choice.is_clean

    @property
    def fallen(self) -> int:
        """How often the raw sound had to step in."""
        return self._choice.fallen

    def begin(self, name: str) -> tuple[str, str]:
        """Have the voice made clean.

        Args:
            name: What the rings are called after.

        Returns:
            The names of the rings with the raw voice and with what is heard.

        Raises:
            RingError: If there is no memory for them.
        """
        with self._lock:
            if self._ear is None:
                self._ear = RingWriter.create(f"{name}-far", _SLOTS, 2 * BLOCK_FRAMES * 8)
            if self._tap is None:
                self._tap = RingWriter.create(f"{name}-near", _SLOTS, BLOCK_FRAMES * 8)
                self._tapped_to = self._said.end
            return self._tap.name, self._ear.name

    def hear(self, heard: Heard) -> None:
        """Pass on what comes from the loudspeaker; in the mix thread."""
        rate = heard.rate_hz / SAMPLE_RATE_HZ
        if self._stretch is None or self._heard_rate_hz != heard.rate_hz:
            self._stretch, self._heard_rate_hz = Resampler(rate), heard.rate_hz
        self._stretch.step = rate * self._raw.stretch
        samples = self._stretch.process(heard.samples)[: 2 * BLOCK_FRAMES]
        with self._lock:
            if self._ear is not None and len(samples):
                due_ns = heard.due_ns + round(self._raw.error_ms * 1e6)
                _write(self._ear, due_ns, samples)

    def take(self, ring: str, lookahead: int) -> None:
        """Take what is clean from a ring; from any thread.

        Args:
            ring: Its name.
            lookahead: By how many samples the process is later than its frames.

        Raises:
            RingError: If there is none.
        """
        new = None if ring == self._answer_name else RingInput(ring, self._epoch_ns)
        with self._lock:
            self._gauge = DelayGauge(DELAY_FRAMES + lookahead)
            old = None
            if new is not None:
                old, self._answer, self._answer_name = self._answer, new, ring
        if old is not None:
            old.close()

    def lose(self, reason: str) -> None:
        """Nothing comes back any more; say why until something does.  From any thread."""
        with self._lock:
            old, self._answer, self._answer_name = self._answer, None, ""
            if self._tap is not None:
                self._fault = reason
        if old is not None:
            old.close()

    def end(self) -> None:
        """Have nothing done to the voice any more."""
        self._close_rings()
        self.lose("")
        self._gauge = None
        self._fault = ""

    def deliver(self, timeline: Timeline, now_ns: int) -> None:
        """Write what is due next: clean if it is there."""
        with self._lock:
            start = timeline.mixed_to
            ahead = sample_at(self._gauge.delay_ns) if self._gauge else 0
            self._said.mixed_to = start + ahead
            self._raw.deliver(self._said, now_ns)
            self._clean.mixed_to = start
            if self._answer is not None:
                self._answer.deliver(self._clean, now_ns)
            self._hand_over()
            block = self._choice.block(
                start, self._said, self._clean, wants_clean=self._answer is not None
            )
            self._watch(start)
        if block is not None:
            timeline.write(start, block)
            start += BLOCK_FRAMES
        start = max(start, self._said.begin)
        if self._said.end > start:
            rest: Samples = np.empty((self._said.end - start, 2), np.float32)
            self._said.read(start, rest)
            timeline.write(start, rest)

    def skip(self) -> None:
        """Throw away what nobody took."""
        with self._lock:
            self._raw.skip()
            if self._answer is not None:
                self._answer.skip()

    def close(self) -> None:
        """End all of it, and give the device back."""
        self.end()
        self._raw.close()

    def _hand_over(self) -> None:
        """Write into the ring what the device has said since."""
        if self._tap is None:
            return
        end = self._said.end
        if not self._said.begin <= self._tapped_to <= end:  # it was placed anew
            self._tapped_to = max(self._said.begin, end - BLOCK_FRAMES)
        while self._tapped_to < end:
            frames = min(end - self._tapped_to, BLOCK_FRAMES)
            samples: Samples = np.empty((frames, 2), np.float32)
            self._said.read(self._tapped_to, samples)
            _write(self._tap, self._epoch_ns + time_of(self._tapped_to), samples)
            self._tapped_to += frames

    def _watch(self, start: int) -> None:
        """See how late what is clean is, and that it is there again."""
        if self._answer is None or self._gauge is None or self._clean.is_empty:
            return
        if self._choice.is_clean:
            self._fault = ""
        if abs(slack := self._clean.end - (start + BLOCK_FRAMES + FADE_FRAMES)) < SAMPLE_RATE_HZ:
            self._gauge.see(slack, BLOCK_FRAMES)

    def _close_rings(self) -> None:
        with self._lock:
            rings, self._tap, self._ear = (self._tap, self._ear), None, None
        for ring in rings:
            if ring is not None:
                ring.close()


def _write(ring: RingWriter, pts_ns: int, samples: Samples) -> None:
    ring.begin()[: len(samples) * 8] = np.ascontiguousarray(samples, np.float32).tobytes()
    ring.commit(
        pts_ns=pts_ns,
        format=RingFormat.F32,
        rate_hz=SAMPLE_RATE_HZ,
        channels=2,
        frames=len(samples),
    )
