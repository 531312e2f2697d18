"""The process's work: each tag that came in, made what goes out.

work = Work(target, write)
work.take(tag, behind_ms)
"""

import time
from collections.abc import Callable

from studio.publish.queue import MediaTag
from studio.room.relay.target import Target
from studio.room.relay.transcode.pictures import Pictures
from studio.room.relay.transcode.sounds import Sounds
from studio.room.relay.transcode.words import KEY, Report, Resume
from studio.rtmp.flv import Tag
from studio.rtmp.flv_stream import frame_tag

LATE_MS = 300
"""More than what one begins with lies apart (``studio.room.relay.gop``)."""

REPORT_S = 1.0


class Work:
    """See the module; belongs to one thread, but for ``hear``.

    Args:
        target: What is on air.
        write: Sends bytes to the relay.
    """

    def __init__(self, target: Target, write: Callable[[bytes], None]) -> None:
        self._write = write
        self._pictures = Pictures(target)
        self._sounds = Sounds(target)
        self._did_begin = False
        self._reported = Report(0, wants_key=False)
        self._reported_s = 0.0
        write(frame_tag(Tag.SCRIPT, 0, self._reported.body()))  # it may begin

    def hear(self, word: bytes) -> None:
        """Take a word of the relay's; from any thread."""
        if word == KEY:
            self._pictures.want_key()
        elif resume := Resume.read(word):  # comes before the first tag: nobody is at work yet
            self._pictures.resume(resume.picture_ms)
            self._sounds.resume(resume.sound_ms)

    def take(self, tag: MediaTag, behind_ms: int) -> None:
        """Take a tag; ``behind_ms`` of media wait behind it."""
        if not self._did_begin:
            self._begin(tag.time_ms)
        if tag.is_header:
            part = self._pictures if tag.kind is Tag.VIDEO else self._sounds
            part.configure(tag.body)
        elif tag.kind is Tag.VIDEO:
            self._send(self._pictures.take(tag, is_late=behind_ms > LATE_MS))
            self._send(self._sounds.fill(tag.time_ms))
        else:
            self._send(self._sounds.take(tag))

    def report(self, given_up: int, *, wants_key: bool) -> None:
        """Say what was left out, when that is new; a few words a second at most.

        Args:
            given_up: Pictures that did not come to be taken.
            wants_key: They are given up until the next key frame.
        """
        wants_key |= self._pictures.is_lost
        report = Report(self._pictures.dropped + given_up, wants_key)
        now_s = time.monotonic()
        is_due = now_s - self._reported_s >= REPORT_S
        if is_due and (report != self._reported or wants_key):
            self._reported, self._reported_s = report, now_s
            self._write(frame_tag(Tag.SCRIPT, 0, report.body()))

    def _begin(self, time_ms: int) -> None:
        self._did_begin = True
        self._write(frame_tag(Tag.VIDEO, time_ms, self._pictures.header))
        if self._sounds.header:
            self._write(frame_tag(Tag.AUDIO, time_ms, self._sounds.header))

    def _send(self, tags: list[MediaTag]) -> None:
        for tag in tags:
            self._write(frame_tag(tag.kind, tag.time_ms, tag.body))
