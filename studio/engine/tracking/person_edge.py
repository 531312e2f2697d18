"""Where people are on cameras, with the edge that the pictures have: for what hides behind them.

A quarter of the pixels are enough for what moves behind somebody, and cost a quarter::

    edges = PersonEdges()
    cover = edges.of("Camera", picture)      # (h, w) uint8, or None: nobody looked
    edges.keep({"Camera"})                   # forgets the others
"""

from collections.abc import Collection
from dataclasses import dataclass, field

from studio.engine.compositor.array_background import alpha_plane
from studio.engine.compositor.array_memory import is_same
from studio.engine.compositor.matting import Matting
from studio.engine.compositor.small_picture import halved_picture
from studio.engine.picture import Picture, Plane

LEAST_PX = 960
"""Pictures that are less wide than two of these are not shrunk."""
_FEATHER = 0.2


@dataclass(slots=True, eq=False)
class _Followed:
    """One camera."""

    matting: Matting = field(default_factory=Matting)
    of: Picture | None = None
    cover: Plane | None = None


class PersonEdges:
    """Finds them; for one thread."""

    def __init__(self) -> None:
        self._followed: dict[str, _Followed] = {}

    def of(self, name: str, picture: Picture) -> Plane | None:
        """Return where people are on a camera's picture; of the same picture the same plane."""
        followed = self._followed.setdefault(name, _Followed())
        if followed.of is None or not is_same(followed.of, picture):
            followed.of, small = picture, _smaller(picture)
            matte = followed.matting.of(small, _FEATHER)
            followed.cover = None if matte is None else alpha_plane(matte, small)
        return followed.cover

    def keep(self, names: Collection[str]) -> None:
        """Forget all cameras but some."""
        for name in self._followed.keys() - names:
            del self._followed[name]


def _smaller(picture: Picture) -> Picture:
    return halved_picture(picture) if picture.y.shape[1] >= 2 * LEAST_PX else picture
