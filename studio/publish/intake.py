"""From the tags that engines give to the tags that a server can take.

A server needs the headers first, then a key frame, and times that never go
back within a track, across its own restarts and the engine's.  Tracks are not
held against each other: a tag's composition time counts from its own time, so
moving a picture because sound was ahead of it would show it late::

    intake = Intake()
    intake.begin_connection()
    for tag in intake.take(tag_from_engine):
        publisher.put(tag)
"""

from dataclasses import replace

from studio.publish.queue import MediaTag
from studio.rtmp.flv import Tag

FRAME_MS = 33
_HEADER_ORDER = (Tag.SCRIPT, Tag.VIDEO, Tag.AUDIO)


class Intake:
    """One destination's view of the programme; see the module.

    Attributes:
        wants_key: Nothing goes on before a key frame.
        skipped_frames: Pictures that came while nothing could go on.
    """

    def __init__(self) -> None:
        self.wants_key = True
        self.skipped_frames = 0
        self._headers: dict[Tag, bytes] = {}
        self._start_ms = 0
        self._last_ms: dict[Tag, int] = {}
        self._shift_ms = 0
        self._is_new_engine = False

    def begin_connection(self) -> None:
        """A server is there that knows nothing yet."""
        self.wants_key = True

    def begin_engine(self) -> None:
        """Another engine goes on; its headers may differ and its times may jump back."""
        self.wants_key = True
        self._is_new_engine = True

    def take(self, tag: MediaTag) -> list[MediaTag]:
        """Return what is to be sent now."""
        if tag.is_header or tag.kind is Tag.SCRIPT:
            return self._header(tag)
        if self._is_new_engine:
            self._is_new_engine = False
            behind_ms = self._newest_ms + FRAME_MS - tag.time_ms
            # The session's clock goes on by itself; this is for one that started anew.
            self._shift_ms = max(0, behind_ms) if behind_ms > FRAME_MS else 0
        time_ms = tag.time_ms + self._shift_ms
        if not self.wants_key:
            if time_ms < self._start_ms:
                return []
            return [self._at(tag, time_ms)]
        if tag.kind is Tag.VIDEO and tag.is_key:
            return self._begin(tag, time_ms)
        if tag.kind is Tag.AUDIO and Tag.VIDEO not in self._headers:
            return self._begin(tag, time_ms)
        self.skipped_frames += tag.kind is Tag.VIDEO
        return []

    def miss(self, tag: MediaTag) -> None:
        """Note a tag that came while no server was there."""
        if tag.is_header or tag.kind is Tag.SCRIPT:
            self._headers[tag.kind] = tag.body
        self.skipped_frames += tag.kind is Tag.VIDEO and not tag.is_header

    def _header(self, tag: MediaTag) -> list[MediaTag]:
        is_news = self._headers.get(tag.kind) != tag.body
        self._headers[tag.kind] = tag.body
        if self.wants_key or not is_news:
            return []
        return [replace(tag, time_ms=self._last_ms.get(tag.kind, 0), is_header=True)]

    def _begin(self, tag: MediaTag, time_ms: int) -> list[MediaTag]:
        self.wants_key = False
        first = self._at(tag, time_ms)
        self._start_ms = first.time_ms
        headers = [
            self._at(
                MediaTag(kind, first.time_ms, self._headers[kind], is_header=True), first.time_ms
            )
            for kind in _HEADER_ORDER
            if kind in self._headers
        ]
        return [*headers, first]

    @property
    def _newest_ms(self) -> int:
        return max(self._last_ms.values(), default=0)

    def _at(self, tag: MediaTag, time_ms: int) -> MediaTag:
        """The tag at its time, which is never before that of its track's tag before it."""
        time_ms = max(self._last_ms.get(tag.kind, 0), time_ms)
        self._last_ms[tag.kind] = time_ms
        return tag if tag.time_ms == time_ms else replace(tag, time_ms=time_ms)
