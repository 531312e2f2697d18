"""Packets of a sound stream, in order.  Pure.

Sound is never repeated by its sender, and what is late is of no use: two packets behind a
gap (40 ms as browsers send it) are waited for those that were overtaken, then it goes on::

    for data, timestamp in SoundPackets().add(sequence, timestamp, data): …
"""

from studio.link.wrapping import Unwrapper

MOST_WAITING = 2


class SoundPackets:
    """See the module.

    Attributes:
        lost: Packets that never came, or came too late.
    """

    def __init__(self) -> None:
        self.lost = 0
        self._sequences = Unwrapper(16)
        self._waiting: dict[int, tuple[bytes, int]] = {}
        self._next: int | None = None

    def add(self, sequence: int, timestamp: int, data: bytes) -> list[tuple[bytes, int]]:
        """Take a packet; return those that are next, with their timestamps."""
        number = self._sequences.take(sequence)
        if self._next is None:
            self._next = number
        if number < self._next:
            return []
        self._waiting[number] = data, timestamp
        in_order: list[tuple[bytes, int]] = []
        while self._waiting:
            if self._next not in self._waiting:
                if len(self._waiting) <= MOST_WAITING:
                    break
                first = min(self._waiting)
                self.lost += first - self._next
                self._next = first
            in_order.append(self._waiting.pop(self._next))
            self._next += 1
        return [each for each in in_order if each[0]]
