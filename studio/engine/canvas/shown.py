"""A node that is on a canvas: what is seen of it, and how it moves.

Belongs to the tick thread, as the tree that holds it.
"""

import math
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field

from studio.engine.canvas.margin import Framed
from studio.engine.canvas.masking import LastMasked
from studio.engine.canvas.motion import NEVER, Moving, Rest, begin
from studio.engine.canvas.seen import Feed, Seen
from studio.engine.canvas.steps import Steps
from studio.engine.compositor.composition import Layer
from studio.engine.picture import Picture, Plane
from studio.model.canvas import STILL, Mask, Motion, Node, Property
from studio.model.geometry import Affine

Motions = Mapping[Property, Motion]
NOWHERE = Affine()


def file_mask(node: Node) -> Mask | None:
    """Return the mask of a node if it is a file."""
    return node.mask if node.mask and node.mask.file else None


@dataclass(slots=True)
class Shown:
    """A node that is on the canvas.

    Attributes:
        moving: What was set; all else is as in ``STILL``.
        framed: What is seen of it: a picture, or several in turn since ``since_ns``.
        feed: Or what comes from elsewhere.
        cover: What the file of a mask shows of a feed.
        steps: How it went since the last frame.
        last_masked: What a mask left of its picture.
        layer: As which it was drawn last.
    """

    node: Node
    number: int
    moving: dict[Property, Moving] = field(default_factory=dict)
    framed: Framed | None = None
    since_ns: int | None = None
    feed: Feed | None = None
    cover: tuple[Mask, Plane] | None = None
    steps: Steps = field(default_factory=Steps)
    last_masked: LastMasked = field(default_factory=LastMasked)
    layer: Layer | None = None
    _moves_until_ns: int = 0
    _has_come: bool = False
    _local: Affine = NOWHERE
    _corner: tuple[float, float] | None = None

    def seen(self, due_ns: int) -> Seen | None:
        """Return the picture whose time it is."""
        if self.feed is not None:
            return self.feed.seen(due_ns)
        if self.framed is None:
            return None
        still, index = self.framed.still, 0
        if still.ends_ns:
            if self.since_ns is None:
                self.since_ns = due_ns
            place_ns = max(0, due_ns - self.since_ns) % still.ends_ns[-1]
            index = bisect_right(still.ends_ns, place_ns)
        picture, margin = still.pictures[index], self.framed.margins[index]
        width, height = picture.width - 2 * margin, picture.height - 2 * margin
        return Seen(picture, -margin, -margin, width, height)

    @property
    def rests_ns(self) -> int:
        """From when on it looks the same."""
        if self.framed and self.framed.still.ends_ns:
            return NEVER
        looks_ns = self.feed.rests_ns if self.feed else 0
        return max(looks_ns, self._moves_until_ns)

    @property
    def follows(self) -> frozenset[str]:
        """Return the names of places and masks that the studio finds and it depends on."""
        mask = self.node.mask.name if self.node.mask else ""
        return frozenset({self.node.place, mask}) - {""}

    def through_file(self, seen: Seen) -> Picture | None:
        """Return what the file of its mask shows of a feed; None until that was read."""
        if self.cover is None or self.cover[0] != self.node.mask:
            return None
        moved = Affine(tx=seen.left, ty=seen.top)
        to_cover = Affine(a=1 / seen.width, d=1 / seen.height).after(moved)
        return self.last_masked.through(self.cover[1], to_cover, seen.picture, is_inverted=False)

    def at(self, name: Property, due_ns: int) -> float:
        """Return a property's value at a time."""
        moving = self.moving.get(name)
        return moving.at(due_ns) if moving else STILL[name]

    def move(self, motions: Motions, due_ns: int) -> None:
        """Let it move otherwise from a time on."""
        for name, motion in motions.items():
            before = self.moving.get(name) or Rest(STILL[name])
            self.moving[name] = begin(motion, due_ns, before)
        self._moves_until_ns = max((each.ends_ns for each in self.moving.values()), default=0)
        self._has_come = False

    def matrix(self, due_ns: int, seen: Seen | None) -> Affine:
        """Return the map from its content, or from what it holds, to its parent.

        While it rests that is the same object.
        """
        left = top = 0.0
        if seen is not None:
            left = seen.left - self.node.anchor_x * seen.width
            top = seen.top - self.node.anchor_y * seen.height
        if not self._has_come or (left, top) != self._corner:
            self._has_come = due_ns >= self._moves_until_ns
            local = self._placed(due_ns)
            if seen is not None:
                local = local.after(Affine(tx=left, ty=top))
            if self._local != local:
                self._local = local
            self._corner = left, top
        return self._local

    def _placed(self, due_ns: int) -> Affine:
        x, y = self.at("x", due_ns), self.at("y", due_ns)
        if self.moving.keys() <= {"x", "y", "opacity"}:
            return Affine(tx=x, ty=y)
        scale = self.at("scale", due_ns)
        x_scale, y_scale = (scale * self.at(name, due_ns) for name in ("scale_x", "scale_y"))
        turn = math.radians(self.at("rotation_deg", due_ns))
        cos, sin = math.cos(turn), math.sin(turn)
        return Affine(cos * x_scale, -sin * y_scale, sin * x_scale, cos * y_scale, x, y)
