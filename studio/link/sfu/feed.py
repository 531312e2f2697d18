"""The programme, published into an SFU once for all who are linked by it.

One connection carries the pictures, and sound for each of them; which of them hears what is
decided here, and Janus is asked for no more than these two streams for each::

    feed = Feed(programme, servers, on_lost=…)
    await feed.publish(room)
    share = feed.lend("link-3")         # None: all are lent
    streams = share.streams             # to be subscribed to for that guest
    share.hear(ring_name)
    await share.close()
    await feed.close()
"""

import asyncio
import contextlib
from collections.abc import Callable

from aiortc import (
    RTCBundlePolicy,
    RTCConfiguration,
    RTCIceServer,
    RTCPeerConnection,
    RTCSessionDescription,
)

from studio.link.back_tracks import PictureTrack, SoundTrack
from studio.link.heard import Heard
from studio.link.negotiating import prefer_h264
from studio.link.programme import Programme
from studio.link.sfu.errors import SfuError
from studio.link.sfu.janus_line import Handle, Said
from studio.link.sfu.video_room import VideoRoom
from studio.link.way_back import have_ask, takes_h264

MOST_SHARES = 10
CONNECT_S = 15.0
CLOSE_S = 3.0


class Feed:
    """See the module; belongs to the process's loop.

    Args:
        programme: Has the pictures.
        servers: Of STUN and TURN.
        on_lost: Told that it is published no more, if nobody closed it.

    Attributes:
        number: As the SFU calls this publisher; known once it has been published.
    """

    def __init__(
        self, programme: Programme, servers: list[RTCIceServer], on_lost: Callable[[], None]
    ) -> None:
        self.number = 0
        self._on_lost = on_lost
        self._programme = programme
        # By default aiortc has one transport for each kind at first.  When all are put on the
        # pictures' it forgets all streams of sound but one, and never sends them.
        self._pc = RTCPeerConnection(
            RTCConfiguration(iceServers=servers, bundlePolicy=RTCBundlePolicy.MAX_BUNDLE)
        )
        self._pictures = PictureTrack(programme.ask_key)
        self._part = self._pc.addTransceiver(self._pictures, direction="sendonly")
        prefer_h264(self._part)
        have_ask(self._part.sender, programme)
        self._sounds = [SoundTrack() for _ in range(MOST_SHARES)]
        self._sound_parts = [
            self._pc.addTransceiver(each, direction="sendonly") for each in self._sounds
        ]
        self._free = list(range(MOST_SHARES))
        self._handle: Handle | None = None

    async def publish(self, room: VideoRoom) -> None:
        """Publish it; returns once packets can go.

        Raises:
            SfuError: If the SFU refuses, or no way to it is found.
        """
        try:
            async with asyncio.timeout(CONNECT_S):
                await self._pc.setLocalDescription(await self._pc.createOffer())
                sdp = str(self._pc.localDescription.sdp)
                self._handle, self.number, answer = await room.publish(sdp, self._take)
                await self._pc.setRemoteDescription(RTCSessionDescription(answer, "answer"))
                await self._connected()
                self._pc.on("connectionstatechange", self._changed)
        except (TimeoutError, ValueError):
            raise SfuError(
                "The SFU answers, but no packet comes through: open its ports of UDP."
            ) from None

    def lend(self, name: str) -> "Share | None":
        """Return what one guest is sent; None if as many are lent as there are.

        Args:
            name: Of the guest's rings, for the log and the thread.
        """
        if not self._free:
            return None
        place = self._free.pop(0)
        parts = self._part, self._sound_parts[place]
        streams: list[Said] = [{"feed": self.number, "mid": part.mid} for part in parts]
        self._programme.add(self._pictures)
        return Share(self, place, name, self._sounds[place], streams)

    def give_back(self, place: int) -> None:
        """A share is no longer needed."""
        self._free.append(place)
        if len(self._free) == MOST_SHARES:
            self._programme.remove(self._pictures)

    async def close(self) -> None:
        """Publish no more."""
        self._on_lost = lambda: None
        self._programme.remove(self._pictures)
        if self._handle:
            await self._handle.detach()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(CLOSE_S):
                await self._pc.close()

    def _take(self, said: Said) -> None:
        if said.get("janus") in ("hangup", "detached"):
            self._on_lost()

    def _changed(self) -> None:
        if self._pc.connectionState in ("failed", "closed"):
            self._on_lost()

    async def _connected(self) -> None:
        """Wait until it is connected.

        Raises:
            ValueError: If it won't be.
        """
        changed = asyncio.Event()
        self._pc.on("connectionstatechange", changed.set)
        while self._pc.connectionState != "connected":
            if self._pc.connectionState in ("failed", "closed"):
                raise ValueError
            await changed.wait()
            changed.clear()


class Share:
    """What one guest is sent; made by ``Feed.lend``.

    Attributes:
        streams: Which of the SFU's streams he is to be given.
        has_pictures: His side takes H.264.
    """

    def __init__(
        self, feed: Feed, place: int, name: str, sounds: SoundTrack, streams: list[Said]
    ) -> None:
        self.streams = streams
        self.has_pictures = True
        self._feed: Feed | None = feed
        self._place = place
        self._sounds = sounds
        self._loop = asyncio.get_running_loop()
        self._heard = Heard(name, self._soon_sound)

    @property
    def left_out(self) -> int:
        """Packets that were not sent."""
        return self._sounds.left_out

    def begin(self, sdp: str) -> None:
        """Note what he takes, by his answer."""
        self.has_pictures = takes_h264(sdp)

    def hear(self, ring: str) -> None:
        """Send the sound of this ring from now on; "" for none."""
        self._heard.use(ring)

    async def close(self) -> None:
        """Send him nothing any more."""
        feed, self._feed = self._feed, None
        if feed:
            await asyncio.to_thread(self._heard.close)
            feed.give_back(self._place)

    def _soon_sound(self, data: bytes, timestamp: int) -> None:
        self._loop.call_soon_threadsafe(self._sounds.put, data, timestamp)
