"""From a publisher's sound to the programme's: as it is, encoded anew, or silence.

sounds = Sounds(target)
sounds.configure(header_body)
for tag in sounds.take(tag): …
for tag in sounds.fill(picture_ms): …     # where no sound comes, or it was lost
"""

from studio.publish.queue import MediaTag
from studio.room.relay.slate import encode_silence
from studio.room.relay.tags import AAC_HEAD_BYTES, AacConfig
from studio.room.relay.target import Target
from studio.room.relay.transcode.resound import Resound
from studio.rtmp.flv import Tag

BEHIND_MS = 500
"""So far behind the picture sound may be before it is taken for lost."""

MOST_FILLED = 200
_AAC = 10


class Sounds:
    """See the module; gives nothing where the programme has no sound."""

    def __init__(self, target: Target) -> None:
        self.header = target.sound
        self._config = AacConfig.read(target.sound) if target.sound else None
        self._silence = encode_silence(target.sound)
        self._resound: Resound | None = None
        self._fits = False
        self._was_heard = False
        self._end_ms: float | None = None

    def configure(self, body: bytes) -> None:
        """Take the header of the publisher's sound."""
        if self._config is None:
            return
        self._was_heard |= self._end_ms is not None  # what begins anew has sound that is to come
        theirs = AacConfig.read(body) if body[0] >> 4 == _AAC else None
        ours = self._config
        self._fits = theirs is not None and (
            (theirs.object_type, theirs.rate_hz, theirs.channels)
            == (ours.object_type, ours.rate_hz, ours.channels)
        )
        self._resound = None if self._fits else Resound(body, ours)

    def resume(self, sound_ms: int) -> None:
        """Give nothing up to a time: another process has."""
        if self._config is not None and sound_ms >= 0:
            self._end_ms = sound_ms + self._config.frame_ms

    def take(self, tag: MediaTag) -> list[MediaTag]:
        """Return what a frame of sound becomes."""
        if self._config is None:
            return []
        is_aac = tag.body[0] >> 4 == _AAC
        if self._resound is None and not self._fits and not is_aac:
            self.configure(tag.body)  # MP3 has no header
        if self._fits:
            return self._placed([MediaTag(Tag.AUDIO, tag.time_ms, tag.body)])
        if self._resound is None:
            return []
        data = tag.body[AAC_HEAD_BYTES if is_aac else 1 :]
        bodies = self._resound.take(data, tag.time_ms)
        head = self.header[:1] + b"\1"
        return self._placed([MediaTag(Tag.AUDIO, ms, head + data) for ms, data in bodies])

    def fill(self, picture_ms: int) -> list[MediaTag]:
        """Return silence for what should have come by now."""
        if self._config is None or not self._silence:
            return []
        due_ms = picture_ms - (BEHIND_MS if self._was_heard else 0)
        if self._end_ms is None:
            self._end_ms = picture_ms
            return []
        out: list[MediaTag] = []
        while self._end_ms < due_ms:
            if len(out) >= MOST_FILLED:  # the stream jumped
                self._end_ms = due_ms
                break
            out.append(MediaTag(Tag.AUDIO, int(self._end_ms), self._silence))
            self._end_ms += self._config.frame_ms
        return out

    def _placed(self, tags: list[MediaTag]) -> list[MediaTag]:
        """Return those that have a place behind what was given before."""
        assert self._config is not None
        out: list[MediaTag] = []
        for tag in tags:
            if self._end_ms is None or tag.time_ms >= self._end_ms - self._config.frame_ms / 2:
                self._end_ms = tag.time_ms + self._config.frame_ms
                self._was_heard = True
                out.append(tag)
        return out
