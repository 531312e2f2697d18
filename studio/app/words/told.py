"""What other processes say, in the window's language: they know no translation.

Their sentences are English and carry names, paths and numbers.  Each is known here by its
pattern, and said anew with what stood in it::

    told("MediaPipe, which sees faces, is not installed.")    # "没有安装用来识别人脸的 MediaPipe。"

Several sentences in a row are said one by one.  What is not known stays as it is: better a
true sentence in English than none.
"""

import re
from functools import cache

from studio.app.words import told_engine, told_handoff, told_people, told_voice
from studio.app.words.language import language
from studio.app.words.tr import tr

MOST_LETTERS = 2_000
MOST_SENTENCES = 20
DEEPEST = 3
"""Sentences in sentences."""
_HOLE = re.compile(r"\{(\w+)\}")
_CHINESE_END = "。！？："


def told(text: str, depth: int = 0) -> str:
    """Return what was said, sentence by sentence in the language of now."""
    if language() == "en" or len(text) > MOST_LETTERS or depth > DEEPEST:
        return text
    said, rest = "", text.strip()
    for _ in range(MOST_SENTENCES):
        found = _first(rest, depth)
        if found is None:
            break
        said += _gap(said) + found[0]
        rest = found[1].lstrip()
    return said + (_gap(said) + rest if rest else "")


def _gap(said: str) -> str:
    return "" if not said or said[-1] in _CHINESE_END else " "


def _first(text: str, depth: int) -> tuple[str, str] | None:
    """Return the sentence that a text begins with, translated, and what is behind it."""
    if not text:
        return None
    for template, pattern in _patterns():
        if (match := pattern.match(text)) is not None:
            values = {name: told(value, depth + 1) for name, value in match.groupdict().items()}
            return tr(template, -1, **values), text[match.end() :]
    return None


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    parts = (told_people, told_handoff, told_voice, told_engine)
    templates = [template for part in parts for template in part.TEMPLATES]
    templates.sort(key=lambda each: each[0] == "{")  # these fit much: the others come first
    return tuple((template, _pattern(template)) for template in templates)


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
