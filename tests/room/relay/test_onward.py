"""Tests of studio.room.relay.onward: a platform that is added in the middle of a programme."""

import asyncio

import pytest

from studio.rtmp.flv import Tag, is_audio_header, parse_video
from tests.media import Clip
from tests.peer import Peer
from tests.room.relay.test_stand_ins import Publishing

PATIENCE_S = 20.0


@pytest.mark.parametrize("when", ["before the first picture", "in the middle"])
def test_a_platform_gets_all_headers_and_begins_at_a_key_frame(clip_a: Clip, when: str) -> None:
    async def play() -> None:
        async with asyncio.timeout(PATIENCE_S), Peer() as peer:
            air = Publishing()
            try:
                if when == "before the first picture":
                    air.station.onward.add(peer.url())
                air.publish(clip_a, "pc")
                await air.until(lambda: air.station.programme.newest_ms > 1_300)
                if when == "in the middle":
                    air.station.onward.add(peer.url())
                await peer.wait_for(lambda: len(peer.tags) > 12)
            finally:
                await air.close()
            tags = [tag for _, tag in peer.tags]
            assert [tag.kind for tag in tags[:3]] == [Tag.SCRIPT, Tag.VIDEO, Tag.AUDIO]
            assert tags[0].body.startswith(b"\x02\x00\x0aonMetaData")
            assert parse_video(tags[1].body).is_header
            assert is_audio_header(tags[2].body)
            first = parse_video(tags[3].body)
            assert (tags[3].kind, first.is_key, first.is_header) == (Tag.VIDEO, True, False)
            assert any(tag.kind is Tag.AUDIO and not is_audio_header(tag.body) for tag in tags[4:])

    asyncio.run(play())
