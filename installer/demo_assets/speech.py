"""What the presenter says: syllables that the voice hums and the lips follow.

The words are nobody's; only times, pitches and vowels are there, one 8 s phrase
that ends in a pause, so that it loops::

    openness(1.25)   # 0..1, how far the mouth is open
"""

import math
from dataclasses import dataclass

PERIOD_S = 8.0

TUNE = (
    "0.30 2 a . 0.22 4 e . 0.20 5 a . 0.34 4 o _ 0.24 2 i . 0.20 4 a . 0.42 0 o _ _ "
    "0.20 4 e . 0.20 5 a . 0.24 7 i . 0.30 5 a . 0.40 4 o _ _ "
    "0.22 2 a . 0.22 2 e . 0.26 4 o . 0.46 0 a"
)
"""Length in seconds, pitch in semitones, vowel; ``.`` joins syllables, ``_`` is a pause."""

JOIN_S = 0.07
PAUSE_S = 0.26
FIRST_S = 0.35

WIDE: dict[str, float] = {"a": 1.0, "o": 0.75, "e": 0.6, "i": 0.4}
"""How far each vowel opens the mouth."""


@dataclass(frozen=True)
class Syllable:
    """One hummed syllable."""

    start_s: float
    length_s: float
    semitones: int
    vowel: str


def syllables() -> list[Syllable]:
    """Return the phrase."""
    result: list[Syllable] = []
    now_s = FIRST_S
    words = iter(TUNE.split())
    for word in words:
        if word in "._":
            now_s += JOIN_S if word == "." else PAUSE_S
            continue
        syllable = Syllable(now_s, float(word), int(next(words)), next(words))
        result.append(syllable)
        now_s += syllable.length_s
    return result


PHRASE = syllables()


def openness(time_s: float) -> float:
    """Return how far the mouth is open, 0 to 1, at a time of the loop."""
    time_s %= PERIOD_S
    for syllable in PHRASE:
        share = (time_s - syllable.start_s) / syllable.length_s
        if 0 <= share < 1:
            return WIDE[syllable.vowel] * math.pow(math.sin(math.pi * share), 0.7)
    return 0.0


def roundness(time_s: float) -> float:
    """Return how round the lips are, 1 for an o, 0 for a wide mouth."""
    time_s %= PERIOD_S
    said = [s for s in PHRASE if s.start_s <= time_s + 0.03]
    return 0.9 if said and said[-1].vowel == "o" else 0.25
