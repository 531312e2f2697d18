"""Which words of a segment that goes on may be told, and which of them will stay.

Each look hears the segment from its beginning anew.  What two looks in a row agree on is stable:
it stays although the next look hears something else, until two again agree on that.  Behind it
comes what the newest look hears, which may still change.  So a word is read as soon as it was
heard once, and what is read doesn't flicker (local agreement)::

    agreement = Agreement()
    shown = agreement.look(words)       # stable ones, then the newest ones
    agreement.stable

Pure; a segment has one.
"""

from collections.abc import Sequence
from itertools import takewhile

from studio.model.captions.spoken import Word


class Agreement:
    """See the module.

    Attributes:
        stable: The words that two looks agreed on, as the newest that has them spells them.
    """

    def __init__(self) -> None:
        self.stable: tuple[Word, ...] = ()
        self._last: tuple[Word, ...] = ()

    def look(self, words: Sequence[Word]) -> tuple[Word, ...]:
        """Take over what a look has heard; return what is to be shown."""
        agreed = _agreed(self._last, words)
        same = _agreed(self.stable, words)
        if agreed > len(self.stable) or same == len(self.stable):
            count = max(agreed, same)
            self.stable, rest = tuple(words[:count]), tuple(words[count:])
        else:
            rest = tuple(words[len(self.stable) :])
        self._last = tuple(words)
        begun_ms = self.stable[-1].start_ms if self.stable else 0
        return self.stable + tuple(word for word in rest if word.start_ms >= begun_ms)


def _agreed(one: Sequence[Word], other: Sequence[Word]) -> int:
    """Return how many words both begin with, however they are written."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: _bare(pair[0]) == _bare(pair[1]), pairs))


def _bare(word: Word) -> str:
    """Return a word without what changes with the words behind it: marks and capitals."""
    bare = "".join(each for each in word.text.casefold() if each.isalnum())
    return bare or word.text
