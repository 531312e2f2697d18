"""All canvases over the programme, as the tick sees them.

Belongs to the tick thread: it is only touched in what is posted there.
"""

from dataclasses import replace

from studio.engine.canvas.places import Places
from studio.engine.canvas.tree import Tree
from studio.engine.compositor.composition import Composition, Layer
from studio.model.geometry import Affine


class Overlay:
    """Canvases in their order, those that fade out included."""

    def __init__(self) -> None:
        self.places = Places()
        """Where nodes of all canvases may lie, and what may hide them."""
        self._trees: dict[int, tuple[float, Tree]] = {}

    def add(self, number: int, order: float, tree: Tree) -> None:
        """Show a canvas over those of a lower order."""
        self._trees[number] = order, tree
        self._trees = dict(sorted(self._trees.items(), key=lambda each: (each[1][0], each[0])))

    @property
    def followed(self) -> frozenset[str]:
        """The names of places and masks that anything depends on."""
        found: frozenset[str] = frozenset()
        for _, tree in self._trees.values():
            found |= tree.followed
        return found

    def layers(self, due_ns: int, size: tuple[int, int]) -> tuple[Layer, ...]:
        """Return what lies over a programme of a size at a time, bottom first."""
        if not self._trees:
            return ()
        for number in [n for n, (_, tree) in self._trees.items() if tree.is_gone(due_ns)]:
            del self._trees[number]
        return tuple(
            layer for _, tree in self._trees.values() for layer in tree.layers(due_ns, size)
        )


def laid_over(
    composition: Composition, layers: tuple[Layer, ...], size: tuple[int, int]
) -> Composition:
    """Return a composition with layers on top that were made for a programme of a size."""
    if not layers:
        return composition
    if size != (composition.width, composition.height):
        fit = Affine(a=composition.width / size[0], d=composition.height / size[1])
        layers = tuple(replace(each, matrix=fit.after(each.matrix)) for each in layers)
    return replace(composition, layers=composition.layers + layers)
