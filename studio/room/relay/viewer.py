"""One viewer of a stream of tags, and what happens when it is too slow.

A viewer that takes too little gets no pictures and no sound until it has caught up
and a key frame comes; headers it always gets.  So each costs a bounded memory, and
none costs the others anything::

    viewer = Viewer(write, waiting_bytes)
    viewer.offer(frame, limit_bytes, now_ms)
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from studio.publish.queue import MediaTag
from studio.rtmp.flv import Tag
from studio.rtmp.flv_stream import frame_tag

LEAST_LIMIT_BYTES = 256 << 10
MOST_LIMIT_BYTES = 8 << 20
STUCK_MS = 15_000


@dataclass(frozen=True, slots=True)
class Frame:
    """A tag with its bytes in FLV, made once for all viewers."""

    tag: MediaTag
    data: bytes

    @classmethod
    def of(cls, tag: MediaTag) -> "Frame":
        """Frame a tag."""
        return cls(tag, frame_tag(tag.kind, tag.time_ms, tag.body))


class Viewer:
    """See the module.

    Args:
        write: Takes bytes, never waits; the second argument says whether a picture
            is complete, so that what follows may wait for the next one.
        waiting_bytes: How much the viewer has not taken yet.
        close: Ends it.

    Attributes:
        dropped_frames: Pictures it did not get.
    """

    def __init__(
        self,
        write: Callable[[bytes, bool], None],
        waiting_bytes: Callable[[], int],
        close: Callable[[], None],
    ) -> None:
        self.close = close
        self.dropped_frames = 0
        self.sent_bytes = 0
        self._write = write
        self._waiting_bytes = waiting_bytes
        self._slow_since_ms: int | None = None

    @property
    def is_slow(self) -> bool:
        """Whether it waits for a key frame after it fell behind."""
        return self._slow_since_ms is not None

    def begin(self, tags: Iterable[MediaTag]) -> None:
        """Give it what comes before everything else, in one piece."""
        data = b"".join(frame_tag(tag.kind, tag.time_ms, tag.body) for tag in tags)
        self.sent_bytes += len(data)
        self._write(data, True)

    def offer(self, frame: Frame, limit_bytes: int, now_ms: int) -> bool:
        """Give it a frame or drop that; False when it has taken nothing for too long."""
        tag = frame.tag
        waiting = self._waiting_bytes()
        if self._slow_since_ms is None:
            if waiting > limit_bytes and not tag.is_header:
                self._slow_since_ms = now_ms
        elif waiting <= limit_bytes // 4 and tag.kind is Tag.VIDEO and tag.is_key:
            self._slow_since_ms = None
        elif now_ms - self._slow_since_ms > STUCK_MS and waiting > limit_bytes:
            return False
        if self._slow_since_ms is not None and not tag.is_header:
            self.dropped_frames += tag.kind is Tag.VIDEO
            return True
        if waiting > MOST_LIMIT_BYTES:
            return False
        self.sent_bytes += len(frame.data)
        self._write(frame.data, tag.kind is Tag.VIDEO)
        return True


def limit_bytes(bytes_per_s: float) -> int:
    """Return how much may wait for a viewer: a second and a half of the programme."""
    return min(MOST_LIMIT_BYTES // 2, max(LEAST_LIMIT_BYTES, int(bytes_per_s * 1.5)))
