"""Reads a speaker's sound from a bus's ring, at 16 kHz and with its place on the programme's clock.

A ring holds some seconds: who was away, as it hung or was started again, reads on from where the
last one had been.  Blocks that were overwritten, and other rates, only show as a jump in places::

    ear = Ear(ring, epoch_ns)
    for at, samples in ear.hear():
        …

Belongs to one thread.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from studio.captions.sound import RATE_HZ, RATES_HZ, Downsampler, Mono, ms_of
from studio.ipc.ring import RingFormat, RingReader, Slot
from studio.model.media import SECOND_NS

_MOST_CHANNELS = 16
_JUMP = RATE_HZ // 100
"""Samples; clocks may be off by less."""


class Ear:
    """See the module.

    Args:
        ring: Its whole name.
        epoch_ns: When the programme's clock began.

    Raises:
        RingError: If there is no such ring.
    """

    def __init__(self, ring: str, epoch_ns: int) -> None:
        self.ring = ring
        self._epoch_ns = epoch_ns
        self._reader = RingReader.attach(ring)
        self._made: Downsampler | None = None
        self._next_ns = self._at = 0

    def hear(self) -> Iterator[tuple[int, Mono]]:
        """Yield what has come, each with the place of its first sample; no place is below 0."""
        while (slot := self._reader.next()) is not None:
            if (block := self._block(slot)) is None:
                continue
            at = self._follow(slot)
            assert self._made is not None
            samples = self._made.process(block)
            self._at = at + len(samples)
            if at >= 0 and len(samples):
                yield at, samples

    def close(self) -> None:
        """Let go of the ring."""
        self._reader.close()

    def _block(self, slot: Slot) -> NDArray[np.float32] | None:
        """Copy a slot, (frames, channels); None if it is no sound, or was overwritten."""
        is_sound = slot.format is RingFormat.F32 and slot.rate_hz in RATES_HZ
        if not is_sound or not 0 < slot.channels <= _MOST_CHANNELS:
            return None
        block = np.frombuffer(slot.data, np.float32).reshape(-1, slot.channels).copy()
        return block if self._reader.is_whole(slot) else None

    def _follow(self, slot: Slot) -> int:
        """Return the place of the next sample; what does not go on from the last begins anew."""
        at = round((slot.pts_ns - self._epoch_ns) * RATE_HZ / SECOND_NS)
        is_jump = abs(slot.pts_ns - self._next_ns) > ms_of(_JUMP) * SECOND_NS // 1000
        if self._made is None or self._made.rate_hz != slot.rate_hz or is_jump:
            self._made = Downsampler(slot.rate_hz)
            self._at = at
        self._next_ns = slot.pts_ns + slot.frames * SECOND_NS // slot.rate_hz
        return self._at
