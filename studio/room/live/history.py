"""What happened in a room lately, so that a client that comes back gets what it missed.

Danmaku are kept for a minute, what matters (gifts, moderation, shows) for ten.  A
client is *recovered* when nothing that matters is missing; danmaku that are gone are
a hole in the offsets, as the protocol allows.  Pure: time is an argument::

    history.add(Lane.MONEY, 17, b'{"type":"gift",…}', now_ms)
    history.since(16)          # (b'[{"type":"gift",…}]',), () for nothing missed, None: start anew
"""

from collections import deque
from heapq import merge
from itertools import takewhile
from operator import itemgetter

from studio.room.protocol.events import Lane

MAX_DANMAKU = 1_000
DANMAKU_MS = 60_000
ESSENTIAL_MS = 600_000
MAX_ESSENTIAL_BYTES = 2_097_152
MAX_ANSWER_BYTES = 786_432
"""Less than what closes a slow client's connection."""

_MESSAGE_BYTES = 65_536
_MAX_CACHED = 64

_Entry = tuple[int, int, bytes]  # offset, at_ms, event as JSON
_OFFSET = itemgetter(0)


class History:
    """A bounded memory of encoded events, in the order of their offsets."""

    def __init__(self) -> None:
        self._danmaku: deque[_Entry] = deque()
        self._essential: deque[_Entry] = deque()
        self._essential_bytes = 0
        self._lost = 0  # the newest offset of what matters that is forgotten
        self._newest = 0
        self._cache: dict[int, tuple[bytes, ...] | None] = {}

    def add(self, lane: Lane, offset: int, event: bytes, now_ms: int) -> None:
        """Remember an event, and forget what is too old."""
        self._cache.clear()
        self._newest = offset
        if lane is Lane.DANMAKU:
            self._danmaku.append((offset, now_ms, event))
        else:
            self._essential.append((offset, now_ms, event))
            self._essential_bytes += len(event)
        self._forget(now_ms)

    def since(self, offset: int) -> tuple[bytes, ...] | None:
        """Return what came after ``offset`` as messages, or None if that can't be told."""
        if offset > self._newest or offset < self._lost:
            return None
        if offset not in self._cache:
            if len(self._cache) >= _MAX_CACHED:
                self._cache.clear()
            self._cache[offset] = self._answer(offset)
        return self._cache[offset]

    def _answer(self, offset: int) -> tuple[bytes, ...] | None:
        entries = merge(_after(self._essential, offset), _after(self._danmaku, offset), key=_OFFSET)
        messages: list[bytes] = []
        chunk: list[bytes] = []
        chunk_bytes = total_bytes = 0
        for _, _, event in entries:
            total_bytes += len(event)
            if total_bytes > MAX_ANSWER_BYTES:
                return None
            if chunk and chunk_bytes + len(event) > _MESSAGE_BYTES:
                messages.append(b"[" + b",".join(chunk) + b"]")
                chunk, chunk_bytes = [], 0
            chunk.append(event)
            chunk_bytes += len(event)
        if chunk:
            messages.append(b"[" + b",".join(chunk) + b"]")
        return tuple(messages)

    def _forget(self, now_ms: int) -> None:
        danmaku, essential = self._danmaku, self._essential
        while danmaku and (len(danmaku) > MAX_DANMAKU or danmaku[0][1] < now_ms - DANMAKU_MS):
            danmaku.popleft()
        while essential and (
            self._essential_bytes > MAX_ESSENTIAL_BYTES or essential[0][1] < now_ms - ESSENTIAL_MS
        ):
            self._lost, _, event = essential.popleft()
            self._essential_bytes -= len(event)


def _after(entries: deque[_Entry], offset: int) -> list[_Entry]:
    found = list(takewhile(lambda entry: entry[0] > offset, reversed(entries)))
    found.reverse()
    return found
