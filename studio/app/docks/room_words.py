"""Makes what strangers wrote fit for one line of ours: it may not move or hide its neighbours."""

import unicodedata

_BIDI = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_JOINERS = frozenset("\u200c\u200d")
"""Emoji and some scripts are written with them."""
MAX_MARKS = 2
"""Combining marks on one letter: more are only there to climb over other lines."""


def one_line(text: object, most: int) -> str:
    """Return a text without line breaks, control letters and towers of marks, and not too long."""
    if not isinstance(text, str):
        return ""
    kept: list[str] = []
    marks = 0
    for letter in text[: most * 4]:
        category = unicodedata.category(letter)
        if category in ("Mn", "Me"):
            marks += 1
            if marks > MAX_MARKS and letter != "\ufe0f":
                continue
        else:
            marks = 0
        if category[0] == "C" and letter not in _JOINERS and category != "Cn":
            letter = " " if category == "Cc" else ""
        elif letter in _BIDI:
            letter = ""
        elif letter in "\u2028\u2029":
            letter = " "
        kept.append(letter)
    line = " ".join("".join(kept).split())
    return line if len(line) <= most else line[: most - 1] + "…"
