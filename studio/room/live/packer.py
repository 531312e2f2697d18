"""When an edge sends what waits for a room, and what a frame then holds.

A flush to 10,000 sockets takes about 75 ms, nearly all of it in the kernel, so
messages are packed by how long flushes take, and never by a fixed timer:

- nothing is being sent: send at once;
- else when that flush is over; what comes meanwhile travels together;
- and when several travelled together, the room is hot: then the loop rests for a
  quarter of the flush, which costs no latency (more travel together next time) and
  leaves a share of the processor for everything else.  In a calm room a rest does
  cost: at 10 messages a second to 10,000 it doubled the median.

A fixed timer of 50 ms made the calm case 100 ms worse, and sending each message by
itself left a queue of seconds at 50 messages a second.  Pure::

    packer.add(batch)
    wait until packer.due_ns()
    packed = packer.take(now_ns); …; packer.flushed(now_ns)
"""

from dataclasses import replace

from studio.room.backbone.batch import Batch, merge

REST = 0.25
HOT = 3
"""Batches in one flush that make a room hot."""
MIN_GAP_NS = 4_000_000
MAX_DANMAKU_BYTES = 65_536
"""In one frame.  Nobody reads 300 danmaku in a tenth of a second; the oldest are left out."""


class Packer:
    """What waits for one room's connections.

    Attributes:
        dropped_bytes: Danmaku that were left out because there were too many.
    """

    def __init__(self) -> None:
        self._waiting: list[Batch] = []
        self._danmaku_bytes = 0
        self._oldest_with_danmaku = 0
        self._next_ns = 0
        self._begun_ns = 0
        self._is_hot = False
        self.dropped_bytes = 0

    def add(self, batch: Batch) -> None:
        """Let a batch wait for the next flush; too many danmaku push the oldest out."""
        self._waiting.append(batch)
        self._danmaku_bytes += len(batch.danmaku)
        while self._danmaku_bytes > MAX_DANMAKU_BYTES and self._oldest_with_danmaku < len(
            self._waiting
        ):
            self._spare(self._oldest_with_danmaku)
            self._oldest_with_danmaku += 1

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits."""
        return not self._waiting

    def due_ns(self) -> int:
        """Return the monotonic time from which a flush may begin."""
        return self._next_ns

    def take(self, now_ns: int) -> list[Batch]:
        """Begin a flush: return what waited, oldest first."""
        taken = self._waiting
        self._is_hot = len(taken) >= HOT
        self._waiting = []
        self._danmaku_bytes = self._oldest_with_danmaku = 0
        self._begun_ns = now_ns
        return taken

    def flushed(self, now_ns: int) -> None:
        """Note the end of the flush that ``take`` began."""
        took_ns = now_ns - self._begun_ns
        rest_ns = round(REST * took_ns) if self._is_hot else 0
        self._next_ns = self._begun_ns + max(MIN_GAP_NS, took_ns + rest_ns)

    def _spare(self, index: int) -> None:
        batch = self._waiting[index]
        self._danmaku_bytes -= len(batch.danmaku)
        self.dropped_bytes += len(batch.danmaku)
        self._waiting[index] = replace(batch, danmaku=b"")


def after(batches: list[Batch], offset: int) -> Batch | None:
    """Return the batches that began after an offset as one, or None if there are none."""
    rest = [batch for batch in batches if batch.first > offset]
    return merge(rest) if rest else None
