"""Hands background filters the picture that lies behind people.

What a filter's file shows comes from an unseen input (``studio.model.behind``), whose newest
picture is latched with all others::

    outfit = backed_outfit(place.outfit, latch)
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

from studio.engine.compositor.filter_background import Background
from studio.engine.compositor.filters import Filter
from studio.engine.dressing import Outfit
from studio.engine.picture import Picture

Latch = Callable[[str], Picture | None]


def backed(filters: tuple[Filter, ...], latch: Latch) -> tuple[Filter, ...]:
    """Return filters with the pictures that there are now."""
    if not any(isinstance(one, Background) and one.source for one in filters):
        return filters
    return tuple(
        replace(one, behind=latch(one.source)) if isinstance(one, Background) else one
        for one in filters
    )


def backed_outfit(outfit: Outfit, latch: Latch) -> Outfit:
    """Return an outfit whose filters have the pictures that there are now."""
    filters = backed(outfit.filters, latch)
    below = [backed(wear.below, latch) for wear in outfit.wears]
    if filters is outfit.filters and all(
        one is wear.below for one, wear in zip(below, outfit.wears, strict=True)
    ):
        return outfit
    wears = zip(outfit.wears, below, strict=True)
    return Outfit(tuple(replace(wear, below=one) for wear, one in wears), filters)


def pictures_of(filters: tuple[Filter, ...]) -> Iterator[Picture]:
    """Yield the pictures that filters put behind people."""
    for one in filters:
        if isinstance(one, Background) and one.behind is not None:
            yield one.behind
