"""A picture of a node that is drawn as it goes, and who draws such ones."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from studio.effects.planes import Box, Pixels

GRID_PX = 24
"""Boxes lie on this grid of the content: where a pixel of the programme is so many twelfths of
the content's, they lie on even ones there, and nothing need be sampled."""
SIZES = (1.0, 0.75, 0.5)
"""Of the picture, against the content's."""
Squares = NDArray[np.bool_]
"""``(rows, columns)``: which squares of the grid in a box hold anything."""


@dataclass(frozen=True, slots=True, eq=False)
class LivePicture:
    """What is seen of a content at a time.

    Attributes:
        box: Where it lies, in pixels of the content; it may reach over its edges.
        rgba: It, in one of the ``SIZES``; its outermost pixels are clear.
        filled: All else is clear; None if that is not known.
    """

    box: Box
    rgba: Pixels
    filled: Squares | None = None


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
