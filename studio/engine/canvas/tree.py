"""The nodes of one canvas, and the layers that they are at a time.

Belongs to the tick thread.  While nothing moves the same layers are returned, so that
a compositor knows them again::

    tree = Tree("plugin 3", 1920, 1080)
    tree.put(node, motions, due_ns)
    layers = tree.layers(due_ns, (1280, 720))
"""

import math
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field

from studio.engine.canvas.margin import Framed
from studio.engine.canvas.motion import NEVER, Moving, Rest, begin
from studio.engine.canvas.seen import Feed, Seen
from studio.engine.compositor.composition import Blend, Layer
from studio.model.canvas import STILL, Key, Keys, Motion, Node, Property
from studio.model.canvas_content import Content, Group
from studio.model.geometry import Affine, Rect

FADE_MS = 300
"""How long a canvas takes to go."""
Motions = Mapping[Property, Motion]


@dataclass(slots=True)
class _Shown:
    """A node that is on the canvas.

    Attributes:
        moving: What was set; all else is as in ``STILL``.
        framed: What is seen of it: a picture, or several in turn since ``since_ns``.
        feed: Or what comes from elsewhere.
    """

    node: Node
    number: int
    moving: dict[Property, Moving] = field(default_factory=dict)
    framed: Framed | None = None
    since_ns: int | None = None
    feed: Feed | None = None

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
        return max(looks_ns, *(each.ends_ns for each in self.moving.values()), 0)

    def at(self, name: Property, due_ns: int) -> float:
        moving = self.moving.get(name)
        return moving.at(due_ns) if moving else STILL[name]

    def move(self, motions: Motions, due_ns: int) -> None:
        for name, motion in motions.items():
            before = self.moving.get(name) or Rest(STILL[name])
            self.moving[name] = begin(motion, due_ns, before)

    def matrix(self, due_ns: int, seen: Seen | None) -> Affine:
        """Return the map from its content, or from what it holds, to its parent."""
        scale = self.at("scale", due_ns)
        x_scale, y_scale = (scale * self.at(name, due_ns) for name in ("scale_x", "scale_y"))
        turn = math.radians(self.at("rotation_deg", due_ns))
        cos, sin = math.cos(turn), math.sin(turn)
        placed = Affine(
            cos * x_scale,
            -sin * y_scale,
            sin * x_scale,
            cos * y_scale,
            self.at("x", due_ns),
            self.at("y", due_ns),
        )
        if seen is None:
            return placed
        left = seen.left - self.node.anchor_x * seen.width
        top = seen.top - self.node.anchor_y * seen.height
        return placed.after(Affine(tx=left, ty=top))


class Tree:
    """One canvas.

    Args:
        name: Begins the keys of its layers.
        width: Of the canvas, which fills the programme.
        height: Likewise.
    """

    def __init__(self, name: str, width: int, height: int) -> None:
        self._name = name
        self._size = (width, height)
        self._shown: dict[str, _Shown] = {}
        self._order: list[_Shown] | None = None
        self._number = 0
        self._opacity: Moving = Rest(1.0)
        self._gone_ns = NEVER
        self._cached: tuple[Layer, ...] = ()
        self._cached_for: tuple[int, int] | None = None
        self._is_settled = False

    def put(self, node: Node, motions: Motions, due_ns: int) -> None:
        """Show a node, or another content of one that is there."""
        shown = self._shown.get(node.id)
        if shown is None:
            self._number += 1
            shown = self._shown[node.id] = _Shown(node, self._number)
        elif shown.node.content != node.content and isinstance(node.content, Group):
            shown.framed = shown.feed = None
        shown.node = node
        shown.move(motions, due_ns)
        self._changed()

    def move(self, name: str, motions: Motions, due_ns: int) -> None:
        """Let a node move otherwise from a time on."""
        if shown := self._shown.get(name):
            shown.move(motions, due_ns)
            self._cached_for = None

    def remove(self, name: str) -> None:
        """Take a node and what it holds away."""
        if self._shown.pop(name, None):
            held = [each.node.id for each in self._shown.values() if each.node.parent == name]
            for each in held:
                self.remove(each)
            self._changed()

    def take_pictures(self, name: str, content: Content, framed: Framed) -> None:
        """Show what was painted, unless the node has another content by now, or is gone."""
        shown = self._shown.get(name)
        if shown and shown.node.content == content:
            shown.framed, shown.since_ns, shown.feed = framed, None, None
            self._cached_for = None

    def take_feed(self, name: str, content: Content, feed: Feed) -> None:
        """Show what comes from elsewhere, unless the node has another content by now."""
        shown = self._shown.get(name)
        if shown and shown.node.content == content:
            shown.feed, shown.framed = feed, None
            self._cached_for = None

    def leave(self, due_ns: int) -> None:
        """Fade out; ``is_gone`` tells when that is done."""
        fade = Keys(keys=(Key(at_ms=0, value=1.0), Key(at_ms=FADE_MS, value=0.0)))
        self._opacity = begin(fade, due_ns, self._opacity)
        self._gone_ns = self._opacity.ends_ns
        self._cached_for = None

    def is_gone(self, due_ns: int) -> bool:
        """Tell whether it has faded out."""
        return due_ns >= self._gone_ns

    def layers(self, due_ns: int, size: tuple[int, int]) -> tuple[Layer, ...]:
        """Return what is seen at a time on a programme of a size, bottom first."""
        if self._cached_for != size or not self._is_settled:
            self._is_settled = due_ns >= self._last_move_ns()
            self._cached = tuple(self._drawn(due_ns, size))
            self._cached_for = size
        return self._cached

    def _changed(self) -> None:
        self._order = None
        self._cached_for = None

    def _last_move_ns(self) -> int:
        rests = (shown.rests_ns for shown in self._shown.values())
        return max(self._opacity.ends_ns, *rests, 0)

    def _drawn(self, due_ns: int, size: tuple[int, int]) -> list[Layer]:
        fit = Affine(a=size[0] / self._size[0], d=size[1] / self._size[1])
        places: dict[str, tuple[Affine, float]] = {"": (fit, self._opacity.at(due_ns))}
        layers = []
        for shown in self._in_order():
            node = shown.node
            matrix, opacity = places[node.parent]
            seen = shown.seen(due_ns)
            matrix = matrix.after(shown.matrix(due_ns, seen))
            opacity *= min(1.0, max(0.0, shown.at("opacity", due_ns)))
            places[node.id] = matrix, opacity
            if seen is None or opacity <= 0 or matrix.is_flat:
                continue
            picture = seen.picture
            layers.append(
                Layer(
                    f"{self._name}/{node.id}",
                    picture,
                    Rect(0, 0, picture.width, picture.height),
                    matrix,
                    opacity=opacity,
                    blend=Blend(node.blend),
                )
            )
        return layers

    def _in_order(self) -> list[_Shown]:
        """Return the nodes as they are drawn: each before what it holds, siblings in order."""
        if self._order is None:
            held: dict[str, list[_Shown]] = {}
            for shown in self._shown.values():
                held.setdefault(shown.node.parent, []).append(shown)
            self._order = []
            waiting = [""]
            while waiting:
                name = waiting.pop()
                if name:
                    self._order.append(self._shown[name])
                siblings = sorted(
                    held.get(name, ()), key=lambda each: (each.node.order, each.number)
                )
                waiting.extend(each.node.id for each in reversed(siblings))
        return self._order
