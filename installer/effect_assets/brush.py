"""Paints pictures of soft toys: smooth outlines, light from above, a rim, a gloss, a shadow.

Places are from -1 to 1, x to the right and y down, over a square of which a picture shows
a part::

    art = Art(512, 512)
    ear = art.shape([(-0.8, 0.9), (-0.5, -0.4), (0.0, -0.95), (0.8, 0.9)])
    art.paint(ear, "#5b4a57", "#3a2d3b")
    art.round_off(ear)
    art.webp()
"""

import math
from collections.abc import Sequence
from io import BytesIO

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

Mask = NDArray[np.float32]
"""``(height, width)``, 0 to 1."""
Place = tuple[float, float]

_OVER = 3
"""Drawn so many times as large."""
_SHIFT = 8
QUALITY = 88


class Art:
    """A picture that is being painted.

    Args:
        width: Of the picture, in pixels.
        height: Likewise; the shorter side is 2 long.
    """

    def __init__(self, width: int, height: int) -> None:
        self.size = width, height
        self._rows, self._columns = height * _OVER, width * _OVER
        self._unit = min(self._rows, self._columns) / 2
        self._light = np.zeros((self._rows, self._columns, 3), np.float32)
        self._alpha = np.zeros((self._rows, self._columns), np.float32)
        y, x = np.mgrid[0 : self._rows, 0 : self._columns].astype(np.float32)
        self.x: Mask = ((x + 0.5 - self._columns / 2) / self._unit).astype(np.float32)
        self.y: Mask = ((y + 0.5 - self._rows / 2) / self._unit).astype(np.float32)

    # -- shapes -----------------------------------------------------------------------

    def shape(self, points: Sequence[Place], *, is_round: bool = True) -> Mask:
        """Return the inside of an outline through points, with round or sharp corners."""
        outline = curve(points) if is_round else np.array(points, np.float64)
        pixels = outline * self._unit + (self._columns / 2, self._rows / 2) - 0.5
        mask = np.zeros((self._rows, self._columns), np.uint8)
        fixed = np.rint(pixels * (1 << _SHIFT)).astype(np.int32)
        cv2.fillPoly(mask, [fixed], 255, cv2.LINE_AA, _SHIFT)
        return np.asarray(mask / 255, np.float32)

    def disc(self, x: float, y: float, radius: float, radius_y: float | None = None) -> Mask:
        """Return an ellipse."""
        high = radius if radius_y is None else radius_y
        away = np.hypot((self.x - x) / radius, (self.y - y) / high)
        return self.smooth((1 - away) * min(radius, high) * self._unit / 1.5 + 0.5)

    def line(self, points: Sequence[Place], wide: float, thin: float | None = None) -> Mask:
        """Return a stroke along a curve, as wide at its beginning and ``thin`` at its end."""
        path = curve(points, is_closed=False)
        share = np.linspace(0, 1, len(path))
        half = (
            wide
            + (wide if thin is None else thin) * 0
            - (0 if thin is None else wide - thin) * share
        ) / 2
        along = np.gradient(path, axis=0)
        along /= np.maximum(np.linalg.norm(along, axis=1, keepdims=True), 1e-9)
        aside = np.column_stack((-along[:, 1], along[:, 0])) * half[:, None]
        outline = np.concatenate((path + aside, (path - aside)[::-1]))
        mask = self.shape([(float(px), float(py)) for px, py in outline], is_round=False)
        for (px, py), radius in ((path[0], half[0]), (path[-1], half[-1])):
            if radius > 0.004:
                mask = np.maximum(mask, self.disc(float(px), float(py), float(radius)))
        return mask

    def smooth(self, field: Mask) -> Mask:
        """Return a field cut to 0 and 1."""
        return np.clip(field, 0, 1).astype(np.float32)

    def blur(self, mask: Mask, reach: float) -> Mask:
        """Return a mask made soft over a length."""
        sigma = max(0.3, reach * self._unit / 2)
        return np.asarray(cv2.GaussianBlur(mask, (0, 0), sigma), np.float32)

    # -- paint ------------------------------------------------------------------------

    def paint(self, mask: Mask, color: str, below: str = "", opacity: float = 1.0) -> None:
        """Paint a shape in a colour, or from one to another downwards over its height."""
        top = _rgb(color)
        light: NDArray[np.floating] = np.broadcast_to(top, self._light.shape)
        if below:
            rows = np.flatnonzero(mask.max(axis=1) > 0.01)
            if not len(rows):
                return
            share = np.clip((np.arange(self._rows) - rows[0]) / max(1, np.ptp(rows)), 0, 1)
            steps = share.astype(np.float32)[:, None, None]
            light = (top + (_rgb(below) - top) * steps).astype(np.float32)
        self._lay(mask * opacity, light)

    def glow(self, mask: Mask, color: str, opacity: float = 1.0) -> None:
        """Add light in a colour, only where something is painted."""
        amount = (mask * opacity * self._alpha)[..., None]
        room = self._alpha[..., None] - self._light
        self._light = np.asarray(self._light + room * amount * _rgb(color), np.float32)

    def shade(self, mask: Mask, color: str, opacity: float = 1.0) -> None:
        """Lay a colour over what is painted already, and nowhere else."""
        amount = (mask * opacity)[..., None]
        shaded = self._light * (1 - amount) + _rgb(color) * amount * self._alpha[..., None]
        self._light = shaded.astype(np.float32)

    def round_off(
        self, mask: Mask, *, deep: float = 0.16, dark: float = 0.34, bright: float = 0.42
    ) -> None:
        """Let a shape look round: dark towards its lower edge, bright along its upper one."""
        inner = self.blur(mask, deep)
        lower = self._shifted(inner, 0.25 * deep, 0.55 * deep)
        self.shade(
            mask * self.smooth(1.25 * (1 - self._shifted(inner, -0.3 * deep, -0.6 * deep))),
            "#1a0e2e",
            dark,
        )
        self.glow(mask * self.smooth(1.1 * (1 - lower)) ** 1.5, "#ffffff", bright)

    def rim(self, mask: Mask, wide: float, color: str, opacity: float = 0.9) -> None:
        """Draw a shape's edge, inside of it."""
        inner = self.blur(mask, wide * 0.7)
        self.shade(mask * self.smooth((0.86 - inner) * 4), color, opacity)

    def shadow(self, down: float = 0.03, reach: float = 0.09, opacity: float = 0.3) -> None:
        """Lay a soft shadow under all that is painted."""
        under = self._shifted(self.blur(self._alpha, reach), 0, down) * opacity
        self._alpha = self._alpha + under * (1 - self._alpha)

    def cut(self, keep: Mask) -> None:
        """Take away all but what is kept."""
        self._light *= keep[..., None]
        self._alpha *= keep

    # -- the end ----------------------------------------------------------------------

    def image(self) -> Image.Image:
        """Return what was painted."""
        premultiplied = np.dstack([self._light, self._alpha])
        small = np.array(
            cv2.resize(premultiplied, self.size, interpolation=cv2.INTER_AREA), np.float32
        )
        small[..., :3] /= np.maximum(small[..., 3:], 1e-6)
        return Image.fromarray(np.rint(np.clip(small, 0, 1) * 255).astype(np.uint8))

    def webp(self) -> bytes:
        """Return it as a file."""
        file = BytesIO()
        self.image().save(file, "WEBP", quality=QUALITY, alpha_quality=90, method=6)
        return file.getvalue()

    def _lay(self, mask: Mask, light: NDArray[np.floating]) -> None:
        laid = self._light * (1 - mask[..., None]) + light * mask[..., None]
        self._light = laid.astype(np.float32)
        self._alpha = self._alpha * (1 - mask) + mask

    def _shifted(self, mask: Mask, right: float, down: float) -> Mask:
        matrix = np.array([[1, 0, right * self._unit], [0, 1, down * self._unit]])
        return np.asarray(
            cv2.warpAffine(
                mask, matrix, (self._columns, self._rows), borderMode=cv2.BORDER_REPLICATE
            ),
            np.float32,
        )


def curve(
    points: Sequence[Place], *, is_closed: bool = True, steps: int = 14
) -> NDArray[np.float64]:
    """Return a smooth line through points (Catmull-Rom, centripetal enough for ours).

    A point given twice in a row is a corner.
    """
    given = np.array(points, np.float64)
    count = len(given)
    found = []
    for index in range(count if is_closed else count - 1):
        if is_closed:
            a, b, c, d = (given[(index + step) % count] for step in (-1, 0, 1, 2))
        else:
            a, b = given[max(0, index - 1)], given[index]
            c, d = given[index + 1], given[min(count - 1, index + 2)]
        if math.dist(b, c) < 1e-9:
            continue
        t = np.linspace(0, 1, steps, endpoint=False)[:, None]
        found.append(
            0.5
            * (
                2 * b
                + (c - a) * t
                + (2 * a - 5 * b + 4 * c - d) * t**2
                + (3 * b - 3 * c + d - a) * t**3
            )
        )
    if not is_closed:
        found.append(given[-1:])
    return np.concatenate(found)


def ellipse(x: float, y: float, wide: float, high: float, turn_deg: float = 0.0) -> list[Place]:
    """Return an ellipse's outline."""
    turn = math.radians(turn_deg)
    found = []
    for step in range(24):
        angle = math.tau * step / 24
        px, py = wide * math.cos(angle), high * math.sin(angle)
        found.append(
            (
                x + px * math.cos(turn) - py * math.sin(turn),
                y + px * math.sin(turn) + py * math.cos(turn),
            )
        )
    return found


def mirrored(points: Sequence[Place]) -> list[Place]:
    """Return an outline whose right half is given from top to bottom, with its left half."""
    return [*points, *((-x, y) for x, y in reversed(points) if abs(x) > 1e-9)]


def _rgb(code: str) -> NDArray[np.float32]:
    return np.array([int(code[at : at + 2], 16) / 255 for at in (1, 3, 5)], np.float32)
