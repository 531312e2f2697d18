"""The thread that has a peer hear: reads a bus from its ring, and encodes it.

The engine writes a block every 21 ms and wakes nobody, so the thread looks when the next one
is due, then every other millisecond::

    heard = Heard("link-3", on_packet=…)
    heard.use(ring_name)
    heard.close()
"""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable

import numpy as np

from studio.ipc.errors import RingError
from studio.ipc.ring import RingReader
from studio.link.opus import OpusEncoder
from studio.link.sound_line import Samples
from studio.model.media import BLOCK_FRAMES, SAMPLE_RATE_HZ
from studio.telemetry.thread_name import show_thread_name

log = logging.getLogger(__name__)

BLOCK_S = BLOCK_FRAMES / SAMPLE_RATE_HZ
LOOK_S = 0.002
EARLY_S = 0.003
PATIENT_S = 0.1
"""After so long without a block nobody mixes, and it looks as seldom as blocks come."""
MOST_BEHIND = 4
"""Blocks that wait are skipped but for so many: who was held up hears what is said now."""


class Heard:
    """See the module.

    Args:
        name: Of the peer's rings, for the thread.
        on_packet: Told in the thread each packet of Opus, and the number of its first sample.

    Attributes:
        skipped: Blocks that were left out to be on time.
    """

    def __init__(self, name: str, on_packet: Callable[[bytes, int], None]) -> None:
        self.skipped = 0
        self._on_packet = on_packet
        self._wanted: str | None = None
        self._is_closing = False
        self._changed = threading.Condition()
        self._reader: RingReader | None = None
        self._heard_s = 0.0
        self._encoder = OpusEncoder()
        self._thread = threading.Thread(target=self._run, name=f"heard-{name}", daemon=True)
        self._thread.start()

    def use(self, ring: str) -> None:
        """Hear this ring from now on; "" for none."""
        with self._changed:
            self._wanted = ring
            self._changed.notify()

    def close(self) -> None:
        """End the thread."""
        with self._changed:
            self._is_closing = True
            self._changed.notify()
        self._thread.join()

    def _run(self) -> None:
        show_thread_name()
        try:
            while self._goes_on():
                self._hear()
        finally:
            self._attach("")

    def _goes_on(self) -> bool:
        """Wait until it is time to look; return False at the end."""
        with self._changed:
            if self._wanted is None and not self._is_closing:
                self._changed.wait(self._pause_s())
            if self._is_closing:
                return False
            wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self._attach(wanted)
        return True

    def _pause_s(self) -> float | None:
        if self._reader is None:
            return None
        silent_s = time.monotonic() - self._heard_s
        return BLOCK_S if silent_s > PATIENT_S else max(LOOK_S, BLOCK_S - EARLY_S - silent_s)

    def _attach(self, ring: str) -> None:
        if self._reader:
            self._reader.close()
            self._reader = None
        try:
            self._reader = RingReader.attach(ring) if ring else None
        except RingError as error:  # another is told when the engine is back
            log.warning("A peer can't hear the programme: %s", error)

    def _hear(self) -> None:
        """Encode the blocks that have come."""
        blocks: deque[tuple[int, Samples]] = deque(maxlen=MOST_BEHIND)
        while self._reader and (slot := self._reader.next()):
            block = np.frombuffer(slot.data, np.float32).reshape(-1, 2).copy()
            if self._reader.is_whole(slot):
                self.skipped += len(blocks) == MOST_BEHIND
                blocks.append((slot.pts_ns, block))
        if blocks:
            self._heard_s = time.monotonic()
        for pts_ns, block in blocks:
            for data, timestamp in self._encoder.encode(block, pts_ns):
                self._on_packet(data, timestamp)
