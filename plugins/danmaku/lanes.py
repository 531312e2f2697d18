"""Where danmaku fly without touching one another; pure.

A lane takes the next one when the tail of the last has left the right edge, and only if it
can't catch up with it before the left one: longer ones fly faster, as all of them cross
the picture in the same time.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

WIDTH, HEIGHT = 1920.0, 1080.0
GAP_PX = 36.0
LINE_SHARE = 1.5
"""How high a lane is, in parts of the letters' size."""
MARGIN_PX = 24.0
AREAS = {"third": 1 / 3, "half": 1 / 2, "all": 1.0}
TOP_LINES, BOTTOM_LINES = 1, 2
"""Kept for still ones."""


@dataclass
class Lane:
    """One line that danmaku fly along.

    Attributes:
        y: Of its middle, and how high it is.
        width: Of the last one, which began at ``since_s`` and takes ``cross_s``.
    """

    y: float
    step: float = 60.0
    since_s: float = -1e9
    width: float = 0.0
    cross_s: float = 1.0

    def free_s(self, width: float, cross_s: float) -> float:
        """Return from when on one of a width may begin."""
        tail_is_in_s = self.since_s + (self.width + GAP_PX) * self.cross_s / (WIDTH + self.width)
        # Its head must not be at the left edge before the other's tail is.
        head_is_out_s = self.since_s + self.cross_s - (WIDTH - GAP_PX) * cross_s / (WIDTH + width)
        return max(tail_is_in_s, head_is_out_s)

    def take(self, width: float, cross_s: float, now_s: float) -> None:
        """Let one begin."""
        self.since_s, self.width, self.cross_s = now_s, width, cross_s


@dataclass
class Still:
    """One line where danmaku stand in the middle for a while."""

    y: float
    until_s: float = float("-inf")


@dataclass
class Board:
    """All lanes of the picture.

    Attributes:
        flying: From the top, below the lines of ``top``.
        top: For still ones, from the top; ``bottom`` from the bottom.
    """

    flying: list[Lane]
    top: list[Still]
    bottom: list[Still]

    def go_on_from(self, before: "Board") -> None:
        """Know what flies and stands in lanes that were there before."""
        lanes = {lane.y: lane for lane in before.flying}
        self.flying = [_newer(lane, lanes.get(lane.y)) for lane in self.flying]
        lines = {line.y: line for line in (*before.top, *before.bottom)}
        self.top, self.bottom = (
            [lines.get(line.y, line) for line in still] for still in (self.top, self.bottom)
        )

    def lanes_for(self, width: float, lines: int, cross_s: float) -> tuple[list[Lane], float]:
        """Return the lanes beside one another that are free soonest, the highest of them, and when.

        None, and never, if there are not so many.
        """
        best: tuple[list[Lane], float] = [], float("inf")
        for first in range(len(self.flying) - lines + 1):
            found = self.flying[first : first + lines]
            free_s = max(lane.free_s(width, cross_s) for lane in found)
            if free_s < best[1] and _are_neighbours(found):
                best = found, free_s
        return best

    def still_for(self, place: str, now_s: float) -> Still | None:
        """Return the free line nearest to the top or the bottom."""
        lines = self.top if place == "top" else self.bottom
        return next((line for line in lines if now_s >= line.until_s), None)


def board_of(size_px: int, area: str, kept_free: Iterable[tuple[float, float]] = ()) -> Board:
    """Return the lanes of a picture.

    Args:
        size_px: Of the letters.
        area: How much of the picture they may take.
        kept_free: From and to which y nothing may lie.
    """
    step, kept = size_px * LINE_SHARE, list(kept_free)
    count = int((HEIGHT - 2 * MARGIN_PX) // step)

    def is_kept(y: float) -> bool:
        return any(y + step / 2 > start and y - step / 2 < end for start, end in kept)

    down = [y for n in range(count) if not is_kept(y := MARGIN_PX + (n + 0.5) * step)]
    up = [y for n in range(count) if not is_kept(y := HEIGHT - MARGIN_PX - (n + 0.5) * step)]
    top, bottom = down[:TOP_LINES], up[:BOTTOM_LINES]
    lowest = min(HEIGHT * AREAS[area], min(bottom, default=HEIGHT) - step / 2)
    return Board(
        [Lane(y, step) for y in down[TOP_LINES:] if y + step / 2 <= lowest + 1],
        [Still(y) for y in top],
        [Still(y) for y in bottom],
    )


def _newer(lane: Lane, before: Lane | None) -> Lane:
    return before if before and before.step == lane.step else lane


def _are_neighbours(lanes: list[Lane]) -> bool:
    return all(after.y - before.y <= before.step + 1 for before, after in pairwise(lanes))
