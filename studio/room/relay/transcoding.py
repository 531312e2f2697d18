"""The relay's side of a process that makes one publisher's stream fit what is on air.

It is watched: where it ends or gives nothing another goes on, from the publisher's newest key
frame and behind the last picture and sound that were made; one that ends again and again is given
up.  The other one is there already, loaded and idle: a start takes a second, after which viewers
would have the slate; an idle one has 40 MB.  Nothing in here waits, and what the process does
not take in time is dropped, picture by picture::

    transcoding = Transcoding("laptop", target, take=…, ask_key=…, failed=…)
    transcoding.put(tag)
    transcoding.want_key()
    await transcoding.close()
"""

import asyncio
import contextlib
import logging
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable

from studio.publish.queue import MediaTag
from studio.room.relay.errors import MediaError
from studio.room.relay.gop import GopCache
from studio.room.relay.source import RECENT_SOUNDS
from studio.room.relay.tags import read_tag
from studio.room.relay.target import Target
from studio.room.relay.transcode.words import KEY, Report, Resume
from studio.rtmp.errors import RtmpError
from studio.rtmp.flv import Tag
from studio.rtmp.flv_stream import FILE_HEADER, FlvReader, FlvTag, frame_tag

MODULE = "studio.room.relay.transcode"
MOST_WAITING_BYTES = 4 << 20
SILENT_S = 5.0
"""A process that has been given pictures and gives none for so long is stuck."""

START_S = 20.0
SPARE_S = 1.5
"""After so long of work the next one is started: it takes nothing from the first one's start."""

MOST_LIVES, WITHIN_S = 4, 60.0
AGAIN_S = 0.2
YOUNG_S = 1.0
GOODBYE_S = 2.0
_PIECE_BYTES = 1 << 16
log = logging.getLogger(__name__)


class Transcoding:
    """See the module; belongs to the event loop.

    Args:
        name: Of the publisher, for the log.
        target: What is on air.
        take: Takes the tags that were made.
        ask_key: Asks the publisher for a key frame.
        failed: Called once, when it is given up.

    Attributes:
        dropped: Pictures that were left out since the beginning.
        pid: Of the process; 0 while there is none.
        lives: How many have been at work.
    """

    def __init__(
        self,
        name: str,
        target: Target,
        *,
        take: Callable[[MediaTag], None],
        ask_key: Callable[[], None],
        failed: Callable[[], None],
    ) -> None:
        self.target = target
        self.pid = 0
        self.lives = 0
        self._name = name
        self._take = take
        self._ask_key = ask_key
        self._failed = failed
        self._dropped_before = 0
        self._dropped_there = 0
        self._cache = GopCache()
        self._sounds: deque[MediaTag] = deque(maxlen=RECENT_SOUNDS)
        self._wants_key = True
        self._given = 0
        self._fresh: asyncio.StreamWriter | None = None
        self._pipe: asyncio.StreamWriter | None = None
        self._made_ms = {Tag.VIDEO: -1, Tag.AUDIO: -1}
        self._spare: asyncio.subprocess.Process | None = None
        self._starting: asyncio.Task[None] | None = None
        self._ending: set[asyncio.Task[None]] = set()
        self._task = asyncio.create_task(self._run(), name=f"transcoding of {name}")

    @property
    def dropped(self) -> int:
        """Pictures that were left out since the beginning."""
        return self._dropped_before + self._dropped_there

    @property
    def has_spare(self) -> bool:
        """Whether another one is there that goes on at once."""
        return self._spare is not None and self._spare.returncode is None

    def put(self, tag: MediaTag) -> None:
        """Take a tag of the publisher, on its own line of time."""
        self._cache.put(tag)
        if tag.kind is Tag.AUDIO and not tag.is_header:
            self._sounds.append(tag)
        if tag.is_header or tag.kind is Tag.AUDIO or self._may_go(tag):
            self._write(tag)

    def want_key(self) -> None:
        """Have the next picture be a key frame."""
        self._write(MediaTag(Tag.SCRIPT, 0, KEY))

    async def close(self) -> None:
        """End the process, and the one that waits."""
        tasks = [self._task, *([self._starting] if self._starting else ())]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._spare is not None:
            self._dismiss(self._spare)
        await asyncio.gather(*self._ending)

    def _may_go(self, picture: MediaTag) -> bool:
        """Whether a picture is of use to the process, and it has room for it."""
        if self._pipe is None:
            return False
        if self._wants_key and not picture.is_key:
            return False
        if self._pipe.transport.get_write_buffer_size() > MOST_WAITING_BYTES:
            self._dropped_before += 1
            if not self._wants_key:
                self._wants_key = True
                log.warning("what makes %s fit does not take its pictures", self._name)
                self._ask_key()
            return False
        self._wants_key = False
        self._given += 1
        return True

    def _write(self, tag: MediaTag) -> None:
        if self._pipe is not None and not self._pipe.transport.is_closing():
            self._pipe.write(frame_tag(tag.kind, tag.time_ms, tag.body))

    async def _run(self) -> None:
        """Have a process, and another one when that ends."""
        begun_s: list[float] = []
        while True:
            begun_s = [each for each in begun_s if time.monotonic() - each < WITHIN_S]
            if len(begun_s) >= MOST_LIVES:
                log.error("what makes %s fit has ended %d times: given up", self._name, MOST_LIVES)
                self._failed()
                return
            begun_s.append(time.monotonic())
            try:
                await self._live()
            except Exception:  # the border of a process that reads what strangers send
                log.exception("what makes %s fit can't be had", self._name)
            if time.monotonic() - begun_s[-1] < YOUNG_S:
                await asyncio.sleep(AGAIN_S)

    async def _live(self) -> None:
        """Have a process, and pass on what it makes, until it ends."""
        spare, self._spare = self._spare, None
        process = spare if spare and spare.returncode is None else await self._start()
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            self.pid, self._fresh = process.pid, process.stdin
            await self._read(process.stdout)
        finally:
            self._pipe, self._fresh, self.pid = None, None, 0
            self._dropped_before, self._dropped_there = self.dropped, 0
            self._dismiss(process)  # one that is stuck must not keep the next one waiting
        log.warning("what makes %s fit has ended: another goes on", self._name)

    async def _start(self) -> asyncio.subprocess.Process:
        """Start a process; it says when it has loaded all that it needs."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            MODULE,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        assert process.stdin is not None
        process.stdin.write(self.target.line() + FILE_HEADER)
        return process

    async def _keep_spare(self) -> None:
        await asyncio.sleep(SPARE_S)
        try:
            self._spare = await self._start()
        except OSError:
            log.exception("nothing waits to go on where what makes %s fit ends", self._name)

    def _dismiss(self, process: asyncio.subprocess.Process) -> None:
        task = asyncio.create_task(_end(process), name=f"end of a transcoding of {self._name}")
        self._ending.add(task)
        task.add_done_callback(self._ending.discard)

    def _begin(self) -> None:
        """Begin with the newest key frame, now that the process has loaded all that it needs."""
        self._pipe, self._fresh = self._fresh, None
        self.lives += 1
        self._wants_key = not self._cache.is_ready
        for tag in self._resumed() if self._made_ms[Tag.VIDEO] >= 0 else self._cache.start():
            self._write(tag)
        if self._wants_key:
            self._ask_key()
        if self._starting is None or self._starting.done():
            self._starting = asyncio.create_task(self._keep_spare(), name="spare transcoding")

    def _resumed(self) -> list[MediaTag]:
        """Return all from which one goes on where another has ended, with where that got to."""
        resume = Resume(self._made_ms[Tag.VIDEO], self._made_ms[Tag.AUDIO])
        tags = self._cache.since(self._made_ms[Tag.VIDEO])
        headers = [tag for tag in tags if tag.is_header and tag.kind is not Tag.SCRIPT]
        media = [tag for tag in tags if not tag.is_header]
        # A key frame that came meanwhile has nothing of before it; of the sound nothing may lack.
        kept = {tag.time_ms for tag in media if tag.kind is Tag.AUDIO}
        early = [tag for tag in self._sounds if not kept or tag.time_ms < min(kept)]
        return [MediaTag(Tag.SCRIPT, 0, resume.body()), *headers, *early, *media]

    async def _read(self, pipe: asyncio.StreamReader) -> None:
        reader = FlvReader()
        while True:
            given, patience_s = self._given, SILENT_S if self._pipe else START_S
            try:
                async with asyncio.timeout(patience_s):  # wait_for may swallow a cancelling
                    piece = await pipe.read(_PIECE_BYTES)
            except TimeoutError:
                if self._pipe and given == self._given:
                    continue  # nothing was asked of it
                log.warning("what makes %s fit gives nothing", self._name)
                return
            if not piece:
                return
            try:
                self._heard(reader.feed(piece))
            except (RtmpError, MediaError) as error:
                log.warning("what makes %s fit gives nonsense: %s", self._name, error)
                return

    def _heard(self, tags: Iterable[FlvTag]) -> None:
        for each in tags:
            if each.kind is Tag.SCRIPT:
                self._told(Report.read(each.body))
            elif tag := read_tag(each.kind, each.time_ms, each.body):
                if not tag.is_header:
                    self._made_ms[tag.kind] = tag.time_ms
                self._take(tag)

    def _told(self, report: Report | None) -> None:
        if report is None:
            return
        if self._fresh is not None:
            self._begin()
        if report.dropped > self._dropped_there:
            more, self._dropped_there = report.dropped - self._dropped_there, report.dropped
            log.warning(
                "%d pictures of %s are left out: this machine is too slow", more, self._name
            )
        if report.wants_key:
            self._ask_key()


async def _end(process: asyncio.subprocess.Process) -> None:
    """End a process by the end of its input; kill one that does not heed that."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.close()
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(GOODBYE_S):
            while await process.stdout.read(_PIECE_BYTES):
                pass  # it may wait for room to write
            await process.wait()
    if process.returncode is None:
        process.kill()
        await process.wait()
