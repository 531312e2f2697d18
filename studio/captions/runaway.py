"""Takes out what nobody can have said: a recogniser that was given no words makes some.

On music, noise or a language that it doesn't know a model says one thing again and again, or more
than a mouth can in that time.  Repetitions are kept twice, as people do say things twice; what is
too fast is nothing at all::

    words = without_runaway(words, length_ms)

Pure.
"""

from collections.abc import Sequence

from studio.model.captions.spoken import MOST_WORDS, Word
from studio.model.captions.writing import is_unspaced

MOST_LETTERS_S = 35
"""Nobody is faster: auctioneers reach 25."""
MOST_HAN_S = 14
_MOST_TIMES = 2
_MOST_PERIOD = 12
_LEAST_TIMES = 4
_LEAST_WORDS = 8
"""Said in a row before it counts as running away: "zero zero zero zero" is a number."""


def without_runaway(words: Sequence[Word], length_ms: int) -> tuple[Word, ...]:
    """Return the words that may have been said within so many milliseconds."""
    kept = _without_repetitions(words)[:MOST_WORDS]
    letters = sum(len(word.text) for word in kept)
    han = sum(is_unspaced(each) for word in kept for each in word.text)
    seconds = max(length_ms, 500) / 1000
    is_too_fast = han > MOST_HAN_S * seconds or letters > MOST_LETTERS_S * seconds
    return () if is_too_fast else kept


def _without_repetitions(words: Sequence[Word]) -> tuple[Word, ...]:
    kept = list(words)
    texts = [word.text.casefold().strip(".,!?，。！？…") for word in kept]
    at = 0
    while at < len(kept):
        for period in range(1, _MOST_PERIOD + 1):
            times = _times(texts, at, period)
            if times >= _LEAST_TIMES and times * period >= _LEAST_WORDS:
                gone = slice(at + _MOST_TIMES * period, at + times * period)
                del kept[gone], texts[gone]
                break
        at += 1
    return tuple(kept)


def _times(texts: Sequence[str], at: int, period: int) -> int:
    """Return how often in a row the next so many words are said."""
    said = texts[at : at + period]
    times = 1
    while len(said) == period and texts[at + times * period : at + (times + 1) * period] == said:
        times += 1
    return times
