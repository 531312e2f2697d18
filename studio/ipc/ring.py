"""Pictures and sound from one process to others, through shared memory.

A ring has fixed slots, each with a header.  The writer never waits and never
knows its readers: it takes the oldest slot, whatever they do.  Each slot's
sequence number works as a seqlock: 0 while the slot is being written, its number
once it is whole, so a reader copies, then asks whether the number is still the
same.  Slots may lie in the future (files are decoded ahead), so a reader of
pictures asks for the newest that is *due*; a reader of sound takes each in turn::

    writer = RingWriter.create("capture-Camera-picture", slots=8, slot_bytes=1920 * 1080 * 3 // 2)
    writer.begin()[:] = nv12
    writer.commit(pts_ns=now, format=RingFormat.NV12, width=1920, height=1080)

    reader = RingReader.attach(writer.name)
    slot = reader.newest(due_ns=now)
    if slot is not None:
        copy[:] = slot.data
        good = reader.is_whole(slot)

Nothing is copied in here: ``begin`` and ``Slot.data`` are the memory itself.  A
reader's memory is read-only.  Writers and readers belong to one thread each.
"""

import os
import secrets
import threading
from dataclasses import dataclass

import numpy as np

from studio.ipc.errors import RingError
from studio.ipc.ring_format import RingFormat, payload_bytes
from studio.ipc.segment import Segment, segment_prefix, unlink_leftovers

__all__ = [
    "RingFormat",
    "RingReader",
    "RingWriter",
    "Slot",
    "ring_bytes",
    "segment_prefix",
    "unlink_leftovers",
]

_ALIGN_BYTES = 64  # a cache line, and what SIMD code likes
_MAX_SLOTS = 1024
_TRIES = 3  # of a reader whom the writer overtakes
_MAGIC = int.from_bytes(b"rsring01", "little")

_RING_HEADER = np.dtype(
    {
        "names": ["magic", "slots", "slot_bytes", "writer_pid", "newest"],
        "formats": ["<u8", "<u8", "<u8", "<u8", "<u8"],
        "itemsize": _ALIGN_BYTES,
    }
)
_SLOT_HEADER = np.dtype(
    {
        "names": [
            *("sequence", "pts_ns", "width", "height", "natural_width", "natural_height"),
            *("rate_hz", "channels", "frames", "format", "left", "top"),
        ],
        "formats": ["<u8", "<i8", *["<u4"] * 8, "<i4", "<i4"],
        "itemsize": _ALIGN_BYTES,
    }
)


_FORMATS = tuple(RingFormat)  # the header holds the index + 1


@dataclass(frozen=True, slots=True, eq=False)
class Slot:
    """One picture or block of sound, in the ring itself: copy, then ask ``is_whole``.

    Attributes:
        data: Exactly the bytes that the format and the sizes need.
        left: Where the picture lies in something larger, in natural pixels; and ``top``.
    """

    sequence: int
    pts_ns: int
    format: RingFormat
    width: int
    height: int
    natural_width: int
    natural_height: int
    rate_hz: int
    channels: int
    frames: int
    data: memoryview
    left: int = 0
    top: int = 0


def ring_bytes(slots: int, slot_bytes: int) -> int:
    """How large the memory of a ring is."""
    return _ALIGN_BYTES * (1 + slots) + slots * _stride(slot_bytes)


class _Layout:
    """Where things lie in a segment; the views of one process on it."""

    def __init__(self, segment: Segment, slots: int, slot_bytes: int) -> None:
        memory = segment.memory
        begin = _ALIGN_BYTES * (1 + slots)
        stride = _stride(slot_bytes)
        self.ring = np.frombuffer(memory, _RING_HEADER, 1)
        self.headers = np.frombuffer(memory, _SLOT_HEADER, slots, _ALIGN_BYTES)
        self.newest = self.ring["newest"]
        self.sequences = self.headers["sequence"]
        self.pts_ns = self.headers["pts_ns"]
        self.data = [
            memory[begin + index * stride : begin + index * stride + slot_bytes]
            for index in range(slots)
        ]


def _stride(slot_bytes: int) -> int:
    return -(-slot_bytes // _ALIGN_BYTES) * _ALIGN_BYTES


_FENCE = threading.Lock()


def _fence() -> None:
    """Keep loads and stores in order on processors that reorder them (ARM).

    Python has no fence; taking a free lock twice is one, for 0.1 µs: nothing
    from before gets past the first release, nothing from after ahead of the
    second acquire.
    """
    with _FENCE:
        pass
    with _FENCE:
        pass


class RingWriter:
    """Owns a ring and fills its slots one after the other; use ``create``.

    Attributes:
        name: The segment's whole name, which a reader needs.
    """

    def __init__(self, segment: Segment, slots: int, slot_bytes: int) -> None:
        self.name = segment.name
        self.slots = slots
        self.slot_bytes = slot_bytes
        self._segment = segment
        self._layout = _Layout(segment, slots, slot_bytes)
        self._sequence = 0
        self._layout.ring[0] = (_MAGIC, slots, slot_bytes, os.getpid(), 0)

    @classmethod
    def create(cls, name: str, slots: int, slot_bytes: int) -> "RingWriter":
        """Make a ring that is called after ``name``.

        Args:
            name: Begins with the name of the process, by which the supervisor
                finds what a dead one left behind.
            slots: At least 3; the one being written, those ahead of their time,
                and those that readers still copy.
            slot_bytes: The largest picture or block that will be written.

        Raises:
            RingError: If there is no room for it.
        """
        if not 3 <= slots <= _MAX_SLOTS or slot_bytes <= 0:
            raise ValueError(f"a ring can't have {slots} slots of {slot_bytes} bytes")
        full_name = f"{segment_prefix(name)}{secrets.token_hex(4)}"
        segment = Segment.create(full_name, ring_bytes(slots, slot_bytes))
        return cls(segment, slots, slot_bytes)

    def begin(self) -> memoryview:
        """Return the slot to fill, ``slot_bytes`` long; its old content is gone."""
        index = self._sequence % self.slots
        self._layout.sequences[index] = 0
        _fence()
        return self._layout.data[index]

    def commit(
        self,
        *,
        pts_ns: int,
        format: RingFormat,
        width: int = 0,
        height: int = 0,
        natural_width: int = 0,
        natural_height: int = 0,
        rate_hz: int = 0,
        channels: int = 0,
        frames: int = 0,
        left: int = 0,
        top: int = 0,
    ) -> int:
        """Hand over the slot that ``begin`` gave.

        Returns:
            Its sequence number, from 1.
        """
        needed = payload_bytes(format, width, height, channels, frames)
        if not 0 < needed <= self.slot_bytes:
            raise ValueError(
                f"{width}×{height} {format} or {frames} frames of {channels} channels "
                f"are {needed} bytes, not 1 to {self.slot_bytes}"
            )
        index = self._sequence % self.slots
        self._sequence += 1
        self._layout.headers[index] = (
            0,
            pts_ns,
            width,
            height,
            natural_width,
            natural_height,
            rate_hz,
            channels,
            frames,
            _FORMATS.index(format) + 1,
            left,
            top,
        )
        _fence()
        self._layout.sequences[index] = self._sequence
        self._layout.newest[0] = self._sequence
        return self._sequence

    def close(self) -> None:
        """Unlink the ring; readers keep what they have mapped.  Safe to call twice."""
        if self._layout.data:
            self._layout.data.clear()
            self._segment.unlink()
            del self._layout.ring, self._layout.headers
            del self._layout.newest, self._layout.sequences, self._layout.pts_ns
            self._segment.close()


class RingReader:
    """Reads a ring that another process writes; use ``attach``.

    Attributes:
        overruns: Slots that were overwritten before ``next`` came to them.
    """

    def __init__(self, segment: Segment, slots: int, slot_bytes: int) -> None:
        self.name = segment.name
        self.overruns = 0
        self._slots = slots
        self._slot_bytes = slot_bytes
        self._segment = segment
        self._layout = _Layout(segment, slots, slot_bytes)
        self._last: Slot | None = None
        newest = self._layout.newest.item(0)
        self._next = self._oldest_kept(newest)

    @classmethod
    def attach(cls, name: str) -> "RingReader":
        """Open the ring with this (whole) name.

        Raises:
            RingError: If there is none, or it is not a ring of ours.
        """
        segment = Segment.attach(name)
        try:
            slots, slot_bytes = _read_sizes(segment)
            size_bytes = ring_bytes(slots, slot_bytes)
            if segment.memory.nbytes < size_bytes:  # Windows maps what it is told
                segment.close()
                segment = Segment.attach(name, size_bytes)
            if segment.memory.nbytes < size_bytes:
                raise RingError(f"The shared memory {name!r} is shorter than its header says.")
            return cls(segment, slots, slot_bytes)
        except BaseException:
            segment.close()
            raise

    def newest(self, due_ns: int) -> Slot | None:
        """Return the newest whole slot whose time has come, or None.

        Costs some microseconds, and less as long as the answer is the same one.
        """
        layout = self._layout
        for _ in range(_TRIES):
            best = 0
            times_ns = layout.pts_ns.tolist()
            for sequence, pts_ns in zip(layout.sequences.tolist(), times_ns, strict=True):
                if sequence > best and pts_ns <= due_ns:
                    best = sequence
            if best == 0:
                return None
            if self._last is None or self._last.sequence != best:
                slot = self._slot(best)
                if slot is None or slot.pts_ns > due_ns:
                    continue  # overwritten while we looked
                self._last = slot
            return self._last
        return None

    def next(self) -> Slot | None:
        """Return the next slot in order, or None if it has not been written yet.

        The first is the oldest that the ring holds when the reader attaches.
        """
        newest = self._layout.newest.item(0)
        while self._next <= newest:
            oldest = self._oldest_kept(newest)
            if self._next < oldest:
                self.overruns += oldest - self._next
                self._next = oldest
            slot = self._slot(self._next)
            self._next += 1
            if slot is not None:
                return slot
            self.overruns += 1
        return None

    def is_whole(self, slot: Slot) -> bool:
        """Say whether the slot is still what it was: ask after copying it."""
        _fence()
        sequence: int = self._layout.sequences.item((slot.sequence - 1) % self._slots)
        return sequence == slot.sequence

    def close(self) -> None:
        """Let go of the ring; safe to call twice.  Slots that are held stay valid."""
        if self._layout.data:
            self._last = None
            self._layout.data.clear()
            del self._layout.ring, self._layout.headers
            del self._layout.newest, self._layout.sequences, self._layout.pts_ns
            self._segment.close()

    def _oldest_kept(self, newest: int) -> int:
        # The slot after the newest may be in the writer's hands already.
        return max(1, newest - self._slots + 2)

    def _slot(self, wanted: int) -> Slot | None:
        """Return the slot with this number, or None if it isn't there, whole and sane."""
        index = (wanted - 1) % self._slots
        header = self._layout.headers[index].item()
        _fence()
        # Once more, as the header could have changed while it was read.
        if header[0] != wanted or self._layout.sequences.item(index) != wanted:
            return None
        _, pts_ns, width, height, natural_width, natural_height, *sound, left, top = header
        rate_hz, channels, frames, code = sound
        if not 1 <= code <= len(_FORMATS):
            return None
        format = _FORMATS[code - 1]
        needed = payload_bytes(format, width, height, channels, frames)
        if not 0 < needed <= self._slot_bytes:
            return None
        return Slot(
            sequence=wanted,
            pts_ns=pts_ns,
            format=format,
            width=width,
            height=height,
            natural_width=natural_width,
            natural_height=natural_height,
            rate_hz=rate_hz,
            channels=channels,
            frames=frames,
            data=self._layout.data[index][:needed],
            left=left,
            top=top,
        )


def _read_sizes(segment: Segment) -> tuple[int, int]:
    """Return the number and size of the slots of a segment, mistrusting its header."""
    if segment.memory.nbytes < _ALIGN_BYTES:
        raise RingError(f"The shared memory {segment.name!r} is too short to be a ring.")
    magic, slots, slot_bytes, _, _ = np.frombuffer(segment.memory, _RING_HEADER, 1)[0].item()
    if magic != _MAGIC or not 0 < slots <= _MAX_SLOTS or not 0 < slot_bytes < 1 << 40:
        raise RingError(
            f"The shared memory {segment.name!r} is not a ring of this version of "
            "Rocket Studio: end the other version first."
        )
    return slots, slot_bytes
