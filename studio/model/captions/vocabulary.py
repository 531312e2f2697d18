"""What a recogniser hears wrong again and again, and what was meant.

A name that was put right once is right from then on, for as long as the session runs::

    vocabulary = Vocabulary({"rocket stew deal": "Rocket Studio"})
    vocabulary.apply(spoken).text
"""

from collections.abc import Mapping
from itertools import pairwise

from studio.model.captions.phrases import Phrases
from studio.model.captions.spoken import MOST_CHARACTERS, MOST_WORDS, Spoken, Word


class Vocabulary:
    """Corrections, by what is heard.

    Args:
        corrections: What is heard, as ``Phrases`` takes it, and what is written instead; with
            nothing instead, it isn't written at all.
    """

    def __init__(self, corrections: Mapping[str, str]) -> None:
        self._corrections = dict(corrections)
        self._phrases = Phrases(corrections)

    def apply(self, spoken: Spoken) -> Spoken:
        """Return what was meant; what is instead of a phrase takes that phrase's time."""
        words = list(spoken.words)
        # From the end, so that the places of what was found before stay true.
        for each in reversed(list(self._phrases.find(spoken.words))):
            first, last = each.first, each.last
            text = (
                words[first.word].text[: first.character],
                self._corrections[each.phrase],
                words[last.word].text[last.character + 1 :],
            )
            instead = _spread(*text, words[first.word], words[last.word])
            words[first.word : last.word + 1] = instead
        return spoken.model_copy(update={"words": tuple(words[:MOST_WORDS])})


def _spread(head: str, meant: str, tail: str, first: Word, last: Word) -> list[Word]:
    """Return the words of what was meant between what stays; time is parted by length."""
    parts = meant.split() or [""]
    parts[0] = head + parts[0]
    parts[-1] += tail
    parts = [part[:MOST_CHARACTERS] for part in parts if part]
    ends = [0]
    for part in parts:
        ends.append(ends[-1] + len(part))
    start_ms, took_ms = first.start_ms, max(first.end_ms, last.end_ms) - first.start_ms
    times = [start_ms + took_ms * end // max(1, ends[-1]) for end in ends]
    return [
        Word(text=part, start_ms=start, end_ms=end)
        for part, (start, end) in zip(parts, pairwise(times), strict=True)
    ]
