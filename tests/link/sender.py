"""A peer of tests that sends an encoded clip by WebRTC and costs next to nothing.

It offers as the phone's page does; signals go through whatever the test gives it::

    sender = Sender(clip, send=…)
    await sender.offer()
    sender.hear(signal)
    await sender.close()
"""

import asyncio
import json
import time
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import av
from aiortc import (
    MediaStreamTrack,
    RTCConfiguration,
    RTCPeerConnection,
    RTCRtpReceiver,
    RTCRtpSender,
    RTCSessionDescription,
)

from tests.link.bad_line import BadLine
from tests.link.encoded_clip import EncodedClip


class _Loop(MediaStreamTrack):
    """Encoded packets again and again, each at its time."""

    def __init__(self, kind: str, packets: list[bytes], period_s: float, clock_hz: int) -> None:
        super().__init__()
        self.kind = kind
        self.is_muted = False
        self.sent = 0
        self.begin_s: float | None = None
        self.packets = packets
        self._period_s = period_s
        self._time_base = Fraction(1, clock_hz)
        self._step = round(period_s * clock_hz)
        self._at = 0

    def begin_anew(self) -> None:
        """Send the key frame next."""
        self._at = 0

    async def recv(self) -> Any:
        if self.begin_s is None:
            self.begin_s = time.monotonic()
        while True:
            due_s = self.begin_s + self.sent * self._period_s
            await asyncio.sleep(max(0.0, due_s - time.monotonic()))
            packet = av.Packet(self.packets[self._at % len(self.packets)])
            packet.pts, packet.time_base = self.sent * self._step, self._time_base
            self._at = (self._at + 1) % len(self.packets)
            self.sent += 1
            if not self.is_muted:
                return packet


class Sender:
    """See the module; belongs to a loop.

    Args:
        clip: What it sends.
        send: Passes a signal on.
        vp8: Offer VP8 first; the clip must be that.
        line: Over which all goes.

    Attributes:
        heard: What came on the control channel.
        keys_asked: How often a key frame was asked for.
    """

    def __init__(
        self,
        clip: EncodedClip,
        send: Callable[[dict[str, Any]], object],
        *,
        vp8: bool = False,
        line: BadLine | None = None,
    ) -> None:
        self.heard: list[dict[str, Any]] = []
        self.keys_asked = 0
        self._send = send
        self._line = line
        self._mime = "video/VP8" if vp8 else "video/H264"
        self._pc = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        self.pictures = _Loop("video", clip.pictures, 1 / clip.fps, 90_000)
        self.sounds = _Loop("audio", clip.sounds, 0.02, 48_000)
        self.control = self._pc.createDataChannel("control")
        self.control.on("message", lambda text: self.heard.append(json.loads(text)))

    def said_s(self, number: int) -> float:
        """Return when the first sample of a packet of sound was taken, by its number."""
        assert self.sounds.begin_s is not None
        return self.sounds.begin_s + (number - 1) * 0.02

    @property
    def state(self) -> str:
        """Of the connection."""
        return str(self._pc.connectionState)

    def on_track(self, take: Callable[[MediaStreamTrack], None]) -> None:
        """Have each track that it is sent taken."""
        self._pc.on("track", take)

    def receivers(self) -> list[RTCRtpReceiver]:
        """Return what takes the tracks that it is sent."""
        return self._pc.getReceivers()

    async def offer(self) -> None:
        """Offer camera and microphone."""
        sender = self._pc.addTrack(self.pictures)
        sender._send_keyframe = self._key_asked  # type: ignore[method-assign]
        capabilities = RTCRtpSender.getCapabilities("video")
        assert capabilities
        takes = (self._mime, "video/rtx")
        codecs = [each for each in capabilities.codecs if each.mimeType in takes]
        self._pc.getTransceivers()[0].setCodecPreferences(codecs)
        self._pc.addTrack(self.sounds)
        if self._line:
            self._line.put_on(self._pc)
        await self._pc.setLocalDescription(await self._pc.createOffer())
        sdp = self._pc.localDescription.sdp
        self._send({"type": "offer", "sdp": sdp, "call": id(self) % 1_000_000})

    async def hear(self, signal: dict[str, Any]) -> None:
        """Take a signal."""
        if signal["type"] == "answer" and signal["call"] == id(self) % 1_000_000:
            answer = RTCSessionDescription(signal["sdp"], "answer")
            await self._pc.setRemoteDescription(answer)

    def say(self, message: dict[str, Any]) -> None:
        """Say something on the control channel."""
        self.control.send(json.dumps(message))

    async def close(self) -> None:
        """Hang up."""
        await self._pc.close()

    def _key_asked(self) -> None:
        self.keys_asked += 1
        self.pictures.begin_anew()
