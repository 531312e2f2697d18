"""Cameras on which people are looked for, as a composition shows them.

noting = Noting(pictures.get)
composition = graph.composition(scene, noting)
for sighting in sightings(composition, noting.tracked):
sighting.to_programme.apply(*point_of_the_camera)
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from studio.engine.compositor.composition import Composition
from studio.engine.picture import Picture
from studio.model.geometry import Affine
from studio.model.tracking import Tracked


@dataclass(frozen=True, slots=True)
class Sighting:
    """A camera, where it is shown largest.

    Attributes:
        input: Its name.
        picture: What is shown of it.
        to_programme: From its natural pixels to those of the composition.
        area_px: How much of the composition the whole picture would cover, by its opacity.
    """

    input: str
    picture: Picture
    tracked: Tracked
    to_programme: Affine
    area_px: float


class Noting:
    """Latches pictures, and notes which of them come with results.

    Args:
        latch: Returns the picture of an input.

    Attributes:
        tracked: The name of each, by the identity of its picture.
    """

    def __init__(self, latch: Callable[[str], Picture | None]) -> None:
        self.tracked: dict[int, str] = {}
        self._latch = latch

    def __call__(self, name: str) -> Picture | None:
        """Return the picture of an input."""
        picture = self._latch(name)
        if picture is not None and picture.tracked is not None:
            self.tracked[id(picture)] = name
        return picture


def sightings(composition: Composition, tracked: Mapping[int, str]) -> tuple[Sighting, ...]:
    """Return the cameras that a composition shows, the largest first, each once."""
    found: dict[str, Sighting] = {}
    if tracked:
        for picture, matrix, opacity in _shown(composition, Affine(), 1.0):
            name = tracked.get(id(picture))
            if name is None or picture.tracked is None or matrix.is_flat:
                continue
            area = abs(matrix.a * matrix.d - matrix.b * matrix.c) * picture.width * picture.height
            sighting = Sighting(name, picture, picture.tracked, matrix, area * opacity)
            before = found.get(name)
            if before is None or before.area_px < sighting.area_px:
                found[name] = sighting
    return tuple(sorted(found.values(), key=lambda each: -each.area_px))


def _shown(
    composition: Composition, outer: Affine, opacity: float
) -> Iterator[tuple[Picture, Affine, float]]:
    for layer in composition.layers:
        matrix, share = outer.after(layer.matrix), opacity * layer.opacity
        if isinstance(layer.content, Composition):
            yield from _shown(layer.content, matrix, share)
        else:
            yield layer.content, matrix, share
