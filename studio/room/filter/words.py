"""Word lists with levels, and where their words stand in a text.

The lists are data (data/words.toml, or a file of the operator's in the same form).  Chinese
words are found anywhere in the squeezed text, those marked ``sounds`` also by their
syllables; Latin words as whole words, those marked ``anywhere`` also within words::

    [[list]]
    reason = "abuse"
    level = "mask"
    sounds = true
    words = ["…"]
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from importlib.resources import files
from pathlib import Path
from typing import Annotated

from ahocorasick_rs import AhoCorasick
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from studio.model.errors import StudioError
from studio.room.filter.folding import Folded, fold, is_han

_CONTACT = re.compile(
    r"(?:微信|微x|薇信|威信|vx|wx|v信|扣扣|qq|q群|加群|加v|加微|加薇)[a-z]{0,8}\d{5,}"
)


class Level(IntEnum):
    """What a word leads to."""

    MASK = 1
    HOLD = 2
    REFUSE = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """A word that was found.

    Attributes:
        start: Where, in characters of the text as written.
        end: One behind the last.
        by_sound: Whether only its sound is in the text.
    """

    word: str
    reason: str
    level: Level
    start: int
    end: int
    by_sound: bool = False


class WordListError(StudioError):
    """A word list that can't be read."""


class _List(BaseModel):
    model_config = ConfigDict(extra="forbid")

    reason: Annotated[str, Field(pattern=r"^[a-z_]{1,32}$")]
    level: Annotated[str, Field(pattern=r"^(mask|hold|refuse)$")]
    sounds: bool = False
    anywhere: bool = False
    words: Annotated[list[Annotated[str, Field(min_length=1, max_length=64)]], Field(min_length=1)]


class _Lists(BaseModel):
    model_config = ConfigDict(extra="forbid")

    lists: Annotated[list[_List], Field(min_length=1, alias="list")]
    allowed: list[str] = []


@dataclass(frozen=True, slots=True)
class _Entry:
    word: str
    reason: str
    level: Level


class WordList:
    """All words of one file.

    Args:
        path: A file of the operator's; our own lists if None.

    Raises:
        WordListError: If the file is missing or not in that form.
    """

    def __init__(self, path: Path | None = None) -> None:
        lists = _read(path)
        anywhere: dict[str, _Entry] = {}
        sounds: dict[str, _Entry] = {}
        self._whole: dict[str, _Entry] = {}
        for each in lists.lists:
            for written in each.words:
                entry = _Entry(written, each.reason, Level[each.level.upper()])
                folded = fold(written)
                if not folded.squeezed:
                    raise WordListError(f"{_place(path)}: '{written}' has no letter in it")
                if any(map(is_han, folded.squeezed)) or each.anywhere:
                    anywhere[folded.squeezed] = entry
                    if each.sounds:
                        sounds[folded.syllables()[0]] = entry
                else:
                    self._whole[written.casefold()] = entry
        self._anywhere = _Automaton(anywhere)
        self._sounds = _Automaton(sounds)
        self._allowed = _Automaton({fold(each).squeezed: None for each in lists.allowed})

    def find(self, text: Folded) -> list[Finding]:
        """Return the words in a text, in no order; a stretch that is allowed holds none."""
        allowed = [(start, end) for start, end, _ in self._allowed.find(text.squeezed)]
        spans = [*self._written(text), *self._sounding(text), *_contact(text)]
        found = [
            _finding(text, start, end, entry, by_sound)
            for start, end, entry, by_sound in spans
            if not any(a <= start and end <= b for a, b in allowed)
        ]
        return found + [
            Finding(entry.word, entry.reason, entry.level, word.start, word.end)
            for word in text.words
            if (entry := self._whole.get(word.text))
        ]

    def _written(self, text: Folded) -> Iterator[tuple[int, int, _Entry, bool]]:
        for start, end, entry in self._anywhere.find(text.squeezed):
            if entry:
                yield start, end, entry, False

    def _sounding(self, text: Folded) -> Iterator[tuple[int, int, _Entry, bool]]:
        if not any(map(is_han, text.squeezed)):
            return
        sounds, at = text.syllables()
        for start, end, entry in self._sounds.find(sounds):
            if entry:
                yield at[start], at[end - 1], entry, True


def masked_words(path: Path | None = None) -> tuple[str, ...]:
    """Return the words that are shown as stars, as they are written in a file of lists.

    For whoever masks something else with them: what is said on air is captioned elsewhere.

    Args:
        path: A file of the operator's; our own lists if None.

    Raises:
        WordListError: If the file is missing or not in that form.
    """
    lists = [each for each in _read(path).lists if each.level == "mask"]
    return tuple(dict.fromkeys(word for each in lists for word in each.words))


class _Automaton:
    """Finds many words at once; none at all if there are none."""

    def __init__(self, entries: dict[str, _Entry] | dict[str, None]) -> None:
        self._entries: list[_Entry | None] = list(entries.values())
        self._search = AhoCorasick(list(entries)) if entries else None

    def find(self, text: str) -> Iterator[tuple[int, int, _Entry | None]]:
        if self._search is None:
            return
        for index, start, end in self._search.find_matches_as_indexes(text, overlapping=True):
            yield start, end, self._entries[index]


def _contact(text: Folded) -> Iterator[tuple[int, int, _Entry, bool]]:
    """Find invitations to a chat elsewhere: the way that most adverts and frauds begin."""
    for match in _CONTACT.finditer(text.squeezed):
        yield match.start(), match.end(), _Entry(match[0], "contact", Level.HOLD), False


def _finding(text: Folded, start: int, end: int, entry: _Entry, by_sound: bool) -> Finding:
    first, last = text.origin[start], text.origin[end - 1]
    return Finding(entry.word, entry.reason, entry.level, first, last + 1, by_sound)


def _place(path: Path | None) -> str:
    return str(path) if path else "words.toml"


def _read(path: Path | None) -> _Lists:
    try:
        source = path or files("studio.room.filter").joinpath("data/words.toml")
        return _Lists.model_validate(tomllib.loads(source.read_text("utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise WordListError(f"The word list {_place(path)} can't be read: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(map(str, first["loc"]))
        raise WordListError(f"{_place(path)}: {key}: {first['msg']}") from error
