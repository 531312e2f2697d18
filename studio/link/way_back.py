"""The way back to a peer: the programme's pictures, and all of its sound but his own.

It can be put on any connection before the offer or the answer is made::

    way_back = WayBack(programme)
    sending = way_back.put_on(pc, "link-3")
    …                                    # offer and answer
    sending.begin(sdp)                   # connected: pictures from the next key frame on
    sending.hear(ring_name)              # the bus without him
    await sending.close()

Browsers are told constrained baseline, as aiortc knows nothing else, and get what the engine
encodes, most often high profile: every one of them decodes it, hardware or not.
"""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable
from typing import Protocol

from aiortc import RTCPeerConnection, RTCRtpSender
from aiortc.rtp import AnyRtcpPacket, RtcpRrPacket, RtcpSrPacket

from studio.link.back_tracks import PictureTrack, SoundTrack
from studio.link.heard import Heard
from studio.link.negotiating import prefer_h264
from studio.link.programme import Onlooker, Programme
from studio.link.thinning import Thinning

_FIRST_CODEC = re.compile(r"^m=video \d+ \S+ (\d+)", re.MULTILINE)


class AsksKey(Protocol):
    """Can be asked for a key frame."""

    def ask_key(self) -> None:
        """Make a key frame soon."""


class PictureSource(AsksKey, Protocol):
    """Has pictures for those who look on: the programme, or one input."""

    def add(self, onlooker: Onlooker) -> None:
        """Give pictures to one more."""

    def remove(self, onlooker: Onlooker) -> None:
        """Give it none any more."""


class WayBack:
    """See the module; belongs to the process's loop.

    Args:
        programme: Has the pictures.
    """

    def __init__(self, programme: Programme) -> None:
        self._programme = programme

    def put_on(self, pc: RTCPeerConnection, name: str) -> "Sending":
        """Have a connection send it; nothing has been offered or answered yet.

        Args:
            pc: The connection.
            name: Of the peer's rings, for the log and the thread.
        """
        return Sending(pc, name, self._programme)


class PictureSending:
    """Pictures for one peer: a part of a connection, and what is seen on it.

    Args:
        pc: The connection.
        direction: Of the part, as SDP calls it.

    Attributes:
        part: Of the connection.
        on_slow: Called when ``is_slow`` has changed.
    """

    def __init__(self, pc: RTCPeerConnection, direction: str) -> None:
        self.on_slow: Callable[[], None] = lambda: None
        self._thinning = Thinning()
        self._has_begun = False
        self._source: PictureSource | None = None
        self._track = PictureTrack(self.ask_key)
        self.part = pc.addTransceiver(self._track, direction=direction)
        prefer_h264(self.part)
        have_ask(self.part.sender, self)
        hear_reports(self.part.sender, self._report)

    @property
    def left_out(self) -> int:
        """Pictures that were not sent."""
        return self._track.left_out

    @property
    def is_slow(self) -> bool:
        """The network is too slow: key frames only are sent."""
        return self._thinning.is_on

    @property
    def source(self) -> PictureSource | None:
        """Whose pictures are sent."""
        return self._source

    def begin(self) -> None:
        """Send from now on: the other side knows of it."""
        if not self._has_begun:
            self._has_begun = True
            if self._source:
                self._source.add(self._track)

    def look_at(self, source: PictureSource | None) -> None:
        """Send this one's pictures from now on, from its next key frame on; None for none."""
        if source is self._source:
            return
        if self._source:
            self._source.remove(self._track)
            self._track.clear()
        self._source = source
        if source and self._has_begun:
            source.add(self._track)

    def ask_key(self) -> None:
        """Have whoever is looked at make a key frame: one was lost."""
        if self._source:
            self._source.ask_key()

    def _report(self, lost: float) -> None:
        if self._thinning.see(time.monotonic(), lost):
            self._track.only_keys = self._thinning.is_on
            if not self._thinning.is_on:
                self.ask_key()
            self.on_slow()


class Sending:
    """What one peer is sent; made by ``WayBack``.

    Attributes:
        has_pictures: His side takes H.264; known once it has begun.
        pictures: Of the programme.
    """

    def __init__(self, pc: RTCPeerConnection, name: str, programme: Programme) -> None:
        self.has_pictures = False
        self._loop = asyncio.get_running_loop()
        self.pictures = PictureSending(pc, "sendrecv")
        self.pictures.look_at(programme)
        self._sounds = SoundTrack()
        pc.addTransceiver(self._sounds, direction="sendrecv")
        self._heard = Heard(name, self._soon_sound)

    @property
    def left_out(self) -> int:
        """Packets that were not sent."""
        return self.pictures.left_out + self._sounds.left_out

    def begin(self, sdp: str) -> None:
        """Send pictures from now on.

        Args:
            sdp: The answer, which says what is sent.
        """
        self.has_pictures = takes_h264(sdp)
        if self.has_pictures:
            self.pictures.begin()

    def hear(self, ring: str) -> None:
        """Send the sound of this ring from now on; "" for none."""
        self._heard.use(ring)

    async def close(self) -> None:
        """Send nothing any more."""
        self.pictures.look_at(None)
        await asyncio.to_thread(self._heard.close)

    def _soon_sound(self, data: bytes, timestamp: int) -> None:
        self._loop.call_soon_threadsafe(self._sounds.put, data, timestamp)


def takes_h264(sdp: str) -> bool:
    """Tell whether what comes first in a description's video is H.264."""
    first = _FIRST_CODEC.search(sdp)
    return first is not None and f"a=rtpmap:{first[1]} H264/90000" in sdp


def have_ask(sender: RTCRtpSender, source: AsksKey) -> None:
    """Have a lost picture ask the engine; aiortc would ask an encoder of its own."""
    sender._send_keyframe = source.ask_key  # type: ignore[method-assign]


def hear_reports(sender: RTCRtpSender, on_lost: Callable[[float], None]) -> None:
    """Be told the share of lost packets with each report of who gets them."""
    handle: Callable[[AnyRtcpPacket], Awaitable[None]] = sender._handle_rtcp_packet

    async def heard(packet: AnyRtcpPacket) -> None:
        if isinstance(packet, RtcpRrPacket | RtcpSrPacket):
            for report in packet.reports:
                if report.ssrc == sender._ssrc:
                    on_lost(report.fraction_lost / 256)
        await handle(packet)

    sender._handle_rtcp_packet = heard  # type: ignore[method-assign]
