"""A pen over Pillow: every shape is a polygon, so that all turn, scale and move alike.

Drawn at twice the size and reduced, which is what smooths the edges::

    pen = Pen.on(640, 360, GREEN)
    head = pen.moved(320, 150, degrees=4)
    head.disc((0, 0), 60, SKIN)
    frame = pen.reduced()
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from PIL import Image, ImageDraw, ImageFont

OVERSAMPLING = 2
FONT = "/usr/share/fonts/opentype/noto/NotoSansCJK-{weight}.ttc"
SIMPLIFIED_CHINESE = 2
"""The face of the collection that holds the Chinese shapes."""

Point = tuple[float, float]
Colour = tuple[int, ...]


def colour(code: str, alpha: int = 255) -> Colour:
    """Return ``#RRGGBB`` with an alpha as numbers."""
    return (int(code[1:3], 16), int(code[3:5], 16), int(code[5:7], 16), alpha)


def mixed(first: Colour, second: Colour, share: float) -> Colour:
    """Return the colour that lies the ``share`` of the way from first to second."""
    return tuple(round(a + (b - a) * share) for a, b in zip(first, second, strict=True))


def curve(points: Sequence[Point], steps: int = 12, *, is_closed: bool = True) -> list[Point]:
    """Return a smooth line through all the points (Catmull-Rom)."""
    count = len(points)
    result: list[Point] = []
    for i in range(count if is_closed else count - 1):
        p0, p1, p2, p3 = (
            points[(i + k) % count] if is_closed else points[min(max(i + k, 0), count - 1)]
            for k in (-1, 0, 1, 2)
        )
        for step in range(steps):
            t = step / steps
            x, y = (
                0.5
                * (
                    2 * p1[axis]
                    + (p2[axis] - p0[axis]) * t
                    + (2 * p0[axis] - 5 * p1[axis] + 4 * p2[axis] - p3[axis]) * t**2
                    + (3 * p1[axis] - p0[axis] - 3 * p2[axis] + p3[axis]) * t**3
                )
                for axis in (0, 1)
            )
            result.append((x, y))
    return result if is_closed else [*result, points[-1]]


@dataclass(frozen=True)
class Pen:
    """Draws in a place of its own: moved, turned and scaled against the picture."""

    image: Image.Image
    x: float = 0.0
    y: float = 0.0
    degrees: float = 0.0
    scale: float = OVERSAMPLING

    @classmethod
    def on(cls, width: int, height: int, background: Colour) -> "Pen":
        """Start a picture of one colour."""
        size = (width * OVERSAMPLING, height * OVERSAMPLING)
        return cls(Image.new("RGB" if background[3] == 255 else "RGBA", size, background))

    def moved(self, x: float, y: float, degrees: float = 0.0, scale: float = 1.0) -> "Pen":
        """Return a pen whose origin lies at ``x, y`` of this one."""
        [(left, top)] = self.placed([(x, y)])
        return replace(
            self, x=left, y=top, degrees=self.degrees + degrees, scale=self.scale * scale
        )

    def placed(self, points: Sequence[Point]) -> list[Point]:
        """Return where points of this pen lie in the large picture."""
        cos, sin = math.cos(math.radians(self.degrees)), math.sin(math.radians(self.degrees))
        return [
            (self.x + self.scale * (x * cos - y * sin), self.y + self.scale * (x * sin + y * cos))
            for x, y in points
        ]

    def shape(self, points: Sequence[Point], fill: Colour) -> None:
        """Fill a polygon; an alpha below 255 lets through what is below."""
        ImageDraw.Draw(self.image, "RGBA").polygon(self.placed(points), fill)

    def blob(self, points: Sequence[Point], fill: Colour) -> None:
        """Fill a smooth closed curve through the points."""
        self.shape(curve(points), fill)

    def oval(self, centre: Point, radii: Point, fill: Colour) -> None:
        """Fill an ellipse."""
        corners = 48 + round(max(radii) * self.scale / 4)
        angles = [2 * math.pi * i / corners for i in range(corners)]
        self.shape(
            [
                (centre[0] + radii[0] * math.cos(a), centre[1] + radii[1] * math.sin(a))
                for a in angles
            ],
            fill,
        )

    def disc(self, centre: Point, radius: float, fill: Colour) -> None:
        """Fill a circle."""
        self.oval(centre, (radius, radius), fill)

    def card(
        self, left: float, top: float, width: float, height: float, radius: float, fill: Colour
    ) -> None:  # fmt: skip - one line a side
        """Fill a rectangle with round corners."""
        points: list[Point] = []
        right, bottom = left + width - radius, top + height - radius
        corners = [(right, bottom), (left + radius, bottom), (left + radius, top + radius)]
        for number, (x, y) in enumerate([*corners, (right, top + radius)]):
            for step in range(9):
                a = math.pi / 2 * (number + step / 8)
                points.append((x + radius * math.cos(a), y + radius * math.sin(a)))
        self.shape(points, fill)

    def stroke(self, points: Sequence[Point], width: float, fill: Colour) -> None:
        """Draw a line with round ends."""
        placed = self.placed(points)
        draw = ImageDraw.Draw(self.image, "RGBA")
        draw.line(placed, fill, round(width * self.scale), joint="curve")
        radius = width * self.scale / 2
        for x, y in (placed[0], placed[-1]):
            draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill)

    def text(
        self,
        place: Point,
        words: str,
        size: float,
        fill: Colour,
        weight: str = "Regular",
        anchor: str = "ls",
    ) -> None:  # fmt: skip - one line a side
        """Write words, upright, with Pillow's anchors (``ls``: left end of the base line)."""
        font = ImageFont.truetype(
            FONT.format(weight=weight), round(size * self.scale), index=SIMPLIFIED_CHINESE
        )
        [(x, y)] = self.placed([place])
        ImageDraw.Draw(self.image, "RGBA").text((x, y), words, fill, font, anchor)

    def reduced(self) -> Image.Image:
        """Return the finished picture in its real size."""
        width, height = self.image.size
        return self.image.resize(
            (width // OVERSAMPLING, height // OVERSAMPLING), Image.Resampling.BOX
        )
