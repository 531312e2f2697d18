"""What parts can be made of: models, pictures and sounds of ours and of the user's gifts.

for each in stock("model"): each.path, each.title
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from studio.app.gifts.beginnings import OURS
from studio.supervisor.user_folder import gifts_folder

Sort = Literal["model", "image", "sound"]
SUFFIXES: dict[Sort, tuple[str, ...]] = {
    "model": (".glb",),
    "image": (".webp", ".png", ".jpg", ".jpeg", ".gif"),
    "sound": (".ogg", ".opus", ".wav", ".mp3", ".flac", ".m4a"),
}
MOST = 300


@dataclass(frozen=True, slots=True)
class StockFile:
    """One file."""

    path: Path
    title: str


def stock(sort: Sort) -> list[StockFile]:
    """Return the files of a sort, each once however many gifts have it, by their names."""
    found: dict[tuple[str, int], StockFile] = {}
    for path in _files():
        if path.suffix.lower() in SUFFIXES[sort] and len(found) < MOST:
            key = path.name, path.stat().st_size
            found.setdefault(key, StockFile(path, path.stem.replace("_", " ")))
    return sorted(found.values(), key=lambda each: each.title)


def _files() -> Iterator[Path]:
    for place in (gifts_folder(), OURS):
        yield from sorted(path for path in place.glob("*/*") if path.is_file())
