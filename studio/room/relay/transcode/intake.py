"""What the relay sends, read by a thread of its own into a bounded queue.

intake = Intake(descriptor, on_word)
while waiting := intake.take():
    tag, behind_ms = waiting
"""

import os
import threading
from collections.abc import Callable

from studio.publish.queue import MediaTag, TagQueue
from studio.room.relay.errors import MediaError
from studio.room.relay.tags import read_tag
from studio.rtmp.errors import RtmpError
from studio.rtmp.flv import Tag
from studio.rtmp.flv_stream import FlvReader

_PIECE_BYTES = 1 << 16


class Intake:
    """See the module.

    Args:
        descriptor: What is read, to its end.
        on_word: Called in the thread with what the relay says, before what comes after it.
    """

    def __init__(self, descriptor: int, on_word: Callable[[bytes], None]) -> None:
        self._descriptor = descriptor
        self._on_word = on_word
        self._queue = TagQueue()
        self._has_ended = False
        self._changed = threading.Condition()
        threading.Thread(target=self._read, name="intake", daemon=True).start()

    @property
    def dropped(self) -> int:
        """Pictures that were given up for want of room."""
        return self._queue.dropped_frames

    @property
    def wants_key(self) -> bool:
        """Whether pictures are given up until the next key frame."""
        return self._queue.wants_key

    def take(self) -> tuple[MediaTag, int] | None:
        """Wait for a tag; return it and how many ms of media wait behind it; None at the end."""
        with self._changed:
            self._changed.wait_for(lambda: len(self._queue) or self._has_ended)
            behind_ms = self._queue.waiting_ms
            tag = self._queue.take()
        return None if tag is None else (tag, behind_ms)

    def _read(self) -> None:
        reader = FlvReader()
        try:
            while piece := os.read(self._descriptor, _PIECE_BYTES):
                for each in reader.feed(piece):
                    self._put(each.kind, each.time_ms, each.body)
        except (OSError, RtmpError, MediaError):
            pass  # the relay has gone, or has ended in the middle of a tag
        with self._changed:
            self._has_ended = True
            self._changed.notify()

    def _put(self, kind: Tag, time_ms: int, body: bytes) -> None:
        if kind is Tag.SCRIPT:
            self._on_word(body)
            return
        if tag := read_tag(kind, time_ms, body):
            with self._changed:
                self._queue.put(tag)
                self._changed.notify()
