"""Where somebody is on the programme, of where somebody is on the cameras that it shows.

cover = PersonCover()
places.show_mask("person", cover.of(((tracked.person, to_programme),), (1920, 1080)))
"""

import cv2
import numpy as np

from studio.engine.picture import Plane
from studio.model.geometry import Affine

COVER_PX = 960
"""Of the longer side: as fine as a half of the usual picture is."""
Shown = tuple[tuple[Plane, Affine], ...]
"""Masks, and the map from each, in shares of it, to the programme."""


class PersonCover:
    """Makes them; while nothing changes it is the same one."""

    def __init__(self) -> None:
        self._of: Shown = ()
        self._cover: Plane | None = None

    def of(self, shown: Shown, size: tuple[int, int]) -> Plane | None:
        """Return the cover of a programme of a size, or None where nobody was looked for."""
        if not shown:
            self._of, self._cover = (), None
        elif self._cover is None or not _are_same(shown, self._of):
            self._of, self._cover = shown, _drawn(shown, size)
        return self._cover


def _are_same(shown: Shown, before: Shown) -> bool:
    return len(shown) == len(before) and all(
        mask is other and matrix == other_matrix
        for (mask, matrix), (other, other_matrix) in zip(shown, before, strict=True)
    )


def _drawn(shown: Shown, size: tuple[int, int]) -> Plane:
    shrink = COVER_PX / max(size)
    width, height = max(1, round(size[0] * shrink)), max(1, round(size[1] * shrink))
    cover = np.zeros((height, width), np.uint8)
    for mask, to_programme in shown:
        rows, columns = mask.shape
        fit = Affine(a=width / size[0], d=height / size[1])
        m = fit.after(to_programme).after(Affine(a=1 / columns, d=1 / rows))
        # OpenCV counts from the centres of pixels, on both sides.
        x, y = m.apply(0.5, 0.5)
        matrix = np.array([[m.a, m.b, x - 0.5], [m.c, m.d, y - 0.5]])
        one = cv2.warpAffine(mask, matrix, (width, height), flags=cv2.INTER_LINEAR)
        cv2.max(cover, np.asarray(one, np.uint8), dst=cover)
    return cover
