"""A part of a screen that is drawn with the mouse: a new one, or the one there moved or resized.

All in pixels of the screen, whole ones, within its edges::

    band = RegionBand(Area(0, 0, 1920, 1080), None)
    band.press((100, 80), reach=8)
    band.move((500, 380))
    band.release()
    band.area                    # Area(100, 80, 400, 300)
"""

from dataclasses import dataclass

Point = tuple[float, float]
LEAST_PX = 2
NEAR, FAR, NEITHER = -1, 1, 0


@dataclass(frozen=True, slots=True)
class Area:
    """Left, top, width and height."""

    left: int
    top: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """First pixel that isn't in it."""
        return self.left + self.width

    @property
    def bottom(self) -> int:
        """First line that isn't in it."""
        return self.top + self.height

    def holds(self, at: Point) -> bool:
        """Tell whether a point lies in it."""
        return self.left <= at[0] < self.right and self.top <= at[1] < self.bottom


class RegionBand:
    """See the module.

    Args:
        screen: All that can be drawn on.
        area: What is drawn already.

    Attributes:
        area: What is drawn; None before the first.
    """

    def __init__(self, screen: Area, area: Area | None) -> None:
        self._screen = screen
        self.area = _within(area, screen) if area else None
        self._held: Point | None = None
        self._before: Area | None = None
        self._edges = NEITHER, NEITHER

    def edges_at(self, at: Point, reach: float) -> tuple[int, int]:
        """Return which edges a press would take hold of, across and down."""
        area = self.area
        if area is None:
            return NEITHER, NEITHER
        is_beside = area.left - reach <= at[0] <= area.right + reach
        is_level = area.top - reach <= at[1] <= area.bottom + reach
        if not (is_beside and is_level):
            return NEITHER, NEITHER
        return _edge(at[0], area.left, area.right, reach), _edge(
            at[1], area.top, area.bottom, reach
        )

    def press(self, at: Point, reach: float) -> None:
        """Take hold of an edge or of the part, else begin a new one."""
        self._edges = self.edges_at(at, reach)
        self._held, self._before = at, self.area
        is_taken = self._edges != (NEITHER, NEITHER) or (self.area and self.area.holds(at))
        if not is_taken:
            self._before = None

    def move(self, at: Point) -> None:
        """Go on."""
        if self._held is None:
            return
        if self._before is None:
            self.area = _spanned(self._held, at, self._screen)
            return
        dx, dy = round(at[0] - self._held[0]), round(at[1] - self._held[1])
        if self._edges == (NEITHER, NEITHER):
            self.area = _moved(self._before, dx, dy, self._screen)
        else:
            self.area = self._stretched(self._before, dx, dy)

    def release(self) -> None:
        """Let go."""
        self._held = None

    def step(self, dx: int, dy: int) -> None:
        """Move it by keys; the middle half of the screen is the first."""
        self.area = _moved(self.area or self._first(), dx, dy, self._screen)

    def grow(self, dx: int, dy: int) -> None:
        """Resize it by keys, at its right and bottom."""
        self._edges = FAR, FAR
        self.area = self._stretched(self.area or self._first(), dx, dy)

    def _first(self) -> Area:
        screen = self._screen
        left, top = screen.left + screen.width // 4, screen.top + screen.height // 4
        half = max(LEAST_PX, screen.width // 2), max(LEAST_PX, screen.height // 2)
        return _within(Area(left, top, *half), screen)

    def _stretched(self, area: Area, dx: int, dy: int) -> Area:
        screen = self._screen
        left, right = _pulled(
            (area.left, area.right), self._edges[0], dx, (screen.left, screen.right)
        )
        top, bottom = _pulled(
            (area.top, area.bottom), self._edges[1], dy, (screen.top, screen.bottom)
        )
        return Area(left, top, right - left, bottom - top)


def _edge(at: float, near: int, far: int, reach: float) -> int:
    if abs(at - far) <= reach and abs(at - far) <= abs(at - near):
        return FAR
    return NEAR if abs(at - near) <= reach else NEITHER


def _pulled(sides: tuple[int, int], edge: int, by: int, limits: tuple[int, int]) -> tuple[int, int]:
    near, far = sides
    if edge == NEAR:
        near = min(max(near + by, limits[0]), far - LEAST_PX)
    elif edge == FAR:
        far = max(min(far + by, limits[1]), near + LEAST_PX)
    return near, far


def _spanned(one: Point, other: Point, screen: Area) -> Area:
    left, right = sorted((round(one[0]), round(other[0])))
    top, bottom = sorted((round(one[1]), round(other[1])))
    left, top = max(left, screen.left), max(top, screen.top)
    width = min(right, screen.right) - left
    height = min(bottom, screen.bottom) - top
    return _within(Area(left, top, max(width, LEAST_PX), max(height, LEAST_PX)), screen)


def _moved(area: Area, dx: int, dy: int, screen: Area) -> Area:
    return _within(Area(area.left + dx, area.top + dy, area.width, area.height), screen)


def _within(area: Area, screen: Area) -> Area:
    width, height = min(area.width, screen.width), min(area.height, screen.height)
    left = min(max(area.left, screen.left), screen.right - width)
    top = min(max(area.top, screen.top), screen.bottom - height)
    return Area(left, top, width, height)
