"""Which words of what is still being said can be shown already where nothing can be rewritten.

Words that two tellings in a row agree on are steady, but for the last, which may be half a
word.  One breath at a time is sent that way; who speaks meanwhile is sent when it is final::

    steady = SteadyWords()
    sending = steady.take(spoken)
    sending.wrong          # so many of the words that were sent last are taken back
    sending.words          # and these are sent then

A capital or a mark that comes with the final takes nothing back.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from studio.model.captions.spoken import Spoken

LOST_MS = 5_000
"""A breath that nothing came of for so long will have no final: its recogniser died."""


@dataclass(frozen=True, slots=True)
class Sending:
    """What is to be done.

    Attributes:
        wrong: How many words that were sent last turned out to be others.
        words: Without spaces.
        goes_on: Words of the same breath were sent before.
    """

    wrong: int = 0
    words: tuple[str, ...] = ()
    goes_on: bool = False


class SteadyWords:
    """See the module.

    Attributes:
        open: The id of the breath whose words are sent early, or None.
    """

    def __init__(self) -> None:
        self.open: str | None = None
        self._before: list[str] = []
        self._sent: list[str] = []
        self._end_ms = 0

    def take(self, spoken: Spoken) -> Sending:
        """Take in what was told."""
        words = spoken.text.split()
        if spoken.is_final:
            return self._finish(words) if spoken.id == self.open else Sending(words=tuple(words))
        if self.open is None or spoken.start_ms > self._end_ms + LOST_MS:
            self.open, self._before, self._sent = spoken.id, words, []
            self._end_ms = spoken.end_ms
        elif self.open == spoken.id:
            steady = words[: min(_alike(self._before, words), len(words) - 1)]
            self._before, self._end_ms = words, spoken.end_ms
            known = len(self._sent)
            if _alike(self._sent, steady) == known < len(steady):
                self._sent += steady[known:]
                return Sending(words=tuple(steady[known:]), goes_on=known > 0)
        return Sending()

    def _finish(self, words: list[str]) -> Sending:
        right = _alike(self._sent, words)
        wrong = len(self._sent) - right
        goes_on = bool(self._sent)
        self.open, self._sent, self._before = None, [], []
        return Sending(wrong, tuple(words[right:]), goes_on)


def _alike(before: Sequence[str], now: Sequence[str]) -> int:
    """Return how many words the two begin with alike, whatever their capitals and marks."""
    count = 0
    for old, new in zip(before, now, strict=False):
        if old != new and _letters(old) != _letters(new):
            break
        count += 1
    return count


def _letters(word: str) -> str:
    return "".join(each for each in word.casefold() if each.isalnum())
