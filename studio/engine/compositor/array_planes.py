"""Planes of a picture or a target as arrays, and scratch memory that stays.

The first touch of fresh memory costs 12 ms for a 1080p frame on small machines,
so nothing on the way of a frame allocates: whoever needs memory has a ``Scratch``
and asks it by name::

    product = scratch.array("product", (360, 640))
"""

import math
import zlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.engine.compositor.placement import Box
from studio.engine.picture import Plane


@dataclass(frozen=True, slots=True, eq=False)
class Planes:
    """Luma ``(h, w)``, chroma ``(h // 2, w // 2, 2)`` and alpha ``(h, w)`` or None.

    Attributes:
        is_from_zero: As in ``Picture``; only where there is alpha.
    """

    y: Plane
    uv: Plane
    alpha: Plane | None = None
    is_from_zero: bool = False

    @property
    def box(self) -> Box:
        """All of it."""
        return Box(0, 0, self.y.shape[1], self.y.shape[0])

    def window(self, box: Box) -> "Planes":
        """Return views on an even box."""
        rows, columns = slice(box.top, box.bottom), slice(box.left, box.right)
        return Planes(
            self.y[rows, columns],
            self.uv[box.top // 2 : box.bottom // 2, box.left // 2 : box.right // 2],
            None if self.alpha is None else self.alpha[rows, columns],
            self.is_from_zero,
        )

    def clear(self) -> None:
        """Make it black, and transparent if it has alpha."""
        self.y.fill(0 if self.is_from_zero else 16)
        self.uv.fill(0 if self.is_from_zero else 128)
        if self.alpha is not None:
            self.alpha.fill(self.clear_alpha)

    @property
    def clear_alpha(self) -> int:
        """What alpha is where it is transparent; where it is opaque it is 255 less that."""
        return 255 if self.is_from_zero else 0

    def put(self, source: "Planes") -> None:
        """Copy planes of the same size; a source without alpha is opaque."""
        np.copyto(self.y, source.y)
        np.copyto(self.uv, source.uv)
        if self.alpha is not None:
            if source.alpha is None:
                self.alpha.fill(255)
            else:
                np.copyto(self.alpha, source.alpha)


MOST_VIEWS = 64  # of different shapes; a layer that grows has a new one each tick


def nv12_planes(nv12: Plane, height: int) -> Planes:
    """Return the planes of ``(height * 3 // 2, width) uint8``."""
    return Planes(nv12[:height], nv12[height:].reshape(height // 2, -1, 2))


class Scratch:
    """Arrays by name whose memory is kept and grows to the largest that was asked for."""

    def __init__(self) -> None:
        self._memory: dict[str, Plane] = {}
        self._bytes: dict[tuple[str, tuple[int, ...]], Plane] = {}
        self._wide: dict[tuple[str, tuple[int, ...]], NDArray[np.uint16]] = {}
        self._floats: dict[tuple[str, tuple[int, ...]], NDArray[np.float32]] = {}

    def array(self, name: str, shape: tuple[int, ...]) -> Plane:
        """Return a uint8 array with undefined content."""
        found = self._bytes.get((name, shape))
        if found is None:
            found = self._reserved(name, math.prod(shape)).reshape(shape)
            self._bytes[name, shape] = found
        return found

    def odd(self, name: str, shape: tuple[int, ...]) -> Plane:
        """Return a uint8 array with undefined content for what OpenCV splits or merges.

        Its address is odd, and another one for another name: into memory that is aligned, or all of
        it off by the same, OpenCV writes past the caches, and who reads it next waits for that.  A
        picture of 320x320 that is merged and then sampled takes 0.14 ms instead of 0.37.
        """
        found = self._bytes.get((name, shape))
        if found is None:
            skew = 1 + 2 * (zlib.crc32(name.encode()) % 8)
            found = self._reserved(name, skew + math.prod(shape))[skew:].reshape(shape)
            self._bytes[name, shape] = found
        return found

    def wide(self, name: str, shape: tuple[int, ...]) -> NDArray[np.uint16]:
        """Return a uint16 array with undefined content."""
        found = self._wide.get((name, shape))
        if found is None:
            found = self._reserved(name, 2 * math.prod(shape)).view(np.uint16).reshape(shape)
            self._wide[name, shape] = found
        return found

    def floats(self, name: str, shape: tuple[int, ...]) -> NDArray[np.float32]:
        """Return a float32 array with undefined content."""
        found = self._floats.get((name, shape))
        if found is None:
            found = self._reserved(name, 4 * math.prod(shape)).view(np.float32).reshape(shape)
            self._floats[name, shape] = found
        return found

    def planes(self, name: str, width: int, height: int, has_alpha: bool) -> Planes:
        """Return planes with undefined content."""
        return Planes(
            self.array(f"{name} y", (height, width)),
            self.array(f"{name} uv", (height // 2, width // 2, 2)),
            self.array(f"{name} alpha", (height, width)) if has_alpha else None,
        )

    def _reserved(self, name: str, size: int) -> Plane:
        """Return that many bytes of a name's memory, which grows if need be."""
        memory = self._memory.get(name)
        is_small = memory is None or memory.size < size
        if is_small or len(self._bytes) > MOST_VIEWS:
            for views in (self._bytes, self._wide, self._floats):
                views.clear()  # those on memory that is given back would hold it
        if memory is None or is_small:
            slack = 0 if memory is None else size // 4  # what grew once grows again
            memory = self._memory[name] = np.zeros(max(size + slack, 1), np.uint8)
        return memory[:size]
