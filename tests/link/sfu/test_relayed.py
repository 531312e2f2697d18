"""Tests of studio.link.sfu.relayed: a guest's three connections, through a real Janus."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from studio.ipc.message import Message
from studio.link.errors import LinkError
from studio.link.picture_packets import EncodedPicture
from studio.link.sfu import relayed
from studio.link.sfu.feed import Feed
from studio.link.sfu.relayed import RelayedConnection
from studio.link.sfu.setting import SfuSetting
from studio.link.sfu.video_room import VideoRoom
from tests.link.encoded_clip import EncodedClip
from tests.link.onlooker import Onlooker
from tests.link.sfu.programme_end import ProgrammeEnd
from tests.link.sfu.relayed_sender import RelayedSender
from tests.link.test_process import until
from tests.link.test_way_back import running

pytestmark = pytest.mark.skipif(not shutil.which("janus"), reason="Janus is not installed")


class Taken:
    """What came of a guest."""

    def __init__(self) -> None:
        self.needs_key = False
        self.pictures: list[EncodedPicture] = []
        self.sounds = 0

    def picture(self, encoded: EncodedPicture) -> bool:
        """Take a picture."""
        self.pictures.append(encoded)
        return True

    def sound(self, data: bytes, timestamp: int) -> None:
        """Take a packet of sound."""
        self.sounds += 1

    def report(self, kind: str, timestamp: int, ntp: int) -> None:
        """Take a sender report."""


class Guest:
    """A guest's page and its connection at the studio; signals go from one to the other.

    Attributes:
        signals: That went to the page.
        controls: What came on "control".
        overs: What was told at the end: whether the SFU did not do for him.
    """

    def __init__(self, room: VideoRoom, feed: Feed, clip: EncodedClip) -> None:
        self.taken = Taken()
        self.signals: list[Message] = []
        self.controls: list[object] = []
        self.states: list[str] = []
        self.overs: list[bool] = []
        self.is_deaf = self.is_blind = False
        self._tasks: list[asyncio.Task[Any]] = []
        self.page = RelayedSender(clip, lambda signal: self._begin(self._to_studio(signal)))
        share = feed.lend("relayed")
        assert share
        self.connection = RelayedConnection(
            self.taken,
            [],
            room=room,
            share=share,
            send=self._to_page,
            on_state=self._changed,
            on_control=self.controls.append,
            on_over=self.overs.append,
        )

    async def close(self) -> None:
        """Hang up on both sides."""
        await self.connection.close()
        await asyncio.gather(*self._tasks)
        await self.page.close()

    def _begin(self, work: Any) -> None:
        self._tasks.append(asyncio.create_task(work))

    def _changed(self, state: str) -> None:
        self.states.append(state)
        if state == "connected":
            self.connection.begin()

    def _to_page(self, signal: Message) -> None:
        self.signals.append(signal)
        is_kept_back = self.is_blind and signal.get("part") == "programme"
        if not (self.is_deaf or is_kept_back):
            self._begin(self.page.hear(signal))

    async def _to_studio(self, signal: dict[str, Any]) -> None:
        if signal["type"] == "offer":
            answer = await self.connection.answer(signal["sdp"])
            self._to_page({"type": "answer", "sdp": answer, "call": signal["call"]})
        else:
            await self.connection.signal(signal)


@asynccontextmanager
async def come(setting: SfuSetting, clip: EncodedClip) -> AsyncIterator[tuple[VideoRoom, Guest]]:
    """A guest in a room with the programme."""
    end = ProgrammeEnd(clip)
    room = await VideoRoom.open(setting, "relayed", lambda: None)
    feed = Feed(end.programme, [], lambda: None)
    await feed.publish(room)
    guest = Guest(room, feed, clip)
    try:
        async with running(end.run()):
            yield room, guest
    finally:
        await guest.close()
        await feed.close()
        await room.close()


def test_what_he_sends_comes_and_he_is_shown_the_programme_and_spoken_with(
    setting: SfuSetting, small_clip: EncodedClip
) -> None:
    async def run() -> None:
        async with come(setting, small_clip) as (_, guest):
            onlooker = Onlooker(guest.page)
            await guest.page.offer()
            await until(lambda: len(guest.taken.pictures) > 5 and guest.taken.sounds > 5)
            assert guest.taken.pictures[0].is_key
            await until(lambda: onlooker.numbers)
            assert guest.page.is_relayed
            assert guest.controls == [None]
            guest.page.say({"type": "state", "battery": 0.5})
            await until(lambda: guest.controls[1:] == ['{"type": "state", "battery": 0.5}'])
            assert guest.connection.send('{"type": "tally", "on_air": true}')
            await until(lambda: {"type": "tally", "on_air": True} in guest.page.heard)
            assert {"type": "programme", "picture": True} in guest.page.heard
            await guest.connection.candidate({"candidate": "", "sdpMid": "0"})
            asked = guest.page.keys_asked
            guest.taken.needs_key = True  # the decoder has lost its way
            await until(lambda: guest.page.keys_asked > asked)
            await guest.connection.close()
            assert guest.overs == [False]
            assert guest.signals[-1]["type"] != "bye"

    asyncio.run(run())


def test_who_is_put_out_of_the_sfu_is_called_anew_once_and_may_use_it_again(
    setting: SfuSetting, small_clip: EncodedClip
) -> None:
    async def run() -> None:
        async with come(setting, small_clip) as (_, guest):
            await guest.page.offer()
            await until(lambda: "connected" in guest.states)
            another = await VideoRoom.open(setting, "relayed", lambda: None)
            await until(guest.page.is_called.is_set)
            guest.connection.lose("It is gone, too.")
            assert guest.overs == [False]
            assert guest.states[-1] == "failed"
            assert guest.signals.count({"type": "bye", "again": True}) == 1
            await another.close()

    asyncio.run(run())


def test_a_page_that_does_not_find_the_sfu_is_called_anew_to_be_linked_directly(
    setting: SfuSetting, small_clip: EncodedClip, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relayed, "UP_S", 0.3)

    async def run() -> None:
        async with come(setting, small_clip) as (_, guest):
            guest.is_deaf = True
            await guest.page.offer()
            await until(lambda: guest.overs)
            assert guest.overs == [True]
            assert guest.signals[-1] == {"type": "bye", "again": True}

    asyncio.run(run())


def test_who_does_not_answer_is_offered_the_programme_again_and_it_is_said_that_he_misses_it(
    setting: SfuSetting, small_clip: EncodedClip, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("ANSWER_S", "RARELY_S"):
        monkeypatch.setattr(relayed, name, 0.3)

    async def run() -> None:
        async with come(setting, small_clip) as (_, guest):
            guest.is_blind = True  # what is lost with a room
            onlooker = Onlooker(guest.page)
            await guest.page.offer()
            await until(lambda: {"type": "programme", "is_missed": True} in guest.page.heard)
            assert guest.connection.misses_programme
            await until(lambda: len(guest.taken.pictures) > 5)
            assert guest.overs == [], "he is on air, and stays so"
            guest.is_blind = False
            await until(lambda: onlooker.numbers)
            await until(lambda: guest.page.heard[-1] == {"type": "programme", "picture": True})
            assert not guest.connection.misses_programme
            offers = [each for each in guest.signals if each.get("part") == "programme"]
            assert len(offers) > relayed.MOST_UNANSWERED
            count = len(onlooker.numbers)
            await guest.page.hear(offers[0])  # one that was late: it says the same once more
            await until(lambda: len(onlooker.numbers) > count + 5)

    asyncio.run(run())


def test_an_offer_that_is_none_is_refused(setting: SfuSetting, small_clip: EncodedClip) -> None:
    async def run() -> None:
        async with come(setting, small_clip) as (_, guest):
            for wrong in (None, "v=0\r\n" + "a=x\r\n" * 10_000):
                with pytest.raises(LinkError, match="Its offer is none"):
                    await guest.connection.answer(wrong)
            assert guest.overs == []
            with pytest.raises(LinkError, match="The SFU refuses"):
                await guest.connection.answer("nonsense")
            assert guest.overs == [True]

    asyncio.run(run())
