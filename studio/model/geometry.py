"""Rectangles and affine maps, in pixels with edges at integers."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle in pixels, from ``left, top`` up to but without ``right, bottom``."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Never negative."""
        return max(0.0, self.right - self.left)

    @property
    def height(self) -> float:
        """Never negative."""
        return max(0.0, self.bottom - self.top)

    @property
    def center(self) -> tuple[float, float]:
        """The point in the middle."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def union(self, other: Rect) -> Rect:
        """Return the smallest rectangle around both."""
        return Rect(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def moved(self, dx: float, dy: float) -> Rect:
        """Return the same rectangle elsewhere."""
        return Rect(self.left + dx, self.top + dy, self.right + dx, self.bottom + dy)

    def intersection(self, other: Rect) -> Rect:
        """Return the part that both cover; its width or height may be 0."""
        left, top = max(self.left, other.left), max(self.top, other.top)
        return Rect(
            left,
            top,
            max(left, min(self.right, other.right)),
            max(top, min(self.bottom, other.bottom)),
        )


@dataclass(frozen=True, slots=True)
class Affine:
    """A map of points: ``x' = a·x + b·y + tx``, ``y' = c·x + d·y + ty``.

    Pixel edges are at integers (the centre of the first pixel is 0.5, 0.5).
    """

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    tx: float = 0.0
    ty: float = 0.0

    def after(self, first: Affine) -> Affine:
        """Return the map that does ``first`` and then this one."""
        return Affine(
            self.a * first.a + self.b * first.c,
            self.a * first.b + self.b * first.d,
            self.c * first.a + self.d * first.c,
            self.c * first.b + self.d * first.d,
            self.a * first.tx + self.b * first.ty + self.tx,
            self.c * first.tx + self.d * first.ty + self.ty,
        )

    def apply(self, x: float, y: float) -> tuple[float, float]:
        """Map one point."""
        return self.a * x + self.b * y + self.tx, self.c * x + self.d * y + self.ty

    def bounds(self, rect: Rect) -> Rect:
        """Return the smallest upright rectangle around the image of ``rect``."""
        if self.b == self.c == 0:  # of nearly all that is drawn
            left, right = self.a * rect.left + self.tx, self.a * rect.right + self.tx
            top, bottom = self.d * rect.top + self.ty, self.d * rect.bottom + self.ty
            if left <= right and top <= bottom:
                return Rect(left, top, right, bottom)
        corners = [
            self.apply(x, y) for x in (rect.left, rect.right) for y in (rect.top, rect.bottom)
        ]
        xs, ys = zip(*corners, strict=True)
        return Rect(min(xs), min(ys), max(xs), max(ys))

    def inverse(self) -> Affine:
        """Return the way back.

        Raises:
            ZeroDivisionError: If the map has none: it makes everything a line or a point.
        """
        det = self.a * self.d - self.b * self.c
        a, b, c, d = self.d / det, -self.b / det, -self.c / det, self.a / det
        return Affine(a, b, c, d, -(a * self.tx + b * self.ty), -(c * self.tx + d * self.ty))

    @property
    def is_flat(self) -> bool:
        """True if the map has no way back."""
        return abs(self.a * self.d - self.b * self.c) < 1e-12

    @property
    def scale(self) -> tuple[float, float]:
        """How long a unit step in x and in y becomes."""
        return math.hypot(self.a, self.c), math.hypot(self.b, self.d)
