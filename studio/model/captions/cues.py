"""Cuts what was said into cues, as long as they are read.

A cue is at most two lines and, where the speech allows it, one to seven seconds.  The numbers
are from two public guides.  BBC Subtitle Guidelines: 160 to 180 words a minute, so 0.33 s a
word; two lines; no gap that is shorter than a second; nothing stays for more than 1.5 s after
the speech.  Netflix Timed Text Style Guide: 5/6 s to 7 s; two frames between; 42 characters a
line and at most 20 a second, for Chinese 16 a line and 9 a second.  A
gap that would be short is closed, though the cue stays longer then.  The speech itself is
written down word for word, so who speaks faster than that is read faster.

A cue's end depends on the next one's beginning, so the last one is held back until that is
known or can't matter any more::

    train = CueTrain()
    for cue in train.add(spoken):      # of a final
        file.write(srt.block(n, cue))
    train.due(now_ms), train.flush()   # what was held back
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from studio.model.captions.pieces import Piece, line_starts, lines_of, pieces_of
from studio.model.captions.spoken import Spoken, Word
from studio.model.captions.writing import is_unspaced, on_one_line

LINES = 2
COLUMNS, COLUMNS_CHINESE = 42, 32
"""Of a line; 32 columns are 16 characters of Chinese."""
SHORTEST_MS, LONGEST_MS = 833, 7_000
LINGERS_MS = 1_500
"""So long at most after the speech."""
MS_A_CHARACTER, MS_A_CHINESE_CHARACTER, MS_A_WORD = 1000 / 20, 1000 / 9, 333
GAP_MS = 80
"""Between two cues that follow at once: two frames, at 25 a second."""
SHORTEST_GAP_MS = 1_000
PAUSE_MS = 1_500
"""A silence that ends a cue."""
HELD_MS = 3_000
"""So long behind its end a cue is held back: what follows is heard a while after it was said."""


@dataclass(frozen=True, slots=True)
class Cue:
    """Lines, and when they are read.

    Attributes:
        start_ms: On whatever clock the words had.
        end_ms: Later than the start.
    """

    start_ms: int
    end_ms: int
    lines: tuple[str, ...]
    speaker: str = ""

    def moved(self, ms: int) -> "Cue":
        """Return it on a clock that began so many ms later; nothing begins before 0."""
        return replace(self, start_ms=max(0, self.start_ms - ms), end_ms=max(1, self.end_ms - ms))


def cues_of(spoken: Spoken) -> list[Cue]:
    """Return the cues of one breath, each as long as it takes to read it, at least."""
    columns = COLUMNS_CHINESE if any(is_unspaced(each) for each in spoken.text) else COLUMNS
    cues = [
        Cue(
            start_ms=pieces[0].start_ms,
            end_ms=_read_until_ms(pieces, lines),
            lines=tuple(lines),
            speaker=on_one_line(spoken.speaker),
        )
        for run in _runs(spoken.words)
        for pieces, told in _groups(pieces_of(run, columns), columns)
        if (lines := [line for each in told if (line := on_one_line(each))])
    ]
    return timed(cues)


def timed(cues: Sequence[Cue]) -> list[Cue]:
    """Return cues in the order of their times, each ended in time for the next."""
    ordered = sorted(cues, key=lambda cue: cue.start_ms)
    return [_before(cue, after.start_ms) for cue, after in pairwise(ordered)] + ordered[-1:]


class CueTrain:
    """Cues of many breaths behind one another; holds the last one back."""

    def __init__(self) -> None:
        self._last: Cue | None = None

    def add(self, spoken: Spoken) -> list[Cue]:
        """Return the cues that are complete now that this was said."""
        ready: list[Cue] = []
        for cue in cues_of(spoken):
            if self._last is not None:
                ready.append(_before(self._last, cue.start_ms))
            self._last = cue
        return ready

    def due(self, now_ms: int) -> list[Cue]:
        """Return the last cue if nothing that is said from now on can change its end."""
        is_over = self._last is not None and self._last.end_ms + HELD_MS <= now_ms
        return self.flush() if is_over else []

    def flush(self) -> list[Cue]:
        """Return what is held back, at the end."""
        last, self._last = self._last, None
        return [] if last is None else [last]


def _runs(words: Sequence[Word]) -> list[list[Word]]:
    """Part words where there is a silence between them."""
    runs: list[list[Word]] = []
    for word in words:
        if not runs or word.start_ms - runs[-1][-1].end_ms >= PAUSE_MS:
            runs.append([])
        runs[-1].append(word)
    return runs


def _groups(pieces: list[Piece], columns: int) -> list[tuple[list[Piece], list[str]]]:
    """Part pieces into cues: so many lines, and so long, as one may have."""
    starts = line_starts(pieces, columns)
    groups: list[list[int]] = []
    for start, end in pairwise([*starts, len(pieces)]):
        first = pieces[groups[-1][0]] if groups else pieces[start]
        is_long = pieces[end - 1].end_ms - first.start_ms > LONGEST_MS
        if not groups or len(groups[-1]) == LINES or is_long:
            groups.append([])
        groups[-1].append(start)
    ends = [group[0] for group in groups[1:]] + [len(pieces)]
    return [
        (pieces[group[0] : end], lines_of(pieces[:end], group))
        for group, end in zip(groups, ends, strict=True)
    ]


def _read_until_ms(pieces: Sequence[Piece], lines: Sequence[str]) -> int:
    start_ms, end_ms = pieces[0].start_ms, max(piece.end_ms for piece in pieces)
    text = " ".join(lines)
    chinese = sum(is_unspaced(each) for each in text)
    words = sum(not is_unspaced(word[0]) for word in text.split())
    spaced_ms = max((len(text) - chinese) * MS_A_CHARACTER, words * MS_A_WORD)
    wanted_ms = max(SHORTEST_MS, round(chinese * MS_A_CHINESE_CHARACTER + spaced_ms))
    read_ms = min(start_ms + wanted_ms, start_ms + LONGEST_MS, end_ms + LINGERS_MS)
    return max(end_ms, read_ms, start_ms + SHORTEST_MS)


def _before(cue: Cue, next_ms: int) -> Cue:
    """End a cue in time for the next one, or let it last until then if a gap would be short."""
    if next_ms <= cue.start_ms + GAP_MS:  # two who speak at once
        return cue
    gap_ms = next_ms - cue.end_ms
    if gap_ms < SHORTEST_GAP_MS:
        return replace(cue, end_ms=max(cue.start_ms + 1, next_ms - GAP_MS))
    return cue
