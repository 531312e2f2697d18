"""All that was said in a session, breath by breath, as far as it is understood now.  Pure.

What is told again replaces what was told with the same id, in its place; the oldest go where
there are too many.  What changed is returned, so that a view changes no more than that::

    said = Said()
    change = said.take(spoken)      # Change("added", 0), Change("changed", 0), … or None
    said.rows[0].text
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from studio.app.captions.line_text import written
from studio.model.captions.spoken import Spoken
from studio.model.captions.writing import on_one_line

MOST_ROWS = 1000
"""An hour of talk without a pause."""


@dataclass(slots=True, eq=False)
class Row:
    """One breath.

    Attributes:
        spoken: As it was told last.
        text: As it is written, on one line: a stranger's may hold a line break.
        speaker: Likewise, and so is the translation.
    """

    spoken: Spoken
    text: str = ""
    speaker: str = ""
    translation: str = ""

    def __post_init__(self) -> None:
        """Write it."""
        self.take(self.spoken)

    def take(self, spoken: Spoken) -> None:
        """Be as it is told now."""
        self.spoken, self.text = spoken, _unbroken(written(spoken.words)[0])
        self.speaker = on_one_line(_unbroken(spoken.speaker))
        self.translation = on_one_line(_unbroken(spoken.translation))

    @property
    def time(self) -> str:
        """When it began, on the programme's clock."""
        seconds = self.spoken.start_ms // 1000
        return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"

    @property
    def line(self) -> str:
        """All of it on one line, to be copied."""
        speaker = f"{self.speaker}: " if self.speaker else ""
        return f"[{self.time}] {speaker}{self.text}"


@dataclass(frozen=True, slots=True)
class Change:
    """What became of the rows.

    Attributes:
        index: Of the row, once those were dropped.
        dropped: So many went from the beginning, before.
    """

    kind: Literal["added", "changed", "removed"]
    index: int
    dropped: int = 0


class Said:
    """See the module.

    Args:
        most: Rows that are kept.

    Attributes:
        rows: In the order of their times.
    """

    def __init__(self, most: int = MOST_ROWS) -> None:
        self.rows: list[Row] = []
        self._most = most
        self._known: dict[str, Row] = {}

    def take(self, spoken: Spoken) -> Change | None:
        """Take in what was said; None if nothing changes."""
        row = self._known.get(spoken.id)
        if row is None:
            return self._add(spoken) if spoken.words else None
        if row.spoken == spoken:
            return None
        index = self._index(row)
        if not spoken.words:  # it was nothing after all
            del self.rows[index], self._known[spoken.id]
            return Change("removed", index)
        row.take(spoken)
        return Change("changed", index)

    def begin(self) -> None:
        """Begin anew with the ids: another engine gives them out."""
        self._known.clear()

    def _add(self, spoken: Spoken) -> Change | None:
        """Add a row where it belongs by its time: what is put right is told again, however old."""
        index = len(self.rows)
        while index and self.rows[index - 1].spoken.start_ms > spoken.start_ms:
            index -= 1
        dropped = max(0, len(self.rows) + 1 - self._most)
        if dropped and not index:
            return None  # older than all that are kept
        for gone in self.rows[:dropped]:
            if self._known.get(gone.spoken.id) is gone:
                del self._known[gone.spoken.id]
        row = self._known[spoken.id] = Row(spoken)
        self.rows.insert(index, row)
        del self.rows[:dropped]
        return Change("added", index - dropped, dropped)

    def _index(self, row: Row) -> int:
        """Return where a row is; what changes is near the end."""
        return next(i for i in self._downwards() if self.rows[i] is row)

    def _downwards(self) -> Iterator[int]:
        return iter(range(len(self.rows) - 1, -1, -1))


def _unbroken(text: str) -> str:
    """Return a text as long as it was, with a space where Qt would begin another block."""
    return "".join(" " if _breaks(each) else each for each in text)


def _breaks(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Zl", "Zp") or character in "\ufdd0\ufdd1"
