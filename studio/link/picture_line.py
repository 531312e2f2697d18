"""One stream of pictures that comes: from its packets to who takes them.

Who takes them may change, and each begins with a key frame, which is asked for; what comes while
nobody does is dropped::

    line = PictureLine(on_heard=…)
    tap_pictures(receiver, line.take, line.report)
    line.use(media)
"""

from collections.abc import Callable
from typing import Protocol

from studio.link.picture_packets import EncodedPicture, Packet, PicturePackets
from studio.link.playout import PICTURE


class TakesPictures(Protocol):
    """Takes pictures.

    Attributes:
        needs_key: Set when it lost its way: nothing but a key frame is of use.
    """

    needs_key: bool

    def picture(self, encoded: EncodedPicture) -> bool:
        """Take a picture; False if it is left out."""

    def report(self, kind: str, timestamp: int, ntp: int) -> None:
        """Take a sender report."""


class PictureLine:
    """See the module; belongs to the process's loop.

    Args:
        on_heard: Told what each packet carries; returns the time.
    """

    def __init__(self, on_heard: Callable[[bytes], int]) -> None:
        self._on_heard = on_heard
        self._packets = PicturePackets()
        self._media: TakesPictures | None = None

    @property
    def lost(self) -> int:
        """Packets that never came."""
        return self._packets.lost

    @property
    def late(self) -> int:
        """Packets that did not come at first."""
        return self._packets.late

    @property
    def sent(self) -> int:
        """Packets that were sent, by their numbers."""
        return self._packets.sent

    def use(self, media: TakesPictures | None) -> None:
        """Have this one take them from now on, from a key frame on."""
        self._packets = PicturePackets()
        self._media = media

    def take(self, packet: Packet) -> bool:
        """Take a packet; return whether a key frame is to be asked for."""
        now_ns = self._on_heard(packet.data)
        media = self._media
        if media is None:
            return False
        for encoded in self._packets.add(packet, now_ns):
            if not media.picture(encoded):
                self._packets.break_off()
        if media.needs_key:
            media.needs_key = False
            self._packets.break_off()
        return self._packets.needs_key(now_ns)

    def report(self, timestamp: int, ntp: int) -> None:
        """Take a sender report."""
        if self._media:
            self._media.report(PICTURE, timestamp, ntp)
