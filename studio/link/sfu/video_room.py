"""A room of our own in Janus' video room, for one session.

::

    room = await VideoRoom.open(setting, session_secret, on_lost=…)
    handle, number, answer = await room.publish(offer, on_event)
    handle, offer = await room.subscribe([{"feed": number}], on_event)
    await room.start(handle, answer)
    await room.close()

Publishers are told to speak H.264, or VP8 if they can't, and Opus.
"""

import hashlib
import hmac
from collections.abc import Callable
from typing import Self

from studio.link.sfu.errors import SfuError
from studio.link.sfu.janus_line import Handle, JanusLine, OnEvent, Said
from studio.link.sfu.setting import SfuSetting

MOST_PUBLISHERS = 20
MOST_SDP = 32 * 1024
PROFILE = "42e01f"
"""Of H.264: constrained baseline, the one that everybody has and aiortc knows."""
_EXISTS = 427


class VideoRoom:
    """See the module; belongs to a loop.  Made by ``open``."""

    def __init__(self, line: JanusLine, keeper: Handle, setting: SfuSetting, session: str) -> None:
        self._line = line
        self._keeper = keeper
        self._key = setting.secret
        self._id = int.from_bytes(_derived(session, "room")[:6], "big") or 1
        self._secret = _derived(session, "secret").hex()
        self._pin = _derived(session, "pin").hex()

    @classmethod
    async def open(cls, setting: SfuSetting, session: str, on_lost: Callable[[], None]) -> Self:
        """Make the room.

        Args:
            setting: Where Janus is.
            session: The session's secret, from which the room's follow.
            on_lost: Told once that the line to Janus is gone, if nobody closed it.

        Raises:
            SfuError: If Janus can't be reached, or does not let us.
        """
        line = await JanusLine.open(setting.url, setting.secret, on_lost)
        try:
            room = cls(line, await line.attach(lambda said: None), setting, session)
            await room._make()
        except SfuError:
            await line.close()
            raise
        return room

    async def publish(self, offer: str, on_event: OnEvent) -> tuple[Handle, int, str]:
        """Have Janus answer an offer; return the handle, the publisher's number and the answer.

        Raises:
            SfuError: If Janus refuses, or is gone.
        """
        handle = await self._line.attach(on_event)
        try:
            data, answer = await handle.ask(
                {"request": "joinandconfigure", "ptype": "publisher", **self._entry}, offer=offer
            )
        except SfuError:
            await handle.detach()
            raise
        number = data.get("id")
        if not isinstance(number, int) or not answer or len(answer) > MOST_SDP:
            await handle.detach()
            raise SfuError("The SFU does not answer what was offered.")
        return handle, number, answer

    async def subscribe(self, streams: list[Said], on_event: OnEvent) -> tuple[Handle, str]:
        """Ask for streams; return the handle and what Janus offers.

        Raises:
            SfuError: If Janus refuses, or is gone.
        """
        handle = await self._line.attach(on_event)
        try:
            _, offer = await handle.ask(
                {"request": "join", "ptype": "subscriber", **self._entry, "streams": streams}
            )
        except SfuError:
            await handle.detach()
            raise
        if not offer or len(offer) > MOST_SDP:
            await handle.detach()
            raise SfuError("The SFU offers nothing of what was asked for.")
        return handle, offer

    @staticmethod
    async def start(handle: Handle, answer: str) -> None:
        """Take the answer to what Janus offered.

        Raises:
            SfuError: If Janus refuses, or is gone.
        """
        await handle.ask({"request": "start"}, answer=answer)

    async def close(self) -> None:
        """End the room, and all in it."""
        try:
            await self._destroy()
        except SfuError:
            pass
        finally:
            await self._line.close()

    @property
    def _entry(self) -> Said:
        return {"room": self._id, "pin": self._pin}

    async def _make(self) -> None:
        try:
            await self._create()
        except SfuError as error:
            if error.code != _EXISTS:
                raise
            await self._destroy()
            await self._create()

    async def _create(self) -> None:
        wish: Said = {
            **{"request": "create", "room": self._id, "secret": self._secret, "pin": self._pin},
            **{"is_private": True, "permanent": False, "notify_joining": False},
            **{"publishers": MOST_PUBLISHERS, "bitrate": 0, "fir_freq": 0},
            **{"audiocodec": "opus", "videocodec": "h264,vp8", "h264_profile": PROFILE},
        }
        if self._key:
            wish["admin_key"] = self._key
        await self._keeper.ask(wish, is_later=False)

    async def _destroy(self) -> None:
        wish: Said = {"request": "destroy", "room": self._id, "secret": self._secret}
        await self._keeper.ask(wish, is_later=False)


def _derived(session: str, what: str) -> bytes:
    return hmac.digest(session.encode(), f"sfu {what}".encode(), hashlib.sha256)
