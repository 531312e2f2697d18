"""One line of sound on its way to words: what waits, what goes on, what has ended.

Sound is put in as it comes and taken through the voice activity frame by frame; only what is open
and two thirds of a second before it are kept, so that hours of silence or music take no memory::

    line = Line(VoiceActivity(path))
    line.put(at, samples)
    while (event := line.go_on()) is not None:
        ...                                 # an Ended, or a Hole
    going_on = line.look()                  # None if there is nothing new in it

Pure but for the model; positions are samples at 16 kHz on the programme's clock.
"""

from collections import deque
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from studio.captions.backlog import Backlog
from studio.captions.segments import FRAME, Segment, Segments
from studio.captions.sound import Mono, samples_of

SMALL_HOLE = samples_of(50)
"""What is shorter is filled with silence: nobody hears it."""
_LEAST_VOICED = samples_of(250)
_LEAST_NEW = samples_of(200)


class Activity(Protocol):
    """Says whether somebody speaks."""

    def hears(self, frame: Mono) -> bool:
        """Say so of the next frame."""

    def reset(self) -> None:
        """Forget what came before."""


@dataclass(frozen=True, slots=True, eq=False)
class Ended:
    """A segment that has ended, or what there is of one, and its sound."""

    segment: Segment
    samples: Mono


@dataclass(frozen=True, slots=True)
class Hole:
    """Sound that never came, or that was dropped."""

    start: int
    end: int


class Line:
    """See the module.

    Args:
        activity: This line's own.
        at: Where it begins; what lies before it was heard already.
        number: Of its first segment.
    """

    def __init__(self, activity: Activity, at: int = 0, number: int = 0) -> None:
        self.backlog = Backlog(at)
        self._activity = activity
        self._segments = Segments(at, number)
        self._sound: Mono = np.empty(0, np.float32)
        self._from = at
        self._events: deque[Ended | Hole] = deque()
        self._looked = (-1, 0, 0)

    @property
    def open(self) -> Segment | None:
        """What goes on."""
        return self._segments.open

    @property
    def next_number(self) -> int:
        """The number of what is open, or of what opens next."""
        return self._segments.next_number

    @property
    def until(self) -> int:
        """Up to where all has ended."""
        open = self._segments.open
        return self._segments.at if open is None else open.start

    @property
    def kept(self) -> int:
        """How many samples it holds."""
        return len(self._sound) + self.backlog.waiting

    def put(self, at: int, samples: Mono) -> int:
        """Add sound; return how many older samples were dropped for it."""
        return self.backlog.put(at, samples)

    def go_on(self) -> Ended | Hole | None:
        """Hear what waits, up to what ends first; None once nothing waits."""
        while True:
            if self._events:
                return self._events.popleft()
            if not self._hear_frame() and not self._take():
                return None

    @property
    def has_news(self) -> bool:
        """Whether there is more to hear in what goes on than at the last look."""
        open = self._segments.open
        if open is None or open.voiced < _LEAST_VOICED:
            return False
        number, end, voice_end = self._looked
        is_same = number == open.number
        return not is_same or (open.end - end >= _LEAST_NEW and open.voice_end > voice_end)

    def look(self) -> Ended | None:
        """Return what goes on, as if it ended now; None if there is nothing new in it."""
        open = self._segments.open
        if open is None or not self.has_news:
            return None
        self._looked = open.number, open.end, open.voice_end
        return Ended(open, self._cut(open))

    def _hear_frame(self) -> bool:
        """Go on by a frame; False if there is none."""
        first = self._segments.at - self._from
        frame = self._sound[first : first + FRAME]
        if len(frame) < FRAME:
            return False
        ended = self._segments.put(
            is_speech=self._activity.hears(frame), loudness=float(np.abs(frame).mean())
        )
        if ended is not None:
            self._end(ended)
        return True

    def _take(self) -> bool:
        """Take what waits next; False if nothing does."""
        keep = max(0, self._segments.keep_from - self._from)
        self._sound, self._from = self._sound[keep:], self._from + keep
        if (taken := self.backlog.take()) is None:
            return False
        at, samples = taken
        end = self._from + len(self._sound)
        if at - end > SMALL_HOLE:
            self._skip(at)
        elif at > end:
            samples = np.pad(samples, (at - end, 0))
        self._sound = np.concatenate((self._sound, samples))
        return True

    def _skip(self, to: int) -> None:
        hole = Hole(self._segments.at, to)
        ended = self._segments.skip(to)
        if ended is not None:
            self._end(ended)
        self._events.append(hole)
        self._sound, self._from = self._sound[:0], to
        self._activity.reset()

    def _end(self, ended: Segment) -> None:
        if ended.is_speech or ended.number == self._looked[0]:
            self._events.append(Ended(ended, self._cut(ended)))

    def _cut(self, segment: Segment) -> Mono:
        return self._sound[segment.start - self._from : segment.end - self._from].copy()
