"""What is seen of a node whose pictures come from elsewhere, and what such a thing is.

A picture need not be the whole of its node: of particles only the box is drawn that
holds some, so it says where it lies.
"""

from dataclasses import dataclass
from typing import Protocol

from studio.engine.picture import Picture


@dataclass(frozen=True, slots=True)
class Seen:
    """A picture, and where it lies in the node's content.

    Attributes:
        left: Of the picture's left edge, counted from the content's.
        top: Likewise.
        width: Of the whole content.
        height: Likewise.
        is_loose: Whether it may lie a pixel beside its place, as sparks may.
    """

    picture: Picture
    left: float
    top: float
    width: float
    height: float
    is_loose: bool = False


class Feed(Protocol):
    """Pictures that are made elsewhere.  Belongs to the tick thread once a tree has it."""

    @property
    def pixels(self) -> int:
        """How many there are of all of its pictures."""

    @property
    def rests_ns(self) -> int:
        """From when on it looks the same; ``motion.NEVER`` if it always changes."""

    def seen(self, due_ns: int) -> Seen | None:
        """Return what is seen at a time, or None for nothing."""
