"""Names that nobody has yet: "Camera", then "Camera 2".

unique("Camera 2", taken={"Camera", "Camera 2"})  # Camera 3
"""

import re
from collections.abc import Collection as Names

from studio.model.scene import Collection

MAX_LENGTH = 300
_NUMBERED = re.compile(r"^(.*\S)\s+\d{1,6}$", re.DOTALL)


def taken_names(collection: Collection) -> frozenset[str]:
    """Return all names; inputs, scenes and groups share them."""
    return frozenset(
        part.name for part in (*collection.inputs, *collection.scenes, *collection.groups)
    )


def unique(wanted: str, taken: Names[str]) -> str:
    """Return the name, with a number if it is taken."""
    name = tidy(wanted)
    if name not in taken:
        return name
    match = _NUMBERED.match(name)
    stem = match.group(1) if match else name
    number = 2
    while (numbered := f"{stem[: MAX_LENGTH - 8]} {number}") in taken:
        number += 1
    return numbered


def tidy(name: str) -> str:
    """Return a name as one line, no longer than names may be."""
    return " ".join(name.split())[:MAX_LENGTH]
