"""Rounds that were drawn before, on disk: a rocket that took seconds flies at once tomorrow.

A file for each in the user's cache folder: a line that says what it is, then the planes.
Whoever deletes it loses those seconds.  The oldest go when it is full::

    shelf = Shelf()
    drawn = shelf.get(recipe.key)
    shelf.put(recipe.key, drawn)
"""

import contextlib
import json
import logging
import os
import tempfile
from pathlib import Path

from studio.effects.planes import Box, planes_bytes
from studio.effects.round import Round
from studio.model.cache_folder import cache_folder

logger = logging.getLogger(__name__)

MOST_BYTES = 256 << 20
_SUFFIX = ".round"


def shelf_folder() -> Path:
    """Return where rounds are kept; it need not be there."""
    return cache_folder() / "rounds"


class Shelf:
    """Belongs to one thread.

    Args:
        folder: Where the files lie.
        most_bytes: How much they may be.
    """

    def __init__(self, folder: Path | None = None, most_bytes: int = MOST_BYTES) -> None:
        self._folder = folder or shelf_folder()
        self._most_bytes = most_bytes

    def get(self, key: str) -> Round | None:
        """Return a round that was put there; None if there is none, or a damaged one."""
        path = self._folder / f"{key}{_SUFFIX}"
        try:
            with path.open("rb") as file:
                said = json.loads(file.readline(1 << 20))
                boxes = tuple(Box(*map(int, box)) for box in said["boxes"])
                planes = tuple(file.read(planes_bytes(box.width, box.height)) for box in boxes)
            os.utime(path)
            is_whole = all(
                len(part) == planes_bytes(box.width, box.height)
                for box, part in zip(boxes, planes, strict=True)
            )
            size = int(said["width"]), int(said["height"])
            facts = tuple(map(float, said.get("facts", ())))
            drawn = Round(*size, int(said["loop_ns"]), boxes, planes, str(said["note"]), facts)
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return drawn if boxes and is_whole else None

    def put(self, key: str, drawn: Round) -> None:
        """Keep a round; where that is not possible it is drawn again next time."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=self._folder, delete=False) as file:
                file.write(json.dumps(drawn.to_message()).encode() + b"\n")
                file.writelines(drawn.planes)
            os.replace(file.name, self._folder / f"{key}{_SUFFIX}")
            self._make_room()
        except OSError as error:
            logger.warning("What was drawn can't be kept for the next time: %s.", error)

    def _make_room(self) -> None:
        files = [(path.stat(), path) for path in self._folder.iterdir()]
        files.sort(key=lambda each: each[0].st_mtime_ns, reverse=True)
        total = 0
        for status, path in files:
            total += status.st_size
            if total > self._most_bytes:
                with contextlib.suppress(OSError):
                    path.unlink()
