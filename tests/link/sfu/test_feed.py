"""Tests of studio.link.sfu.feed: the programme in a real Janus, and who is given what of it."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from studio.link import programme
from studio.link.sfu.feed import MOST_SHARES, Feed, Share
from studio.link.sfu.setting import SfuSetting
from studio.link.sfu.video_room import VideoRoom
from tests.link.encoded_clip import EncodedClip
from tests.link.onlooker import Onlooker
from tests.link.sfu.programme_end import ProgrammeEnd
from tests.link.sfu.relayed_sender import RelayedSender
from tests.link.test_process import until
from tests.link.test_way_back import Tone, running

pytestmark = pytest.mark.skipif(not shutil.which("janus"), reason="Janus is not installed")


def nothing(*said: object) -> None:
    """Take what Janus says by itself."""


@asynccontextmanager
async def published(
    setting: SfuSetting, end: ProgrammeEnd
) -> AsyncIterator[tuple[VideoRoom, Feed, list[str]]]:
    """A programme in a room, and how often its owner was told that it is lost."""
    lost: list[str] = []
    room = await VideoRoom.open(setting, "feed", nothing)
    feed = Feed(end.programme, [], lambda: lost.append("feed"))
    await feed.publish(room)
    try:
        async with running(end.run()):
            yield room, feed, lost
    finally:
        await feed.close()
        await room.close()


async def look(room: VideoRoom, share: Share, clip: EncodedClip) -> tuple[RelayedSender, Onlooker]:
    """Have somebody look at a share."""
    answers: list[dict[str, Any]] = []
    viewer = RelayedSender(clip, answers.append)
    onlooker = Onlooker(viewer)
    handle, offer = await room.subscribe(share.streams, nothing)
    await viewer.hear({"type": "offer", "part": "programme", "sdp": offer})
    await room.start(handle, answers[0]["sdp"])
    share.begin(answers[0]["sdp"])
    return viewer, onlooker


def test_all_see_the_programme_and_each_hears_what_is_his(
    setting: SfuSetting, small_clip: EncodedClip
) -> None:
    tones = Tone("feed-a", 500), Tone("feed-b", 1000)

    async def run() -> None:
        end = ProgrammeEnd(small_clip)
        async with (
            published(setting, end) as (room, feed, lost),
            running(*(tone.run() for tone in tones)),
        ):
            assert not end.is_watched
            viewers = []
            for tone in tones:
                share = feed.lend(tone.ring.name)
                assert share
                viewers.append((*await look(room, share, small_clip), share))
                share.hear(tone.ring.name)
            assert end.is_watched
            for tone, (_, onlooker, share) in zip((500, 1000), viewers, strict=True):
                await until(lambda onlooker=onlooker: len(onlooker.numbers) > 5)
                await until(
                    lambda onlooker=onlooker, tone=tone: (
                        onlooker.tone_hz() == pytest.approx(tone, abs=10)
                    )
                )
                assert share.has_pictures
                assert share.left_out == 0
            for viewer, _, share in viewers:
                await viewer.close()
                await share.close()
            assert lost == []

    asyncio.run(run())
    for tone in tones:
        tone.ring.close()


def test_as_many_are_lent_as_there_are_and_nobody_watches_when_all_are_back(
    setting: SfuSetting, small_clip: EncodedClip, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(programme, "LEAVE_S", 0)

    async def run() -> None:
        end = ProgrammeEnd(small_clip)
        async with published(setting, end) as (_, feed, _):
            shares = [feed.lend(f"share-{number}") for number in range(MOST_SHARES)]
            streams = [tuple(each["mid"] for each in share.streams) for share in shares if share]
            assert len(set(streams)) == MOST_SHARES
            assert feed.lend("one more") is None
            assert shares[3]
            await shares[3].close()
            await shares[3].close()  # as who hangs up twice
            shares[3] = feed.lend("one more")
            assert shares[3]
            assert end.is_watched
            for share in shares:
                assert share
                await share.close()
            await until(lambda: not end.is_watched)

    asyncio.run(run())


def test_its_owner_is_told_when_the_room_is_taken_away_under_it(
    setting: SfuSetting, small_clip: EncodedClip
) -> None:
    async def run() -> None:
        async with published(setting, ProgrammeEnd(small_clip)) as (_, _, lost):
            another = await VideoRoom.open(setting, "feed", nothing)
            await until(lambda: lost)
            await another.close()

    asyncio.run(run())
