"""What one connection of a phone gives to its publish; in place of decoders and rings.

It has what ``Connection`` wants of its media, and hands tags on.  A key frame is wished for
when the relay asks, and every KEY_EVERY_NS by itself: browsers send one only when asked, and
whoever begins to watch begins with one::

    sink = Sink(start_ns, put)
    connection = AirConnection(sink, servers, …)
    sink.wish_key()
"""

import time
from collections.abc import Callable

from aiortc import RTCIceServer

from studio.link.air.pictures import PictureTags
from studio.link.air.sounds import SoundTags
from studio.link.air.times import Times
from studio.link.connection import Connection
from studio.link.picture_packets import EncodedPicture, Packet
from studio.publish import MediaTag, Tag
from studio.rtmp.flv import metadata

KEY_EVERY_NS = 2_000_000_000
ASK_AGAIN_NS = 300_000_000
_ENCODER = "Rocket Studio"


class Sink:
    """See the module; belongs to the process's loop.

    Args:
        start_ns: Where its first picture stands in the stream.
        put: Takes the tags, in order.

    Attributes:
        needs_key: As ``Connection`` wants it; nothing here loses its way.
        end_ns: Where the last picture stands, and ``ended_ns`` when it came.
    """

    def __init__(self, start_ns: int, put: Callable[[MediaTag], None]) -> None:
        self.needs_key = False
        self.end_ns = start_ns
        self.ended_ns = 0
        self._put = put
        self._times = Times(start_ns)
        self._pictures = PictureTags()
        self._sounds: SoundTags | None = None
        self._is_wished = False
        self._asked_ns = 0
        self._key_ns = 0

    @property
    def useless(self) -> int:
        """Pictures that could not be passed on."""
        return self._pictures.useless

    def picture(self, encoded: EncodedPicture) -> bool:
        """Pass a picture on; always taken."""
        now_ns = time.monotonic_ns()
        at_ns = self._times.picture_ns(encoded.timestamp, now_ns)
        tags = self._pictures.tags(encoded, at_ns)
        if tags and self._sounds is None:
            self._begin(at_ns)
        for tag in tags:
            self._put(tag)
        if encoded.is_key:
            self._is_wished, self._key_ns = False, now_ns
        if self._sounds is not None:
            for tag in self._sounds.fill(at_ns):
                self._put(tag)
        self.end_ns, self.ended_ns = at_ns, now_ns
        return True

    def sound(self, data: bytes, timestamp: int) -> None:
        """Pass a packet of sound on."""
        at_ns = self._times.sound_ns(timestamp, time.monotonic_ns())
        if self._sounds is None or at_ns is None:
            return  # the stream begins with a picture
        for tag in self._sounds.tags(data, at_ns):
            self._put(tag)

    def report(self, kind: str, timestamp: int, ntp: int) -> None:
        """Take a sender report."""
        self._times.report(kind, timestamp, ntp)

    def wish_key(self) -> None:
        """Have the phone send a key frame."""
        self._is_wished, self._asked_ns = True, 0

    def is_key_due(self, now_ns: int) -> bool:
        """Return whether to ask for a key frame now; asked with each packet."""
        is_wanted = self._is_wished or now_ns - self._key_ns > KEY_EVERY_NS
        if not is_wanted or now_ns - self._asked_ns < ASK_AGAIN_NS:
            return False
        self._asked_ns = now_ns
        return True

    def _begin(self, at_ns: int) -> None:
        self._sounds = sounds = SoundTags()
        assert self._pictures.format is not None
        script = metadata(self._pictures.format, sounds.format, _ENCODER)
        self._put(MediaTag(Tag.SCRIPT, at_ns // 1_000_000, script, is_header=True))
        self._put(sounds.header(at_ns))


class AirConnection(Connection):
    """A connection whose pictures go into a sink."""

    def __init__(
        self,
        sink: Sink,
        servers: list[RTCIceServer],
        *,
        on_state: Callable[[str], None],
        on_control: Callable[[object], None],
    ) -> None:
        super().__init__(sink, servers, on_state=on_state, on_control=on_control)
        self._sink = sink

    def _take_picture(self, packet: Packet) -> bool:
        is_lost = super()._take_picture(packet)
        return self._sink.is_key_due(self.heard_ns) or is_lost
