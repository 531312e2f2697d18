"""Hearts, cheeks that blush, and a spark."""

import math

from installer.effect_assets.brush import Art, ellipse, mirrored

RED, RED_BELOW = "#ff5a83", "#d4164f"
_HEART = [
    (0.0, -0.42),
    (0.2, -0.74),
    (0.56, -0.82),
    (0.86, -0.54),
    (0.84, -0.12),
    (0.5, 0.36),
    (0.0, 0.84),
    (0.0, 0.84),
]


def heart() -> Art:
    """Return a glossy heart."""
    art = Art(256, 256)
    _paint_heart(art, 0.9)
    art.shadow(0.05, 0.14, 0.3)
    return art


def heart_eye() -> Art:
    """Return a heart to be worn on an eye, with a bright rim."""
    art = Art(256, 256)
    rim = art.shape(mirrored([(x * 0.98, y * 0.98) for x, y in _HEART]))
    art.paint(rim, "#fff4f7", "#ffd3e0")
    _paint_heart(art, 0.84)
    art.shadow(0.05, 0.16, 0.35)
    return art


def _paint_heart(art: Art, size: float) -> None:
    body = art.shape(mirrored([(x * size, y * size) for x, y in _HEART]))
    art.paint(body, RED, RED_BELOW)
    art.round_off(body, deep=0.4, dark=0.4, bright=0.3)
    art.glow(
        art.blur(art.shape(ellipse(-0.42 * size, -0.46 * size, 0.2, 0.11, -38)), 0.07),
        "#ffffff",
        0.95,
    )
    art.glow(art.blur(art.disc(-0.62 * size, -0.16 * size, 0.07, 0.1), 0.06), "#ffffff", 0.7)


def blush() -> Art:
    """Return the blush of a cheek, with three strokes as in a comic."""
    art = Art(256, 192)
    soft = art.blur(art.disc(0, 0, 0.78, 0.46), 0.5)
    art.paint(soft, "#ff5d7c", opacity=0.62)
    for x in (-0.34, 0.0, 0.34):
        stroke = art.line([(x + 0.1, -0.2), (x, 0.02), (x - 0.1, 0.24)], 0.07, 0.04)
        art.paint(art.blur(stroke, 0.02), "#e83462", opacity=0.75)
    return art


def spark() -> Art:
    """Return a star of light with four points."""
    art = Art(160, 160)
    points = []
    for step in range(8):
        angle, reach = math.tau * step / 8, (0.92, 0.16)[step % 2]
        points.append((reach * math.sin(angle), -reach * math.cos(angle)))
    glow = art.smooth(1 - art.disc(0, 0, 0.01) * 0 - (art.x**2 + art.y**2) ** 0.5 / 0.9)
    art.paint(glow**2.4, "#ffd97a", opacity=0.75)
    art.paint(art.shape(points, is_round=False), "#fffbe8")
    art.paint(art.blur(art.disc(0, 0, 0.16), 0.12), "#ffffff")
    return art
