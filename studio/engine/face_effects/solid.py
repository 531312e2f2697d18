"""A model on a head: the view that was drawn from the nearest side, laid where the head has it.

A view is laid by the affine map that is best for the model's points: those of the drawn
side go to where the head's side has them.  What that leaves over, between two views 7.5
degrees apart, is some millimetres at the model's nearest and farthest points.  Where one
view gives way to the next, they are mixed for a tenth of a second, so that nothing jumps and
nothing is blurred for longer::

    part = SolidPart(part, views)
    layer = part.layer(head, key, since_ns=…, share=1.0, size=1.0)
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from studio.engine.canvas.seen import Seen
from studio.engine.compositor.composition import Affine, Layer, Rect
from studio.engine.compositor.mixing import mixed
from studio.engine.face_effects.flat import Moves
from studio.engine.face_effects.head import CM_MM, Head, place_cm
from studio.model.canvas import Property
from studio.model.face_effect import FacePart, Worn
from studio.model.head_views import (
    PITCHES_DEG,
    YAWS_DEG,
    HeadViews,
    Vector,
    view_index,
    view_turn,
)

_STICKS = 0.12
"""So far past the middle between two sides, in parts of the way, the one before stays."""
_MIX_NS = 110_000_000
"""So long two sides are mixed after a change."""
_MOST_KEPT = 16


@dataclass(frozen=True, slots=True, eq=False)
class Views:
    """All views of a model; or the one from the front, before the others are drawn.

    Attributes:
        seen: In the order of ``view_index``; None where nothing of it is seen.
        px_cm: How finely they are drawn.
        middle_cm: Of its points, from its origin.
        spread: ``(3, 3)``: of its points around their middle.
    """

    seen: tuple[Seen | None, ...]
    px_cm: float
    middle_cm: Vector
    spread: Vector

    @classmethod
    def of(cls, seen: tuple[Seen | None, ...], facts: tuple[float, ...]) -> "Views":
        """Return views with what their drawer says of them."""
        px_cm, x, y, z, xx, xy, xz, yy, yz, zz = facts
        spread = np.array([[xx, xy, xz], [xy, yy, yz], [xz, yz, zz]])
        return cls(seen, px_cm, np.array([x, y, z]), spread)

    def at(self, row: int, column: int) -> Seen | None:
        """Return one of them."""
        return self.seen[view_index(row, column) if len(self.seen) > 1 else 0]

    def front(self) -> "Views":
        """Return the one from the front alone, in memory of its own: that of all is large."""
        seen = self.at(*_FRONT)
        if seen is not None:
            drawn = seen.picture
            assert drawn.alpha is not None
            own = drawn.y.copy(), drawn.uv.copy(), drawn.alpha.copy()
            picture = replace(drawn, y=own[0], uv=own[1], alpha=own[2])
            seen = replace(seen, picture=picture)
        return replace(self, seen=(seen,))


def views_wanted(part: FacePart, file: str) -> HeadViews:
    """Return what is to be drawn of a part that is a model.

    Args:
        part: With its properties as they are at rest.
        file: Where it lies.
    """
    assert isinstance(part.content, Worn)
    rest = Moves(part).at(0)
    place = place_cm(part.on) * CM_MM + (rest["x"], -rest["y"], part.z)
    return HeadViews(
        file=file,
        width_mm=part.width_mm,
        place_mm=(float(place[0]), float(place[1]), float(place[2])),
        yaw_deg=part.content.yaw_deg,
        pitch_deg=part.content.pitch_deg,
        roll_deg=part.content.roll_deg,
        light=part.content.light,
        glow=part.content.glow,
    )


class SolidPart:
    """A part that is a model.  Belongs to one thread, and to one camera's faces.

    Args:
        part: Which.
        views: What was drawn of it.
    """

    def __init__(self, part: FacePart, views: Views) -> None:
        self._part = part
        self._views = views
        self._moves = Moves(part)
        self._turning: dict[str, _Turning] = {}

    def layer(
        self, head: Head, key: str, *, since_ns: int, share: float, size: float
    ) -> Layer | None:
        """Return it on a head; see ``FlatPart.layer``."""
        now = self._moves.at(since_ns)
        opacity = min(1.0, share * now["opacity"])
        chosen = self._chosen(head, key, since_ns)
        if opacity <= 0.002 or not chosen:
            return None
        scale = size * now["scale"]
        laid = [self._laid(head, each, now, scale) for each in chosen]
        if any(each.is_flat for each in laid):
            return None
        picture, matrix = chosen[0].seen.picture, laid[0]
        if len(chosen) > 1:
            weighed = [(each.seen.picture, each.weight) for each in chosen]
            picture, shift = mixed(weighed, laid)
            matrix = matrix.after(shift)
        whole = Rect(0, 0, picture.width, picture.height)
        return Layer(key, picture, whole, matrix, opacity=opacity)

    def for_wearer(self) -> "SolidPart":
        """Return one with the same views that has seen no head yet."""
        return SolidPart(self._part, self._views)

    def _chosen(self, head: Head, key: str, now_ns: int) -> "list[_Chosen]":
        """Return the view for a head's side, or two while one gives way to the next."""
        turning = self._turning.get(key)
        if turning is None or now_ns < turning.since_ns:
            while len(self._turning) >= _MOST_KEPT:
                del self._turning[next(iter(self._turning))]
            turning = self._turning[key] = _Turning()
        turning.see(*head.yaw_pitch_deg, now_ns)
        share = turning.share(now_ns)
        found = [self._view(turning.now or _FRONT, share)]
        if share < 1:
            found.append(self._view(turning.before, 1 - share))
        return sorted((each for each in found if each), key=lambda each: -each.weight)

    def _view(self, side: "_Side", weight: float) -> "_Chosen | None":
        if len(self._views.seen) == 1:
            side = _FRONT
        seen = self._views.at(*side)
        turn = view_turn(YAWS_DEG[side[1]], PITCHES_DEG[side[0]])
        return _Chosen(seen, turn, weight) if seen else None

    def _laid(
        self, head: Head, chosen: "_Chosen", now: Mapping[Property, float], scale: float
    ) -> Affine:
        """Return the map from a view's picture's pixels to the camera's."""
        views, part = self._views, self._part
        linear = _best(head.turn, chosen.turn, views.spread)
        middle_seen = (chosen.turn @ views.middle_cm)[:2]
        middle_here = (head.turn @ views.middle_cm)[:2]
        offset = np.array([now["x"], -now["y"], part.z]) * (scale / CM_MM)
        place = head.anchor(part.on) + head.project(offset)
        px = head.px_cm * scale
        # Views are y down from their upper left corner, their origin in the middle.
        flip = np.array([1.0, -1.0])
        drawn = linear * (px / views.px_cm) * flip[:, None] * flip
        shift = (middle_here - linear @ middle_seen) * px * flip
        seen = chosen.seen
        centre = np.array([seen.width / 2 - seen.left, seen.height / 2 - seen.top])
        tx, ty = place + shift - drawn @ centre
        (a, b), (c, d) = drawn.tolist()
        return Affine(a, b, c, d, float(tx), float(ty))


@dataclass(frozen=True, slots=True, eq=False)
class _Chosen:
    """A view that is shown, and how it was turned when it was drawn."""

    seen: Seen
    turn: Vector
    weight: float


def _best(here: Vector, drawn: Vector, spread: Vector) -> Vector:
    """Return the ``(2, 2)`` map whose squared errors over the model's points are the least.

    Args:
        here: The head's turn.
        drawn: The turn that the view was drawn at.
        spread: Of the model's points.
    """
    seen = drawn[:2] @ spread
    return np.asarray(here[:2] @ spread @ drawn[:2].T @ np.linalg.inv(seen @ drawn[:2].T))


_Side = tuple[int, int]
"""A row and a column of the views."""
_FRONT: _Side = (len(PITCHES_DEG) // 2, len(YAWS_DEG) // 2)


@dataclass(slots=True)
class _Turning:
    """Which side of a model is seen on one head, and which was before."""

    now: _Side | None = None
    before: _Side = _FRONT
    since_ns: int = 0

    def see(self, yaw_deg: float, pitch_deg: float, now_ns: int) -> None:
        """Take how a head is turned; near the middle between two sides it stays as it is."""
        held = self.now or _FRONT
        near = (
            _nearest(pitch_deg, PITCHES_DEG, held[0], is_held=self.now is not None),
            _nearest(yaw_deg, YAWS_DEG, held[1], is_held=self.now is not None),
        )
        if near == self.now:
            return
        self.before, is_first = self.now or near, self.now is None
        self.now = near
        self.since_ns = now_ns - (_MIX_NS if is_first else 0)

    def share(self, now_ns: int) -> float:
        """Return how much of the side that is seen now has come."""
        return min(1.0, (now_ns - self.since_ns + _MIX_NS / 4) / _MIX_NS)


def nearest_view(head: Head) -> int:
    """Return which view a head needs that was never seen before."""
    yaw, pitch = head.yaw_pitch_deg
    row = _nearest(pitch, PITCHES_DEG, 0, is_held=False)
    return view_index(row, _nearest(yaw, YAWS_DEG, 0, is_held=False))


def _nearest(angle: float, steps: Sequence[float], held: int, *, is_held: bool) -> int:
    place = (angle - steps[0]) / (steps[1] - steps[0])
    if is_held and abs(place - held) < 0.5 + _STICKS:
        return held
    return min(max(round(place), 0), len(steps) - 1)
