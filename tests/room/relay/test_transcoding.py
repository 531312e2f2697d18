"""Tests of studio.room.relay.transcoding: the process is killed, and the stream goes on."""

import asyncio
import os
import signal
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import psutil
import pytest

from studio.publish.queue import MediaTag
from studio.room.relay.target import Target
from studio.room.relay.transcode.pictures import SHOWN_LATE_MS
from studio.room.relay.transcoding import MOST_LIVES, Transcoding
from studio.rtmp.flv import Tag
from tests.media import Clip
from tests.room.relay.media import strict_errors, write_flv

pytestmark = pytest.mark.slow  # for the processes

PATIENCE_S = 60.0
KEY_MS = 200


class Publisher:
    """One whose stream is made to fit, in real time, and what came of it."""

    def __init__(self, clip: Clip, sound: bytes) -> None:
        self.made: list[MediaTag] = []
        self.keys_asked = 0
        self.key_ms = 0
        self.has_failed = asyncio.Event()
        self._clip = clip
        self.transcoding = Transcoding(
            "phone",
            Target(320, 180, 30, 400, sound),
            take=self.made.append,
            ask_key=self._asked,
            failed=self.has_failed.set,
        )
        for header in clip.headers():
            self.transcoding.put(header)
        self._task = asyncio.create_task(self._send())

    def _asked(self) -> None:
        self.keys_asked += 1

    async def _send(self) -> None:
        begun_s = time.monotonic()
        for tag in self._clip.endless():
            await asyncio.sleep(max(0.0, begun_s + tag.time_ms / 1000 - time.monotonic()))
            if tag.is_key:
                self.key_ms = tag.time_ms
            self.transcoding.put(tag)

    async def until(self, is_so: Callable[[], object]) -> None:
        async with asyncio.timeout(PATIENCE_S):
            while not is_so():
                await asyncio.sleep(0.01)

    @property
    def has_made_a_key(self) -> bool:
        """Whether what was made last is of the newest key frame or soon behind it.

        One that goes on has nothing from before the newest key frame.
        """
        made = [tag.time_ms for tag in self.made if tag.kind is Tag.VIDEO and not tag.is_header]
        return bool(made) and 0 <= made[-1] - self.key_ms < KEY_MS

    @property
    def pictures(self) -> int:
        return sum(tag.kind is Tag.VIDEO and not tag.is_header for tag in self.made)

    async def close(self) -> None:
        self._task.cancel()
        await self.transcoding.close()


@pytest.fixture
def sound(clip_a: Clip) -> bytes:
    return next(tag.body for tag in clip_a.headers() if tag.kind is Tag.AUDIO)


def test_one_that_is_killed_is_followed_by_another_that_makes_nothing_once_more(
    clip_tall: Clip, sound: bytes, tmp_path: Path
) -> None:
    async def run() -> Publisher:
        publisher = Publisher(clip_tall, sound)
        await publisher.until(lambda: publisher.transcoding.has_spare)
        await publisher.until(lambda: publisher.has_made_a_key)
        first = publisher.transcoding.pid
        os.kill(first, signal.SIGKILL)
        await publisher.until(lambda: publisher.transcoding.pid not in (0, first))
        seen = publisher.pictures
        await publisher.until(lambda: publisher.pictures > seen + 20)
        assert publisher.transcoding.lives == 2
        assert publisher.keys_asked == 0  # it began with what had come, each time
        pid = publisher.transcoding.pid
        await publisher.until(lambda: publisher.transcoding.has_spare)  # for the next time
        left = set(psutil.Process().children())
        await publisher.close()
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
        assert not any(child.is_running() for child in left)
        return publisher

    publisher = asyncio.run(run())
    for kind, most_ms in ((Tag.VIDEO, SHOWN_LATE_MS + 40), (Tag.AUDIO, 43)):
        times_ms = [tag.time_ms for tag in publisher.made if tag.kind is kind and not tag.is_header]
        steps_ms = [after - before for before, after in pairwise(times_ms)]
        assert min(steps_ms) > 0
        assert max(steps_ms) <= most_ms
    write_flv(tmp_path / "made.flv", publisher.made)
    assert strict_errors(tmp_path / "made.flv") == ""


def test_one_that_ends_again_and_again_is_given_up(
    clip_a: Clip, sound: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("studio.room.relay.transcoding.MODULE", "studio.no_such_module")

    async def run() -> Publisher:
        publisher = Publisher(clip_a, sound)
        async with asyncio.timeout(PATIENCE_S):
            await publisher.has_failed.wait()
        await publisher.close()
        return publisher

    publisher = asyncio.run(run())
    assert publisher.made == []
    assert publisher.keys_asked <= MOST_LIVES
