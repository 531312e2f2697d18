"""Pictures that move: breath in the cold, and paper that rains.

Each bit has a life of its own within one round, and none crosses its seam: what is born
flies and fades before the round is over or is born again where it began.
"""

import math
from io import BytesIO

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

Light = NDArray[np.float32]

FRAMES, FRAME_MS = 24, 66
_OVER = 2


def snow_breath() -> bytes:
    """Return a cloud with flakes that comes out of a mouth in the upper middle."""
    random = np.random.default_rng(7)
    width, height = 288, 288
    puffs = random.uniform(0, 1, (26, 6))
    flakes = random.uniform(0, 1, (30, 6))
    pictures = []
    for frame in range(FRAMES):
        light, alpha = _blank(width, height)
        for born, way, speed, size, turn, _ in puffs:
            age = (frame / FRAMES + born) % 1
            x = 0.5 + (way - 0.5) * 0.9 * age**0.8 + 0.03 * math.sin(6 * age + 9 * turn)
            y = 0.1 + (0.5 + 0.4 * speed) * age**0.75
            strength = 0.5 * min(1.0, age * 7) * (1 - age) ** 1.3
            _puff(light, alpha, x, y, 0.045 + (0.1 + 0.08 * size) * age, strength)
        for born, way, speed, size, turn, spin in flakes:
            age = (frame / FRAMES + born) % 1
            x = 0.5 + (way - 0.5) * 1.05 * age**0.7 + 0.03 * math.sin(8 * age + 9 * turn)
            y = 0.1 + (0.45 + 0.42 * speed) * age
            strength = min(1.0, age * 6) * min(1.0, (1 - age) * 3)
            _flake(
                light,
                alpha,
                x,
                y,
                0.012 + 0.022 * size,
                3 * turn + (spin - 0.5) * 3 * age,
                strength,
            )
        pictures.append(_picture(light, alpha, (width, height)))
    return _webp(pictures)


def confetti() -> bytes:
    """Return bits of paper that turn as they fall."""
    random = np.random.default_rng(11)
    width, height = 384, 320
    colours = ("#ff5d6c", "#ffd34e", "#1fb5c9", "#7a3ff2", "#ffffff", "#3dae6e")
    bits = random.uniform(0, 1, (46, 6))
    pictures = []
    for frame in range(FRAMES):
        light, alpha = _blank(width, height)
        for number, (born, place, speed, size, turn, sway) in enumerate(bits):
            age = (frame / FRAMES + born) % 1
            x = place * 0.92 + 0.04 + 0.035 * math.sin(math.tau * (2 * age + sway))
            y = 0.02 + age * (0.74 + 0.2 * speed)
            strength = min(1.0, age * 8) * min(1.0, (1 - age) * 5)
            angle, flip = (
                math.tau * (turn + age * (2 if turn > 0.5 else -1)),
                math.cos(math.tau * (3 * age + sway)),
            )
            _bit(
                light,
                alpha,
                (x, y),
                0.016 + 0.012 * size,
                angle,
                flip,
                colours[number % len(colours)],
                strength,
            )
        pictures.append(_picture(light, alpha, (width, height)))
    return _webp(pictures)


def _blank(width: int, height: int) -> tuple[Light, Light]:
    size = height * _OVER, width * _OVER
    return np.zeros((*size, 3), np.float32), np.zeros(size, np.float32)


def _puff(light: Light, alpha: Light, x: float, y: float, radius: float, strength: float) -> None:
    rows, columns = alpha.shape
    side = min(rows, columns)
    reach = radius * side
    left, right = max(0, int(x * columns - reach)), min(columns, int(x * columns + reach) + 1)
    top, bottom = max(0, int(y * rows - reach)), min(rows, int(y * rows + reach) + 1)
    across, down = np.meshgrid(np.arange(left, right), np.arange(top, bottom))
    away = np.hypot(across - x * columns, down - y * rows) / reach
    mask = (np.clip(1 - away, 0, 1) ** 1.3 * strength).astype(np.float32)
    _lay(light[top:bottom, left:right], alpha[top:bottom, left:right], mask, "#f2f9ff")


def _flake(
    light: Light, alpha: Light, x: float, y: float, size: float, turn: float, strength: float
) -> None:
    rows, columns = alpha.shape
    reach = size * min(rows, columns)
    mask = np.zeros(alpha.shape, np.uint8)
    middle = x * columns, y * rows
    for arm in range(6):
        angle = turn + math.tau * arm / 6
        tip = middle[0] + reach * math.cos(angle), middle[1] + reach * math.sin(angle)
        _stroke(mask, middle, tip)
        for side in (-0.6, 0.6):
            knee = (
                middle[0] + 0.55 * reach * math.cos(angle),
                middle[1] + 0.55 * reach * math.sin(angle),
            )
            end = (
                knee[0] + 0.36 * reach * math.cos(angle + side),
                knee[1] + 0.36 * reach * math.sin(angle + side),
            )
            _stroke(mask, knee, end)
    _lay(light, alpha, (mask * np.float32(strength / 255)).astype(np.float32), "#ffffff")


def _stroke(mask: NDArray[np.uint8], begin: tuple[float, float], end: tuple[float, float]) -> None:
    points = [(round(x * 16), round(y * 16)) for x, y in (begin, end)]
    cv2.line(mask, points[0], points[1], 255, 2, cv2.LINE_AA, 4)


def _bit(
    light: Light,
    alpha: Light,
    place: tuple[float, float],
    size: float,
    angle: float,
    flip: float,
    colour: str,
    strength: float,
) -> None:
    rows, columns = alpha.shape
    long, short = size * columns, size * columns * 0.62 * max(0.12, abs(flip))
    cos, sin = math.cos(angle), math.sin(angle)
    corners = np.array([(-long, -short), (long, -short), (long, short), (-long, short)]) / 1.4
    turned = corners @ np.array([[cos, sin], [-sin, cos]]) + (place[0] * columns, place[1] * rows)
    mask = np.zeros(alpha.shape, np.uint8)
    cv2.fillPoly(mask, [np.rint(turned * 16).astype(np.int32)], 255, cv2.LINE_AA, 4)
    shade = 1.0 if flip > 0 else 0.78
    _lay(light, alpha, (mask * np.float32(strength / 255)).astype(np.float32), colour, shade)


def _lay(light: Light, alpha: Light, mask: Light, colour: str, shade: float = 1.0) -> None:
    """Lay a colour over a part, in place."""
    code = np.array([int(colour[at : at + 2], 16) / 255 * shade for at in (1, 3, 5)], np.float32)
    light *= 1 - mask[..., None]
    light += code * mask[..., None]
    alpha *= 1 - mask
    alpha += mask


def _picture(light: Light, alpha: Light, size: tuple[int, int]) -> Image.Image:
    small = np.array(
        cv2.resize(np.dstack([light, alpha]), size, interpolation=cv2.INTER_AREA), np.float32
    )
    small[..., :3] /= np.maximum(small[..., 3:], 1e-6)
    return Image.fromarray(np.rint(np.clip(small, 0, 1) * 255).astype(np.uint8))


def _webp(pictures: list[Image.Image]) -> bytes:
    file = BytesIO()
    pictures[0].save(
        file,
        "WEBP",
        save_all=True,
        append_images=pictures[1:],
        duration=FRAME_MS,
        loop=0,
        quality=72,
        alpha_quality=70,
        method=5,
    )
    return file.getvalue()
