"""What people wrote, made fit to be drawn: one line, no hidden marks, not too wide.

Names come from strangers: in any script, of any length, with marks that turn the direction
of what follows, or with a hundred accents on one letter.  A name is cut between what
readers take for characters, so that no emoji falls apart::

    shorten("👨‍👩‍👧‍👦 家族 زهرة", 10)
"""

import unicodedata
from collections.abc import Iterator

MAX_MARKS = 4
"""Accents on one letter; what is more is left out."""
NOBODY = "·"
_JOINER, _NON_JOINER, _PICTURE = "\u200d", "\u200c", "\ufe0f"
_MAX_READ = 400


def shorten(text: str, most: int) -> str:
    """Return a text as one line of at most so many cells; a Chinese character has two."""
    line = _clean(text)
    if cells(line) <= most:
        return line or NOBODY
    kept, used = [], 1
    for cluster in clusters(line):
        used += cells(cluster)
        if used > most:
            break
        kept.append(cluster)
    return "".join(kept).rstrip() + "…"


def initial(text: str) -> str:
    """Return the first character, as large as it goes: for the disc that stands for a face."""
    return next(clusters(_clean(text)), NOBODY).upper()


def cells(text: str) -> int:
    """Return how many cells a text takes, about."""
    return sum(2 if _is_wide(cluster) else 1 for cluster in clusters(text))


def clusters(text: str) -> Iterator[str]:
    """Cut a text into what readers take for characters."""
    cluster, flags = "", 0
    for character in text:
        is_flag = "\U0001f1e6" <= character <= "\U0001f1ff"
        flags = flags + 1 if is_flag else 0
        is_joined = cluster.endswith(_JOINER) or (is_flag and flags % 2 == 0)
        if cluster and not is_joined and not _continues(character):
            yield cluster
            cluster = ""
        cluster += character
    if cluster:
        yield cluster


def _clean(text: str) -> str:
    """Return it without line ends, marks that nobody sees, and towers of accents."""
    kept, marks = [], 0
    for character in " ".join(text[:_MAX_READ].split()):
        kind = unicodedata.category(character)
        if kind in ("Cc", "Cs", "Co") or (kind == "Cf" and not _is_needed(character)):
            continue
        marks = marks + 1 if kind in ("Mn", "Me") and character != _PICTURE else 0
        if marks <= MAX_MARKS:
            kept.append(character)
    return "".join(kept).strip()


def _is_needed(character: str) -> bool:
    """Tell whether it holds emoji or letters together, and is no mark of direction."""
    return character in (_JOINER, _NON_JOINER) or "\U000e0020" <= character <= "\U000e007f"


def _continues(character: str) -> bool:
    return (
        unicodedata.category(character) in ("Mn", "Me", "Mc")
        or _is_needed(character)
        or "\U0001f3fb" <= character <= "\U0001f3ff"
        or "\u1160" <= character <= "\u11ff"
    )


def _is_wide(cluster: str) -> bool:
    return (
        unicodedata.east_asian_width(cluster[0]) in ("W", "F")
        or _PICTURE in cluster
        or "\U0001f1e6" <= cluster[0] <= "\U0001f1ff"
    )
