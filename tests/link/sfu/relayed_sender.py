"""A guest of tests who may be linked by an SFU: a sender that does as the page does then.

guest = room.add("Li", "Li", "guest", RelayedSender(clip, lambda signal: room.say("Li", signal)))
"""

import asyncio
import json
from collections.abc import Callable
from typing import Any

from aiortc import (
    MediaStreamTrack,
    RTCConfiguration,
    RTCPeerConnection,
    RTCRtpReceiver,
    RTCSessionDescription,
)

from tests.link.encoded_clip import EncodedClip
from tests.link.sender import Sender


class RelayedSender(Sender):
    """See the module.

    Attributes:
        is_relayed: Whether it was told so.
        is_called: Set when it was asked to call again.
    """

    def __init__(
        self, clip: EncodedClip, send: Callable[[dict[str, Any]], object], **more: Any
    ) -> None:
        super().__init__(clip, send, **more)
        self.is_relayed = False
        self.is_called = asyncio.Event()
        self._viewer = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        self._offered = ""

    def on_track(self, take: Callable[[MediaStreamTrack], None]) -> None:
        super().on_track(take)
        self._viewer.on("track", take)

    def receivers(self) -> list[RTCRtpReceiver]:
        return [*super().receivers(), *self._viewer.getReceivers()]

    async def hear(self, signal: dict[str, Any]) -> None:
        match signal:
            case {"type": "relayed"}:
                self.is_relayed = True
            case {"type": "offer", "part": "programme", "sdp": sdp}:
                if sdp != self._offered:
                    self._offered = sdp
                    await self._viewer.setRemoteDescription(RTCSessionDescription(sdp, "offer"))
                    await self._viewer.setLocalDescription(await self._viewer.createAnswer())
                if local := self._viewer.localDescription:
                    self._send({"type": "answer", "sdp": local.sdp, "part": "programme"})
            case {"type": "control", "text": text}:
                self.heard.append(json.loads(text))
            case {"type": "bye", "again": True}:
                self.is_called.set()
            case _:
                await super().hear(signal)

    def say(self, message: dict[str, Any]) -> None:
        if self.is_relayed:
            self._send({"type": "control", "text": json.dumps(message)})
        else:
            super().say(message)

    async def close(self) -> None:
        await self._viewer.close()
        await super().close()
