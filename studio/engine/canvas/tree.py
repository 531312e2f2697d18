"""The nodes of one canvas, and the layers that they are at a time.

Belongs to the tick thread.  While nothing moves the same layers are returned, so that
a compositor knows them again::

    tree = Tree("plugin 3", 1920, 1080)
    tree.put(node, motions, due_ns)
    layers = tree.layers(due_ns, (1280, 720))
"""

from studio.engine.canvas.margin import Framed
from studio.engine.canvas.motion import NEVER, Moving, Rest, begin
from studio.engine.canvas.places import Places
from studio.engine.canvas.seen import Feed, Seen
from studio.engine.canvas.shown import Motions, Shown, file_mask
from studio.engine.compositor.composition import Blend, Layer
from studio.engine.picture import Picture, Plane
from studio.model.canvas import Key, Keys, Mask, Node
from studio.model.canvas_content import Content, Group
from studio.model.geometry import Affine, Rect

FADE_MS = 300
"""How long a canvas takes to go."""
UNSEEN = 1 / 512
"""Of an opacity: less of anything is no step of a byte."""


class Tree:
    """One canvas.

    Args:
        name: Begins the keys of its layers.
        width: Of the canvas, which fills the programme.
        height: Likewise.
        places: That nodes may lie at, and masks that may hide them.
    """

    def __init__(self, name: str, width: int, height: int, places: Places | None = None) -> None:
        self._name = name
        self._size = (width, height)
        self._places = places or Places()
        self._places_version = 0
        self.followed: frozenset[str] = frozenset()
        """The names of places and masks that its nodes depend on."""
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

    def take_pictures(
        self, name: str, content: Content, framed: Framed, mask: Mask | None = None
    ) -> None:
        """Show what was painted, unless the node has another content by now, or is gone.

        Args:
            name: The node's.
            content: What was painted.
            framed: How it looks, through the file of the mask if it has one.
            mask: Of the node when it was painted.
        """
        shown = self._shown.get(name)
        if shown and shown.node.content == content and file_mask(shown.node) == mask:
            shown.framed, shown.since_ns, shown.feed = framed, None, None
            self._cached_for = None

    def take_feed(self, name: str, content: Content, feed: Feed) -> None:
        """Show what comes from elsewhere, unless the node has another content by now."""
        shown = self._shown.get(name)
        if shown and shown.node.content == content:
            shown.feed, shown.framed = feed, None
            self._cached_for = None

    def take_cover(self, name: str, mask: Mask, cover: Plane) -> None:
        """Show what comes from elsewhere through the file of a mask."""
        shown = self._shown.get(name)
        if shown and shown.node.mask == mask:
            shown.cover = mask, cover
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
        is_elsewhere = self.followed and self._places_version != self._places.version
        if self._cached_for != size or not self._is_settled or is_elsewhere:
            self._places_version = self._places.version
            self._is_settled = due_ns >= self._last_move_ns()
            self._cached = tuple(self._drawn(due_ns, size))
            self._cached_for = size
        return self._cached

    def _changed(self) -> None:
        self._order = None
        self.followed = frozenset().union(*(shown.follows for shown in self._shown.values()))
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
            if node.place:
                matrix = fit.after(self._places.at(node.place, *self._size) or Affine())
            seen = shown.seen(due_ns)
            local = shown.matrix(due_ns, seen)
            placed, steps = matrix.after(local), shown.steps
            if seen is not None and seen.is_loose:
                matrix = steps.beside(placed, seen, due_ns)
            else:
                matrix = steps.taken(local, placed, due_ns)
            opacity *= min(1.0, max(0.0, shown.at("opacity", due_ns)))
            places[node.id] = matrix, opacity
            if seen is None or opacity < UNSEEN or matrix.is_flat:
                continue
            picture = self._masked(shown, seen, matrix, size)
            if picture is None:
                continue
            layers.append(self._layer(shown, picture, matrix, opacity))
        return layers

    def _layer(self, shown: Shown, picture: Picture, matrix: Affine, opacity: float) -> Layer:
        """Return a node as a layer; while it rests that is the same object."""
        node, last = shown.node, shown.layer
        if (
            last is not None
            and last.content is picture
            and last.opacity == opacity
            and last.matrix == matrix
            and last.blend == node.blend
        ):
            return last
        shown.layer = Layer(
            f"{self._name}/{node.id}",
            picture,
            Rect(0, 0, picture.width, picture.height),
            matrix,
            opacity=opacity,
            blend=Blend(node.blend),
        )
        return shown.layer

    def _masked(
        self, shown: Shown, seen: Seen, matrix: Affine, size: tuple[int, int]
    ) -> Picture | None:
        """Return what a node's mask leaves of its picture; what was painted is masked already."""
        mask = shown.node.mask
        if mask is None or (mask.file and shown.feed is None):
            return seen.picture
        if mask.file:
            return shown.through_file(seen)
        cover = self._places.mask(mask.name)
        if cover is None:
            return seen.picture
        to_cover = Affine(a=1 / size[0], d=1 / size[1]).after(matrix)
        return shown.last_masked.through(
            cover, to_cover, seen.picture, is_inverted=mask.is_inverted
        )

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
