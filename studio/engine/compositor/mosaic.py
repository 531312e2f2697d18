"""Square tiles of a picture, taken out together, worked on together and put back.

What happens at people's edge touches a tenth of a picture in a thousand places.  Each by
itself would cost more in calls than in pixels; taken out as one array of tiles, all of them
cost one call a step::

    mosaic = Mosaic(rows, columns, side=16, shape=y.shape)
    y_tiles = mosaic.taken(y)                       # (n, 256)
    soft = mosaic.grown(small, step=16)             # (n, 256), from a small plane
    mosaic.put(y_tiles, y)
"""

from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.engine.picture import Plane

Floats = NDArray[np.float32]
_WORD = 8  # bytes that are moved at once
MIN_SIDE_PX = 16


class Mosaic:
    """Where the tiles lie.

    Args:
        rows: Of each tile, counted in tiles.
        columns: Likewise.
        side: Of a tile in pixels of luma, a multiple of 16.
        shape: Of the luma plane; its width is a multiple of ``side``.
    """

    def __init__(
        self,
        rows: NDArray[np.intp],
        columns: NDArray[np.intp],
        side: int,
        shape: tuple[int, ...],
    ) -> None:
        self.side, self.count = side, len(rows)
        self._rows, self._columns, self._shape = rows, columns, shape
        self._corners: dict[tuple[int, int, int], NDArray[np.intp]] = {}
        self._y = self._words(side, shape[0])
        self._uv = self._words(side // 2, shape[0] // 2)

    def taken(self, plane: Plane) -> Plane:
        """Return tiles of luma or alpha as ``(n, pixels)``, of chroma as ``(n, pixels, 2)``."""
        words = np.ascontiguousarray(plane).reshape(-1).view(np.uint64)
        if plane.ndim == 2:
            return np.take(words, self._y).view(np.uint8).reshape(self.count, -1)
        return np.take(words, self._uv).view(np.uint8).reshape(self.count, -1, 2)

    def put(self, tiles: Plane, plane: Plane) -> None:
        """Put tiles back into a plane that is contiguous."""
        if not self.count:
            return
        places = self._y if plane.ndim == 2 else self._uv
        words = plane.reshape(-1).view(np.uint64)
        words[places] = (
            np.ascontiguousarray(tiles).reshape(-1).view(np.uint64).reshape(places.shape)
        )

    def grown(self, small: Floats, step: int, *, is_half: bool = False) -> Floats:
        """Return the tiles of a small plane that is grown bilinearly to the picture's size.

        Args:
            small: ``(h, w)``.
            step: By how much the picture's luma is larger; not more than a tile.
            is_half: Grow it to chroma's size.
        """
        cells = self.side // step
        padded = np.asarray(cv2.copyMakeBorder(small, 1, 1, 1, 1, cv2.BORDER_REPLICATE))
        corners = np.take(padded.reshape(-1), self._around(cells, *padded.shape))
        weights = _weights(cells, self.side // 2 if is_half else self.side)
        return np.asarray(cv2.gemm(corners, weights, 1, None, 0))  # type: ignore[call-overload]

    def _around(self, cells: int, height: int, width: int) -> NDArray[np.intp]:
        """The places of the samples in and around each tile, in a small plane with a border."""
        key = cells, height, width
        found = self._corners.get(key)
        if found is None:
            around = np.arange(cells + 2)
            rows = np.minimum(self._rows[:, None] * cells + around, height - 1) * width
            columns = np.minimum(self._columns[:, None] * cells + around, width - 1)
            found = (rows[:, :, None] + columns[:, None, :]).reshape(self.count, -1)
            self._corners[key] = found
        return found

    def _words(self, high: int, height: int) -> NDArray[np.intp]:
        """The places of all words of all tiles in a plane; rows below it are its last one."""
        wide = self._shape[1] // _WORD  # chroma has half the samples, of two bytes
        words = self.side // _WORD
        first = self._rows * (high * wide) + self._columns * words
        offsets = (np.arange(high)[:, None] * wide + np.arange(words)).reshape(-1)
        places = first[:, None] + offsets
        if height % high:
            low = self._rows == height // high
            rows = np.minimum(self._rows[low, None] * high + np.arange(high), height - 1) * wide
            across = self._columns[low, None] * words + np.arange(words)
            places[low] = (rows[:, :, None] + across[:, None, :]).reshape(len(rows), high * words)
        return places


@lru_cache(maxsize=32)
def _weights(cells: int, side: int) -> Floats:
    """What each pixel of a tile takes of the samples in and around it."""
    place = (np.arange(side) + 0.5) * cells / side + 0.5
    first = np.floor(place).astype(int)
    one = np.zeros((cells + 2, side), np.float32)
    one[first, np.arange(side)] = 1 - (place - first)
    one[first + 1, np.arange(side)] += place - first
    return np.kron(one, one)
