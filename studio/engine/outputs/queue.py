"""The bounded queue between the packet bus and an output's own thread.

The bus never waits: what does not fit is dropped up to the next key frame, and
counted.  The bound is in bytes and in media time, so that neither a burst nor a
stall of the consumer can hold more than it says::

    queue = PacketQueue(limit_bytes=32 << 20)
    queue.put(packet)                      # the bus
    while (packet := queue.get()) is not None: ...   # the output's thread
"""

import threading
from collections import deque

from studio.engine.outputs.gate import KeyFrameGate
from studio.model.captions.spoken import Spoken
from studio.model.media import AudioFormat, Packet, VideoFormat

Format = VideoFormat | AudioFormat
Item = Packet | tuple[int, Format] | Spoken


class PacketQueue:
    """Packets, and formats and words between them, in order.

    Args:
        limit_bytes: How much encoded media may wait.
        from_ns: What is shown before that is left out.
    """

    def __init__(self, limit_bytes: int, from_ns: int = 0) -> None:
        self._limit_bytes = limit_bytes
        self._gate = KeyFrameGate(from_ns)
        self._items: deque[Item] = deque()
        self._bytes = 0
        self._closed = False
        self._changed = threading.Condition()

    @property
    def frames_dropped(self) -> int:
        """Pictures that found no room."""
        return self._gate.frames_dropped

    @property
    def queued_bytes(self) -> int:
        """Encoded bytes that wait."""
        return self._bytes

    def put(self, packet: Packet) -> None:
        """Queue a packet or drop it; never blocks."""
        with self._changed:
            has_room = self._bytes + len(packet.data) <= self._limit_bytes
            if self._closed or not self._gate.admits(packet, has_room=has_room):
                return
            self._items.append(packet)
            self._bytes += len(packet.data)
            self._changed.notify()

    def put_format(self, track: int, format: Format) -> None:
        """Queue the format of the packets that follow; formats are small and always fit."""
        with self._changed:
            if not self._closed:
                self._items.append((track, format))
                self._changed.notify()

    def put_spoken(self, spoken: Spoken) -> None:
        """Queue what was said; words are small and always fit."""
        with self._changed:
            if not self._closed:
                self._items.append(spoken)
                self._changed.notify()

    def get(self, timeout_s: float | None = None) -> Item | None:
        """Wait for the next item; None once closed and empty, or after the time-out."""
        with self._changed:
            self._changed.wait_for(lambda: self._items or self._closed, timeout_s)
            if not self._items:
                return None
            item = self._items.popleft()
            if isinstance(item, Packet):
                self._bytes -= len(item.data)
            return item

    @property
    def is_finished(self) -> bool:
        """True once it was closed and everything was taken out."""
        with self._changed:
            return self._closed and not self._items

    def close(self) -> None:
        """Take nothing more in; what is queued can still be taken out."""
        with self._changed:
            self._closed = True
            self._changed.notify()
