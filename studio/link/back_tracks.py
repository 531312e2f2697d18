"""What is sent to a peer, as aiortc asks for it: encoded packets, each at its time.

Pictures that aiortc does not take in time are left out up to the next key frame, sound that
it does not take is left out from its old end; both are counted::

    track = PictureTrack(on_gap=programme.ask_key)
    pc.addTransceiver(track, direction="sendrecv")
    track.put(pts_ns, is_key, data)
"""

import asyncio
from collections import deque
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import av
from aiortc import MediaStreamTrack
from aiortc.mediastreams import MediaStreamError

from studio.model.media import SAMPLE_RATE_HZ, SECOND_NS

MOST_PICTURES = 30
MOST_SOUNDS = 10
PICTURE_HZ = 90_000


class _Track(MediaStreamTrack):
    """Packets in a queue; belongs to the process's loop.

    Attributes:
        left_out: Packets that were not sent.
    """

    def __init__(self) -> None:
        super().__init__()
        self.left_out = 0
        self._packets: deque[av.Packet[Any]] = deque()
        self._has_packet = asyncio.Event()

    async def recv(self) -> "av.Packet[Any]":
        """Return the next packet; aiortc calls it."""
        while not self._packets:
            self._has_packet.clear()
            await self._has_packet.wait()
            if self.readyState != "live":
                raise MediaStreamError
        return self._packets.popleft()

    def stop(self) -> None:
        """End it."""
        super().stop()
        self._has_packet.set()

    def _append(self, data: bytes, timestamp: int, rate_hz: int) -> None:
        packet = av.Packet(data)
        packet.pts, packet.time_base = timestamp, Fraction(1, rate_hz)
        self._packets.append(packet)
        self._has_packet.set()


class PictureTrack(_Track):
    """Pictures.

    Args:
        on_gap: Called when a key frame is needed.

    Attributes:
        only_keys: Leave out what lies between key frames.
    """

    kind = "video"

    def __init__(self, on_gap: Callable[[], None]) -> None:
        super().__init__()
        self.only_keys = False
        self._on_gap = on_gap
        self._is_broken = True

    def put(self, pts_ns: int, is_key: bool, data: bytes) -> None:
        """Send a picture in H.264, as Annex B."""
        if len(self._packets) >= MOST_PICTURES:
            self.left_out += len(self._packets)
            self._packets.clear()
            self._is_broken = True
            self._on_gap()
        self._is_broken = not is_key and (self._is_broken or self.only_keys)
        if self._is_broken:
            self.left_out += 1
        else:
            self._append(data, pts_ns * PICTURE_HZ // SECOND_NS, PICTURE_HZ)

    def clear(self) -> None:
        """Send none of what waits; the next one is a key frame."""
        self._packets.clear()
        self._is_broken = True


class SoundTrack(_Track):
    """Sound."""

    kind = "audio"

    def put(self, data: bytes, timestamp: int) -> None:
        """Send a packet of Opus whose first sample has this number."""
        if len(self._packets) >= MOST_SOUNDS:
            self.left_out += 1
            self._packets.popleft()
        self._append(data, timestamp, SAMPLE_RATE_HZ)
