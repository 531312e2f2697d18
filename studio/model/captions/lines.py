"""What stands in a caption box: the last lines of what is said, rolling up.

Each breath begins a line of its own.  While one grows, its lines stay where they were: a
word that a recogniser takes back moves what is behind it alone, and marks and capitals that
come with the final text move nothing that still fits::

    box = CaptionBox(columns=32, rows=2)
    box.say(spoken)
    box.lines                      # (Line("Hello, everybody.", "Mary"), …)
    box.forget_before(now_ms - 6_000)
"""

from collections import OrderedDict, deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from studio.model.captions.pieces import WidthOf, line_starts, lines_of, pieces_of
from studio.model.captions.spoken import Spoken
from studio.model.captions.writing import columns_of

MOST_BREATHS = 16
"""That a box remembers: more than speak at once."""
_WIDE = "口"


@dataclass(frozen=True, slots=True)
class Line:
    """One line.

    Attributes:
        is_final: It will not change any more.
    """

    text: str
    speaker: str = ""
    is_final: bool = True


@dataclass(slots=True)
class _Breath:
    spoken: Spoken
    keys: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    def take(self, spoken: Spoken, columns: float, width_of: WidthOf) -> None:
        """Lay out what is told now, as far as can be as it lay before."""
        pieces = pieces_of(spoken.words, columns, width_of)
        keys = [piece.key for piece in pieces]
        known = _same(self.keys, keys)
        kept = frozenset(start for start in self.starts if start < known)
        self.starts = line_starts(pieces, columns, known=known, kept=kept, width_of=width_of)
        self.spoken, self.keys, self.lines = spoken, keys, lines_of(pieces, self.starts)


class CaptionBox:
    """A box that captions roll through.

    Args:
        columns: How wide, a Chinese character being two.
        rows: How many lines there are at most.
        width_of: Measures text, where the width isn't told in columns.

    Raises:
        ValueError: If it has no room for a character.
    """

    def __init__(self, columns: float, rows: int, width_of: WidthOf = columns_of) -> None:
        if columns < width_of(_WIDE) or rows < 1:
            raise ValueError(f"a caption box of {columns}x{rows} has no room for a character")
        self._columns = columns
        self._width_of = width_of
        self._rows = rows
        self._breaths: OrderedDict[str, _Breath] = OrderedDict()
        self._gone: deque[str] = deque(maxlen=8 * MOST_BREATHS)

    @property
    def lines(self) -> tuple[Line, ...]:
        """What is seen now, from the top."""
        lines = [
            Line(text, breath.spoken.speaker, breath.spoken.is_final)
            for breath in self._breaths.values()
            for text in breath.lines
        ]
        return tuple(lines[-self._rows :])

    def say(self, spoken: Spoken) -> None:
        """Take in what is said; without words, what was told under that id is taken back."""
        if not spoken.words:
            self._drop(spoken.id)
        elif spoken.id not in self._gone:
            if spoken.id not in self._breaths:
                self._breaths[spoken.id] = _Breath(spoken)
            self._breaths[spoken.id].take(spoken, self._columns, self._width_of)
            while len(self._breaths) > MOST_BREATHS:
                self._drop(next(iter(self._breaths)))

    def forget_before(self, ms: int) -> None:
        """Take away what was over before a time of the programme's clock."""
        old = [key for key, breath in self._breaths.items() if breath.spoken.end_ms < ms]
        for key in old:
            self._drop(key)

    def clear(self) -> None:
        """Take everything away; what is said later begins an empty box."""
        for key in list(self._breaths):
            self._drop(key)

    def _drop(self, key: str) -> None:
        """Forget a breath; told again, by a slow recogniser, it doesn't come back as new."""
        if self._breaths.pop(key, None):
            self._gone.append(key)


def _same(before: Sequence[str], now: Sequence[str]) -> int:
    """Return how many words the two begin with alike."""
    count = 0
    for old, new in zip(before, now, strict=False):
        if old != new:
            break
        count += 1
    return count
