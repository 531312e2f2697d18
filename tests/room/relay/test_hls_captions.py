"""WebVTT beside the HLS of a real relay: timed by the picture, read by FFmpeg."""

import asyncio
import html
import io
import itertools
import re
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import av
import httpx
import pytest
from av.stream import Discard

from studio.model.captions.spoken import Spoken
from studio.publish.destination import Destination
from studio.publish.queue import MediaTag
from studio.room.auth.tokens import Scope
from studio.rtmp.flv import Tag, metadata
from studio.rtmp.relay_url import parse_destination
from tests.media import Clip
from tests.model.captions.telling import told
from tests.room.relay.running import PATIENCE_S, ROOM, RunningRelay
from tests.room.relay.test_captions import ms

pytestmark = pytest.mark.slow

STARTS_MS = 3_600_000
"""What the programme's clock shows at the publisher's 0: it has run for an hour."""
LOOP_MS = 4_000
"""Of the clip."""
LATE = "Said <b> & too late."
CUE = re.compile(r"(\d+)\n(\S+) --> (\S+)\n(.+)")


class Show:
    """A clip that is published in real time, and what players get of it."""

    def __init__(self, relay: RunningRelay, clip: Clip) -> None:
        self.relay = relay
        self.newest_ms = 0
        self._clip = clip
        self._http = httpx.AsyncClient(base_url=relay.http(f"/hls/{ROOM}/"), timeout=PATIENCE_S)
        self.destination = Destination(
            parse_destination(relay.ws_publish()), report=lambda message: None
        )

    async def run(self) -> None:
        script = metadata(self._clip.video, self._clip.audio, "test", STARTS_MS)
        self.destination.open()
        for tag in [MediaTag(Tag.SCRIPT, 0, script, is_header=True), *self._clip.headers()[1:]]:
            self.destination.put(tag)
        loop = asyncio.get_running_loop()
        begun_s = loop.time()
        for tag in self._clip.endless():
            await asyncio.sleep(begun_s + tag.time_ms / 1000 - loop.time())
            self.destination.put(tag)
            self.newest_ms = tag.time_ms

    async def close(self) -> None:
        await self.destination.end()
        await self._http.aclose()

    async def get(self, path: str, **query: object) -> httpx.Response:
        asked = {name: str(value) for name, value in query.items()}
        return (await self._http.get(path, params=asked)).raise_for_status()

    async def say(self, spoken: Spoken) -> list[str]:
        headers = {"authorization": f"Bearer {self.relay.token(Scope.OPERATOR, None)}"}
        url = self.relay.http(f"/control/streams/{ROOM}/captions")
        said = spoken.model_dump(mode="json")
        answer = (await self._http.post(url, json=said, headers=headers)).raise_for_status()
        languages: list[str] = answer.json()["languages"]
        return languages

    async def newest_closed(self) -> int:
        """Return the number of the newest segment that is closed."""
        text = (await self.get("video.m3u8")).text
        return max((int(each) for each in re.findall(r"segment-(\d+)", text)), default=-1)

    async def until_closed(self, number: int) -> None:
        await self.get("captions-en.m3u8", _HLS_msn=number)

    async def cues(self, number: int, language: str = "en") -> dict[str, tuple[int, int]]:
        """Return the texts of a segment, and when they are shown."""
        answer = await self.get(f"captions-{language}-{number}.vtt")
        assert answer.headers["content-type"].startswith("text/vtt")
        return {
            text: (ms(start), ms(end))
            for _, start, end, text in CUE.findall(html.unescape(answer.text))
        }

    async def pictures(self, number: int) -> list[tuple[int, bytes]]:
        """Return the pictures of a segment: when they are shown, and what they are."""
        init = (await self.get("init-0.mp4")).content
        data = init + (await self.get(f"segment-{number}.m4s")).content
        with av.open(io.BytesIO(data), "r") as file:
            packets: list[Any] = [each for each in file.demux(video=0) if each.pts is not None]
            return [(round(each.pts * each.time_base * 1000), bytes(each)) for each in packets]


@asynccontextmanager
async def show(relay: RunningRelay, clip: Clip) -> AsyncIterator[Show]:
    here = Show(relay, clip)
    running = asyncio.create_task(here.run())
    try:
        async with asyncio.timeout(PATIENCE_S):
            while await _is_not_live(here) or await here.newest_closed() < 0:
                await asyncio.sleep(0.05)
            yield here
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
        await here.close()


async def _is_not_live(here: Show) -> bool:
    try:
        await here.get("index.m3u8")
    except httpx.HTTPStatusError:
        return True
    return False


def test_what_is_said_is_shown_with_the_picture_of_that_time(
    relay: RunningRelay, clip_a: Clip, tmp_path: Path
) -> None:
    path = tmp_path / "out.srt"

    async def play() -> None:
        async with show(relay, clip_a) as here:
            assert "SUBTITLES" not in (await here.get("index.m3u8")).text
            said_ms = here.newest_ms + 1_500
            spoken = told("Said in time.", start_ms=STARTS_MS + said_ms)
            assert await here.say(spoken) == ["en"]
            index = (await here.get("index.m3u8")).text
            assert 'LANGUAGE="en"' in index
            assert 'URI="captions-en.m3u8"' in index
            async with _ffmpeg(relay.http(f"/hls/{ROOM}/captions-en.m3u8"), path) as ffmpeg:
                await _is_exact(here, said_ms, clip_a)
                await _goes_into_the_next(here)
                await here.destination.end()
                await asyncio.wait_for(ffmpeg.wait(), PATIENCE_S)

    asyncio.run(play())
    texts = re.findall(r"--> .*\n(.*)", path.read_text("utf-8"))
    # A cue that lasts into another segment is in both, as the standard wants it.
    assert list(dict.fromkeys(texts)) == ["Said in time.", LATE]


@asynccontextmanager
async def _ffmpeg(url: str, path: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    """Let FFmpeg read a track until the programme ends."""
    argv = ["ffmpeg", "-v", "error", "-i", url, "-f", "srt", str(path)]
    process = await asyncio.create_subprocess_exec(*argv, stdin=subprocess.DEVNULL)
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def _is_exact(here: Show, said_ms: int, clip: Clip) -> None:
    """Look whether the first cue begins with the picture of that time."""
    number = await here.newest_closed()
    while not (found := await here.cues(number)):
        number += 1
        await here.until_closed(number)
    shown_ms, _ = found["Said in time."]
    raw_ms = {each.data: each.pts_ns // 10**6 for each in clip.packets}
    pictures = await here.pictures(number)
    errors_ms = {
        (shown_ms - at_ms - (said_ms - raw_ms[data])) % LOOP_MS
        for at_ms, data in pictures
        if data in raw_ms
    }
    assert len(pictures) >= 29
    worst_ms = max(min(each, LOOP_MS - each) for each in errors_ms)
    print(f"\n{worst_ms} ms from the picture of that time, at worst")
    assert worst_ms <= 2
    assert pictures[0][0] <= shown_ms <= pictures[-1][0] + 34


async def _goes_into_the_next(here: Show) -> None:
    """Say something too late, and look where it is."""
    number = await here.newest_closed()
    address = here.relay.http(f"/hls/{ROOM}/index.m3u8")
    reading = asyncio.create_task(asyncio.to_thread(_read_late, address))
    await here.say(told(LATE, "2", start_ms=STARTS_MS + here.newest_ms - 3_000))
    for n in range(number + 1, number + 4):
        await here.until_closed(n)
    assert LATE not in await here.cues(number)
    (segment,) = [n for n in range(number + 1, number + 4) if await _begins(here, n)]
    start_ms, end_ms = (await here.cues(segment))[LATE]
    assert end_ms - start_ms >= 833
    assert await reading == start_ms


def _read_late(address: str) -> int:
    """Return when FFmpeg 8, which knows captions beside HLS, shows the late cue."""
    with av.open(address, "r", timeout=PATIENCE_S) as player:
        for stream in player.streams:
            stream.discard = Discard.none  # it leaves captions out by itself
        for packet in itertools.islice(player.demux(), 600):
            if packet.stream.type == "subtitle" and bytes(packet) == html.escape(LATE).encode():
                assert packet.pts is not None
                assert packet.time_base is not None
                return round(packet.pts * packet.time_base * 1000)
    raise AssertionError("FFmpeg does not see it")


async def _begins(here: Show, number: int) -> bool:
    """Return whether the late cue begins in a segment."""
    found = (await here.cues(number)).get(LATE)
    return found is not None and found[0] >= (await here.pictures(number))[0][0]


def test_what_is_not_there_is_told(relay: RunningRelay, clip_a: Clip) -> None:
    async def play() -> None:
        async with show(relay, clip_a) as here:
            await here.say(told("Hello.", start_ms=STARTS_MS))
            assert await here.say(told("Not final.", "2", is_final=False)) == ["en"]
            for path in ("captions-fr.m3u8", "captions-en-999.vtt", "captions-en.vtt", "captions-"):
                with pytest.raises(httpx.HTTPStatusError, match="404"):
                    await here.get(path)
            with pytest.raises(httpx.HTTPStatusError, match="400"):
                await here.get("captions-en.m3u8", _HLS_msn="999")

    asyncio.run(play())
