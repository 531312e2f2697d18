"""Where a part is along time, as points that can be dragged.  Pure.

A file says x and y apart, each with times of its own; here a point has both.  A path that
was changed has both at the same times from then on::

    points = points_of(part)
    part |= told_path(moved(points, 1, 960, 540))
    value_at(part["y"], 1200)
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from studio.model.canvas import Easing
from studio.model.easing import EASINGS

MOST_POINTS = 64


@dataclass(frozen=True, slots=True)
class Point:
    """Where it is at a time; ``easing`` is how it gets there from the point before."""

    at_ms: int
    x: float
    y: float
    easing: Easing = "linear"


def points_of(part: Mapping[str, Any]) -> list[Point]:
    """Return the points of a part's path; one for a part that stays."""
    tracks = part.get("x", 0.0), part.get("y", 0.0)
    found: dict[int, Easing] = {}
    for track in tracks:
        for frame in track if isinstance(track, list | tuple) else ():
            easing = cast(Easing, frame[2] if len(frame) > 2 else "linear")
            if frame[0] not in found or found[frame[0]] == "linear":
                found[frame[0]] = easing
    if not found:
        return [Point(int(part.get("at_ms", 0)), float(tracks[0]), float(tracks[1]))]
    return [
        Point(int(at_ms), value_at(tracks[0], at_ms), value_at(tracks[1], at_ms), found[at_ms])
        for at_ms in sorted(found)
    ]


def told_path(points: Sequence[Point]) -> dict[str, Any]:
    """Return x and y as a file says them."""
    if len(points) == 1:
        return {"x": _short(points[0].x), "y": _short(points[0].y)}
    return {
        "x": [_frame(each.at_ms, each.x, each.easing) for each in points],
        "y": [_frame(each.at_ms, each.y, each.easing) for each in points],
    }


def value_at(track: object, at_ms: float) -> float:
    """Return what a value is at a time."""
    if not isinstance(track, list | tuple):
        return float(cast(float, track))
    before = track[0]
    for frame in track:
        if frame[0] > at_ms:
            if frame is track[0]:
                break
            easing = EASINGS[frame[2] if len(frame) > 2 else "linear"]
            share = (at_ms - before[0]) / (frame[0] - before[0])
            return float(before[1] + (frame[1] - before[1]) * easing(share))
        before = frame
    return float(before[1])


def with_point(points: Sequence[Point], at_ms: int, x: float, y: float) -> tuple[list[Point], int]:
    """Return the points with one more, and its place; one at that time is moved instead."""
    for number, each in enumerate(points):
        if each.at_ms == at_ms:
            return [*points[:number], replace(each, x=x, y=y), *points[number + 1 :]], number
    number = sum(each.at_ms < at_ms for each in points)
    easing: Easing = points[number].easing if number < len(points) else "in_out"
    return [*points[:number], Point(at_ms, x, y, easing), *points[number:]], number


def free_time(points: Sequence[Point], wanted_ms: int, length_ms: int) -> int:
    """Return the time nearest to a wanted one at which there is no point."""
    taken = {each.at_ms for each in points}
    for distance in range(length_ms + 1):
        for at_ms in (wanted_ms + distance, wanted_ms - distance):
            if 0 <= at_ms <= length_ms and at_ms not in taken:
                return at_ms
    return wanted_ms


def _frame(at_ms: int, value: float, easing: Easing) -> list[object]:
    frame: list[object] = [at_ms, _short(value)]
    return frame if easing == "linear" else [*frame, easing]


def _short(value: float) -> float:
    return round(value) if abs(value - round(value)) < 0.05 else round(value, 1)
