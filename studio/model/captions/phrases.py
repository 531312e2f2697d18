"""Finds phrases in what is said, however they are written.

Full and half width, case and marks on letters don't matter.  What is spaced is found as whole
words, Chinese anywhere; a phrase may reach over several words::

    for found in Phrases(["damn", "他妈的"]).find(spoken.words):
        found.first, found.last        # the places of its first and last character
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from studio.model.captions.spoken import Word
from studio.model.captions.writing import is_unspaced, needs_space

_LETTER = r"[^\W_\u2e80-\u9fff\uf900-\ufaff]"
"""A letter or digit of a writing with spaces: not Han, nor kana."""


@dataclass(frozen=True, slots=True)
class Place:
    """Of a character: in which word, and where in it."""

    word: int
    character: int


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase that was found.

    Attributes:
        phrase: Which one, as it was given.
        first: Where its first character is.
        last: Where its last one is.
    """

    phrase: str
    first: Place
    last: Place


class Phrases:
    """A list of phrases; those without a letter are left out.

    Args:
        phrases: Where one is the beginning of another, the longer one is found.
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        self._phrases: dict[str, str] = {}
        for phrase in phrases:
            folded = "".join(_fold(each) for each in " ".join(phrase.split()))
            if any(each.isalnum() for each in folded):
                self._phrases.setdefault(folded, phrase)
        longest_first = sorted(self._phrases, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(_pattern, longest_first)) or r"(?!)")

    def find(self, words: Sequence[Word]) -> Iterator[Found]:
        """Yield what is found, in order; no two overlap."""
        text, places = _written(words)
        for match in self._pattern.finditer(text):
            yield Found(self._phrases[match[0]], places[match.start()], places[match.end() - 1])


def _written(words: Sequence[Word]) -> tuple[str, list[Place]]:
    """Return the folded text of all words, and where each of its characters comes from."""
    text: list[str] = []
    places: list[Place] = []
    for number, word in enumerate(words):
        if number and needs_space(words[number - 1].text, word.text):
            text.append(" ")
            places.append(Place(number, 0))
        for index, character in enumerate(word.text):
            folded = _fold(character)
            text.append(folded)
            places += [Place(number, index)] * len(folded)
    return "".join(text), places


def _fold(character: str) -> str:
    folded = unicodedata.normalize("NFKD", character).casefold()
    return "".join(
        each for each in folded if unicodedata.category(each) not in ("Mn", "Me", "Cf", "Cc")
    )


def _pattern(phrase: str) -> str:
    begins = "" if is_unspaced(phrase[0]) else f"(?<!{_LETTER})"
    ends = "" if is_unspaced(phrase[-1]) else f"(?!{_LETTER})"
    return begins + re.escape(phrase) + ends
