"""A model's file as a scene: loaded, with the studio's reflections, and where its points are.

choose_adapter()
scene = shown_scene(load(glb))
materials = list(prepared(scene))
"""

import functools
import tempfile
from collections.abc import Iterator

import numpy as np
import pygfx as gfx  # type: ignore[import-untyped]  # ships no types
from numpy.typing import NDArray

from studio.effects.device import chosen_adapter
from studio.effects.errors import EffectError
from studio.effects.studio_light import reflections
from studio.model.kinds import rgba

MOST_LOOKED_AT = 4_000
"""Points of one mesh; more tell nothing new."""
REFLECTS = 0.85
"""How much materials reflect of the studio."""
Points = NDArray[np.float64]


@functools.cache
def choose_adapter() -> None:
    """Have pygfx draw on the best adapter that there is."""
    gfx.renderers.wgpu.select_adapter(chosen_adapter())


def load(glb: bytes) -> "gfx.utils.load_gltf._GLTF":
    """Read a file that was checked.

    Raises:
        EffectError: If it can't be.
    """
    with tempfile.NamedTemporaryFile(suffix=".glb") as file:
        file.write(glb)
        file.flush()
        try:
            return gfx.load_gltf(file.name, quiet=True, remote_ok=False)
        except Exception as error:  # the border to a library that trusts its files
            raise EffectError(f"The model can't be read: {error}.") from error


def shown_scene(loaded: "gfx.utils.load_gltf._GLTF") -> gfx.WorldObject:
    """Return what a file shows.

    Raises:
        EffectError: If that is nothing.
    """
    scene = loaded.scene or next(iter(loaded.scenes or ()), None)
    if scene is None:
        raise EffectError("The model has no scene.")
    return scene


def prepared(root: gfx.WorldObject) -> Iterator[gfx.Material]:
    """Let all that shines reflect the studio, and take out lights of the file's own."""
    for thing in list(root.iter()):
        if isinstance(thing, gfx.Light) and thing.parent:
            thing.parent.remove(thing)
        material = getattr(thing, "material", None)
        if isinstance(material, gfx.MeshStandardMaterial):
            material.env_map = reflections()
            material.env_map_intensity = REFLECTS
            yield material


def points_of(root: gfx.WorldObject) -> Points:
    """Return some of the points of all meshes, as they are in the world.

    Raises:
        EffectError: If there are none.
    """
    found = []
    for thing in root.iter():
        positions = getattr(getattr(thing, "geometry", None), "positions", None)
        if positions is not None and positions.data is not None:
            local = positions.data[:: max(1, len(positions.data) // MOST_LOOKED_AT)]
            matrix = thing.world.matrix
            found.append(local @ matrix[:3, :3].T + matrix[:3, 3])
    points = np.concatenate(found) if found else np.empty((0, 3))
    if not len(points) or not np.isfinite(points).all():
        raise EffectError("The model has no triangles, or some that are nowhere.")
    return points


def linear_hue(hue: str) -> tuple[float, float, float]:
    """Return a colour as light, 0 to 1."""
    red, green, blue = ((code / 255) ** 2.2 for code in rgba(hue)[:3])
    return red, green, blue
