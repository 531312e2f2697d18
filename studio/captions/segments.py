"""What belongs together in a line's sound: from where somebody begins to speak to where they pause.

Told of each frame of 32 ms whether somebody speaks in it and how loud it is.  A segment begins a
little before the first voice, as the first consonant is not heard as one.  It ends with a pause,
the shorter the longer it is already: a breath in a long sentence is a better place to cut than
the middle of a word, and a long segment costs more at each look.  One that finds no pause is cut
where it was quietest in its last seconds.

How much is heard around the voice, and how long a pause ends a segment, was tried on the clips of
the bench, 227 words in three states: with a third of a second around it and pauses of 0.6 s 54
words were wrong, with twice as much and 0.8 s 40; of the bare engine on whole clips, 43.  Silence
of our own around it helps where it is quiet and harms where it isn't::

    segments = Segments()
    ended = segments.put(is_speech=True, loudness=0.1)     # a Segment, or None
    segments.open                                          # what goes on, or None

Pure; positions are samples at 16 kHz.
"""

from collections import deque
from dataclasses import dataclass

from studio.captions.sound import RATE_HZ, ms_of, samples_of

FRAME = 512
"""Samples of a frame: what the voice activity model takes."""
PRE_ROLL = 20 * FRAME
POST_ROLL = 18 * FRAME
PATIENCE_MS = (800, 200)
"""The pause that ends a segment, as long as it is short, and when it is as long as can be."""
SHORT = 8 * RATE_HZ
LONGEST = 14 * RATE_HZ // FRAME * FRAME
_CUT_FRAMES = 3 * RATE_HZ // FRAME
_LEAST_VOICED = 7 * FRAME


@dataclass(frozen=True, slots=True)
class Segment:
    """Some of a line's sound.

    Attributes:
        number: Counts them.
        start: Its first sample.
        end: One behind its last.
        voice_end: One behind the last in which somebody spoke.
        voiced: In how many samples somebody spoke.
    """

    number: int
    start: int
    end: int
    voice_end: int
    voiced: int

    @property
    def is_speech(self) -> bool:
        """Whether it may be words: what is shorter is a click or a cough."""
        return self.voiced >= _LEAST_VOICED


class Segments:
    """See the module.

    Args:
        at: The first sample of the first frame.
        number: Of the first segment.
    """

    def __init__(self, at: int = 0, number: int = 0) -> None:
        self.at = at
        self._number = number
        self._floor = at
        self._begin: int | None = None
        self._voice_end = at
        self._voices: deque[bool] = deque()
        self._recent: deque[float] = deque(maxlen=_CUT_FRAMES)

    @property
    def next_number(self) -> int:
        """The number of what is open, or of what opens next."""
        return self._number

    @property
    def open(self) -> Segment | None:
        """What goes on, up to now; None while nobody speaks."""
        return None if self._begin is None else self._segment(self._begin, self.at)

    @property
    def keep_from(self) -> int:
        """From where on sound is still needed."""
        return max(self._floor, self.at - PRE_ROLL) if self._begin is None else self._begin

    def put(self, *, is_speech: bool, loudness: float) -> Segment | None:
        """Go on by a frame; return a segment that has ended with it."""
        self.at += FRAME
        if self._begin is None:
            if not is_speech:
                return None
            self._open(max(self._floor, self.at - FRAME - PRE_ROLL))
        if is_speech:
            self._voice_end = self.at
        self._voices.append(is_speech)
        self._recent.append(loudness)
        assert self._begin is not None
        if self.at - self._voice_end >= _patience(self.at - self._begin):
            return self._close(min(self.at, self._voice_end + POST_ROLL))
        if self.at - self._begin >= LONGEST:
            return self._cut()
        return None

    def skip(self, to: int) -> Segment | None:
        """Go on behind a hole in the sound; return what had to end before it."""
        ended = None if self._begin is None else self._close(self.at)
        self.at = self._floor = self._voice_end = to
        return ended

    def _open(self, begin: int) -> None:
        self._begin = begin
        self._voice_end = self.at
        self._voices.clear()
        self._recent.clear()

    def _close(self, end: int) -> Segment:
        assert self._begin is not None
        ended = self._segment(self._begin, end)
        self._number += 1
        self._begin, self._floor = None, end
        return ended

    def _cut(self) -> Segment:
        """End it where it was quietest of late, and go on with the rest as the next one."""
        recent = list(self._recent)
        smooth = [sum(recent[n - 1 : n + 2]) for n in range(1, len(recent) - 1)]
        quietest = min(range(len(smooth)), key=smooth.__getitem__) + 1
        behind = len(recent) - 1 - quietest
        voices, voice_end = list(self._voices), self._voice_end
        end = self.at - behind * FRAME
        rest = voices[len(voices) - behind :] if behind else []
        self._voices = deque(voices[: len(voices) - behind])
        self._voice_end = min(voice_end, end)
        ended = self._close(end)
        self._open(end)
        self._voices.extend(rest)
        self._recent.extend(recent[len(recent) - behind :] if behind else [])
        self._voice_end = max(voice_end, end)
        return ended

    def _segment(self, begin: int, end: int) -> Segment:
        voiced = sum(self._voices) * FRAME
        return Segment(self._number, begin, end, min(self._voice_end, end), voiced)


def _patience(length: int) -> int:
    """Return how long a pause ends a segment of a length, in samples."""
    first_ms, last_ms = PATIENCE_MS
    over_ms = max(0, ms_of(length - SHORT)) / ms_of(LONGEST - SHORT)
    return samples_of(first_ms + (last_ms - first_ms) * min(1.0, over_ms))
