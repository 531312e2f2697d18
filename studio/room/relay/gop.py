"""What a newcomer gets first: the headers, and the pictures since the newest key frame.

A player that is handed two seconds of pictures would show them, and stay two
seconds behind.  So what is older than LIVE_MS gets times a millisecond apart: the
decoder needs those pictures, the eye does not, and the newcomer is at once where
all others are::

    cache.put(tag)
    for tag in cache.start():
        send(tag)
"""

from dataclasses import replace

from studio.publish.queue import MediaTag
from studio.room.relay.tags import composition_ms
from studio.rtmp.flv import Tag

LIVE_MS = 200
MAX_TAGS = 4000
MAX_BYTES = 12 << 20
_HEADER_ORDER = (Tag.SCRIPT, Tag.VIDEO, Tag.AUDIO)


class GopCache:
    """See the module; bounded in number and bytes.

    Attributes:
        headers: The newest of each kind.
    """

    def __init__(self) -> None:
        self.headers: dict[Tag, MediaTag] = {}
        self._tags: list[MediaTag] = []
        self._bytes = 0

    @property
    def is_ready(self) -> bool:
        """Whether a newcomer can begin now rather than with the next key frame."""
        return bool(self._tags)

    def put(self, tag: MediaTag) -> None:
        """Take the newest tag of the programme."""
        if tag.is_header:
            self.headers[tag.kind] = tag
        elif tag.kind is Tag.VIDEO and tag.is_key:
            self._tags = [tag]
            self._bytes = len(tag.body)
        elif self._tags or Tag.VIDEO not in self.headers:
            self._tags.append(tag)
            self._bytes += len(tag.body)
            if len(self._tags) > MAX_TAGS or self._bytes > MAX_BYTES:
                self.clear()  # newcomers wait for the next key frame

    def clear(self) -> None:
        """Forget the pictures and sounds."""
        self._tags, self._bytes = [], 0

    def since(self, time_ms: int) -> list[MediaTag]:
        """Return what one begins with that goes on behind a time: all since the newest key frame.

        Pictures up to then are a millisecond apart: they are only there to be decoded.
        """
        pictures = [tag for tag in self._tags if tag.kind is Tag.VIDEO]
        old = [tag for tag in pictures if tag.time_ms <= time_ms]
        tags = self._tags
        if not any(composition_ms(tag.body) for tag in pictures):
            first_ms = time_ms - len(old)
            tags = [replace(tag, time_ms=first_ms + n) for n, tag in enumerate(old)]
            tags += [tag for tag in self._tags if tag.time_ms > time_ms or tag.kind is Tag.AUDIO]
        return [*self._headers_at(tags[0].time_ms if tags else 0), *tags]

    def start(self) -> list[MediaTag]:
        """Return what a newcomer gets before what comes next; may be headers only."""
        tags = self._squeezed() if Tag.VIDEO in self.headers else self._tags[-1:]
        first_ms = tags[0].time_ms if tags else 0
        return [*self._headers_at(first_ms), *tags]

    def _headers_at(self, time_ms: int) -> list[MediaTag]:
        headers = [self.headers[kind] for kind in _HEADER_ORDER if kind in self.headers]
        return [replace(tag, time_ms=time_ms) for tag in headers]

    def _squeezed(self) -> list[MediaTag]:
        if not self._tags:
            return []
        pictures = [tag for tag in self._tags if tag.kind is Tag.VIDEO]
        live_ms = pictures[-1].time_ms - LIVE_MS
        old = [tag for tag in pictures if tag.time_ms < live_ms]
        if not old or any(composition_ms(tag.body) for tag in pictures):
            return list(self._tags)
        first_ms = live_ms - len(old)
        if first_ms <= old[0].time_ms:
            return list(self._tags)
        squeezed = [replace(tag, time_ms=first_ms + n) for n, tag in enumerate(old)]
        return squeezed + [tag for tag in self._tags if tag.time_ms >= live_ms]
