"""The last steps of a rendered picture: smaller, so that its edges are smooth, and with its glow.

It is rendered in twice the size and averaged in linear light.  The glow lies in front of and
around what shines, and carries its alpha along: it is light that covers a little, so that
it looks the same over a bright scene as over a dark one, and never more than alpha.
Colours leave here as sRGB multiplied by alpha *after* the encoding, as they are blended
in that space; multiplied before it, edges would have dark fringes.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.effects.planes import Pixels

Light = NDArray[np.float32]
"""``(height, width, 4) float32``, linear, premultiplied."""

_CODES = np.arange(256) / 255
_TO_LINEAR = np.where(_CODES <= 0.04045, _CODES / 12.92, ((_CODES + 0.055) / 1.055) ** 2.4).astype(
    np.float32
)
_FINE = 4096
_SHARES = np.arange(_FINE + 1) / _FINE
_TO_SRGB = np.where(
    _SHARES <= 0.0031308, _SHARES * 12.92, 1.055 * _SHARES ** (1 / 2.4) - 0.055
).astype(np.float32)
_SPREADS = (0.012, 0.035, 0.1)
"""How wide the parts of a glow are, against the picture's side."""
_STRENGTHS = (0.7, 0.55, 0.5)
_FALL = 0.7


def linear(rendered: Pixels, size: tuple[int, int]) -> Light:
    """Return what pygfx rendered as light, made smaller.

    Args:
        rendered: Premultiplied in linear light, then encoded as sRGB.
        size: Width and height of the result.
    """
    light = _TO_LINEAR[rendered]
    light[..., 3] = rendered[..., 3] * np.float32(1 / 255)
    return np.asarray(cv2.resize(light, size, interpolation=cv2.INTER_AREA), np.float32)


def with_glow(picture: Light, shining: Light, strength: float) -> Light:
    """Return a picture with the glow of what shines in it.

    Args:
        picture: All of it.
        shining: What shines alone, hidden by what is in front of it, of any size.
        strength: 0 to 1.
    """
    height, width = picture.shape[:2]
    side = max(shining.shape[:2])
    glow = np.zeros((*shining.shape[:2], 3), np.float32)
    bright = np.ascontiguousarray(shining[..., :3])
    for spread, share in zip(_SPREADS, _STRENGTHS, strict=True):
        sigma = spread * side
        step = max(1, int(sigma / 2))
        smaller = -(-bright.shape[1] // step), -(-bright.shape[0] // step)
        small = cv2.resize(bright, smaller, interpolation=cv2.INTER_AREA)
        blurred = cv2.GaussianBlur(small, (0, 0), sigma / step, borderType=cv2.BORDER_CONSTANT)
        glow += share * strength * cv2.resize(blurred, glow.shape[1::-1])
    glow = 1 - np.exp(-2.0 * cv2.resize(glow, (width, height)))
    fades = _edge_fade(height, width)
    glow *= fades[..., None]
    cover = glow.max(axis=2)
    # What is mixed in the encoded space would be too faint where light falls off.
    fuller = np.maximum(cover, 1e-6) ** (_FALL - 1)
    glow *= fuller[..., None]
    cover *= fuller
    result = np.empty_like(picture)
    result[..., :3] = picture[..., :3] + glow * (1 - picture[..., :3])
    result[..., 3] = picture[..., 3] + cover * (1 - picture[..., 3])
    return result


def finished(light: Light) -> Pixels:
    """Return light as sRGB, premultiplied."""
    alpha = light[..., 3:]
    straight = light[..., :3] / np.maximum(alpha, 1e-5)
    index = np.clip(straight * _FINE + 0.5, 0, _FINE).astype(np.int32)
    rgba = np.empty(light.shape, np.uint8)
    rgba[..., 3:] = alpha * 255 + 0.02  # rounded down: a veil of no colour makes dark rings
    rgba[..., :3] = _TO_SRGB[index] * rgba[..., 3:] + 0.5
    return rgba


def _edge_fade(height: int, width: int) -> NDArray[np.float32]:
    """Let a glow end within the picture: cut off at its edge it would look like a box."""
    rows = np.clip(np.minimum(np.arange(height), np.arange(height)[::-1]) / (height * 0.08), 0, 1)
    columns = np.clip(np.minimum(np.arange(width), np.arange(width)[::-1]) / (width * 0.08), 0, 1)
    fade = np.outer(rows * rows * (3 - 2 * rows), columns * columns * (3 - 2 * columns))
    return fade.astype(np.float32)
