"""What a process says in English, in the language of whoever is told.  Pure.

Its sentences carry names, paths and numbers.  Each is known by its pattern, and said anew with
what stood in it::

    book = Phrasebook(["{name} is gone."], lambda template, values: …)
    book.said("Cam is gone.")

Several sentences in a row are said one by one.  What is not known stays as it is: better a
true sentence in English than none.
"""

import re
from collections.abc import Callable, Iterable, Mapping

MOST_LETTERS = 2_000
MOST_SENTENCES = 20
DEEPEST = 3
"""Sentences in sentences."""
_HOLE = re.compile(r"\{(\w+)\}")
_CHINESE_END = "。！？："

Say = Callable[[str, Mapping[str, str]], str]
"""Says a template in the language, with values in its holes."""


class Phrasebook:
    """See the module.

    Args:
        templates: Sentences in English with ``{holes}``; the first that fits is taken.
        say: Says one.
    """

    def __init__(self, templates: Iterable[str], say: Say) -> None:
        self._say = say
        # Those that begin with a hole fit much: the others come first.
        ordered = sorted(templates, key=lambda each: each[0] == "{")
        self._patterns = [(template, _pattern(template)) for template in ordered]

    def said(self, text: str) -> str:
        """Return what was said, sentence by sentence in the language."""
        return self._said(text, 0)

    def _said(self, text: str, depth: int) -> str:
        if len(text) > MOST_LETTERS or depth > DEEPEST:
            return text
        said, rest = "", text.strip()
        for _ in range(MOST_SENTENCES):
            found = self._first(rest, depth)
            if found is None:
                break
            said += _gap(said) + found[0]
            rest = found[1].lstrip()
        return said + (_gap(said) + rest if rest else "")

    def _first(self, text: str, depth: int) -> tuple[str, str] | None:
        """Return the sentence that a text begins with, translated, and what is behind it."""
        if not text:
            return None
        for template, pattern in self._patterns:
            if (match := pattern.match(text)) is not None:
                holes = match.groupdict().items()
                values = {name: self._said(value, depth + 1) for name, value in holes}
                return self._say(template, values), text[match.end() :]
        return None


def _gap(said: str) -> str:
    return "" if not said or said[-1] in _CHINESE_END else " "


def _pattern(template: str) -> re.Pattern[str]:
    """Return what finds a sentence at the beginning of a text.

    A hole takes as little as it can, one at the very end all that is left, and one at the
    beginning no sentence that stands before.
    """
    parts = _HOLE.split(template)
    pieces = [re.escape(parts[0])]
    for name, after in zip(parts[1::2], parts[2::2], strict=True):
        is_first = len(pieces) == 1 and not parts[0]
        inside = r"(?:(?!\. ).)+?" if is_first else ".+?" if after else ".+"
        pieces.append(f"(?P<{name}>{inside}){re.escape(after)}")
    return re.compile("".join(pieces) + r"(?=\s|$)", re.DOTALL)
