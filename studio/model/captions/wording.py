"""A text as words, where only the text is known: a translation, or what a program captions.

words_of("你好，Mary!", start_ms=1200, end_ms=1800)    # 你 · 好 · ， · Mary!
"""

import re

from studio.model.captions.spoken import MOST_CHARACTERS, Word
from studio.model.captions.writing import is_unspaced, on_one_line

_RUN = re.compile(r"\S+")


def words_of(text: str, start_ms: int = 0, end_ms: int = 0) -> tuple[Word, ...]:
    """Part a text by its spaces, and Chinese by its characters, so that lines may end there.

    Args:
        text: Anything; what is no character to be read is left out.
        start_ms: When it began to be said, on the programme's clock.
        end_ms: When it was said; all words take as long as that.
    """
    return tuple(
        Word(text=part[at : at + MOST_CHARACTERS], start_ms=start_ms, end_ms=end_ms)
        for run in _RUN.findall(on_one_line(text))
        for part in _parts(run)
        for at in range(0, len(part), MOST_CHARACTERS)
    )


def _parts(run: str) -> list[str]:
    parts: list[str] = []
    for character in run:
        if parts and not is_unspaced(character) and not is_unspaced(parts[-1][-1]):
            parts[-1] += character
        else:
            parts.append(character)
    return parts
