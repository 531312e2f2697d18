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


class Sending:
    """What one peer is sent; made by ``WayBack``.

    Attributes:
        has_pictures: His side takes H.264; known once it has begun.
        on_slow: Called when ``is_slow`` has changed.
        programme: What he sees unless he asked for something else.
    """

    def __init__(self, pc: RTCPeerConnection, name: str, programme: Programme) -> None:
        self.has_pictures = False
        self.on_slow: Callable[[], None] = lambda: None
        self._thinning = Thinning()
        self.programme = programme
        self._looks_at: PictureSource = programme
        self._loop = asyncio.get_running_loop()
        self._pictures = PictureTrack(self.ask_key)
        self._sounds = SoundTrack()
        part = pc.addTransceiver(self._pictures, direction="sendrecv")
        prefer_h264(part)
        have_ask(part.sender, self)
        hear_reports(part.sender, self._report)
        pc.addTransceiver(self._sounds, direction="sendrecv")
        self._heard = Heard(name, self._soon_sound)

    @property
    def left_out(self) -> int:
        """Packets that were not sent."""
        return self._pictures.left_out + self._sounds.left_out

    @property
    def is_slow(self) -> bool:
        """His network is too slow: he gets key frames only."""
        return self._thinning.is_on

    def begin(self, sdp: str) -> None:
        """Send pictures from now on.

        Args:
            sdp: The answer, which says what is sent.
        """
        self.has_pictures = takes_h264(sdp)
        if self.has_pictures:
            self._looks_at.add(self._pictures)

    def look_at(self, source: PictureSource) -> None:
        """Send this one's pictures from now on, from its next key frame on."""
        if source is not self._looks_at:
            self._looks_at.remove(self._pictures)
            self._looks_at = source
            if self.has_pictures:
                source.add(self._pictures)

    def hear(self, ring: str) -> None:
        """Send the sound of this ring from now on; "" for none."""
        self._heard.use(ring)

    async def close(self) -> None:
        """Send nothing any more."""
        self._looks_at.remove(self._pictures)
        await asyncio.to_thread(self._heard.close)

    def ask_key(self) -> None:
        """Have whoever is looked at make a key frame: one was lost."""
        self._looks_at.ask_key()

    def _report(self, lost: float) -> None:
        if self._thinning.see(time.monotonic(), lost):
            self._pictures.only_keys = self._thinning.is_on
            if not self._thinning.is_on:
                self.ask_key()
            self.on_slow()

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
