r"""Folds a text so that its disguises fall off, and remembers where each character came from.

Full width and styled letters by NFKC, case, zero-width and combining marks, look-alike
letters of other scripts, traditional characters, and everything that is neither letter
nor digit, which only tells words apart::

    fold("Ｓ　Ｂ").squeezed == "sb"
    fold("傻\u200b 屄").squeezed == "傻屄"
"""

import os
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from opencc import OpenCC

# Only single characters are asked for: without its 47,000 phrases it is there in a third
# of the time, and without a copy of its dictionary in a half of that.
os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
os.environ.setdefault("PYPINYIN_NO_DICT_COPY", "true")

from pypinyin import Style, lazy_pinyin

_SIMPLIFIED = OpenCC("t2s")

# Letters of other scripts that look like Latin ones; Unicode's confusables.txt has more, most
# of which NFKC undoes already or nobody types.
_LOOK_ALIKE = str.maketrans("авекмнорстухѕіјһԁɡɑɩοαενρτυχβκημ", "abekmhopctyxsijhdgaloaevptuxbkhu")

_LEET = str.maketrans("013457@$!|", "oieastasil")
_WORD = re.compile(r"[a-z0-9@$!|*]+")
_RUN = re.compile(r"([a-z])\1{2,}")


@dataclass(frozen=True, slots=True)
class Word:
    """A Latin word: leet undone, long runs of a letter cut, spaced letters joined.

    Attributes:
        start: Index of its first character in the text as it was written.
        end: One behind the last.
    """

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text.

    Attributes:
        squeezed: Letters and digits only.
        origin: For each character of ``squeezed``, its index in the text as written.
        words: The Latin words.
    """

    squeezed: str
    origin: tuple[int, ...]
    words: tuple[Word, ...]

    def syllables(self) -> tuple[str, tuple[int, ...]]:
        """Return how it sounds, as ``'sha'bi'``, and for each apostrophe the character after it.

        The second value maps a position in the first to an index of ``squeezed``; what is not
        a Han character is a syllable that no word has.
        """
        sounds = ["'"]
        at: list[int] = [0]
        for index, character in enumerate(self.squeezed):
            sound = _sound(character) if is_han(character) else "*"
            sounds.append(sound + "'")
            at.extend([index] * len(sound) + [index + 1])
        return "".join(sounds), tuple(at)


def fold(text: str) -> Folded:
    """Return the folded text."""
    line: list[str] = []
    index: list[int] = []
    for position, character in enumerate(text):
        for folded in _fold_one(character):
            line.append(folded)
            index.append(position)
    kept = [(c, i) for c, i in zip(line, index, strict=True) if c.isalnum()]
    return Folded(
        squeezed="".join(c for c, _ in kept),
        origin=tuple(i for _, i in kept),
        words=_words("".join(line), index),
    )


@lru_cache(maxsize=16_384)
def _fold_one(character: str) -> str:
    """Return what one character folds to: nothing, one or more characters."""
    folded = unicodedata.normalize("NFKD", character)
    shown = "".join(c for c in folded if unicodedata.category(c) not in ("Cf", "Mn", "Me", "Cc"))
    shown = shown.casefold().translate(_LOOK_ALIKE)
    return "".join(_SIMPLIFIED.convert(c) if is_han(c) else c for c in shown)


@lru_cache(maxsize=16_384)
def _sound(character: str) -> str:
    return str(lazy_pinyin(character, style=Style.NORMAL)[0])


def is_han(character: str) -> bool:
    """Tell whether a character is Chinese writing."""
    return "\u4e00" <= character <= "\u9fff" or "\u3400" <= character <= "\u4dbf"


def _words(line: str, index: list[int]) -> tuple[Word, ...]:
    words: list[Word] = []
    letters: list[Word] = []
    for match in _WORD.finditer(line):
        word = _word(match[0], index[match.start()], index[match.end() - 1] + 1)
        if len(match[0]) == 1:
            letters.append(word)
            continue
        words += [word, *_joined(letters)]
        letters = []
    return (*words, *_joined(letters))


def _word(raw: str, start: int, end: int) -> Word:
    has_letter = any(c.isalpha() for c in raw)
    plain = raw.translate(_LEET) if has_letter else raw
    return Word(_RUN.sub(r"\1", plain), start, end)


def _joined(letters: list[Word]) -> list[Word]:
    """Return single letters in a row as the word that they spell."""
    if len(letters) < 2:
        return []
    return [Word("".join(each.text for each in letters), letters[0].start, letters[-1].end)]
