"""Opens, edits and closes canvases for those who ask.  Belongs to the engine's main thread.

canvases = Canvases(overlay, post=ticker.post, tell=tell_soon)
answer = canvases.open(channel, OpenCanvas())
canvases.edit(channel, EditCanvas(canvas=1, edits=(…)))
canvases.gone(channel)

What an edit asks for is checked here as a whole, before any of it is done; the tick
does it at its next frame.
"""

import time
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from functools import partial

from studio.engine.canvas.margin import Framed
from studio.engine.canvas.overlay import Overlay
from studio.engine.canvas.paint import NodePainter, Paintable
from studio.engine.canvas.places import Places
from studio.engine.canvas.players import Players
from studio.engine.canvas.seen import Feed
from studio.engine.canvas.shown import file_mask
from studio.engine.canvas.tree import Tree
from studio.engine.picture import Plane
from studio.model import commands as do
from studio.model.canvas import MAX_PIXELS, CanvasEdit, MoveNode, Node, PutNode, RemoveNode
from studio.model.canvas_content import Group
from studio.model.canvas_rules import alive, apply
from studio.model.command import CommandError
from studio.model.errors import StudioError
from studio.model.events import Event, Notice

MOST_CANVASES = 32


@dataclass(slots=True)
class _Canvas:
    """What the main thread knows of a canvas.

    Attributes:
        pixels: Of the pictures of its nodes, by id; written by the painter's thread.
    """

    owner: Hashable
    tree: Tree
    size: tuple[int, int]
    nodes: dict[str, Node] = field(default_factory=dict)
    pixels: dict[str, int] = field(default_factory=dict)


class Canvases:
    """All canvases of all clients.

    Args:
        overlay: The tick's, which is only to be touched in the tick thread.
        post: Has the tick thread do something.
        tell: Sends an event to every client; from any thread.
        players: Fill the nodes that aren't painted here.
        size: Returns the programme's, in pixels.
    """

    def __init__(
        self,
        overlay: Overlay,
        *,
        post: Callable[[Callable[[], None]], None],
        tell: Callable[[Event], None],
        players: Players,
        size: Callable[[], tuple[int, int]],
    ) -> None:
        self._overlay = overlay
        self._post = post
        self._tell = tell
        self._players = players
        self._size = size
        self._canvases: dict[int, _Canvas] = {}
        self._number = 0
        self._painter = NodePainter()

    @property
    def followed(self) -> frozenset[str]:
        """The names of places and masks that nodes depend on."""
        found: set[str] = set()
        for canvas in self._canvases.values():
            for node in canvas.nodes.values():
                found |= {node.place, node.mask.name if node.mask else ""}
        return frozenset(found - {""})

    def open(self, owner: Hashable, asked: do.OpenCanvas) -> dict[str, object]:
        """Open a canvas; return its number.

        Raises:
            CommandError: If there are canvases enough.
        """
        if len(self._canvases) >= MOST_CANVASES:
            raise CommandError(f"{MOST_CANVASES} canvases are open, which is the most.")
        self._number += 1
        number = self._number
        tree = Tree(f"canvas {number}", asked.width, asked.height, self._overlay.places)
        self._canvases[number] = _Canvas(owner, tree, (asked.width, asked.height))
        self._post(partial(self._overlay.add, number, asked.order, tree))
        return {"canvas": number}

    def edit(self, owner: Hashable, asked: do.EditCanvas) -> dict[str, object]:
        """Do all that an edit asks for, or nothing of it.

        Returns:
            What lies on the canvas, if no edit is asked for; so that each edit costs nothing more.

        Raises:
            StudioError: If something in it can't be done.
        """
        canvas = self._own(owner, asked.canvas)
        if not asked.edits:
            return _load_of(canvas)
        nodes = dict(canvas.nodes)
        for place, edit in enumerate(asked.edits, 1):
            try:
                apply(nodes, edit)
            except CommandError as error:
                raise CommandError(f"Edit {place} of canvas {asked.canvas}: {error}") from None
            if isinstance(edit, PutNode):
                _check_node(edit.node, self._overlay.places)
        self._players.check(asked.canvas, nodes)
        canvas.nodes = nodes
        self._post(partial(_edit_tree, canvas.tree, asked.edits))
        self._players.keep(asked.canvas, nodes)
        for edit in asked.edits:
            # A later edit of the same command may have put another content, or none, there.
            if isinstance(edit, PutNode) and nodes.get(edit.node.id) == edit.node:
                self._fill(asked.canvas, canvas, edit.node)
        for gone in canvas.pixels.keys() - nodes.keys():
            canvas.pixels.pop(gone, None)
        return {}

    def close_canvas(self, owner: Hashable, number: int) -> None:
        """Let a canvas fade out.

        Raises:
            CommandError: If its owner has no such canvas.
        """
        self._leave(number, self._own(owner, number))

    def gone(self, owner: Hashable) -> None:
        """Let all canvases of someone fade out who has gone."""
        for number, canvas in list(self._canvases.items()):
            if canvas.owner is owner:
                self._leave(number, canvas)

    def close(self) -> None:
        """Paint no more, once the tick has ended."""
        self._painter.close()
        self._players.close()

    def _own(self, owner: Hashable, number: int) -> _Canvas:
        canvas = self._canvases.get(number)
        if canvas is None or canvas.owner is not owner:
            raise CommandError(f"There is no canvas {number} of yours.")
        return canvas

    def _leave(self, number: int, canvas: _Canvas) -> None:
        del self._canvases[number]
        self._players.keep(number, {})
        self._post(lambda: canvas.tree.leave(time.monotonic_ns()))

    def _fill(self, number: int, canvas: _Canvas, node: Node) -> None:
        """Have a node's content made or played."""
        key, content, warn = (number, node.id), node.content, partial(self._warn, node.id)
        if isinstance(content, Paintable):
            self._paint(canvas, node, content)
            return
        if isinstance(content, Group):
            return

        def take(feed: Feed) -> None:
            if self._has_room(canvas, node.id, feed.pixels):
                self._post(partial(canvas.tree.take_feed, node.id, content, feed))

        self._read_cover(canvas, node)
        (width, height), seen = canvas.size, self._size()
        scale = max(seen[0] / width, seen[1] / height)
        self._players.put(key, content, take=take, warn=warn, scale=scale)

    def _paint(self, canvas: _Canvas, node: Node, content: Paintable) -> None:
        mask = file_mask(node)

        def take(outcome: Framed | StudioError) -> None:
            if isinstance(outcome, StudioError):
                self._warn(node.id, str(outcome))
            elif self._has_room(canvas, node.id, sum(p.y.size for p in outcome.still.pictures)):
                shown = partial(canvas.tree.take_pictures, node.id, content, outcome, mask)
                self._post(shown)

        self._painter.paint(content, take, mask)

    def _read_cover(self, canvas: _Canvas, node: Node) -> None:
        """Have the file of a mask read, for a node that isn't painted here."""
        mask = file_mask(node)
        if mask is None:
            return

        def take(outcome: Plane | StudioError) -> None:
            if isinstance(outcome, StudioError):
                self._warn(node.id, str(outcome))
            else:
                self._post(partial(canvas.tree.take_cover, node.id, mask, outcome))

        self._painter.read_cover(mask, take)

    def _warn(self, name: str, reason: str) -> None:
        self._tell(Notice(level="warning", text=f"Node {name}: {reason}"))

    def _has_room(self, canvas: _Canvas, name: str, pixels: int) -> bool:
        """Count the pixels of a node, if there is room for them on its canvas."""
        others = sum(n for each, n in list(canvas.pixels.items()) if each != name)
        if others + pixels > MAX_PIXELS:
            text = f"Node {name} is not shown: its canvas would have over {MAX_PIXELS} pixels."
            self._tell(Notice(level="warning", text=text))
            return False
        canvas.pixels[name] = pixels
        return True


def _load_of(canvas: _Canvas) -> dict[str, object]:
    """Return how much lies on a canvas, for its owner to show."""
    particles = alive(canvas.nodes.values())
    pixels = sum(list(canvas.pixels.values()))
    return {"nodes": len(canvas.nodes), "pixels": pixels, "particles": particles}


def _check_node(node: Node, places: Places) -> None:
    if node.mask and isinstance(node.content, Group):
        raise CommandError(f'Node "{node.id}": a group can\'t have a mask; give it to its nodes.')
    if node.place and node.place not in places.names:
        known = ", ".join(places.names)
        raise CommandError(f'Node "{node.id}": there is no place "{node.place}", but {known}.')
    if node.mask and node.mask.name and node.mask.name not in places.mask_names:
        known = ", ".join(places.mask_names)
        raise CommandError(f'Node "{node.id}": there is no mask "{node.mask.name}", but {known}.')


def _edit_tree(tree: Tree, edits: Iterable[CanvasEdit]) -> None:
    now_ns = time.monotonic_ns()
    for edit in edits:
        match edit:
            case PutNode(node=node, motions=motions):
                tree.put(node, motions, now_ns)
            case MoveNode(id=name, motions=motions):
                tree.move(name, motions, now_ns)
            case RemoveNode(id=name):
                tree.remove(name)
