"""The light in which models are seen: what they reflect, and the lamps.

What they reflect is a small photo studio, computed: a large soft window ahead on the left, a
strip on the right, a row behind, a bright ceiling, a warm floor.  Metal lives of what it
reflects; with lamps alone it is black.  The lamps stand still as the camera does, so that
highlights glide over what turns::

    scene.add(*lamps(hue))
    material.env_map = reflections()
"""

import functools

import numpy as np
import pygfx as gfx  # type: ignore[import-untyped]  # ships no types
from numpy.typing import NDArray

_SIDE = 96
_KEY, _FILL, _RIM, _AMBIENT = 2.3, 0.5, 2.2, 0.05

Directions = NDArray[np.float64]


def lamps(hue: tuple[float, float, float]) -> list[gfx.Light]:
    """Return the lamps: key from the upper left, fill from the right, two rims from behind.

    Args:
        hue: Of the key, linear, 0 to 1.
    """
    key = gfx.Color.from_physical(*hue)
    cool = gfx.Color.from_physical(0.75, 0.87, 1.0)
    warm = gfx.Color.from_physical(1.0, 0.86, 0.72)
    return [
        gfx.AmbientLight(cool, _AMBIENT),
        _lamp(key, _KEY, (-3, 4, 5)),
        _lamp(warm, _FILL, (5, 1, 3)),
        _lamp(cool, _RIM, (4, 3, -5)),
        _lamp(key, _RIM * 0.7, (-5, 1, -4)),
    ]


def _lamp(color: gfx.Color, intensity: float, place: tuple[float, float, float]) -> gfx.Light:
    lamp = gfx.DirectionalLight(color, intensity)
    lamp.local.position = place
    return lamp


@functools.cache
def reflections() -> gfx.Texture:
    """Return the studio around the model, as a cube."""
    faces = np.stack([_seen(_face(index)) for index in range(6)])
    return gfx.Texture(faces, dim=2, size=(_SIDE, _SIDE, 6), generate_mipmaps=True)


def _face(index: int) -> Directions:
    """Return where each pixel of a face looks, as cube maps have them."""
    across = (np.arange(_SIDE) + 0.5) / _SIDE * 2 - 1
    u, v = np.meshgrid(across, across)
    one = np.ones_like(u)
    faces = ((one, -v, -u), (-one, -v, u), (u, one, v), (u, -one, -v), (u, -v, one), (-u, -v, -one))
    directions = np.stack(faces[index], -1)
    unit: Directions = directions / np.linalg.norm(directions, axis=-1, keepdims=True)
    return unit


def _seen(ways: Directions) -> NDArray[np.uint8]:
    """Return what is seen in some directions."""
    up = ways[..., 1]
    sky = np.array([0.30, 0.36, 0.46])
    ceiling = np.array([0.72, 0.78, 0.88])
    floor = np.array([0.16, 0.13, 0.12])
    rises, falls = np.clip(up, 0, 1)[..., None], np.clip(-up * 3, 0, 1)[..., None]
    seen = sky + (ceiling - sky) * rises**1.5
    seen = seen + (floor - seen) * falls
    for middle, width, height, hue in (
        ((-0.62, 0.45, 0.65), 0.42, 0.5, (1.0, 0.98, 0.94)),
        ((0.9, 0.2, 0.35), 0.12, 0.75, (0.85, 0.93, 1.0)),
        ((0.25, 0.55, -0.8), 0.7, 0.14, (0.95, 0.97, 1.0)),
        ((-0.9, 0.1, -0.4), 0.14, 0.6, (1.0, 0.92, 0.82)),
    ):
        seen = seen + (np.array(hue) - seen) * _window(ways, middle, width, height)[..., None]
    return np.dstack([seen * 255 + 0.5, np.full_like(up, 255)]).astype(np.uint8)


def _window(
    ways: Directions, middle: tuple[float, float, float], width: float, height: float
) -> NDArray[np.float64]:
    """Return how much a window with soft edges fills each direction."""
    ahead = np.array(middle) / np.linalg.norm(middle)
    right = np.cross([0, 1, 0], ahead)
    right /= np.linalg.norm(right)
    over = np.cross(ahead, right)
    depth = ways @ ahead
    x, y = ways @ right / np.maximum(depth, 1e-3), ways @ over / np.maximum(depth, 1e-3)
    softness = 0.08
    inside = np.clip((width - abs(x)) / softness, 0, 1) * np.clip(
        (height - abs(y)) / softness, 0, 1
    )
    return np.where(depth > 0, inside, 0)
