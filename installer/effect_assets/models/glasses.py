"""Sunglasses: golden rims around dark lenses that fade downwards, with their temples."""

import math

import numpy as np

from installer.gift_assets.shapes import Flat, Place, slab, tube
from installer.gift_assets.solid import Solid, merged
from installer.gift_assets.toy import Node, Paint, Skin, Toy

GOLD = Paint("frame", "#E8B04A", metal=0.85, rough=0.22, shine=0.05)
TIPS = Paint("tips", "#2A1E1A", rough=0.35)
PADS = Paint("pads", "#F3EDE4", rough=0.3, opacity=0.75)
_LENSES = (
    ("#141C2A", 0.9), ("#18243a", 0.87), ("#1d2e48", 0.83), ("#233a58", 0.79), ("#2b4868", 0.74),
    ("#345778", 0.69), ("#3f6788", 0.64), ("#4b7796", 0.59), ("#5987a3", 0.54), ("#6897b0", 0.5),
)  # fmt: skip
"""From the top down."""
_MIDDLE_MM = 33.0
_WIDE_MM, _HIGH_MM = 28.0, 23.5


def glasses() -> Toy:
    """Return the glasses; their origin is between the eyes, before the bridge of the nose."""
    left, right = _lens_outline(-1), _lens_outline(1)
    rims = [
        tube([(x, y, _bow(x)) for x, y in each], 1.5, 8, is_ring=True) for each in (left, right)
    ]
    bridge: list[Place] = [
        (-6.0, 3.0, 0.4),
        (-3.0, 6.0, 1.6),
        (0.0, 7.0, 2.0),
        (3.0, 6.0, 1.6),
        (6.0, 3.0, 0.4),
    ]
    bar: list[Place] = [
        (x, 15.5 + 2.0 * math.cos(x / 12), 0.8) for x in np.linspace(-15, 15, 9).tolist()
    ]
    skins: list[Skin] = [
        (merged([*rims, tube(bridge, 1.5, 8), tube(bar, 1.3, 8), _temple(-1), _temple(1)]), GOLD),
        (merged([_tip(-1), _tip(1)]), TIPS),
    ]
    for number, (code, opacity) in enumerate(_LENSES):
        paint = Paint(f"lens {number}", code, rough=0.06, metal=0.0, opacity=opacity)
        bands = [_band(each, number) for each in (left, right)]
        skins.append((merged(bands), paint))
    return Toy(Node("glasses", tuple(skins)))


def _lens_outline(side: int) -> list[Flat]:
    """Return the outline of a lens: round below, flatter above, drawn down at the outer side."""
    found: list[Flat] = []
    for step in range(48):
        angle = math.tau * step / 48
        cos, sin = math.cos(angle), math.sin(angle)
        x = math.copysign(abs(cos) ** 0.84, cos) * _WIDE_MM
        y = math.copysign(abs(sin) ** (0.74 if sin > 0 else 0.92), sin) * _HIGH_MM
        droop = 3.2 * max(0.0, -sin) * (x / _WIDE_MM) - 1.6 * max(0.0, sin) * (x / _WIDE_MM)
        found.append((side * (_MIDDLE_MM + x), y - droop))
    return found if side > 0 else found[::-1]


def _bow(x: float) -> float:
    """Return how far glasses that are bent around a face lie back there."""
    return -((abs(x) / 62) ** 2) * 9.0


def _band(outline: list[Flat], number: int) -> Solid:
    """Return a part of a lens between two heights."""
    high = max(y for _, y in outline)
    low = min(y for _, y in outline)
    step = (high - low) / len(_LENSES)
    top, bottom = high - number * step, high - (number + 1) * step
    kept = _clipped(_clipped(outline, top, keep_below=True), bottom, keep_below=False)
    flat = slab(kept, 0.6)
    triangles = flat.triangles.copy()
    triangles[..., 2] += np.vectorize(_bow)(triangles[..., 0])
    return Solid(triangles, flat.normals)


def _clipped(outline: list[Flat], level: float, *, keep_below: bool) -> list[Flat]:
    sign = 1 if keep_below else -1
    found: list[Flat] = []
    for (ax, ay), (bx, by) in zip(outline, [*outline[1:], outline[0]], strict=True):
        a_in, b_in = sign * (level - ay) >= 0, sign * (level - by) >= 0
        if a_in:
            found.append((ax, ay))
        if a_in != b_in:
            share = (level - ay) / (by - ay)
            found.append((ax + (bx - ax) * share, level))
    return found


def _temple(side: int) -> Solid:
    path: list[Place] = [
        (side * 60.5, 9.0, _bow(60)),
        (side * 66.0, 9.6, -9.0),
        (side * 70.5, 9.8, -20.0),
        (side * 74.5, 9.0, -48.0),
        (side * 77.0, 7.0, -76.0),
    ]
    return tube(path, 1.5, 8)


def _tip(side: int) -> Solid:
    path: list[Place] = [
        (side * 77.0, 7.0, -74.0),
        (side * 77.8, 2.0, -90.0),
        (side * 77.0, -12.0, -104.0),
    ]
    return tube(path, 2.4, 8)
