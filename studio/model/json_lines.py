"""Finds the line of every value in a JSON text, so that errors can name the place."""

import re
from json.decoder import scanstring as _scan_string  # type: ignore[attr-defined] # no stub
from typing import cast

Path = tuple[str | int, ...]

_SPACE = re.compile(r"[ \t\r\n]*")
_ATOM = re.compile(r"[^\s,\]}]+")


def lines_of(text: str) -> dict[Path, int]:
    """Return the line, from 1, at which each value of a JSON text begins.

    Args:
        text: A text that ``json.loads`` accepts.

    Returns:
        Lines by path, such as ``("scenes", 0, "name")``; the root is ``()``.
    """
    found: dict[Path, int] = {}
    _Scanner(text, found).value(_skip(text, 0), ())
    return found


def line_of(lines: dict[Path, int], path: Path) -> int:
    """Return the line of a value, or of the nearest thing around it that exists."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


def _skip(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


class _Scanner:
    """Walks a well-formed text once."""

    def __init__(self, text: str, found: dict[Path, int]) -> None:
        self._text = text
        self._found = found
        self._counted = (0, 1)  # up to where lines were counted, and how many

    def value(self, at: int, path: Path) -> int:
        """Walk the value that starts at ``at``; return where it ends."""
        offset, line = self._counted
        line += self._text.count("\n", offset, at)
        self._counted = (at, line)
        self._found[path] = line
        start = self._text[at]
        if start == "{":
            return self._members(at + 1, path)
        if start == "[":
            return self._elements(at + 1, path)
        if start == '"':
            return self._string(at)[1]
        match = _ATOM.match(self._text, at)
        return match.end() if match else at + 1

    def _string(self, at: int) -> tuple[str, int]:
        return cast(tuple[str, int], _scan_string(self._text, at + 1))

    def _members(self, at: int, path: Path) -> int:
        at = _skip(self._text, at)
        while self._text[at] != "}":
            key, at = self._string(at)
            at = _skip(self._text, at) + 1  # the colon
            at = self._after(self.value(_skip(self._text, at), (*path, key)))
        return at + 1

    def _elements(self, at: int, path: Path) -> int:
        at = _skip(self._text, at)
        index = 0
        while self._text[at] != "]":
            at = self._after(self.value(at, (*path, index)))
            index += 1
        return at + 1

    def _after(self, at: int) -> int:
        """Skip the space and the comma behind a value."""
        at = _skip(self._text, at)
        return _skip(self._text, at + 1) if self._text[at] == "," else at
