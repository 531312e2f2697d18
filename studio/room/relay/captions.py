"""What is said on a programme, as WebVTT beside its HLS: one track for each language.

A track has the segments of the video, by number and time, and times on the programme's line::

    captions = Captions()
    captions.say(spoken, shift_ms, earliest_ms)          # of a final
    captions.segment("en", start_ms, end_ms)         # the text of one segment

What is said is final a second or two after it was said, and its first words are older by a
whole breath; players of Low-Latency HLS are a second behind.  So what belongs into a segment that
is closed comes into the one that still grows: it is shown from that one's beginning, as long as
it takes to read, and what follows waits for its turn.  Where that gets late, each is shown for
half as long.  A closed segment never changes.

Tried in thought and left: to hold the tracks back until finals are there.  Then times would be
exact, and only players that are ten seconds behind would show anything.
"""

from collections import deque
from dataclasses import dataclass, field, replace

from studio.model.captions import webvtt
from studio.model.captions.cues import SHORTEST_MS, Cue, cues_of
from studio.model.captions.spoken import Spoken
from studio.model.captions.spread import spread

MOST_LANGUAGES = 8
MOST_CUES = 300
"""Of one language; a few dozen are as old as the segments are."""
MOST_BREATHS = 100
"""Whose ids are remembered: a final may be told again, with its translation."""
LATE_MS = 4_000
"""Later than this, cues are shown for half as long."""
MOST_LATE_MS = 20_000
"""Later than this, they are left out."""
_HEADER = "WEBVTT\nX-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:0\n\n"
"""Our fragments have the programme's line for their times, so 0 is 0."""


@dataclass(slots=True)
class _Track:
    """One language.

    Attributes:
        cues: With their numbers, in the order of their times; none overlaps another.
        told: Ids of breaths that are in it, with their times: another session begins to count anew.
    """

    cues: deque[tuple[int, Cue]] = field(default_factory=lambda: deque(maxlen=MOST_CUES))
    told: deque[tuple[str, int]] = field(default_factory=lambda: deque(maxlen=MOST_BREATHS))
    number: int = 0
    end_ms: int = 0


class Captions:
    """See the module.

    Attributes:
        dropped: Cues that were left out, as they were too late.
    """

    def __init__(self) -> None:
        self.dropped = 0
        self._tracks: dict[str, _Track] = {}

    @property
    def languages(self) -> list[str]:
        """In which something was said, in the order in which they came."""
        return list(self._tracks)

    def say(self, spoken: Spoken, shift_ms: int, earliest_ms: int) -> None:
        """Take in a final; what came before, with the same id, stays as it is.

        Args:
            spoken: On the clock of the studio that is on air.
            shift_ms: From there to the programme's line.
            earliest_ms: When a cue may begin, in the segment that is not closed yet.
        """
        self._put(spoken, shift_ms, earliest_ms)
        language = spoken.translation_language
        if spoken.translation and language.lower() != spoken.language.lower():
            words = spread(spoken.translation, spoken.start_ms, spoken.end_ms)
            said = {"words": words, "language": language}
            self._put(spoken.model_copy(update=said), shift_ms, earliest_ms)

    def segment(self, language: str, start_ms: int, end_ms: int) -> str | None:
        """Return the text of a segment; None if nothing was ever said in that language."""
        track = self._tracks.get(language)
        if track is None:
            return None
        return _HEADER + "".join(
            webvtt.block(number, cue)
            for number, cue in track.cues
            if cue.start_ms < end_ms and cue.end_ms > start_ms
        )

    def _put(self, spoken: Spoken, shift_ms: int, earliest_ms: int) -> None:
        cues = cues_of(spoken)
        track = self._tracks.get(spoken.language)
        if not cues or (track is None and len(self._tracks) >= MOST_LANGUAGES):
            return
        if track is None:
            track = self._tracks[spoken.language] = _Track()
        breath = spoken.id, spoken.start_ms
        if breath in track.told:
            return
        track.told.append(breath)
        for cue in cues:
            self._place(track, cue.moved(-shift_ms), earliest_ms)

    def _place(self, track: _Track, cue: Cue, earliest_ms: int) -> None:
        start_ms = max(cue.start_ms, earliest_ms, track.end_ms)
        late_ms = start_ms - cue.start_ms
        if start_ms - earliest_ms > MOST_LATE_MS < late_ms:
            self.dropped += 1
            return
        length_ms = cue.end_ms - cue.start_ms
        if late_ms > LATE_MS:
            length_ms = max(min(SHORTEST_MS, length_ms), length_ms // 2)
        track.end_ms = start_ms + length_ms
        track.number += 1
        track.cues.append((track.number, replace(cue, start_ms=start_ms, end_ms=track.end_ms)))
