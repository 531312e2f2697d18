"""One WebRTC connection: answers who offered, or offers; taps media, speaks on "control".

Another studio has more pictures than its programme: it offers again on the line that there is,
with one more part for each.  aiortc takes that (1.16), a part that was offered never goes away
again, and "inactive" ends no sender of its: a part of which nothing is wanted stays as it is,
without a packet, until it carries something else.

Belongs to the process's loop::

    connection = Connection(media, servers, on_state=…, on_control=…)
    answer = await connection.answer(sdp)    # or: offer(), then take_answer(sdp)
    await connection.candidate(message)
    answer = await connection.answer_more(sdp)   # or: add_pictures(), offer_more()
    connection.cameras["3"].use(media)
    await connection.close()
"""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Protocol

from aiortc import (
    RTCConfiguration,
    RTCDataChannel,
    RTCIceServer,
    RTCPeerConnection,
    RTCSessionDescription,
)
from aiortc.sdp import candidate_from_sdp

from studio.ipc.message import Message
from studio.link.errors import LinkError
from studio.link.negotiating import prefer_h264, quick_start
from studio.link.picture_line import PictureLine, TakesPictures
from studio.link.picture_packets import Packet
from studio.link.playout import SOUND
from studio.link.sfu.feed import Share
from studio.link.sound_packets import SoundPackets
from studio.link.tap import tap_pictures, tap_sound
from studio.link.way_back import PictureSending, Sending, WayBack

CONTROL = "control"
MOST_SDP = 32 * 1024
MOST_CAMERAS = 4
"""Of a studio, at once and besides its programme: each costs it an encode and us a decode."""
MOST_PARTS = 3 + MOST_CAMERAS
MOST_CANDIDATES = 64
MOST_UNSENT_BYTES = 256 * 1024
ANSWER_S = 10.0
CLOSE_S = 3.0


class Media(TakesPictures, Protocol):
    """Takes what comes."""

    def sound(self, data: bytes, timestamp: int) -> None:
        """Take a packet of sound."""


class Connection:
    """See the module.

    Args:
        media: Takes what comes.
        name: Of the peer's rings.
        way_back: Of the programme; None for who is sent nothing.
        servers: Of STUN and TURN; none are used besides.
        on_state: Told aiortc's state: ``connected``, ``failed``, ``closed`` and others.
        on_control: Told each message of the control channel; None once it is open.

    Attributes:
        heard_ns: When the last packet came; 0 before the first.
        received_bytes: Of media.
        received: Packets of media.
        sending: What the peer is sent, once it was answered.
        cameras: Pictures besides the first, by the mids of their parts.
        is_relayed: Whether it goes by an SFU.
        misses_programme: Whether the peer does not take the programme that it is offered.
    """

    is_relayed = False
    misses_programme = False

    def __init__(
        self,
        media: Media,
        servers: list[RTCIceServer],
        *,
        name: str = "",
        way_back: WayBack | None = None,
        on_state: Callable[[str], None],
        on_control: Callable[[object], None],
    ) -> None:
        self.heard_ns = 0
        self.received_bytes = 0
        self.received = 0
        self.cameras: dict[str, PictureLine] = {}
        self._media = media
        self._pictures = PictureLine(self._heard)
        self._pictures.use(media)
        self._sounds = SoundPackets()
        self._on_control = on_control
        self._control: RTCDataChannel | None = None
        self._name = name
        self._way_back = way_back
        self.sending: Sending | Share | None = None
        self._told_loss = (0, 0)
        self._candidates = 0
        self._parts = 0
        self._pc = RTCPeerConnection(RTCConfiguration(iceServers=servers))
        self._pc.on("connectionstatechange", lambda: on_state(self._pc.connectionState))
        self._pc.on("datachannel", self._opened)

    @property
    def lost(self) -> int:
        """Packets that never came."""
        cameras = sum(each.lost for each in self.cameras.values())
        return self._pictures.lost + self._sounds.lost + cameras

    @property
    def is_offering(self) -> bool:
        """Whether what was offered was not answered yet."""
        return self._pc.signalingState == "have-local-offer"

    async def answer(self, sdp: object) -> str:
        """Take an offer and return the answer to it.

        Raises:
            LinkError: If it makes no sense, or nothing can be made of it.
        """
        offer = RTCSessionDescription(checked(sdp, "offer"), "offer")
        async with _in_time("Its offer could not be answered in time."):
            if self._way_back:
                self.sending = self._way_back.put_on(self._pc, self._name)
            else:
                prefer_h264(self._pc.addTransceiver("video", direction="recvonly"))
            await self._pc.setRemoteDescription(offer)
            self._tap()
            await self._pc.setLocalDescription(await self._pc.createAnswer())
        return quick_start(str(self._pc.localDescription.sdp))

    async def answer_more(self, sdp: object) -> str:
        """Take a studio's offer of more pictures, and return the answer to it.

        Raises:
            LinkError: If it makes no sense, or nothing can be made of it.
        """
        offer = RTCSessionDescription(checked(sdp, "offer"), "offer")
        async with _in_time("Its offer could not be answered in time."):
            await self._pc.setRemoteDescription(offer)
            self._tap_cameras()
            await self._pc.setLocalDescription(await self._pc.createAnswer())
        return quick_start(str(self._pc.localDescription.sdp))

    async def offer(self) -> str:
        """Return an offer, of the way back and of taking the same.

        Raises:
            LinkError: If none can be made.
        """
        async with _in_time("No offer could be made in time."):
            if self._way_back:
                self.sending = self._way_back.put_on(self._pc, self._name)
            self._tap()
            control = self._pc.createDataChannel(CONTROL)
            control.on("open", lambda: self._opened(control))
            await self._pc.setLocalDescription(await self._pc.createOffer())
        return quick_start(str(self._pc.localDescription.sdp))

    def add_pictures(self) -> PictureSending:
        """Return one more part that sends pictures; ``offer_more`` makes it known."""
        return PictureSending(self._pc, "sendonly")

    async def offer_more(self) -> str:
        """Return an offer with all parts that were added, on the line that there is.

        Raises:
            LinkError: If none can be made.
        """
        async with _in_time("No offer could be made in time."):
            await self._pc.setLocalDescription(await self._pc.createOffer())
        return quick_start(str(self._pc.localDescription.sdp))

    async def take_answer(self, sdp: object) -> None:
        """Take the answer to what was offered.

        Raises:
            LinkError: If it makes no sense, or comes too often.
        """
        answer = RTCSessionDescription(checked(sdp, "answer"), "answer")
        if not self.is_offering:
            raise LinkError("Its answer is to nothing that was asked.")
        async with _in_time("Its answer could not be taken in time."):
            await self._pc.setRemoteDescription(answer)

    def begin(self) -> None:
        """Send what is sent: it is connected."""
        if self.sending:
            ours, theirs = self._pc.localDescription, self._pc.remoteDescription
            self.sending.begin((ours if ours.type == "answer" else theirs).sdp)

    @property
    def missed(self) -> int:
        """Packets that did not come at first."""
        return self.lost + self._pictures.late

    def fresh_loss(self) -> float:
        """Return the share of picture packets that did not come at first, since asked last."""
        sent, missed = self._pictures.sent, self._pictures.lost + self._pictures.late
        was_sent, was_missed = self._told_loss
        self._told_loss = sent, missed
        return min(1.0, (missed - was_missed) / (sent - was_sent)) if sent > was_sent else 0.0

    async def candidate(self, message: Message) -> None:
        """Take an address at which the peer may be reached.

        Raises:
            ValueError: If it is none.
        """
        text = message.get("candidate")
        self._candidates += 1
        if not isinstance(text, str) or not text or self._candidates > MOST_CANDIDATES:
            return
        candidate = candidate_from_sdp(text.removeprefix("candidate:"))
        mid, index = message.get("sdpMid"), message.get("sdpMLineIndex")
        candidate.sdpMid = mid if isinstance(mid, str) else None
        candidate.sdpMLineIndex = index if isinstance(index, int) else None
        if candidate.sdpMid is not None or candidate.sdpMLineIndex is not None:
            await self._pc.addIceCandidate(candidate)

    async def signal(self, message: Message) -> None:
        """Take a signal that only who is linked by an SFU sends."""

    def send(self, text: str) -> bool:
        """Say something on the control channel; False if it is not open, or not read."""
        control = self._control
        if control is None or control.readyState != "open":
            return False
        if control.bufferedAmount > MOST_UNSENT_BYTES:
            return False
        with contextlib.suppress(ConnectionError):
            control.send(text)
        return True

    async def close(self) -> None:
        """Hang up; what does not end in time is left to itself."""
        self._pc.remove_all_listeners()
        if self.sending:
            await self.sending.close()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(CLOSE_S):
                await self._pc.close()

    def _tap(self) -> None:
        """Take the first part of each kind; what else is offered stays unused."""
        for kind in ("video", "audio"):
            parts = [each for each in self._pc.getTransceivers() if each.kind == kind]
            for part in parts[1:]:
                part.direction = "inactive"
            if not parts:
                continue
            if kind == "video":
                tap_pictures(parts[0].receiver, self._take_picture, self._pictures.report)
            else:
                tap_sound(parts[0].receiver, self._take_sound, self._report_sound)
        self._parts = len(self._pc.getTransceivers())

    def _tap_cameras(self) -> None:
        """Take the parts that have come with another offer."""
        fresh = self._pc.getTransceivers()[self._parts :]
        self._parts += len(fresh)
        for part in fresh:
            if part.kind == "video" and len(self.cameras) < MOST_CAMERAS:
                line = self.cameras[str(part.mid)] = PictureLine(self._heard)
                tap_pictures(part.receiver, line.take, line.report)
            else:
                part.direction = "inactive"

    def _take_picture(self, packet: Packet) -> bool:
        return self._pictures.take(packet)

    def _report_sound(self, timestamp: int, ntp: int) -> None:
        self._media.report(SOUND, timestamp, ntp)

    def _take_sound(self, sequence: int, timestamp: int, data: bytes) -> None:
        self._heard(data)
        for content, at in self._sounds.add(sequence, timestamp, data):
            self._media.sound(content, at)

    def _heard(self, data: bytes) -> int:
        self.heard_ns = time.monotonic_ns()
        self.received_bytes += len(data)
        self.received += 1
        return self.heard_ns

    def _opened(self, channel: RTCDataChannel) -> None:
        if channel.label != CONTROL or self._control is not None:
            return
        self._control = channel
        channel.on("message", self._on_control)
        self._on_control(None)


def checked(sdp: object, what: str) -> str:
    """Return a description, if it may be one.

    Raises:
        LinkError: If it is none.
    """
    if not isinstance(sdp, str) or len(sdp) > MOST_SDP or sdp.count("\nm=") > MOST_PARTS:
        raise LinkError(f"Its {what} is none, or too long.")
    return sdp


@asynccontextmanager
async def _in_time(sentence: str) -> AsyncIterator[None]:
    """Raise ``LinkError`` with this sentence when what is in the block takes too long."""
    try:
        async with asyncio.timeout(ANSWER_S):
            yield
    except TimeoutError:
        raise LinkError(sentence) from None
