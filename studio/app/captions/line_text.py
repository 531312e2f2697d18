"""What was said as one text, and which of its places mean something.  Pure.

text, spans = written(spoken.words)
text[slice(*spans[2])]                       # the third word
corrections = Corrections({"stew deal": "Studio"})
corrections.marks(spoken)                    # (Mark(7, 13, heard="stew deal"),)
phrase_at("Hello, Mary!", 7, 7)              # (7, 11)
"""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from studio.model.captions.phrases import Phrases
from studio.model.captions.spoken import Spoken, Word
from studio.model.captions.writing import is_unspaced, needs_space

LOST = "[…]"
"""Stands where sound was lost: the recogniser's word for it."""
ON_LETTERS = ("Mn", "Mc", "Cf")
"""Categories of what stands on a letter, or joins two."""
INSIDE = frozenset("'’-_")
"""Part of a word that has letters on both sides."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a text that isn't as it was heard.

    Attributes:
        start: Of its first character.
        end: Behind its last one.
        heard: What was heard there; "" where sound was lost.
    """

    start: int
    end: int
    heard: str = ""


def written(words: Sequence[Word]) -> tuple[str, tuple[Span, ...]]:
    """Return the words as they are written, and where each stands."""
    text, spans = "", []
    for word in words:
        if text and needs_space(text, word.text):
            text += " "
        spans.append((len(text), len(text) + len(word.text)))
        text += word.text
    return text, tuple(spans)


class Corrections:
    """Finds in what is shown what was put right.

    A word that is heard right and is meant elsewhere looks the same: the engine tells what is
    shown, not what was heard.

    Args:
        corrections: What is heard, and what was meant.
    """

    def __init__(self, corrections: Mapping[str, str]) -> None:
        self._heard: dict[str, str] = {}
        for heard, meant in corrections.items():
            if meant and heard != meant:
                self._heard.setdefault(meant, heard)
        self._phrases = Phrases(self._heard)

    def marks(self, spoken: Spoken) -> tuple[Mark, ...]:
        """Return what was put right, and where sound was lost, in order."""
        _, spans = written(spoken.words)
        marks = [
            Mark(start, end)
            for (start, end), word in zip(spans, spoken.words, strict=True)
            if word.text == LOST
        ]
        for found in self._phrases.find(spoken.words):
            start = spans[found.first.word][0] + found.first.character
            end = spans[found.last.word][0] + found.last.character + 1
            marks.append(Mark(start, end, self._heard[found.phrase]))
        return tuple(sorted(marks, key=lambda mark: mark.start))


def phrase_at(text: str, start: int, end: int) -> Span:
    """Return whole words for a place or a selection, without spaces and marks around them.

    Where words aren't spaced a selection stays as it is, and a place is one character.

    Returns:
        Both alike if there is no word.
    """
    start, end = (min(max(0, at), len(text)) for at in sorted((start, end)))
    if start == end > 0 and not (start < len(text) and _is_letter(text, start)):
        start = end = start - 1  # behind a word
    if start == end < len(text) and is_unspaced(text[start]):
        end = start + 1
    while start > 0 and _goes_on(text, start):
        start -= 1
    while end < len(text) and (end == start or _goes_on(text, end)) and _is_letter(text, end):
        end += 1
    while start < end and not _is_letter(text, start):
        start += 1
    while end > start and not _is_letter(text, end - 1):
        end -= 1
    return (start, end) if start < end else (start, start)


def characters_before(text: str, units: int) -> int:
    """Return how many characters so many units of Qt's strings are: some letters have two."""
    return len(text.encode("utf-16-le")[: 2 * max(0, units)].decode("utf-16-le", "ignore"))


def _goes_on(text: str, at: int) -> bool:
    """Say whether a word goes on across a place."""
    return (
        0 < at < len(text)
        and _is_letter(text, at - 1)
        and _is_letter(text, at)
        and not (is_unspaced(text[at - 1]) or is_unspaced(text[at]))
    )


def _is_letter(text: str, at: int) -> bool:
    """Say whether a character belongs to a word; masked ones do not."""
    if text[at] in INSIDE:
        return 0 < at < len(text) - 1 and text[at - 1].isalnum() and text[at + 1].isalnum()
    return text[at].isalnum() or unicodedata.category(text[at]) in ON_LETTERS
