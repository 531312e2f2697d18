"""The programme's own line of time, on which one publisher after another is put.

The first picture of a new publisher comes one picture after the last one of the
publisher before it.  Sound is laid on the grid of the frames that went before, at
most half a frame away from where it would belong, so that a player that counts
samples hears no gap and no overlap.

A key frame seldom comes a whole picture after the last one of before, so each cut lets the
line go ahead of real time, which players keep as delay: 2.4 s after a hundred.  Where it is
MAX_AHEAD_MS ahead, the step at a cut is a part of a picture until it no longer is::

    timeline.cut_to(source, key_frame, waited_ms=12)
    out = timeline.place(tag)           # None: it is from before the cut
"""

from dataclasses import replace

from studio.publish.queue import MediaTag
from studio.room.relay.source import Source
from studio.room.relay.tags import composition_ms
from studio.rtmp.flv import Tag

MAX_AHEAD_MS = 100
START_MS = 1000
"""Where a programme begins, so that nothing is ever before 0."""


class Timeline:
    """See the module.

    Attributes:
        last_ms: The newest time of each track.
    """

    def __init__(self) -> None:
        self.last_ms: dict[Tag, int] = {}
        self._shown_ms = 0
        self._shift_ms = 0
        self._sound_shift_ms: int | None = None
        self._sound_step_ms = 0.0
        self._start_ms = START_MS
        self._ahead_ms = 0

    @property
    def newest_ms(self) -> int:
        """The newest time of all."""
        return max(self.last_ms.values(), default=START_MS)

    def cut_to(self, source: Source, first: MediaTag, waited_ms: int = 0) -> None:
        """Let ``source`` go on from here.

        Args:
            source: Of its clock nothing is known.
            first: Its first picture; where it has none, its first sound.
            waited_ms: How long ago the last picture came, on our clock.
        """
        last_ms = self.last_ms.get(first.kind)
        if last_ms is None:
            start_ms = self.newest_ms
        elif first.kind is Tag.VIDEO:
            step_ms = source.step_ms
            if self._ahead_ms > MAX_AHEAD_MS:
                step_ms -= min(step_ms * 2 // 3, self._ahead_ms)
            delay_ms = composition_ms(first.body)
            start_ms = max(last_ms + step_ms, self._shown_ms + step_ms - delay_ms)
            self._ahead_ms = max(0, self._ahead_ms + start_ms - last_ms - waited_ms)
        else:
            start_ms = last_ms + round(source.sound_step_ms)
        self._start_ms = start_ms
        self._shift_ms = start_ms - first.time_ms
        self._sound_shift_ms = None
        self._sound_step_ms = source.sound_step_ms

    def place(self, tag: MediaTag) -> MediaTag | None:
        """Return the tag at its time in the programme, or None if it has none."""
        if tag.kind is Tag.VIDEO:
            time_ms = max(tag.time_ms + self._shift_ms, self.last_ms.get(Tag.VIDEO, 0))
            self._shown_ms = max(self._shown_ms, time_ms + composition_ms(tag.body))
        else:
            placed_ms = self._place_sound(tag)
            if placed_ms is None:
                return None
            time_ms = placed_ms
        self.last_ms[tag.kind] = time_ms
        return replace(tag, time_ms=time_ms)

    def shown_ms(self, time_ms: int) -> int:
        """Return where a time on the line of what is on air lies on the programme's."""
        return time_ms + self._shift_ms

    def missing_sounds(self, first: MediaTag) -> int:
        """Return how many frames of silence belong before the first sound after a cut."""
        last_ms = self.last_ms.get(Tag.AUDIO)
        if self._sound_shift_ms is not None or last_ms is None:
            return 0
        gap_ms = first.time_ms + self._shift_ms - last_ms
        return max(0, round(gap_ms / self._sound_step_ms) - 1)

    def place_silence(self, body: bytes, count: int) -> list[MediaTag]:
        """Return so many frames of silence right behind the last sound."""
        last_ms = self.last_ms[Tag.AUDIO]
        times = [last_ms + round(n * self._sound_step_ms) for n in range(1, count + 1)]
        self.last_ms[Tag.AUDIO] = times[-1] if times else last_ms
        return [MediaTag(Tag.AUDIO, time_ms, body) for time_ms in times]

    def _place_sound(self, tag: MediaTag) -> int | None:
        last_ms = self.last_ms.get(Tag.AUDIO)
        time_ms = tag.time_ms + self._shift_ms
        if self._sound_shift_ms is None:
            step_ms = self._sound_step_ms
            earliest_ms = self._start_ms if last_ms is None else last_ms + step_ms / 2
            if time_ms < earliest_ms:
                return None
            shift_ms = 0
            if last_ms is not None and time_ms - last_ms < 1.5 * step_ms:
                shift_ms = last_ms + int(step_ms) - time_ms
            self._sound_shift_ms = shift_ms
        return max(time_ms + self._sound_shift_ms, last_ms or 0)
