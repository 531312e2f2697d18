"""A cat: an ear with fur at its edge, a nose, whiskers."""

import numpy as np

from installer.effect_assets.brush import Art, Place, mirrored

FUR, FUR_BELOW = "#6b5a6e", "#43354a"
SKIN, SKIN_BELOW = "#ff9dbb", "#ffc9d8"


def cat_ear() -> Art:
    """Return the left ear as it is seen; the right one is its mirror image."""
    art = Art(256, 256)
    outer = [
        (-0.8, 1.3), (-0.84, 0.5), (-0.78, -0.14), (-0.62, -0.68), (-0.5, -0.86),
        (-0.34, -0.78), (0.08, -0.36), (0.52, 0.2), (0.8, 0.72), (0.86, 1.3),
    ]  # fmt: skip
    ear = art.shape(outer)
    art.paint(ear, FUR, FUR_BELOW)
    art.round_off(ear, deep=0.3, dark=0.4, bright=0.36)
    inner = art.shape(
        [
            (-0.58, 0.95),
            (-0.62, 0.4),
            (-0.54, -0.1),
            (-0.42, -0.56),
            (-0.06, -0.2),
            (0.3, 0.26),
            (0.52, 0.95),
        ]
    )
    art.paint(inner, SKIN, SKIN_BELOW)
    art.shade(inner * (1 - art.blur(inner, 0.16)), "#7a2348", 0.6)
    tuft: list[list[Place]] = [
        [(-0.62, 0.98), (-0.52, 0.5), (-0.34, 0.12), (-0.3, 0.5), (-0.28, 0.98)],
        [(-0.36, 0.98), (-0.2, 0.56), (-0.02, 0.3), (0.02, 0.6), (0.06, 0.98)],
        [(-0.06, 0.98), (0.12, 0.7), (0.34, 0.5), (0.36, 0.72), (0.42, 0.98)],
    ]
    for points in tuft:
        lock = art.shape(points)
        art.paint(lock, "#fff3f2", "#e9cfd8", 0.95)
    fringe = 0.12 * np.sin(23 * art.x) + 0.1 * np.sin(41 * art.x + 1)
    art.cut(art.smooth(((0.94 - art.y) * 2.6 + fringe).astype(np.float32)))
    return art


def cat_nose() -> Art:
    """Return the nose with the beginning of the mouth."""
    art = Art(192, 160)
    nose = art.shape(
        mirrored([(0.0, -0.52), (0.46, -0.6), (0.74, -0.36), (0.5, 0.04), (0.16, 0.34), (0.0, 0.4)])
    )
    art.paint(nose, "#ff8fb0", "#e7547f")
    art.round_off(nose, deep=0.3, dark=0.35, bright=0.5)
    art.glow(art.blur(art.disc(-0.22, -0.34, 0.2, 0.1), 0.08), "#ffffff", 0.85)
    art.shadow(0.06, 0.14, 0.35)
    return art


def cat_whiskers() -> Art:
    """Return the three whiskers of the left cheek, and the cushion they grow from."""
    art = Art(288, 192)
    for y, bend in ((-0.34, -0.3), (0.02, -0.04), (0.4, 0.26)):
        hair = art.line(
            [(1.16, y * 0.5), (0.2, y + bend * 0.35 - 0.05), (-1.32, y + bend * 1.1)], 0.07, 0.008
        )
        art.paint(hair, "#ffffff")
    for x, y in ((1.2, -0.2), (1.02, 0.04), (1.22, 0.24)):
        art.paint(art.disc(x, y, 0.055), "#5a4450", opacity=0.8)
    art.shadow(0.03, 0.06, 0.45)
    return art
