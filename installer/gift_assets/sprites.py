"""The small pictures that particles and lights are made of, in white and greys to be tinted.

Each is a field of alpha and one of light over places from -1 to 1, drawn four times as
large and reduced::

    sprite("star").save("star.png")
"""

import math
from collections.abc import Callable
from io import BytesIO

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from installer.gift_assets.models.heart import outline
from installer.gift_assets.shapes import TURN, Flat, star

Field = NDArray[np.float64]
Drawn = tuple[Field, Field]
"""Alpha, and light, 0 to 1."""
_OVER = 4


def sprite(name: str) -> Image.Image:
    """Draw one, by its name in SPRITES."""
    (width, height), draw = SPRITES[name]
    across, down = (
        (np.arange(size * _OVER) + 0.5) / (size * _OVER) * 2 - 1 for size in (width, height)
    )
    x, y = np.meshgrid(across, down)
    alpha, light = draw(x, y)
    picture = np.empty((*x.shape, 4))
    picture[..., 3] = np.clip(alpha, 0, 1)
    picture[..., :3] = (np.clip(light, 0, 1) * picture[..., 3])[..., None]
    small = np.asarray(cv2.resize(picture, (width, height), interpolation=cv2.INTER_AREA), float)
    tint = np.array(TINTS.get(name, (255, 255, 255))) / 255
    small[..., :3] *= tint / np.maximum(small[..., 3:], 1e-6)
    return Image.fromarray(np.round(small * 255).astype(np.uint8), "RGBA")


def webp_of(name: str) -> bytes:
    """Return a sprite's file."""
    file = BytesIO()
    is_soft = SPRITES[name][0][0] > 200
    sprite(name).save(file, "WEBP", lossless=not is_soft, quality=80, method=6)
    return file.getvalue()


def _inside(x: Field, corners: list[Flat]) -> Field:
    """Return 1 within a polygon of places."""
    side = x.shape[0]
    canvas = Image.new("L", (side, side))
    ImageDraw.Draw(canvas).polygon(
        [((px + 1) / 2 * side, (1 - py) / 2 * side) for px, py in corners], fill=255
    )
    return np.asarray(canvas, np.float64) / 255


def _petal(x: Field, y: Field) -> Drawn:
    up = np.linspace(0, 1, 24)
    width = [0.8 * math.sin(math.pi * u**0.72) ** 0.8 * (0.35 + 0.65 * u) for u in up]
    right = [(w + 0.08 * math.sin(3 * u), 1.84 * u - 0.92) for u, w in zip(up, width, strict=True)]
    left = [(-w + 0.08 * math.sin(3 * u), 1.84 * u - 0.92) for u, w in zip(up, width, strict=True)]
    alpha = _inside(x, [*right, *left[::-1]])
    vein = np.exp(-((x - 0.08 * np.sin(1.5 * (1 - y))) ** 2) / 0.004) * (y > -0.6)
    return alpha, 0.72 + 0.25 * (1 - y) / 2 + 0.18 * x - 0.1 * vein


def _star(x: Field, y: Field) -> Drawn:
    alpha = _inside(x, star(0.95, 0.44))
    return alpha, 0.84 + 0.2 * (-x - y) / 2 + 0.1 * _inside(x, star(0.5, 0.23))


def _spark(x: Field, y: Field) -> Drawn:
    r = np.hypot(x, y)
    cross = np.exp(-np.abs(x) * 26) * np.exp(-np.abs(y) * 3.2)
    cross += np.exp(-np.abs(y) * 26) * np.exp(-np.abs(x) * 3.2)
    alpha = (cross + np.exp(-r * 9)) * np.clip(1 - r, 0, 1) ** 0.5
    return alpha, np.ones_like(x)


def _coin(x: Field, y: Field) -> Drawn:
    r = np.hypot(x, y)
    alpha = (r < 0.94).astype(np.float64)
    rim = ((r > 0.72) & (r < 0.94)) * 0.12
    mark = _inside(x, [(px * 0.5, py * 0.5) for px, py in star(0.95, 0.42)])
    return alpha, 0.78 + rim + 0.2 * mark + 0.14 * (-x - y) / 2 - 0.14 * (np.abs(r - 0.71) < 0.03)


def _heart(x: Field, y: Field) -> Drawn:
    edge = outline(np.arange(80) * TURN / 80) * 0.88
    alpha = _inside(x, [(float(px), float(py) + 0.02) for px, py in edge])
    gloss = np.exp(-(((x + 0.42) / 0.2) ** 2 + ((y + 0.42) / 0.13) ** 2))
    return alpha, 0.8 + 0.12 * -y + 0.3 * gloss


def _bubble(x: Field, y: Field) -> Drawn:
    r = np.hypot(x, y)
    rim = np.exp(-(((r - 0.86) / 0.07) ** 2))
    gloss = np.exp(-(((x + 0.38) / 0.16) ** 2 + ((y + 0.42) / 0.12) ** 2))
    return (0.75 * rim + 0.14 * (r < 0.88) + 0.9 * gloss) * (r < 0.96), np.ones_like(x)


def _smoke(x: Field, y: Field) -> Drawn:
    puffs = [
        (0.0, 0.0, 0.6),
        (-0.34, 0.16, 0.42),
        (0.36, 0.12, 0.4),
        (0.06, -0.36, 0.42),
        (-0.1, 0.4, 0.38),
    ]
    clear = np.ones_like(x)
    for px, py, size in puffs:
        clear *= 1 - 0.85 * np.clip(1 - np.hypot(x - px, y - py) / size, 0, 1) ** 0.8
    return (1 - clear) * np.clip((1 - np.hypot(x, y)) * 3, 0, 1), 0.9 - 0.1 * y


def _strip(x: Field, y: Field) -> Drawn:
    bend = 0.12 * np.sin(y * 4)
    alpha = ((np.abs(x - bend) < 0.36) & (np.abs(y) < 0.92)).astype(np.float64)
    return alpha, 0.82 + 0.18 * np.sin(y * 4 + 0.6)


def _streak(x: Field, y: Field) -> Drawn:
    return np.exp(-((y / 0.4) ** 2)) * np.clip(1 - np.abs(x), 0, 1) ** 1.4, np.ones_like(x)


def _rays(x: Field, y: Field) -> Drawn:
    """Draw beams that run into one another where they would be narrow: so few points show them."""
    r, angle = np.hypot(x, y), np.arctan2(y, x)
    beams = np.zeros_like(x)
    for count, phase, power in ((12, 0.0, 1.0), (18, 1.1, 0.5), (7, 2.3, 0.5)):
        beams += power * np.clip(np.cos(count * angle + phase), 0, 1) ** 1.5
    apart = np.clip(r / 0.4, 0, 1) ** 2 * (3 - 2 * np.clip(r / 0.4, 0, 1))
    beams = beams / 1.7 * apart + 0.5 * (1 - apart)
    return beams * np.clip(1 - r, 0, 1) ** 1.1, np.ones_like(x)


def _glow(x: Field, y: Field) -> Drawn:
    return np.clip(1 - np.hypot(x, y), 0, 1) ** 2.2, np.ones_like(x)


def _wave(x: Field, y: Field) -> Drawn:
    r = np.hypot(x, y)
    fade = np.where(r < 0.84, np.exp((r - 0.84) * 9), np.exp(-(((r - 0.84) / 0.035) ** 2)))
    return fade * (r < 0.98), np.ones_like(x)


def _sweep(x: Field, y: Field) -> Drawn:
    along = x + 0.35 * y
    band = np.exp(-((along / 0.16) ** 2)) + 0.5 * np.exp(-(((along - 0.38) / 0.06) ** 2))
    return band * np.clip(1 - np.abs(y), 0, 1) ** 0.6, np.ones_like(x)


def _sea(x: Field, y: Field) -> Drawn:
    """Draw waves with bright crests, without a seam between the left and the right end."""
    crest = -0.62 + 0.2 * np.sin(x * math.pi * 5) + 0.08 * np.sin(x * math.pi * 9 + 1)
    depth = np.clip((y - crest) * 6, 0, 1)
    foam = np.exp(-(((y - crest - 0.12) / 0.1) ** 2))
    ripple = 0.06 * np.sin(x * math.pi * 14 + y * 9)
    return depth * (0.92 - 0.3 * np.clip(y, 0, 1)), 0.66 + 0.4 * foam + ripple - 0.12 * y


def _rose(x: Field, y: Field) -> Drawn:
    """Draw a whole rose from above: five rings of petals, darker towards its heart."""
    alpha, light = np.zeros_like(x), np.zeros_like(x)
    for ring, (count, radius) in enumerate(((6, 0.62), (5, 0.48), (5, 0.34), (4, 0.2), (1, 0.0))):
        for number in range(count):
            turn = TURN * (number + 0.45 * ring) / count
            away = np.hypot(x - radius * 0.62 * math.cos(turn), y - radius * 0.62 * math.sin(turn))
            size = radius * 0.62 + 0.14
            inside = away < size
            shade = 0.98 - 0.1 * ring - 0.26 * np.clip(1 - (away / size) ** 2, 0, 1)
            light = np.where(inside, shade + 0.12 * (away > size * 0.9), light)
            alpha = np.where(inside, 1.0, alpha)
    return alpha, light


SPRITES: dict[str, tuple[tuple[int, int], Callable[[Field, Field], Drawn]]] = {
    "petal": ((96, 96), _petal),
    "rose": ((160, 160), _rose),
    "star": ((96, 96), _star),
    "spark": ((96, 96), _spark),
    "coin": ((96, 96), _coin),
    "heart": ((128, 128), _heart),
    "bubble": ((96, 96), _bubble),
    "smoke": ((128, 128), _smoke),
    "strip": ((64, 64), _strip),
    "streak": ((256, 24), _streak),
    "rays": ((640, 640), _rays),
    "glow": ((384, 384), _glow),
    "wave": ((512, 512), _wave),
    "sea": ((1024, 160), _sea),
    "sweep": ((512, 512), _sweep),
}
"""Width and height in pixels, and who draws it."""

TINTS = {
    "rays": (255, 226, 150),
    "glow": (255, 196, 96),
    "sea": (58, 150, 236),
}
"""Those that are laid on a canvas as they are, not tinted as particles are."""
