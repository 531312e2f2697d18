"""The nodes of one canvas, and the layers that they are at a time.

Belongs to the tick thread.  While nothing moves the same layers are returned, so that
a compositor knows them again::

    tree = Tree("plugin 3", 1920, 1080)
    tree.put(node, motions, due_ns)
    layers = tree.layers(due_ns, (1280, 720))
"""

from studio.engine.canvas.margin import Framed
from studio.engine.canvas.motion import NEVER, Moving, Rest, begin
from studio.engine.canvas.seen import Feed
from studio.engine.canvas.shown import Motions, Shown
from studio.engine.compositor.composition import Blend, Layer
from studio.model.canvas import Key, Keys, Node
from studio.model.canvas_content import Content, Group
from studio.model.geometry import Affine, Rect

FADE_MS = 300
"""How long a canvas takes to go."""


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
        self._shown: dict[str, Shown] = {}
        self._order: list[Shown] | None = None
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
            shown = self._shown[node.id] = Shown(node, self._number)
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
            local = shown.matrix(due_ns, seen)
            matrix = shown.steps.taken(local, matrix.after(local), due_ns)
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

    def _in_order(self) -> list[Shown]:
        """Return the nodes as they are drawn: each before what it holds, siblings in order."""
        if self._order is None:
            held: dict[str, list[Shown]] = {}
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
