"""Words for a text whose words nobody timed: a translation, or what another client wrote.

They share the time in which it was said by their length, Chinese by the character::

    spread("Hello there.", 1000, 2000)     # Hello: 1000 to 1500, there.: 1500 to 2000
"""

import re
from collections.abc import Iterator
from itertools import accumulate, pairwise

from studio.model.captions.spoken import MOST_CHARACTERS, MOST_WORDS, Word
from studio.model.captions.writing import columns_of, is_unspaced

MS_A_COLUMN = 80
"""As people speak: 12 letters or 6 Chinese characters a second."""
_PARTS = re.compile(rf"\S{{1,{MOST_CHARACTERS}}}")


def spread(text: str, start_ms: int, end_ms: int | None = None) -> tuple[Word, ...]:
    """Return the words of a text, MOST_WORDS at most.

    Args:
        text: Without it there are none.
        start_ms: When it began to be said, on the programme's clock.
        end_ms: When it was said; None: as fast as people speak.
    """
    texts = [part for whole in _PARTS.findall(text) for part in _apart(whole)][:MOST_WORDS]
    ends = [0, *accumulate(max(1, columns_of(each)) for each in texts)]
    took_ms = ends[-1] * MS_A_COLUMN if end_ms is None else max(0, end_ms - start_ms)
    times = [start_ms + took_ms * end // max(1, ends[-1]) for end in ends]
    return tuple(
        Word(text=each, start_ms=start, end_ms=end)
        for each, (start, end) in zip(texts, pairwise(times), strict=True)
    )


def _apart(text: str) -> Iterator[str]:
    """Part what is written without spaces."""
    spaced = ""
    for character in text:
        if is_unspaced(character):
            if spaced:
                yield spaced
            yield character
            spaced = ""
        else:
            spaced += character
    if spaced:
        yield spaced
