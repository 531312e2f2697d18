"""Filters that look at people, for the compositor that draws by wgpu.

What they compute comes from pictures that lie in this computer's memory, small ones for the
most part, and changes only where people are; so it is done there, before a picture is
uploaded, by the same code that the array compositor uses::

    people.next_tick()
    layer = people.applied(key, layer)       # without such filters, its picture changed

The last of them may be left to the GPU (``gpu_beauty``, ``gpu_background``).
"""

from collections.abc import Callable
from dataclasses import replace

from studio.engine.compositor.array_beauty import is_idle
from studio.engine.compositor.array_filter import filter_opacity, filtered
from studio.engine.compositor.array_memory import LayerMemories
from studio.engine.compositor.composition import Layer
from studio.engine.compositor.filter_background import Background
from studio.engine.compositor.filter_beauty import Beauty
from studio.engine.picture import Picture

Leaves = Callable[[Picture, Background | Beauty], bool]


class PeopleFilters:
    """Applies them; remembers what was seen on the pictures before."""

    def __init__(self) -> None:
        self._memories = LayerMemories()

    def next_tick(self) -> None:
        """Forget, now and then, what was not used for long."""
        self._memories.next_tick()

    def applied(
        self, key: tuple[str, ...], layer: Layer, leaves: Leaves = lambda picture, one: False
    ) -> Layer:
        """Return a layer after its filters up to the last of this kind.

        Args:
            key: Of the layer.
            layer: With all of its filters.
            leaves: Asked of the last, if it has something to do: whether it is to be left, as
                the first that remains.
        """
        count = max(
            (n for n, one in enumerate(layer.filters, 1) if isinstance(one, Background | Beauty)),
            default=0,
        )
        if not count:
            return layer
        content, last = layer.content, layer.filters[count - 1]
        if isinstance(content, Picture) and isinstance(last, Background | Beauty):
            is_at_rest = isinstance(last, Beauty) and is_idle(content, last)
            count -= not is_at_rest and leaves(content, last)
        first = layer.filters[:count]
        if isinstance(content, Picture):
            content = filtered(content, first, self._memories.entry(key))
        opacity = layer.opacity * filter_opacity(first)
        return replace(layer, content=content, filters=layer.filters[count:], opacity=opacity)

    def clear(self) -> None:
        """Give all memory back."""
        self._memories.clear()
