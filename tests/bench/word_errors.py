"""How many words of a text, or characters of Chinese, were heard wrongly, and which were heard.

Word error rate: words that are missing, wrong or too many, as a part of those that were said.
Capitals and marks don't count, nor whether a number is in digits::

    word_errors("four queen of clubs", "4 queens of clubs")     # (1, 4)
    character_errors("一二线城市", "12線城市")                    # (1, 5)
"""

import re
from collections.abc import Sequence

_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
ALIKE = {str(number): word for number, word in enumerate(_DIGITS)} | {
    "mr": "mister",
    "centre": "center",
}
_HAN = "零一二三四五六七八九"
_PLACES = ("", "十", "百", "千")


def words_of(text: str) -> list[str]:
    """Return the words of a text as they are compared."""
    bare = re.sub(r"[^\w\s']", " ", text.casefold()).split()
    return [ALIKE.get(word, word) for word in bare]


def characters_of(text: str, *, is_counting: bool = False) -> list[str]:
    """Return the characters of a Chinese text as they are compared: without marks and spaces.

    Args:
        text: Digits in it may have been said one by one, as those of a year.
        is_counting: Or as a number.
    """
    bare = re.sub(r"[\W_]", "", text.casefold()).replace("〇", "零")
    said = _number if is_counting else _digits
    return list(re.sub(r"[0-9]+", lambda found: said(found[0]), bare))


def _digits(digits: str) -> str:
    return "".join(_HAN[int(digit)] for digit in digits)


def _number(digits: str) -> str:
    """Return how a number up to 9999 is said; a longer one is said digit by digit."""
    if len(digits) > len(_PLACES) or digits.startswith("0"):
        return _digits(digits)
    places = _PLACES[: len(digits)][::-1]
    parts = [
        _HAN[int(digit)] + place * (digit != "0")
        for digit, place in zip(digits, places, strict=True)
    ]
    said = re.sub("零+", "零", "".join(parts)).rstrip("零") or "零"
    return said[1:] if said.startswith("一十") else said


def word_errors(said: str, heard: str) -> tuple[int, int]:
    """Return how many words are wrong, and how many were said."""
    return _errors(words_of(said), words_of(heard))


def character_errors(said: str, heard: str) -> tuple[int, int]:
    """Return how many characters are wrong, and how many were said."""
    readings = (characters_of(heard, is_counting=is_counting) for is_counting in (False, True))
    return min(_errors(characters_of(said), reading) for reading in readings)


def _errors(said: Sequence[str], heard: Sequence[str]) -> tuple[int, int]:
    row = list(range(len(heard) + 1))
    for count, word in enumerate(said, 1):
        above, row = row, [count]
        for place, other in enumerate(heard, 1):
            changed = above[place - 1] + (word != other)
            row.append(min(above[place] + 1, row[-1] + 1, changed))
    return row[-1], len(said)


def found_words(said: Sequence[str], heard: Sequence[str]) -> set[int]:
    """Return the numbers of the words that were heard, each in its place (longest common row)."""
    table = [[0] * (len(heard) + 1) for _ in range(len(said) + 1)]
    for i in reversed(range(len(said))):
        for j in reversed(range(len(heard))):
            same = table[i + 1][j + 1] + 1 if said[i] == heard[j] else 0
            table[i][j] = max(same, table[i + 1][j], table[i][j + 1])
    found: set[int] = set()
    i = j = 0
    while i < len(said) and j < len(heard):
        if said[i] == heard[j] and table[i][j] == table[i + 1][j + 1] + 1:
            found.add(i)
            i, j = i + 1, j + 1
        elif table[i + 1][j] >= table[i][j + 1]:
            i += 1
        else:
            j += 1
    return found
