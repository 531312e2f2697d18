"""Breaks words into lines: never within a word, rather behind a mark than anywhere else.

What can't be parted is one piece: a word, with the marks that stand at it.  Only what is
wider than a whole line is cut.  Where a line ends depends on nothing behind it, so that
more words never change the lines above::

    pieces = pieces_of(spoken.words, columns=32)
    starts = line_starts(pieces, columns=32)
    lines_of(pieces, starts)       # ["Hello, everybody.", "How are you?"]

Who knows the font has lines measured in pixels instead of columns, by ``width_of``.
"""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from studio.model.captions.spoken import Word
from studio.model.captions.writing import CLOSING, PAUSES, STOPS, columns_of, joined, needs_space

FULL_ENOUGH_FOR_STOP, FULL_ENOUGH_FOR_PAUSE = 0.5, 0.75
"""Of a line that may end behind a mark although the next word had room in it."""
_NEVER_LAST = frozenset("([{“（【《「『〈¿¡")

WidthOf = Callable[[str], float]
"""Returns how wide a text is, in what lines are measured in."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What stays together on one line.

    Attributes:
        start_ms: When it began to be said, on the programme's clock.
        end_ms: When it was said.
    """

    text: str
    start_ms: int
    end_ms: int

    @property
    def key(self) -> str:
        """The same for a word in any case and with any marks."""
        folded = unicodedata.normalize("NFKC", self.text).casefold()
        return "".join(each for each in folded if each.isalnum())


def pieces_of(words: Sequence[Word], columns: float, width_of: WidthOf = columns_of) -> list[Piece]:
    """Return the pieces that words make; none is wider than a line.

    Args:
        words: In their order.
        columns: Of a line; at least two, for one Chinese character.
        width_of: Measures text, if not in columns.
    """
    pieces: list[Piece] = []
    for word in words:
        piece = Piece(word.text, word.start_ms, word.end_ms)
        if pieces and _stays_with(pieces[-1].text, word.text):
            last = pieces.pop()
            piece = Piece(last.text + word.text, last.start_ms, max(last.end_ms, word.end_ms))
        pieces.append(piece)
    return [part for piece in pieces for part in _cut(piece, columns, width_of)]


def line_starts(
    pieces: Sequence[Piece],
    columns: float,
    *,
    known: int = 0,
    kept: frozenset[int] = frozenset(),
    width_of: WidthOf = columns_of,
) -> list[int]:
    """Return the index of the first piece of each line.

    Args:
        pieces: None wider than a line.
        columns: Of a line.
        known: So many of the first pieces lay in lines before, and stay there if they fit.
        kept: Which of those began a line.
        width_of: Measures text, if not in columns.
    """
    starts: list[int] = []
    line = ""
    for index, piece in enumerate(pieces):
        longer = joined((line, piece.text)) if line else piece.text
        fits = width_of(longer) <= columns
        is_ended = index >= known and _is_well_ended(line, columns, width_of)
        if index in kept or not fits or is_ended:
            if index not in kept and index < known:
                known, kept = 0, frozenset()  # what fitted does no more: all behind it moves
            starts.append(index)
            line = piece.text
        else:
            line = longer
        if not starts:
            starts.append(index)
    return starts


def lines_of(pieces: Sequence[Piece], starts: Sequence[int]) -> list[str]:
    """Return the text of each line."""
    return [
        joined(piece.text for piece in pieces[start:end])
        for start, end in pairwise([*starts, len(pieces)])
    ]


def _stays_with(before: str, after: str) -> bool:
    """Tell whether no line may end between two words."""
    if after[:1] in CLOSING or before[-1:] in _NEVER_LAST:
        return True
    # The second half of a contraction: no space, though neither side is Chinese.
    return after[:1] in ("'", "’") and not needs_space(before, after)


def _is_well_ended(line: str, columns: float, width_of: WidthOf) -> bool:
    if not line:
        return False
    mark = line.rstrip("\"'”’)）」』")[-1:]
    full = width_of(line) / columns
    return (mark in STOPS and full >= FULL_ENOUGH_FOR_STOP) or (
        mark in PAUSES and full >= FULL_ENOUGH_FOR_PAUSE
    )


def _cut(piece: Piece, columns: float, width_of: WidthOf) -> list[Piece]:
    """Cut what is wider than a line; its time is parted by length."""
    if width_of(piece.text) <= columns:
        return [piece]
    parts = [""]
    for character in piece.text:
        if parts[-1] and width_of(parts[-1] + character) > columns:
            parts.append("")
        parts[-1] += character
    took_ms = piece.end_ms - piece.start_ms
    ends = [0]
    for part in parts:
        ends.append(ends[-1] + len(part))
    times = [piece.start_ms + took_ms * end // ends[-1] for end in ends]
    return [
        Piece(part, start, end) for part, (start, end) in zip(parts, pairwise(times), strict=True)
    ]
