"""Breaks a text into lines and measures them: where each piece goes, in which font."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import ImageFont, features

from studio.engine.sources.emoji import emoji_clusters
from studio.engine.sources.font_file import Face
from studio.engine.sources.fonts import FontBook, load_face

_HAS_RAQM = features.check("raqm")
_WIDE = (
    "\u1100-\u11ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
)
_WIDE_CHARACTER = re.compile(f"[{_WIDE}\U00020000-\U0003ffff]")
_NEVER_FIRST = set(
    "、。，．・：；？！）］｝」』】〕〉》”’…ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ%)]},.!?:;"
)
_NEVER_LAST = set("（［｛「『【〔〈《“‘([{$¥￥")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters in one font.

    Attributes:
        x: Where it begins, from the left of its line.
        scale: By how much its pictures are scaled; 1 for outlines.
        direction: For raqm; None where there is none.
    """

    text: str
    font: ImageFont.FreeTypeFont
    x: float
    width: float
    scale: float
    direction: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text: its pieces from left to right."""

    pieces: tuple[Piece, ...]
    width: float


@dataclass(frozen=True, slots=True)
class Metrics:
    """How far lines reach above and below their baselines."""

    ascent: float
    descent: float


class TextLayout:
    """Lays text out in one font and size, with others for what it lacks.

    Args:
        book: The fonts.
        family: The one that is wanted; empty means the default one.
        size_px: The size of an em.
        direction: ``auto``, ``ltr`` or ``rtl``.
    """

    def __init__(self, book: FontBook, family: str, size_px: int, direction: str = "auto") -> None:
        self._book = book
        self._face = book.find(family)
        self._size_px = size_px
        self._direction = direction

    def lines(self, text: str, wrap_width_px: int) -> list[Line]:
        """Break a text at its line ends, and where it is too wide; 0 is never too wide."""
        lines = []
        for paragraph in text.expandtabs(4).splitlines() or [""]:
            is_rtl = self._is_rtl(paragraph)
            parts = self._wrap(paragraph, wrap_width_px) if wrap_width_px else [paragraph]
            lines += [self._line(part, is_rtl) for part in parts]
        return lines

    def metrics(self, lines: list[Line]) -> Metrics:
        """Measure what all the lines need, so that they lie at even distances."""
        ascent, descent = load_face(self._face, self._size_px).getmetrics()
        sizes = [(float(ascent), float(descent))]
        for font, scale in {(piece.font, piece.scale) for line in lines for piece in line.pieces}:
            up, down = font.getmetrics()
            sizes.append((up * scale, down * scale))
        return Metrics(max(up for up, _ in sizes), max(down for _, down in sizes))

    def width(self, text: str) -> float:
        """Return how wide a text is on one line, in pixels."""
        return sum(
            load_face(face, self._size_px).getlength(run) * self._scale(face)
            for face, run in self._book.runs(text, self._face)
        )

    def _is_rtl(self, text: str) -> bool:
        if self._direction != "auto":
            return self._direction == "rtl"
        strong = (unicodedata.bidirectional(character) for character in text)
        return next((kind != "L" for kind in strong if kind in ("L", "R", "AL")), False)

    def _wrap(self, paragraph: str, width_px: int) -> Iterator[str]:
        line, used = "", 0.0
        for atom in self._short_atoms(paragraph, width_px):
            width = self.width(atom)
            if line and used + self.width(atom.rstrip()) > width_px:
                yield line.rstrip()
                line, used = "", 0.0
                if atom.isspace():
                    continue
            line += atom
            used += width
        yield line.rstrip()

    def _short_atoms(self, paragraph: str, width_px: int) -> Iterator[str]:
        """What must not be broken; words wider than the line are broken anywhere."""
        for atom in _atoms(paragraph):
            if self.width(atom) <= width_px:
                yield atom
            else:
                yield from (cluster for cluster, _ in emoji_clusters(atom))

    def _scale(self, face: Face) -> float:
        return self._size_px / load_face(face, self._size_px).size if face.is_bitmap else 1.0

    def _line(self, text: str, is_rtl: bool) -> Line:
        direction = ("rtl" if is_rtl else "ltr") if _HAS_RAQM else None
        pieces: list[Piece] = []
        x = 0.0
        runs = list(self._book.runs(text, self._face))
        for face, run in reversed(runs) if is_rtl else runs:
            font, scale = load_face(face, self._size_px), self._scale(face)
            width = font.getlength(run, direction=direction) * scale
            pieces.append(Piece(run, font, x, width, scale, direction))
            x += width
        return Line(tuple(pieces), x)


def _atoms(text: str) -> Iterator[str]:
    """Cut a text where a line may end: after spaces, between Chinese characters and emoji."""
    atom, may_break = "", False
    for cluster, is_emoji in emoji_clusters(text):
        is_wide = is_emoji or bool(_WIDE_CHARACTER.match(cluster))
        after_space = atom[-1:].isspace() and not cluster.isspace()
        if (
            atom
            and (after_space or is_wide or may_break)
            and cluster not in _NEVER_FIRST
            and atom[-1] not in _NEVER_LAST
            and not cluster.isspace()
        ):
            yield atom
            atom = ""
        atom += cluster
        may_break = is_wide
    if atom:
        yield atom
