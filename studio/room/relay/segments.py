"""The programme as segments and parts of Low-Latency HLS, held in memory.

A part ends with the picture before the one that would make it longer than
PART_MS, and with each key frame; a segment begins with a key frame once the last one
has SEGMENT_MS, or at the latest after TARGET_MS.  The bytes of a segment are the
bytes of its parts::

    segmenter = Segmenter()
    segmenter.put(tag)
    segmenter.playlist(query)
    segmenter.part(12, 3)

Only H.264 and AAC come this way.
"""

import asyncio
from collections import deque
from dataclasses import dataclass, field

from studio.publish.queue import MediaTag
from studio.room.relay.boxes import (
    AUDIO_TRACK,
    VIDEO_TIMESCALE,
    VIDEO_TRACK,
    Run,
    Sample,
    fragment,
    init_segment,
)
from studio.room.relay.errors import MediaError
from studio.room.relay.tags import AVC_HEAD_BYTES, AacConfig, AvcConfig, composition_ms
from studio.rtmp.flv import Tag

PART_MS = 298
"""85 % of PART_TARGET_MS, which is the least that a part may have."""

PART_TARGET_MS = 350
SEGMENT_MS = 1000
TARGET_MS = 4000
SEGMENTS = 8
SEGMENTS_WITH_PARTS = 4
MAX_BYTES = 96 << 20
MAX_PENDING = 1024
_FRAME_SAMPLES = 1024


@dataclass(slots=True)
class Part:
    """A piece of a segment; independent if it begins with a key frame."""

    data: bytes
    duration_ms: int
    is_independent: bool


@dataclass(slots=True)
class Segment:
    """A segment, whole or still growing.

    Attributes:
        number: Its media sequence number.
        init: The number of its init segment.
        start_ms: When its first picture is shown, on the programme's line.
        is_discontinuous: Its init segment is another one than that before.
    """

    number: int
    init: int
    start_ms: int
    is_discontinuous: bool
    parts: list[Part] = field(default_factory=list)
    is_done: bool = False

    @property
    def duration_ms(self) -> int:
        """The sum of its parts."""
        return sum(part.duration_ms for part in self.parts)

    @property
    def data(self) -> bytes:
        """All its bytes."""
        return b"".join(part.data for part in self.parts)


class Segmenter:
    """See the module.

    Attributes:
        segments: The newest ones; the last may still grow.
        inits: Init segments by number.
        codecs: What the newest init segment is for, e.g. ``avc1.64001f,mp4a.40.2``.
        size: The same: width and height.
        discontinuities: How many discontinuities lie before the oldest segment.
    """

    def __init__(self) -> None:
        self.segments: deque[Segment] = deque()
        self.inits: dict[int, bytes] = {}
        self.codecs = ""
        self.size = 0, 0
        self.discontinuities = 0
        self.has_ended = False
        self._init = -1
        self._video: AvcConfig | None = None
        self._audio: AacConfig | None = None
        self._is_new_init = True
        self._pictures: list[MediaTag] = []
        self._sounds: deque[MediaTag] = deque(maxlen=MAX_PENDING)
        self._next_sample: int | None = None
        self._fragments = 0
        self._numbers = 0
        self._news = asyncio.Event()

    @property
    def position(self) -> tuple[int, int]:
        """The media sequence number of the newest segment and how many parts it has."""
        if not self.segments:
            return (self._numbers, 0)
        last = self.segments[-1]
        return (last.number + 1, 0) if last.is_done else (last.number, len(last.parts))

    @property
    def open_ms(self) -> int | None:
        """When the first picture is shown of the segment that grows; None if none does."""
        segment = self.segments[-1] if self.segments else None
        return None if segment is None or segment.is_done else segment.start_ms

    @property
    def peak_bps(self) -> int:
        """Bits a second of the part that has most."""
        parts = [part for segment in self.segments for part in segment.parts]
        return max((len(part.data) * 8000 // max(1, part.duration_ms) for part in parts), default=0)

    def put(self, tag: MediaTag) -> None:
        """Take the next tag of the programme."""
        if tag.is_header:
            self._put_header(tag)
        elif tag.kind is Tag.AUDIO:
            if self._audio is not None and tag.body[0] >> 4 == 10:
                self._sounds.append(tag)
        elif self._video is not None and not tag.body[0] & 0x80:
            self._put_picture(tag)

    def end(self) -> None:
        """Nothing comes any more."""
        self.has_ended = True
        if self.segments:
            self.segments[-1].is_done = True
        self._wake()

    async def wait(self) -> None:
        """Wait for the next part."""
        await self._news.wait()

    def find(self, number: int) -> Segment | None:
        """Return a segment by its media sequence number."""
        if not self.segments:
            return None
        index = number - self.segments[0].number
        return self.segments[index] if 0 <= index < len(self.segments) else None

    def _put_header(self, tag: MediaTag) -> None:
        try:
            if tag.kind is Tag.VIDEO:
                self._video = None if tag.body[0] & 0x80 else AvcConfig.read(tag.body)
            elif tag.kind is Tag.AUDIO:
                self._audio = AacConfig.read(tag.body) if tag.body[0] >> 4 == 10 else None
                self._sounds.clear()
                self._next_sample = None
        except MediaError:
            return  # its publisher has heard that already
        self._is_new_init |= tag.kind is not Tag.SCRIPT

    def _put_picture(self, tag: MediaTag) -> None:
        pictures = self._pictures
        if pictures:
            would_be_ms = tag.time_ms - pictures[0].time_ms
            step_ms = tag.time_ms - pictures[-1].time_ms
            if tag.is_key or would_be_ms + step_ms > PART_TARGET_MS or would_be_ms >= PART_MS:
                self._finish_part(tag.time_ms)
        if self._wants_segment(tag):
            self._begin_segment(tag.time_ms + composition_ms(tag.body))
        if self.segments and not self.segments[-1].is_done:
            self._pictures.append(tag)
            if len(self._pictures) > MAX_PENDING:
                self._finish_part(tag.time_ms)

    def _wants_segment(self, tag: MediaTag) -> bool:
        if not self.segments or self.segments[-1].is_done or self._is_new_init:
            return tag.is_key
        duration_ms = self.segments[-1].duration_ms
        if tag.is_key and duration_ms >= SEGMENT_MS:
            return True
        return duration_ms + PART_TARGET_MS > TARGET_MS

    def _begin_segment(self, start_ms: int) -> None:
        assert self._video is not None  # pictures come only behind their header
        is_discontinuous = False
        if self._is_new_init:
            self._is_new_init = False
            is_discontinuous = self._init >= 0
            self._init += 1
            self.inits[self._init] = init_segment(self._video, self._audio)
            sound = f",mp4a.40.{self._audio.object_type}" if self._audio else ""
            self.codecs = self._video.codec + sound
            self.size = self._video.width, self._video.height
        if self.segments:
            self.segments[-1].is_done = True
        self.segments.append(Segment(self._numbers, self._init, start_ms, is_discontinuous))
        self._numbers += 1
        self._forget_old()

    def _forget_old(self) -> None:
        held = sum(len(part.data) for each in self.segments for part in each.parts)
        while len(self.segments) > SEGMENTS or (held > MAX_BYTES and len(self.segments) > 2):
            gone = self.segments.popleft()
            held -= sum(len(part.data) for part in gone.parts)
            self.discontinuities += gone.is_discontinuous
        oldest = self.segments[0].init
        self.inits = {number: data for number, data in self.inits.items() if number >= oldest}

    def _finish_part(self, end_ms: int) -> None:
        pictures, self._pictures = self._pictures, []
        times = [*(tag.time_ms for tag in pictures), max(end_ms, pictures[-1].time_ms + 1)]
        samples = [
            Sample(
                tag.body[AVC_HEAD_BYTES:],
                max(1, until_ms - since_ms),
                tag.is_key,
                composition_ms(tag.body),
            )
            for tag, since_ms, until_ms in zip(pictures, times, times[1:], strict=False)
        ]
        start = times[0] * VIDEO_TIMESCALE // 1000
        runs = [Run(VIDEO_TRACK, start, samples)]
        if sounds := self._take_sounds(times[-1]):
            runs.append(sounds)
        self._fragments += 1
        part = Part(fragment(self._fragments, runs), times[-1] - times[0], pictures[0].is_key)
        self.segments[-1].parts.append(part)
        self._wake()

    def _take_sounds(self, until_ms: int) -> Run | None:
        """Take the frames that are heard before a time, on an unbroken line of samples."""
        if self._audio is None:
            return None
        taken: list[MediaTag] = []
        while self._sounds and self._sounds[0].time_ms < until_ms:
            taken.append(self._sounds.popleft())
        if not taken:
            return None
        rate_hz = self._audio.rate_hz
        start = taken[0].time_ms * rate_hz // 1000
        if self._next_sample is not None and abs(start - self._next_sample) < _FRAME_SAMPLES * 2:
            start = self._next_sample
        self._next_sample = start + len(taken) * _FRAME_SAMPLES
        return Run(AUDIO_TRACK, start, [Sample(tag.body[2:], _FRAME_SAMPLES) for tag in taken])

    def _wake(self) -> None:
        news, self._news = self._news, asyncio.Event()
        news.set()
