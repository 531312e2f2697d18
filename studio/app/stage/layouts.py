"""Layouts of a stage: where each person's picture lies, as data.  Pure.

Places are parts of the canvas, so one layout fits every size; an upright canvas has its own,
turned by a right angle.  The first place is the anchor's where a layout has one::

    boxes("grid4", people=3, width=1920, height=1080)
"""

from dataclasses import dataclass, field

from studio.app.words import later


@dataclass(frozen=True, slots=True)
class Place:
    """Where one picture lies, in parts of the canvas.

    Attributes:
        is_whole: The whole picture is seen, with bars beside it, and nothing is cut off.
    """

    x: float
    y: float
    width: float
    height: float
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class StageLayout:
    """One layout.

    Attributes:
        title: In English; said by ``tr``.
        places: In the order in which people get them.
        upright: The same for canvases that are higher than wide.
        has_anchor: The anchor's picture has the first place; else it stays where it is.
    """

    id: str
    title: str
    places: tuple[Place, ...]
    upright: tuple[Place, ...] = field(default=())
    has_anchor: bool = True

    def on(self, width: int, height: int) -> tuple[Place, ...]:
        """Return its places on a canvas."""
        return self.upright if height > width and self.upright else self.places


@dataclass(frozen=True, slots=True)
class Box:
    """A place in pixels of a canvas."""

    x: int
    y: int
    width: int
    height: int
    is_whole: bool = False


def _grid(columns: int, rows: int) -> tuple[Place, ...]:
    wide, high = 1 / columns, 1 / rows
    return tuple(Place(x * wide, y * high, wide, high) for y in range(rows) for x in range(columns))


def _small(count: int, size: float = 0.24, lowest: float = 0.96) -> tuple[Place, ...]:
    """Small pictures, from the lower right corner upwards, then in a second column."""
    step, most = size + 0.02, 3
    return tuple(
        Place(
            0.98 - size - (n // most) * step,
            lowest - size - (n % most) * step,
            size,
            size,
        )
        for n in range(count)
    )


_WHOLE = Place(0, 0, 1, 1)
_ONE_AND_TWO = (Place(0, 0, 2 / 3, 1), Place(2 / 3, 0, 1 / 3, 0.5), Place(2 / 3, 0.5, 1 / 3, 0.5))
_ONE_OVER_TWO = (Place(0, 0, 1, 0.6), Place(0, 0.6, 0.5, 0.4), Place(0.5, 0.6, 0.5, 0.4))
_TWO_WHOLE = tuple(Place(x, 0.25, 0.5, 0.5, is_whole=True) for x in (0, 0.5))
_TWO_WHOLE_UPRIGHT = tuple(Place(0, y, 1, 0.5, is_whole=True) for y in (0, 0.5))

LAYOUTS: tuple[StageLayout, ...] = (
    StageLayout("over", later("Guests over the picture"), _small(8), has_anchor=False),
    StageLayout("solo", later("Only you"), (_WHOLE,)),
    StageLayout("beside", later("Two beside each other"), _grid(2, 1), _grid(1, 2)),
    StageLayout("pip", later("Picture in picture"), (_WHOLE, *_small(1, size=0.3))),
    StageLayout("grid2", later("Two, uncut"), _TWO_WHOLE, _TWO_WHOLE_UPRIGHT),
    StageLayout("grid3", later("One large, two small"), _ONE_AND_TWO, _ONE_OVER_TWO),
    StageLayout("grid4", later("Four"), _grid(2, 2)),
    StageLayout("grid6", later("Six"), _grid(3, 2), _grid(2, 3)),
    StageLayout("grid9", later("Nine"), _grid(3, 3)),
)

AUTO, FREE = "auto", "free"
BY_PEOPLE = ("solo", "beside", "grid3", "grid4", "grid6", "grid9")
"""What ``auto`` is for so many people: the first with places for all."""


def layout_of(id: str, people: int = 1) -> StageLayout | None:
    """Return a layout; None for ``free`` and what is unknown."""
    known = {each.id: each for each in LAYOUTS}
    if id == AUTO:
        fitting = (known[name] for name in BY_PEOPLE if len(known[name].places) >= people)
        return next(fitting, known[BY_PEOPLE[-1]])
    return known.get(id)


def boxes(id: str, people: int, width: int, height: int) -> tuple[Box, ...]:
    """Return where so many people's pictures lie on a canvas, in whole pixels.

    Args:
        id: Of the layout.
        people: All of them, with the anchor where the layout has a place for the anchor.
        width: Of the canvas.
        height: Of the canvas.
    """
    layout = layout_of(id, people)
    if layout is None:
        return ()
    return tuple(_box(each, width, height) for each in layout.on(width, height)[:people])


def _box(place: Place, width: int, height: int) -> Box:
    """Return a place in pixels: its edges are rounded, so that neighbours touch."""
    x0, x1 = round(place.x * width), round((place.x + place.width) * width)
    y0, y1 = round(place.y * height), round((place.y + place.height) * height)
    return Box(x0, y0, x1 - x0, y1 - y0, place.is_whole)
