"""Sound from another process, by its ring: media files, cameras, streams, plugins.

Each slot says when its first sample is due, and is put exactly there; a writer
that counts its blocks in samples is followed sample by sample, for a stamp within
one sample of the end goes on seamlessly.  What a ring holds already when it is opened
may be long past; that says nothing about how late its writer is.  When the writer
dies, what it had written ahead is still played, then there is silence until
``attach`` brings a new ring::

    source = RingInput(ring_name, epoch_ns)
    mixer.add_input("music", source, InputSettings())
    source.attach(name_after_restart)
"""

import threading

import numpy as np

from studio.engine.mixer.delay import DelayGauge
from studio.engine.mixer.timeline import Samples, Timeline, sample_at
from studio.engine.sources.source import Health, SourceState
from studio.ipc.ring import RingFormat, RingReader, Slot
from studio.model.media import BLOCK_FRAMES, SAMPLE_RATE_HZ, SECOND_NS

SILENT_AFTER_NS = SECOND_NS
FUTURE_FRAMES = SAMPLE_RATE_HZ
"""A stamp further ahead than that is not believed."""
LOUDEST = 64.0
"""+36 dBFS; what is louder, or no number, is no sound, and would break the encoder."""
_SLOTS_AT_ONCE = 64


class RingInput:
    """Reads the sound ring of another process.

    Args:
        name: Of the ring; None to wait for ``attach``.
        epoch_ns: Monotonic time at which the session began.
    """

    def __init__(self, name: str | None, epoch_ns: int) -> None:
        self._epoch_ns = epoch_ns
        self._lock = threading.Lock()  # of the reader, against attach and close
        self._reader = None if name is None else RingReader.attach(name)
        self._gauge = DelayGauge()
        self._is_backlog = True
        self._later_ns = 0
        self._state = SourceState(Health.STARTING, "No sound has come yet.")
        self._heard_ns: int | None = None
        self.refused_slots = 0

    @property
    def state(self) -> SourceState:
        """How it is."""
        return self._state

    @property
    def delay_ns(self) -> int:
        """Grows when a live writer is late."""
        return self._gauge.delay_ns

    def attach(self, name: str) -> None:
        """Go over to another ring, such as that of a restarted writer."""
        reader = RingReader.attach(name)
        with self._lock:
            old, self._reader = self._reader, reader
            self._is_backlog = True
        if old is not None:
            old.close()

    def deliver(self, timeline: Timeline, now_ns: int) -> None:
        """Write all slots that have come to their places."""
        with self._lock:
            reader = self._reader
            for _ in range(_SLOTS_AT_ONCE):
                slot = None if reader is None else reader.next()
                if reader is None or slot is None:
                    self._is_backlog = False
                    break
                samples = _samples(slot)
                if samples is not None and reader.is_whole(slot) and _is_sound(samples):
                    pts_ns = slot.pts_ns - self._epoch_ns + self._later_ns
                    self._place(timeline, pts_ns, samples, now_ns)
                else:
                    self.refused_slots += 1
        if self._heard_ns is not None and now_ns - self._heard_ns > SILENT_AFTER_NS:
            self._state = SourceState(Health.STARTING, "No sound has come for a second.")

    def later_by(self, offset_ms: float) -> None:
        """Play all that comes so much later than it says; from any thread."""
        self._later_ns = round(offset_ms * 1e6)

    def skip(self) -> None:
        """What the ring holds is long past."""
        with self._lock:
            self._is_backlog = True

    def close(self) -> None:
        """Leave the ring."""
        with self._lock:
            reader, self._reader = self._reader, None
        if reader is not None:
            reader.close()

    def _place(self, timeline: Timeline, pts_ns: int, samples: Samples, now_ns: int) -> None:
        start = sample_at(pts_ns)
        if start > sample_at(now_ns) + FUTURE_FRAMES:
            self.refused_slots += 1
            return
        if abs(start - timeline.end) <= 1:
            start = timeline.end
        if not (timeline.is_empty or self._is_backlog):
            self._gauge.see(start - timeline.mixed_to, len(samples))
        timeline.write(start, samples)
        self._heard_ns = now_ns
        self._state = SourceState(Health.RUNNING)


def _is_sound(samples: Samples) -> bool:
    rows = np.abs(samples).reshape(2, -1)  # long ones: numpy is slow at pairs
    return bool(np.maximum.reduce(rows, axis=None) <= LOUDEST)  # False for NaN as well


def _samples(slot: Slot) -> Samples | None:
    """Copy a slot's sound; None if it is none that the mixer takes."""
    if (
        slot.format is not RingFormat.F32
        or slot.rate_hz != SAMPLE_RATE_HZ
        or slot.channels != 2
        or not 0 < slot.frames <= 16 * BLOCK_FRAMES
    ):
        return None
    flat = np.frombuffer(slot.data, np.float32, count=slot.frames * 2)
    return flat.reshape(-1, 2).copy()
