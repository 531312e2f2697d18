"""The fonts of this computer: by family, and by who can draw a character.

A text in one font needs others for what that lacks (Chinese, emoji), so each
character is drawn in the first that has it: the one that was asked for, then
common ones that are known to be good, then any::

    book = font_book()
    for face, piece in book.runs("你好 🚀 hello", book.find("DejaVu Sans")):
        ...
"""

import os
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

from studio.engine.sources.emoji import emoji_clusters
from studio.engine.sources.font_file import Face, read_faces
from studio.model.errors import StudioError

_SUFFIXES = {".ttf", ".otf", ".ttc", ".otc"}
_REGULAR = 400
_PREFERRED = (
    "Noto Sans",
    "Segoe UI",
    "Helvetica Neue",
    "DejaVu Sans",
    "Noto Sans CJK SC",
    "Microsoft YaHei",
    "PingFang SC",
)
"""Good for most text; the first that is there is the default."""
_EMOJI = ("Noto Color Emoji", "Segoe UI Emoji", "Apple Color Emoji")
_BITMAP_SIZE_PX = 109  # the only one of Noto Color Emoji


class FontError(StudioError):
    """There is no font to draw with."""


class FontBook:
    """Knows the faces of some fonts.  May be used by any thread."""

    def __init__(self, faces: list[Face]) -> None:
        self._faces = sorted(
            faces, key=lambda face: (face.is_bitmap, abs(face.weight - _REGULAR), face.is_italic)
        )
        self._by_family: dict[str, Face] = {}
        for face in self._faces:
            for family in face.families:
                self._by_family.setdefault(family.casefold(), face)
        self._fallbacks: dict[str, Face | None] = {}

    @property
    def families(self) -> list[str]:
        """The names of all families, sorted."""
        return sorted({family for face in self._faces for family in face.families})

    def has(self, family: str) -> bool:
        """Tell whether there is a family of that name."""
        return family.casefold() in self._by_family

    def find(self, family: str) -> Face:
        """Return the face of a family, or the default one if there is none of that name.

        ``Family Bold`` finds the bold face of ``Family``, or its usual one where it has none.

        Raises:
            FontError: If this computer has no fonts at all.
        """
        face = self._by_family.get(family.casefold())
        if face is None and family.casefold().endswith(" bold"):
            plain = family[: -len(" bold")]
            face = self._bold(plain) or self._by_family.get(plain.casefold())
        if face is None:
            face = self._first_of(_PREFERRED)
        if face is None and self._faces:
            face = self._faces[0]
        if face is None:
            raise FontError("There are no fonts on this computer: install DejaVu or Noto fonts.")
        return face

    def runs(self, text: str, first: Face) -> Iterator[tuple[Face, str]]:
        """Cut a text into pieces, each for the face that can draw it."""
        emoji = self._first_of(_EMOJI)
        current, piece = first, ""
        for cluster, is_emoji in emoji_clusters(text):
            face = emoji if is_emoji and emoji else self._face_for(cluster, current, first)
            if face is not current and piece:
                yield current, piece
                piece = ""
            current = face
            piece += cluster
        if piece:
            yield current, piece

    def _face_for(self, cluster: str, current: Face, first: Face) -> Face:
        character = cluster[0]
        if character.isspace() and not current.is_bitmap:
            return current  # a run that goes on over a space is shaped in one piece
        if first.covers(character):
            return first
        if character not in self._fallbacks:
            self._fallbacks[character] = self._fallback(character)
        return self._fallbacks[character] or first

    def _fallback(self, character: str) -> Face | None:
        known = (self._by_family.get(name.casefold()) for name in _PREFERRED)
        candidates = [*(face for face in known if face), *self._faces]
        return next((face for face in candidates if face.covers(character)), None)

    def _first_of(self, families: tuple[str, ...]) -> Face | None:
        found = (self._by_family.get(family.casefold()) for family in families)
        return next((face for face in found if face), None)

    def _bold(self, family: str) -> Face | None:
        faces = [
            face
            for face in self._faces
            if face.weight >= 600
            and not face.is_italic
            and family.casefold() in (name.casefold() for name in face.families)
        ]
        return min(faces, key=lambda face: abs(face.weight - 700), default=None)


@lru_cache(maxsize=64)
def load_face(face: Face, size_px: int) -> ImageFont.FreeTypeFont:
    """Open a face for drawing; one of bitmaps in the only size that it has.

    Raises:
        FontError: If the file can't be used.
    """
    size = _BITMAP_SIZE_PX if face.is_bitmap else size_px
    try:
        return ImageFont.truetype(str(face.path), size, index=face.index)
    except OSError as error:
        raise FontError(f"The font {face.path} can't be used: {error}.") from error


def font_folders() -> list[Path]:
    """Where this system keeps fonts."""
    home = Path.home()
    if sys.platform == "win32":
        windows = Path(os.environ.get("WINDIR", "C:/Windows"))
        local = Path(os.environ.get("LOCALAPPDATA", str(home)))
        return [windows / "Fonts", local / "Microsoft/Windows/Fonts"]
    if sys.platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"]
    return [
        Path("/usr/share/fonts"),
        Path("/usr/local/share/fonts"),
        home / ".local/share/fonts",
        home / ".fonts",
    ]


@lru_cache(maxsize=1)
def font_book() -> FontBook:
    """The fonts of this computer, read once."""
    paths = [
        path
        for folder in font_folders()
        if folder.is_dir()
        for path in sorted(folder.rglob("*"))
        if path.suffix.lower() in _SUFFIXES
    ]
    return FontBook([face for path in paths for face in read_faces(path)])
