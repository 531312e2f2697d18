"""What effects processes draw, as a tree shows it: a live node's ring, a model's round.

The planes are views into shared memory; nothing is copied.  A slot of a ring stays as it
is for three pictures after it was the newest one.
"""

from bisect import bisect_right
from collections.abc import Iterator

import numpy as np

from studio.engine.canvas.motion import NEVER
from studio.engine.canvas.seen import Seen
from studio.engine.picture import Picture, Plane
from studio.ipc.errors import RingError
from studio.ipc.message import Message
from studio.ipc.ring import RingFormat, RingReader, Slot
from studio.ipc.segment import Segment

OLDEST_NS = 500_000_000
"""What is older is shown no more: particles that hang in the air look broken."""


class LiveFeed:
    """The newest picture of a node that is drawn as it goes.

    Args:
        reader: Of its ring.
        width: Of its content.
        height: Likewise.
        is_loose: As in ``Seen``.
    """

    def __init__(
        self, reader: RingReader, width: int, height: int, *, is_loose: bool = False
    ) -> None:
        self.pixels = width * height
        self._reader = reader
        self._size = width, height
        self._is_loose = is_loose
        self._sequence = 0
        self._pts_ns = 0
        self._seen: Seen | None = None

    @property
    def rests_ns(self) -> int:
        """It always moves."""
        return NEVER

    def seen(self, due_ns: int) -> Seen | None:
        """Return the newest picture that is due, unless it is too old."""
        slot = self._reader.newest(due_ns)
        if slot is None:
            return None
        if slot.sequence != self._sequence:
            self._sequence, self._pts_ns = slot.sequence, slot.pts_ns
            self._seen = self._of(slot)
        return self._seen if due_ns - self._pts_ns < OLDEST_NS else None

    def _of(self, slot: Slot) -> Seen | None:
        if slot.format is not RingFormat.NV12Z or not slot.natural_width:
            return None
        memory = np.frombuffer(slot.data, np.uint8)
        size = slot.natural_width, slot.natural_height
        stored = slot.width, slot.height
        picture = picture_in(memory, stored, size, slot.sequence, slot.pts_ns, is_from_zero=True)
        return Seen(picture, slot.left, slot.top, *self._size, self._is_loose)


class RoundFeed:
    """The pictures of one round, played again and again from when it is first seen.

    Args:
        pictures: In their order, each with its place in a content.
        ends_ns: When each of them ends, counted from the beginning; none for a still one.
    """

    def __init__(self, pictures: tuple[Seen | None, ...], ends_ns: tuple[int, ...]) -> None:
        self.pixels = sum(each.picture.y.size for each in pictures if each)
        self._pictures = pictures
        self._ends_ns = ends_ns
        self._since_ns: int | None = None

    @property
    def rests_ns(self) -> int:
        """A still one always does."""
        return NEVER if self._ends_ns else 0

    def seen(self, due_ns: int) -> Seen | None:
        """Return the picture whose time it is."""
        if not self._ends_ns:
            return self._pictures[0]
        if self._since_ns is None:
            self._since_ns = due_ns
        place_ns = max(0, due_ns - self._since_ns) % self._ends_ns[-1]
        return self._pictures[bisect_right(self._ends_ns, place_ns)]


def round_feed(message: Message, serials: Iterator[int]) -> RoundFeed:
    """Return a round that an effects process tells of.

    Raises:
        RingError: If its memory is gone, or is not as it is said to be.
    """
    pictures = round_pictures(message, serials)
    count, loop_ns = len(pictures), _whole(message["loop_ns"])
    ends_ns = tuple(loop_ns * n // count for n in range(1, count + 1)) if loop_ns else ()
    return RoundFeed(pictures, ends_ns)


def round_pictures(message: Message, serials: Iterator[int]) -> tuple[Seen | None, ...]:
    """Return all pictures of a round in their order; None where nothing is seen.

    Raises:
        RingError: If their memory is gone, or is not as it is said to be.
    """
    memory = np.frombuffer(Segment.attach(str(message["name"])).memory, np.uint8)
    size = _whole(message["width"]), _whole(message["height"])
    boxes, place = message["boxes"], 0
    if not isinstance(boxes, list) or not boxes:
        raise RingError("What was drawn has no pictures.")
    pictures: list[Seen | None] = []
    for left, top, width, height in boxes:
        end = place + width * height * 5 // 2
        if width % 2 or height % 2 or not place <= end <= memory.size:
            raise RingError("What was drawn is not as it is said to be.")
        box = width, height
        seen = None
        if end > place:
            picture = picture_in(memory[place:end], box, box, next(serials), 0)
            seen = Seen(picture, left, top, *size)
        pictures.append(seen)
        place = end
    return tuple(pictures)


def _whole(value: object) -> int:
    if not isinstance(value, int):
        raise RingError("What was drawn is not as it is said to be.")
    return value


def picture_in(
    memory: Plane,
    stored: tuple[int, int],
    natural: tuple[int, int],
    serial: int,
    pts_ns: int,
    *,
    is_from_zero: bool = False,
) -> Picture:
    """Return the picture that lies in a piece of memory.

    Args:
        memory: As ``RingFormat.NV12A`` says, or ``NV12Z`` of one that is counted from zero.
        stored: Width and height there.
        natural: Likewise of the picture.
        serial: As in ``Picture``.
        pts_ns: Likewise.
        is_from_zero: Likewise.
    """
    width, height = stored
    area = width * height
    return Picture(
        width=natural[0],
        height=natural[1],
        y=memory[:area].reshape(height, width),
        uv=memory[area : area * 3 // 2].reshape(height // 2, width // 2, 2),
        alpha=memory[area * 3 // 2 : area * 5 // 2].reshape(height, width),
        serial=serial,
        pts_ns=pts_ns,
        has_clear_edge=True,
        is_from_zero=is_from_zero,
    )
