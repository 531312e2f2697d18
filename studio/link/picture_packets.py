"""From packets of a picture stream to whole encoded pictures, in order.  Pure.

A picture is handed on with its last packet.  Where a packet is missing, those behind it wait
for its repetition; if that does not come, everything up to the next key frame is left out,
so that nobody sees smears, and a key frame is asked for until it is there::

    packets = PicturePackets()
    for encoded in packets.add(packet, now_ns): …
    if packets.needs_key(now_ns): …       # ask the sender for a key frame
"""

import itertools
from dataclasses import dataclass

from studio.link.wrapping import Unwrapper

MAX_WAITING = 1024
"""Packets behind a gap; about a second of 8 Mbit/s."""
REPEAT_NS = 150_000_000
"""How long a missing packet is waited for: time for two repetitions on a usual network."""
ASK_AGAIN_NS = 300_000_000


@dataclass(frozen=True, slots=True)
class Packet:
    """One packet, without its RTP header.

    Attributes:
        timestamp: Of RTP, 32 bits.
        is_last: Whether it is the last one of its picture.
        is_vp8: It is H.264 otherwise.
        data: What the decoder gets of it.
    """

    sequence: int
    timestamp: int
    is_last: bool
    is_vp8: bool
    data: bytes


@dataclass(frozen=True, slots=True)
class EncodedPicture:
    """One picture as it was sent."""

    timestamp: int
    is_vp8: bool
    is_key: bool
    data: bytes


class PicturePackets:
    """See the module.

    Attributes:
        lost: Packets that never came.
        left_out: Pictures that were not handed on.
        late: Packets that came behind later ones: repeated ones, most of the time.
    """

    def __init__(self) -> None:
        self.lost = 0
        self.left_out = 0
        self.late = 0
        self._first: int | None = None
        self._sequences = Unwrapper(16)
        self._waiting: dict[int, Packet] = {}
        self._next: int | None = None
        self._highest = 0
        self._gap_ns: int | None = None
        self._is_broken = True  # until the first key frame
        self._asked_ns: int | None = None

    @property
    def sent(self) -> int:
        """Packets that were sent, by their numbers."""
        return 0 if self._first is None else self._highest - self._first + 1

    def add(self, packet: Packet, now_ns: int) -> list[EncodedPicture]:
        """Take a packet; return the pictures that it makes whole, in order."""
        sequence = self._sequences.take(packet.sequence)
        if self._next is None:
            self._next = self._first = self._highest = sequence
        self.late += sequence < self._highest
        self._highest = max(self._highest, sequence)
        if sequence < self._next:
            return []  # given up, or repeated for nothing
        self._waiting[sequence] = packet
        whole = self._drain()
        if self._highest - self._next < len(self._waiting):  # all up to there have come
            self._gap_ns = None
            return whole
        if self._gap_ns is None or whole:
            self._gap_ns = now_ns
        if now_ns - self._gap_ns > REPEAT_NS or len(self._waiting) > MAX_WAITING:
            self._skip()
            self._gap_ns = None
            whole += self._drain()
        return whole

    def needs_key(self, now_ns: int) -> bool:
        """Tell whether to ask for a key frame now: at once, then now and then."""
        if not self._is_broken:
            return False
        if self._asked_ns is not None and now_ns - self._asked_ns < ASK_AGAIN_NS:
            return False
        self._asked_ns = now_ns
        return True

    def break_off(self) -> None:
        """Hand nothing on until the next key frame: the decoder lost its way."""
        self._is_broken = True

    def _drain(self) -> list[EncodedPicture]:
        whole: list[EncodedPicture] = []
        while (end := self._end_of_next()) is not None:
            assert self._next is not None
            packets = [self._waiting.pop(number) for number in range(self._next, end)]
            self._next = end
            if data := b"".join(packet.data for packet in packets):
                whole += self._handed_on(packets[-1], data)
        return whole

    def _end_of_next(self) -> int | None:
        """Return the number behind the last packet of the next picture, if it is whole."""
        assert self._next is not None
        number, timestamp = self._next, None
        while (packet := self._waiting.get(number)) is not None:
            if timestamp is not None and packet.timestamp != timestamp:
                return number  # a sender without marker bits
            number += 1
            if packet.is_last or not packet.data:  # or padding between pictures
                return number
            timestamp = packet.timestamp
        return None

    def _handed_on(self, last: Packet, data: bytes) -> list[EncodedPicture]:
        is_key = is_key_vp8(data) if last.is_vp8 else is_key_h264(data)
        if self._is_broken and not is_key:
            self.left_out += 1
            return []
        self._is_broken = False
        self._asked_ns = None
        return [EncodedPicture(last.timestamp, last.is_vp8, is_key, data)]

    def _skip(self) -> None:
        """Give up what is missing: go on with the first picture that begins behind it."""
        assert self._next is not None
        numbers = sorted(self._waiting)
        self.lost += numbers[0] - self._next
        self._is_broken = True
        self._asked_ns = None
        self.left_out += 1
        for before, number in itertools.pairwise(numbers):
            if self._waiting[before].is_last:
                self._forget_until(number)
                return
            self.lost += number - before - 1
        self._forget_until(numbers[-1] + 1)

    def _forget_until(self, number: int) -> None:
        self._next = number
        self._waiting = {n: packet for n, packet in self._waiting.items() if n >= number}


def is_key_h264(data: bytes) -> bool:
    """Tell whether a picture of H.264 (Annex B, four-byte start codes) is a key frame."""
    at = data.find(b"\0\0\0\1")
    while at >= 0 and at + 4 < len(data):
        kind = data[at + 4] & 0x1F
        if kind == 5:
            return True
        if kind == 1:
            return False
        at = data.find(b"\0\0\0\1", at + 4)
    return False


def is_key_vp8(data: bytes) -> bool:
    """Tell whether a picture of VP8 is a key frame."""
    return not data[0] & 1
