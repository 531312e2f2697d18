"""What a hand shows, told from where its 21 points are.

Plain geometry, since no model of gestures comes with a licence and a source of ours: a finger is
straight if its tip is farther from the wrist than its middle joint by some, and the directions of
thumb and fingers do the rest.  All is in parts of the palm's length, so that distance from the
camera does not matter::

    gesture_of(points)                      # "thumbs_up", …, or "" for none of them
    is_heart_of(left, right)                # two hands that make one
"""

import numpy as np

from studio.ar.mediapipe_tasks import Floats

WRIST = 0
THUMB, INDEX, MIDDLE = (1, 2, 3, 4), (5, 6, 7, 8), (9, 10, 11, 12)
RING, LITTLE = (13, 14, 15, 16), (17, 18, 19, 20)
_FINGERS = (INDEX, MIDDLE, RING, LITTLE)
_STRAIGHT = 1.15  # of the distance of the middle joint: a bent finger's tip is nearer
_BENT = 1.05
_STEEP = 0.75  # of the way that goes up or down
_SIDEWAYS = 0.6
_APART = 0.35  # of the palm, like all that follow
_TOUCH = 0.45
_THUMB_OUT = 0.75
_CROSSED = 1.1


def gesture_of(points: Floats) -> str:
    """Return one of ``model.tracking.GESTURES``; empty if it is none of them.

    Args:
        points: ``(21, 3)`` in pixels, y downwards.
    """
    palm = _far(points, WRIST, MIDDLE[0])
    if palm <= 0:
        return ""
    straight = [_reach(points, finger) > _STRAIGHT for finger in _FINGERS]
    bent = [_reach(points, finger) < _BENT for finger in _FINGERS]
    if all(straight):
        return "open_palm"
    if straight[0] and straight[1] and bent[2] and bent[3]:
        return "victory" if _far(points, INDEX[3], MIDDLE[3]) > _APART * palm else ""
    if not all(bent[1:]):
        return ""
    if _is_finger_heart(points, palm):
        return "heart"
    if straight[0]:
        return "point_up" if _rise(points, INDEX[0], INDEX[3]) > _STEEP else ""
    return _of_fist(points, palm) if bent[0] else ""


def is_heart_of(one: Floats, other: Floats) -> bool:
    """Say whether two hands make a heart: thumbs meet below, fingers meet above."""
    palm = (_far(one, WRIST, MIDDLE[0]) + _far(other, WRIST, MIDDLE[0])) / 2
    thumbs = float(np.linalg.norm(one[THUMB[3], :2] - other[THUMB[3], :2]))
    indexes = float(np.linalg.norm(one[INDEX[3], :2] - other[INDEX[3], :2]))
    if palm <= 0 or thumbs > _TOUCH * palm or indexes > _TOUCH * palm:
        return False
    top = (one[INDEX[3], 1] + other[INDEX[3], 1]) / 2
    bottom = (one[THUMB[3], 1] + other[THUMB[3], 1]) / 2
    return bool(bottom - top > _APART * palm)


def _of_fist(points: Floats, palm: float) -> str:
    """Tell thumbs up and down from a fist, all four fingers being bent.

    Beside a thumb the fingers lie sideways; a fist towards the camera has them hang down, and
    its thumb with them.
    """
    rise = _rise(points, THUMB[1], THUMB[3])
    is_thumb = (
        _far(points, INDEX[0], THUMB[3]) > _THUMB_OUT * palm
        and abs(_rise(points, INDEX[0], INDEX[3])) < _SIDEWAYS
        and _is_outermost(points, rise)
    )
    if is_thumb and rise > _STEEP:
        return "thumbs_up"
    return "thumbs_down" if is_thumb and rise < -_STEEP else "fist"


def _is_outermost(points: Floats, rise: float) -> bool:
    """Say whether the thumb's tip is the highest, or if it goes down the lowest, of all."""
    others = np.delete(points[:, 1], THUMB[3])
    tip = points[THUMB[3], 1]
    return bool(tip < others.min() if rise > 0 else tip > others.max())


def _is_finger_heart(points: Floats, palm: float) -> bool:
    """Say whether thumb and index stand up together, crossed, the others being bent."""
    return (
        _far(points, THUMB[3], INDEX[3]) < _CROSSED * palm
        and _far(points, INDEX[0], THUMB[3]) > _THUMB_OUT * palm
        and _rise(points, THUMB[1], THUMB[3]) > _STEEP
        and _rise(points, INDEX[0], INDEX[3]) > _SIDEWAYS
    )


def _reach(points: Floats, finger: tuple[int, int, int, int]) -> float:
    """How far the tip is from the wrist, in distances of the finger's middle joint."""
    return _far(points, WRIST, finger[3]) / max(_far(points, WRIST, finger[1]), 1e-6)


def _rise(points: Floats, start: int, end: int) -> float:
    """How much of the way between two points goes up: 1 is straight up, -1 straight down."""
    way = points[end, :2] - points[start, :2]
    return float(-way[1] / max(float(np.linalg.norm(way)), 1e-6))


def _far(points: Floats, one: int, other: int) -> float:
    return float(np.linalg.norm(points[one] - points[other]))
