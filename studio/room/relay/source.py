"""One publisher of a room: what it sent last, on a clock of its own.

Publishers have clocks that nobody else shares, and times that wrap, jump or go
back.  ``note`` makes them one line that only ever goes forward; the programme puts
that line on its own::

    source = Source(number=1, who="studio", now_ms=now_ms)
    tag = source.note(tag, now_ms)
"""

from collections import deque
from dataclasses import dataclass, replace
from statistics import median_low

from studio.publish.queue import MediaTag
from studio.room.relay.tags import AacConfig, AvcConfig
from studio.rtmp.flv import Tag, take_start

MAX_JUMP_MS = 3000
"""A publisher's clock that goes so far apart from ours in one step was set: no pause."""

RECENT_SOUNDS = 256
RECENT_STEPS = 15
DEFAULT_STEP_MS = 33
KNOWN_PICTURES = 4
"""After so many it is known how many a second there are."""
MAX_DEVICE_CHARACTERS = 64
_WRAP = 1 << 32


class Source:
    """One publisher, active or standing by.

    Args:
        number: Of this connection, in its room.
        who: The publisher's name; several connections may have the same.
        now_ms: The time.
        device: What its owner calls the machine that publishes, or "".
        phone: Which peer of the room's stage it is, on air by itself; "" for all others.

    Attributes:
        heard_ms: When it last sent a picture or sound.
        script: Its ``onMetaData``, without what it says of its clock.
        starts_ms: What its programme's clock shows where its times are 0; None if it doesn't say.
        step_ms: From one picture to the next, as it usually is: one may have been left out.
        sounds: Its last sound frames, for those that belong to pictures still to come.
    """

    def __init__(
        self, number: int, who: str, now_ms: int, device: str = "", phone: str = ""
    ) -> None:
        self.number = number
        self.who = who
        self.device = device
        self.phone = phone
        self.heard_ms = now_ms
        self.joined_ms = now_ms
        self.has_media = False
        self.script: MediaTag | None = None
        self.starts_ms: int | None = None
        self.video_header: MediaTag | None = None
        self.audio_header: MediaTag | None = None
        self.step_ms = DEFAULT_STEP_MS
        self.sounds: deque[MediaTag] = deque(maxlen=RECENT_SOUNDS)
        self.received_bytes = 0
        self._steps_ms: deque[int] = deque(maxlen=RECENT_STEPS)
        self._pictures = 0
        self._tracks: dict[Tag, _Last] = {}

    @property
    def name(self) -> str:
        """What people call it: its device, where that has a name."""
        return self.device or self.who

    @property
    def is_known(self) -> bool:
        """Whether enough has come to say what it sends."""
        is_enough = self.video_header is None or self._pictures >= KNOWN_PICTURES
        return self.has_media and is_enough

    @property
    def sound_step_ms(self) -> float:
        """How long one frame of its sound lasts."""
        return sound_step_ms(self.audio_header)

    def note(self, tag: MediaTag, now_ms: int) -> MediaTag:
        """Remember what the tag says and return it with its time on the source's own line.

        Raises:
            MediaError: If its header is of no use.
        """
        self.received_bytes += len(tag.body)
        if tag.is_header or tag.kind is Tag.SCRIPT:
            self._note_header(tag)
            return tag
        self.heard_ms, self.has_media = now_ms, True
        tag = replace(tag, time_ms=self._time(tag, now_ms))
        if tag.kind is Tag.AUDIO:
            self.sounds.append(tag)
        else:
            self._pictures += 1
        return tag

    def shown_ms(self, programme_ms: int) -> int | None:
        """Return when on its line is shown what was said at a time of its programme's clock.

        None if its clock isn't known.
        """
        last = self._tracks.get(Tag.VIDEO) or self._tracks.get(Tag.AUDIO)
        if last is None or self.starts_ms is None:
            return None
        return last.time_ms + _step_ms(last.raw_ms, programme_ms - self.starts_ms)

    def _note_header(self, tag: MediaTag) -> None:
        if tag.kind is Tag.SCRIPT:
            body, self.starts_ms = take_start(tag.body)
            self.script = replace(tag, body=body)
        elif tag.kind is Tag.VIDEO:
            if not tag.body[0] & 0x80:
                AvcConfig.read(tag.body)
            self.video_header = tag
        else:
            if tag.body[0] >> 4 == 10:
                AacConfig.read(tag.body)
            self.audio_header = tag
            self.sounds.clear()

    def _time(self, tag: MediaTag, now_ms: int) -> int:
        """Continue the track's line by the step that the publisher's clock has made."""
        last = self._tracks.get(tag.kind)
        if last is None:
            time_ms = tag.time_ms
            for other in self._tracks.values():  # keep to the other track's line
                time_ms += other.time_ms - other.raw_ms
        else:
            step_ms = _step_ms(last.raw_ms, tag.time_ms)
            if abs(step_ms - (now_ms - last.heard_ms)) > MAX_JUMP_MS:
                is_video = tag.kind is Tag.VIDEO
                step_ms = self.step_ms if is_video else round(self.sound_step_ms)
            elif tag.kind is Tag.VIDEO and 1 <= step_ms <= 200:
                self._steps_ms.append(step_ms)
                self.step_ms = median_low(self._steps_ms)
            time_ms = last.time_ms + step_ms
        self._tracks[tag.kind] = _Last(tag.time_ms, time_ms, now_ms)
        return time_ms


@dataclass(frozen=True, slots=True)
class _Last:
    """The newest tag of a track: its publisher's time, its time on our line, when it came."""

    raw_ms: int
    time_ms: int
    heard_ms: int


def _step_ms(before_ms: int, after_ms: int) -> int:
    """Return how far it is from one time of a publisher to another; they wrap."""
    return (after_ms - before_ms + _WRAP // 2) % _WRAP - _WRAP // 2


def sound_step_ms(header: MediaTag | None) -> float:
    """How long one frame of sound lasts; of AAC at 48 kHz where nothing is known."""
    if header is None or header.body[0] >> 4 != 10:
        return 1024 / 48
    return AacConfig.read(header.body).frame_ms
