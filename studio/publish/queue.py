"""The tags that wait for a slow network: bounded in bytes and in media time.

When it grows over its limits the pictures are given up, up to the last key
frame in it or, when there is none, up to the next one; sound is given up only
when it is far behind, headers never::

    queue = TagQueue()
    queue.put(tag)
    while transport_is_free and (tag := queue.take()):
        send(tag)
"""

from collections import deque
from dataclasses import dataclass

from studio.rtmp.flv import Tag

MAX_BYTES = 8 << 20
MAX_VIDEO_MS = 1500
MAX_AUDIO_MS = 6000


@dataclass(frozen=True, slots=True)
class MediaTag:
    """One FLV tag with what is known about it."""

    kind: Tag
    time_ms: int
    body: bytes
    is_key: bool = False
    is_header: bool = False


class TagQueue:
    """First in, first out, with the drops described above.

    Attributes:
        dropped_frames: Pictures given up.
        dropped_audio: Sound frames given up.
        wants_key: A key frame is needed before pictures can go on.
    """

    def __init__(
        self,
        max_bytes: int = MAX_BYTES,
        max_video_ms: int = MAX_VIDEO_MS,
        max_audio_ms: int = MAX_AUDIO_MS,
    ) -> None:
        self.dropped_frames = 0
        self.dropped_audio = 0
        self.wants_key = False
        self.waiting_bytes = 0
        self._limits = (max_bytes, max_video_ms, max_audio_ms)
        self._tags: deque[MediaTag] = deque()

    def __len__(self) -> int:
        return len(self._tags)

    @property
    def waiting_ms(self) -> int:
        """The media time between the oldest and the newest tag."""
        times = self._tags
        return max(0, times[-1].time_ms - times[0].time_ms) if times else 0

    @property
    def pictures(self) -> int:
        """How many pictures wait."""
        return sum(map(_is_picture, self._tags))

    def put(self, tag: MediaTag) -> bool:
        """Append a tag; False when a tag had to be given up for want of room."""
        if self.wants_key and tag.kind is Tag.VIDEO and not tag.is_header:
            if not tag.is_key:
                self.dropped_frames += 1
                return False
            self.wants_key = False
        self._tags.append(tag)
        self.waiting_bytes += len(tag.body)
        max_bytes, max_video_ms, max_audio_ms = self._limits
        fits = True
        if self.waiting_bytes > max_bytes or self._video_ms() > max_video_ms:
            fits = not self._give_up_video()
        while self.waiting_bytes > max_bytes or self.waiting_ms > max_audio_ms:
            if not self._give_up_audio():
                break
            fits = False
        return fits

    def take(self) -> MediaTag | None:
        """Remove the oldest tag."""
        if not self._tags:
            return None
        tag = self._tags.popleft()
        self.waiting_bytes -= len(tag.body)
        return tag

    def _video_ms(self) -> int:
        oldest = next((tag for tag in self._tags if _is_picture(tag)), None)
        return 0 if oldest is None else self._tags[-1].time_ms - oldest.time_ms

    def _give_up_video(self) -> bool:
        """Drop the pictures before the last key frame; all when that is the oldest one."""
        pictures = [tag for tag in self._tags if _is_picture(tag)]
        keys = [index for index, tag in enumerate(pictures) if tag.is_key and index > 0]
        gone = pictures[: keys[-1]] if keys else pictures
        if not gone:
            return False
        self.wants_key = not keys
        self.dropped_frames += len(gone)
        self._remove(gone)
        return True

    def _give_up_audio(self) -> bool:
        oldest = next((tag for tag in self._tags if _is_sound(tag)), None)
        if oldest is None:
            return False
        self.dropped_audio += 1
        self._remove([oldest])
        return True

    def _remove(self, gone: list[MediaTag]) -> None:
        lost = set(map(id, gone))
        self._tags = deque(tag for tag in self._tags if id(tag) not in lost)
        self.waiting_bytes -= sum(len(tag.body) for tag in gone)


def _is_picture(tag: MediaTag) -> bool:
    return tag.kind is Tag.VIDEO and not tag.is_header


def _is_sound(tag: MediaTag) -> bool:
    return tag.kind is Tag.AUDIO and not tag.is_header
