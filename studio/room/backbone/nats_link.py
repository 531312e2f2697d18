"""What two nodes say to each other over NATS, in order and whole, although NATS may lose some.

Core NATS drops what is under way when it dies or when somebody is too slow.  So
frames are numbered and kept until the other node has them; a hole is noticed by the
numbers, and what is missing is sent again.  Only when too much waits, or what is
missing is not there any more, a link begins anew, and both sides are told.  Pure::

    link = Link("a", number=1)
    link.put(frame)
    for packet in link.packets(): publish(packet)
    taken = other.take(decode(packet))      # taken.frames, in order, each once
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import msgpack  # type: ignore[import-untyped]  # it ships no types

MAX_WAITING_BYTES = 64 * 1024 * 1024
MAX_WAITING_FRAMES = 200_000
PACKET_BYTES = 131_072
"""Frames of up to so much go together; NATS takes 1 MB unless told otherwise."""
ACKNOWLEDGE_BYTES = 1024 * 1024
_FORMAT = 1


class Packet(NamedTuple):
    """What is published: frames, and what was received of the other's.

    Attributes:
        link: Numbers the sender's links; a larger one begins anew.
        first: Number of the first frame, or of the next one if there are none.
        received_link: The other's link, 0 if nothing was heard of it.
        received: Number of its last frame that arrived with all before it.
        is_hole: Whether frames after that are missing.
    """

    format: int
    sender: str
    link: int
    first: int
    received_link: int
    received: int
    is_hole: bool
    frames: list[bytes]


def decode(data: bytes) -> Packet | None:
    """Return a packet, None if it is none."""
    try:
        packet = Packet(*msgpack.unpackb(data))
    except (ValueError, TypeError, msgpack.UnpackException):
        return None
    numbers = (packet.link, packet.first, packet.received_link, packet.received)
    is_one = (
        packet.format == _FORMAT
        and isinstance(packet.sender, str)
        and all(isinstance(number, int) for number in numbers)
        and isinstance(packet.frames, list)
        and all(isinstance(frame, bytes) for frame in packet.frames)
    )
    return packet if is_one else None


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a packet.

    Attributes:
        is_broken: Whether frames are lost for good, in either direction; comes before ``frames``.
        must_answer: Whether the other should hear soon what arrived.
    """

    frames: list[bytes]
    is_broken: bool = False
    must_answer: bool = False


class Link:
    """This node's end of what it and one other say.

    Args:
        node: This node.
        number: Larger than that of any link before it.

    Attributes:
        holes: How often something was missing.
        repeated: Frames that were sent again.
    """

    def __init__(self, node: str, number: int) -> None:
        self._node = node
        self._number = number
        self._frames: deque[bytes] = deque()
        self._bytes = 0
        self._base = 1  # number of the first frame in there
        self._next = 1  # number of the frame to be sent next
        self._highest = 1
        self._their_link = 0
        self._received = 0
        self._is_hole = False
        self._unacknowledged_bytes = 0
        self.holes = 0
        self.repeated = 0

    @property
    def has_unsent(self) -> bool:
        """Whether there is something to publish."""
        return self._next < self._base + len(self._frames)

    def put(self, frame: bytes) -> bool:
        """Let a frame go; return False if too much waits: then the link begins anew."""
        fits = (
            self._bytes + len(frame) <= MAX_WAITING_BYTES and len(self._frames) < MAX_WAITING_FRAMES
        )
        if not fits:
            self.begin_anew()
        self._frames.append(frame)
        self._bytes += len(frame)
        return fits

    def packets(self) -> Iterator[bytes]:
        """Return what is to be published now; what can't be is said to ``rewind``."""
        while self.has_unsent:
            first, size = self._next, 0
            frames: list[bytes] = []
            start = first - self._base
            for index in range(start, len(self._frames)):
                frame = self._frames[index]
                if frames and size + len(frame) > PACKET_BYTES:
                    break
                frames.append(frame)
                size += len(frame)
            self._next = first + len(frames)
            self.repeated += max(0, min(self._next, self._highest) - first)
            self._highest = max(self._highest, self._next)
            yield self._packet(first, frames)

    def heartbeat(self) -> bytes:
        """Return a packet without frames: it tells what arrived, and what should have."""
        return self._packet(self._next, [])

    def rewind(self) -> None:
        """Send everything again that the other has not said it has."""
        self._next = self._base

    def begin_anew(self) -> None:
        """Forget what waits; the other is told by the new number."""
        self._number += 1
        self._frames.clear()
        self._bytes = 0
        self._base = self._next = self._highest = 1

    def take(self, packet: Packet) -> Taken:
        """Take a packet of the other node."""
        is_broken = self._acknowledged(packet)
        if packet.link < self._their_link:
            return Taken([], is_broken)
        if packet.link > self._their_link:
            is_broken = is_broken or self._their_link > 0
            self._their_link, self._received, self._is_hole = packet.link, 0, False
        expected = self._received + 1
        if packet.first > expected:
            self.holes += not self._is_hole
            must_answer = not self._is_hole or not packet.frames
            self._is_hole = True
            return Taken([], is_broken, must_answer)
        fresh = packet.frames[expected - packet.first :]
        self._is_hole = self._is_hole and not fresh
        self._received += len(fresh)
        self._unacknowledged_bytes += sum(map(len, fresh))
        must_answer = self._unacknowledged_bytes > ACKNOWLEDGE_BYTES
        return Taken(fresh, is_broken, must_answer)

    def _acknowledged(self, packet: Packet) -> bool:
        """Forget what has arrived; return whether something is missing that is gone."""
        if packet.received_link != self._number:
            return False
        while self._frames and self._base <= packet.received:
            self._bytes -= len(self._frames.popleft())
            self._base += 1
        self._next = max(self._next, self._base)
        if not packet.is_hole:
            return False
        if packet.received + 1 < self._base:
            self.begin_anew()
            return True
        self.rewind()
        return False

    def _packet(self, first: int, frames: list[bytes]) -> bytes:
        self._unacknowledged_bytes = 0
        packet = Packet(
            _FORMAT,
            self._node,
            self._number,
            first,
            self._their_link,
            self._received,
            self._is_hole,
            frames,
        )
        data: bytes = msgpack.packb(packet)
        return data
