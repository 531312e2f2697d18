"""Which part of a picture shows the nearest head: a square with room for what is worn on it.

area = head_area(picture)      # in natural pixels, or None while nobody is seen
"""

from studio.engine.compositor.composition import Rect
from studio.engine.face_effects.head import Head
from studio.engine.picture import Picture

SIDE_CM = 38.0
"""On a face of average size, 15 wide."""
ABOVE_CM = 2.5
"""So much higher than the middle of the skull is that of the square: hats are tall."""
LEAST_PRESENCE = 0.7
"""A face that comes or goes is seen through, and so is what it wears."""
_LEAST_PX = 16


def head_area(picture: Picture) -> Rect | None:
    """Return it, moved where it would reach out of the picture; edges are even numbers."""
    tracked = picture.tracked
    if tracked is None or not tracked.faces or tracked.faces[0].presence < LEAST_PRESENCE:
        return None
    head = Head.of(tracked.faces[0].points)
    if head is None:
        return None
    most = min(picture.width, picture.height)
    side = min(round(SIDE_CM * head.px_cm), most) // 2 * 2
    if side < _LEAST_PX:
        return None
    x, y = head.anchor("head").tolist()
    left = _within(x - side / 2, picture.width - side)
    top = _within(y - ABOVE_CM * head.px_cm - side / 2, picture.height - side)
    return Rect(left, top, left + side, top + side)


def _within(place: float, most: int) -> int:
    return min(max(round(place / 2) * 2, 0), most // 2 * 2)
