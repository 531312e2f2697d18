"""A picture of a node that is drawn as it goes, and who draws such ones."""

from dataclasses import dataclass
from typing import Protocol

from studio.effects.planes import Box, Pixels

GRID_PX = 24
"""Boxes lie on this grid of the content: where a pixel of the programme is so many twelfths of
the content's, they lie on even ones there, and nothing need be sampled."""
SIZES = (1.0, 0.75, 0.5, 0.25)
"""Of the picture, against the content's; the last one is for what is soft alone."""


@dataclass(frozen=True, slots=True, eq=False)
class LivePicture:
    """What is seen of a content at a time.

    Attributes:
        box: Where it lies, in pixels of the content; it may reach over its edges.
        pixels: It, in one of the ``SIZES``, in RGBA, or in YUVA (see ``planes``) if the painter
            was asked for that; its outermost pixels are clear.
    """

    box: Box
    pixels: Pixels


class LivePainter(Protocol):
    """Draws one content.  Belongs to one thread."""

    @property
    def ends_s(self) -> float:
        """From when on there is nothing to be seen any more."""

    @property
    def is_warm(self) -> bool:
        """Whether its next picture takes no longer than those after it."""

    def warm_up(self) -> None:
        """Have its code compiled.

        Raises:
            EffectError: If it can't be drawn.
        """

    def paint(self, time_s: float, size: float) -> LivePicture | None:
        """Draw it as it is at a time since its beginning; None if it is empty.

        Raises:
            EffectError: If it can't be drawn.
        """

    def close(self) -> None:
        """Give its memory back."""
