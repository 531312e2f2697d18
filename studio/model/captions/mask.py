"""Masks words that shall not be read: stars, as many as the word had letters.

Wide characters get wide stars, so that lines end where they did::

    mask = Mask(["damn"])
    mask.over(spoken).text       # "**** it"
"""

import re
from collections.abc import Iterable, Sequence

from studio.model.captions.phrases import Found, Phrases
from studio.model.captions.spoken import MOST_CHARACTERS, Spoken, Word
from studio.model.captions.writing import columns_of

STAR, WIDE_STAR = "*", "＊"  # the wide one is meant


class Mask:
    """A list of words that are masked.

    Args:
        words: As ``Phrases`` takes them.
    """

    def __init__(self, words: Iterable[str] = ()) -> None:
        self._phrases = Phrases(words)

    def over(self, spoken: Spoken) -> Spoken:
        """Return what was said, and its translation, with those words masked; times stay."""
        words = self._over(spoken.words)
        translation = self._over_text(spoken.translation)
        if words == spoken.words and translation == spoken.translation:
            return spoken
        return spoken.model_copy(update={"words": words, "translation": translation})

    def _over(self, words: tuple[Word, ...]) -> tuple[Word, ...]:
        found = list(self._phrases.find(words))
        return tuple(
            word.model_copy(update={"text": _masked(word, number, found)}) if found else word
            for number, word in enumerate(words)
        )

    def _over_text(self, text: str) -> str:
        parts = re.findall(rf"\s+|\S{{1,{MOST_CHARACTERS}}}", text)
        words = (Word(text=part, start_ms=0, end_ms=0) for part in parts if not part.isspace())
        masked = iter(self._over(tuple(words)))
        return "".join(part if part.isspace() else next(masked).text for part in parts)


def _masked(word: Word, number: int, found: Sequence[Found]) -> str:
    text = list(word.text)
    for each in found:
        if each.first.word <= number <= each.last.word:
            start = each.first.character if number == each.first.word else 0
            last = each.last.character if number == each.last.word else len(text) - 1
            while last + 1 < len(text) and not columns_of(text[last + 1]):
                last += 1  # an accent that stands apart goes with its letter
            for at in range(start, last + 1):
                text[at] = _star(text[at])
    return "".join(text)


def _star(character: str) -> str:
    if character.isspace():
        return character
    columns = columns_of(character)
    return STAR if character.isascii() or columns == 1 else WIDE_STAR * (columns // 2)
