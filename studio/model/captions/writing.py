"""How writing systems go together on one line: who wants spaces, who is how wide.

Chinese and Japanese have no spaces between words and their characters take two columns;
everything else is spaced::

    joined(["你好", "，", "Mary", "!"])    # "你好，Mary!"
    columns_of("你好")                     # 4
"""

import unicodedata
from collections.abc import Iterable

STOPS = frozenset(".!?…。！？")
"""What ends a sentence."""
PAUSES = frozenset(",;:，；：、—")
CLOSING = STOPS | PAUSES - {"—"} | frozenset(")]}”%）】》」』〉")
"""Never begins a line, and has no space before it."""
OPENING = frozenset("([{“（【《「『〈¿¡")
"""Never ends a line, and has no space behind it."""
_APOSTROPHES = "'’"


def joined(words: Iterable[str]) -> str:
    """Return the words as they are written one behind the other."""
    line = ""
    for word in words:
        line += " " + word if line and needs_space(line, word) else word
    return line


def needs_space(before: str, after: str) -> bool:
    """Tell whether a space is written between two pieces of text that follow each other."""
    left, right = before[-1:], after[:1]
    if not left or not right or left.isspace() or right.isspace():
        return False
    if right in CLOSING or left in OPENING or _is_ending(after):
        return False
    return not (is_unspaced(left) or is_unspaced(right))


def is_unspaced(character: str) -> bool:
    """Tell whether a character is of a writing without spaces: Han, kana, full-width marks."""
    point = ord(character)
    return (
        0x2E80 <= point <= 0x312F  # radicals, marks, kana, bopomofo
        or 0x3190 <= point <= 0x9FFF  # Han and its extension A
        or 0xF900 <= point <= 0xFAFF
        or 0xFE30 <= point <= 0xFE4F
        or 0xFF01 <= point <= 0xFF65  # full-width forms
        or 0x20000 <= point <= 0x3FFFF
    )


def columns_of(text: str) -> int:
    """Return how many columns a text takes: two for what is wide, none for what is combined."""
    return sum(_columns(character) for character in text)


def on_one_line(text: str) -> str:
    """Return a text without line breaks, control characters and double spaces."""
    kept = "".join(
        " " if unicodedata.category(each) in ("Cc", "Zl", "Zp") else each for each in text
    )
    return " ".join(kept.split())


def _columns(character: str) -> int:
    if character.isascii():
        return 1
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def _is_ending(word: str) -> bool:
    """Tell whether it is the second half of a contraction: ``'s``, ``'ll``."""
    return word[0] in _APOSTROPHES and 1 < len(word) <= 3 and word[1:].isalpha()
