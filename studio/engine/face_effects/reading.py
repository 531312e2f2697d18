"""Reads an effect's pictures, and knows when one of its files has changed.

stamp = stamp_of(folder)             # another one: read it again
read = read_all(folder)              # in a thread of its own: it takes milliseconds
"""

import contextlib
from dataclasses import dataclass
from pathlib import Path

from studio.engine.canvas.margin import framed
from studio.engine.face_effects.flat import FlatPart
from studio.engine.sources.image import load_image
from studio.engine.sources.still import Still
from studio.model.canvas_content import Image
from studio.model.effect import EFFECT_NAME, EffectError
from studio.model.face_effect import FaceEffect, face_files_of, read_face_effect

MOST_PIXELS = 1 << 24
"""Of all pictures of one effect."""
Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    """An effect that was read.

    Attributes:
        flat: Its parts that are pictures, by their ids.
        stamp: Of its files, from before they were read.
    """

    effect: FaceEffect
    folder: Path
    flat: dict[str, FlatPart]
    stamp: Stamp


def read_all(folder: Path) -> Read:
    """Read an effect with its pictures.

    Raises:
        StudioError: With a sentence for each thing that is wrong.
    """
    before = stamp_of(folder)
    effect = read_face_effect(folder)
    stills: dict[str, Still] = {}
    pixels = 0
    for part in effect.part:
        if isinstance(part.content, Image) and (name := part.content.file) not in stills:
            stills[name] = framed(load_image(folder / name)).still
            pixels += sum(picture.y.size for picture in stills[name].pictures)
            if pixels > MOST_PIXELS:
                raise EffectError(
                    f"{folder}: its pictures have over {MOST_PIXELS >> 20} megapixels in all."
                )
    flat = {
        part.id: FlatPart(part, stills[part.content.file])
        for part in effect.part
        if isinstance(part.content, Image)
    }
    return Read(effect, folder, flat, before or stamp_of(folder))


def stamp_of(folder: Path) -> Stamp:
    """Return what changes when a file of an effect does."""
    names = [EFFECT_NAME]
    with contextlib.suppress(EffectError):  # that is said when it is read
        names += face_files_of(read_face_effect(folder))
    found = []
    for name in names:
        try:
            status = (folder / name).stat()
        except OSError:
            continue
        found.append((name, status.st_mtime_ns, status.st_size))
    return tuple(found)
