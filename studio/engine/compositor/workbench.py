"""Memory for parts of pictures of ever other sizes, used again for each of them.

Fresh memory costs more than what is computed in it, and ``Scratch`` keeps an array for
each shape that it was asked for; spans of a picture have a hundred shapes::

    light = bench.floats("light", 96, 310)
"""

import math

import numpy as np
from numpy.typing import NDArray

from studio.engine.picture import Plane


class Workbench:
    """Arrays by name, good until the name is asked for again."""

    def __init__(self) -> None:
        self._memory: dict[str, Plane] = {}

    def bytes(self, name: str, *shape: int) -> Plane:
        """Return a uint8 array with undefined content."""
        return self._reserved(name, math.prod(shape)).reshape(shape)

    def shorts(self, name: str, *shape: int) -> NDArray[np.int16]:
        """Return an int16 array with undefined content."""
        return self._reserved(name, 2 * math.prod(shape)).view(np.int16).reshape(shape)

    def floats(self, name: str, *shape: int) -> NDArray[np.float32]:
        """Return a float32 array with undefined content."""
        return self._reserved(name, 4 * math.prod(shape)).view(np.float32).reshape(shape)

    def _reserved(self, name: str, size: int) -> Plane:
        memory = self._memory.get(name)
        if memory is None or memory.size < size:
            memory = self._memory[name] = np.zeros(size * 5 // 4 // 8 * 8 + 64, np.uint8)
        return memory[:size]
