"""Places and masks that the studio knows by name: where the face is, what is the person.

Whoever finds them posts it into the tick thread, to which this belongs; nodes follow at
the next frame::

    places.find("face.forehead", Place(960.0, 400.0, scale=1.2, rotation_deg=5.0))
    places.show_mask("person", cover)

What isn't found lies where a face in the middle of the picture has it, and a mask that
nobody makes hides nothing.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from studio.engine.picture import Plane
from studio.model.geometry import Affine

HEIGHT_PX = 1080
"""Of the picture in which the face below is 340 px high, from the crown to the chin."""
FACE: dict[str, tuple[float, float]] = {
    "face.crown": (0, -190),
    "face.forehead": (0, -120),
    "face.left_eye": (-56, -50),
    "face.right_eye": (56, -50),
    "face.left_cheek": (-78, 35),
    "face.right_cheek": (78, 35),
    "face.nose": (0, 10),
    "face.mouth": (0, 78),
    "face.chin": (0, 150),
}
"""Pixels from the middle of the picture; left and right as they are seen."""
MASKS = ("person",)
"""That the studio makes while it runs."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is.

    Attributes:
        x: In pixels of a picture of the registry's ``size``.
        y: Likewise.
        scale: How much larger than usual what lies there is drawn; of a face, its height in
            340ths of a picture that is 1080 high.
        rotation_deg: Clockwise.
    """

    x: float
    y: float
    scale: float = 1.0
    rotation_deg: float = 0.0


class Places:
    """All of them, with those that were found.

    Args:
        width: Of the picture in which places are counted.
        height: Likewise.
    """

    def __init__(self, width: int = 1920, height: int = 1080) -> None:
        self.size = width, height
        self.version = 0
        """Grows with whatever changes."""
        unit = min(width, height) / HEIGHT_PX
        self._usual = {
            name: Place(width / 2 + x * unit, height / 2 + y * unit, unit)
            for name, (x, y) in FACE.items()
        }
        self._found: dict[str, Place] = {}
        self._masks: dict[str, Plane] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """Of all places; from any thread."""
        return tuple({**self._usual, **self._found})

    @property
    def mask_names(self) -> tuple[str, ...]:
        """Of all masks; from any thread."""
        return tuple({**dict.fromkeys(MASKS), **self._masks})

    def find(self, name: str, place: Place) -> None:
        """Say where something is from now on; a new name is one more place."""
        self._found = {**self._found, name: place}
        self.version += 1

    def find_all(self, places: Mapping[str, Place]) -> None:
        """Say where several things are from now on."""
        if any(self._found.get(name) != place for name, place in places.items()):
            self._found = {**self._found, **places}
            self.version += 1

    def lose_all(self, begin: str) -> None:
        """Say that nothing is seen any more whose name begins so."""
        self._found = {name: at for name, at in self._found.items() if not name.startswith(begin)}
        self.version += 1

    def lose(self, name: str) -> None:
        """Say that something isn't seen any more."""
        self._found = {each: place for each, place in self._found.items() if each != name}
        self.version += 1

    def show_mask(self, name: str, cover: Plane | None) -> None:
        """Say what a mask is from now on.

        Args:
            name: Its name.
            cover: ``(height, width) uint8``, 255 where it is, of any size, stretched over the
                programme; never changed after it was handed over.  None while there is none.
        """
        self._masks = {each: plane for each, plane in self._masks.items() if each != name}
        if cover is not None:
            self._masks[name] = cover
        self.version += 1

    def mask(self, name: str) -> Plane | None:
        """Return a mask if there is one now."""
        return self._masks.get(name)

    def at(self, name: str, width: int, height: int) -> Affine | None:
        """Return the map from what lies at a place to a canvas of a size; None if unknown."""
        place = self._found.get(name) or self._usual.get(name)
        if place is None:
            return None
        x, y = width / self.size[0], height / self.size[1]
        scale = place.scale * min(x, y)
        turn = math.radians(place.rotation_deg)
        cos, sin = math.cos(turn) * scale, math.sin(turn) * scale
        return Affine(cos, -sin, sin, cos, place.x * x, place.y * y)
