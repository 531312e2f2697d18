"""What a drag says in numbers: place, size, turn or crop, and how far it is to the canvas's edges.

Readout.of(boxes, Doing.MOVE, (1920, 1080))    # "x 120 · y 64" beside the box
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from studio.app.picture.handles import Point
from studio.app.words import tr
from studio.model.geometry import Rect
from studio.model.layout import Place


class Doing(Enum):
    """What a drag does."""

    MOVE = auto()
    SCALE = auto()
    TURN = auto()
    CROP = auto()


@dataclass(frozen=True, slots=True)
class Distance:
    """How far it is from the box to an edge of the canvas, in canvas pixels."""

    start: Point
    end: Point
    px: int


@dataclass(frozen=True, slots=True)
class Readout:
    """See the module.

    Attributes:
        text: The numbers.
        around: The box that they are about, on the canvas.
        distances: To the edges of the canvas, where there is room.
    """

    text: str
    around: Rect
    distances: tuple[Distance, ...] = ()

    @classmethod
    def of(
        cls, places: Sequence[Place], doing: Doing, canvas: tuple[int, int], turned_deg: float = 0.0
    ) -> "Readout | None":
        """Return what is said about items; None without any.

        Args:
            places: What is dragged, as it lies now.
            doing: What the drag does.
            canvas: Its size.
            turned_deg: By how much several were turned together.
        """
        if not places:
            return None
        rect = places[0].bounds
        for place in places[1:]:
            rect = rect.union(place.bounds)
        if doing is Doing.MOVE:
            text = tr("x {x} · y {y}", x=round(rect.left), y=round(rect.top))
            return cls(text, rect, distances(rect, canvas))
        if doing is Doing.TURN:
            only = len(places) == 1
            angle = places[0].item.transform.rotation_deg if only else turned_deg
            return cls(f"{angle:.5g}°", rect)
        if doing is Doing.CROP:
            return cls(_cut(places[0]), rect)
        width, height = _size(places, rect)
        return cls(f"{round(width)} × {round(height)}", rect)


def distances(rect: Rect, canvas: tuple[int, int]) -> tuple[Distance, ...]:
    """Return how far it is from a box to each edge of the canvas that it hasn't reached."""
    x = min(max(rect.center[0], 0), canvas[0])
    y = min(max(rect.center[1], 0), canvas[1])
    ways = (
        Distance((0, y), (rect.left, y), round(rect.left)),
        Distance((rect.right, y), (canvas[0], y), round(canvas[0] - rect.right)),
        Distance((x, 0), (x, rect.top), round(rect.top)),
        Distance((x, rect.bottom), (x, canvas[1]), round(canvas[1] - rect.bottom)),
    )
    return tuple(way for way in ways if way.px > 0)


def _size(places: Sequence[Place], rect: Rect) -> tuple[float, float]:
    """Return the size of the one item along its own edges, or of the box around several."""
    if len(places) > 1:
        return rect.width, rect.height
    (width, height), scale = places[0].box_size, places[0].box.scale
    return width * scale[0], height * scale[1]


def _cut(place: Place) -> str:
    """Say what is cut off; edges of which nothing is cut are not named."""
    crop = place.item.transform.crop
    edges = (
        (crop.left, tr("left {px}", px=crop.left)),
        (crop.top, tr("top {px}", px=crop.top)),
        (crop.right, tr("right {px}", px=crop.right)),
        (crop.bottom, tr("bottom {px}", px=crop.bottom)),
    )
    return " · ".join(text for px, text in edges if px) or tr("not cropped")
