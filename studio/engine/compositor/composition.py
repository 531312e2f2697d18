"""What a compositor is asked to draw: plain data, the same for every compositor.

The scene graph makes one ``Composition`` a tick; ``ArrayCompositor`` (numpy and
OpenCV) and ``GpuCompositor`` (wgpu) both draw it, and tests compare them.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from studio.engine.compositor.filters import Filter
from studio.engine.picture import Picture, Plane
from studio.model.geometry import Affine, Rect

__all__ = ["Affine", "Blend", "Composition", "Compositor", "Layer", "Rect"]


class Blend(StrEnum):
    """The seven blend modes, named and defined as in OBS (applied to gamma-encoded RGB).

    With a source colour s premultiplied by its alpha a, over a target d:
    normal s + d(1-a), additive s + d, subtract d - s, screen s + d(1-s),
    multiply s·d + d(1-a), lighten max(s, d), darken min(s, d) with d where a = 0.
    """

    NORMAL = "normal"
    ADDITIVE = "additive"
    SUBTRACT = "subtract"
    SCREEN = "screen"
    MULTIPLY = "multiply"
    LIGHTEN = "lighten"
    DARKEN = "darken"


@dataclass(frozen=True, slots=True)
class Layer:
    """One thing to draw.

    Attributes:
        key: Names the item that it comes from, the same from tick to tick, for
            caches.
        content: A source's picture, or a composition that is drawn first (nested
            scene, group with a blend mode or filter, scene in a transition).
        crop: The part that is shown, in natural pixels of the content.
        matrix: From natural pixels of the content to pixels of the canvas.
        clip: In canvas pixels; nothing is drawn outside, or None.
        opacity: 0 to 1.
        blend: How it is mixed with what lies below.
        filters: Applied to the content in this order, before the crop.
    """

    key: str
    content: "Picture | Composition"
    crop: Rect
    matrix: Affine
    clip: Rect | None = None
    opacity: float = 1.0
    blend: Blend = Blend.NORMAL
    filters: tuple[Filter, ...] = ()


@dataclass(frozen=True, slots=True)
class Composition:
    """Layers, bottom first, on a canvas of even size.

    Attributes:
        transparent: Starts clear instead of black; only for nested compositions.
    """

    width: int
    height: int
    layers: tuple[Layer, ...] = field(default=())
    transparent: bool = False


class Ahead(Protocol):
    """Has what lies over the programme ready when its time comes; see ``array_sheet``."""

    @property
    def late(self) -> int:
        """Frames for which it was not."""

    def layers(
        self,
        over: Callable[[int], tuple[Layer, ...]],
        due_ns: int,
        next_ns: int,
        size: tuple[int, int],
    ) -> tuple[Layer, ...]:
        """Return what to lay over the programme's picture of a time, bottom first."""


class Compositor(Protocol):
    """Draws compositions.  Used by one thread, the tick.

    ``submit`` starts a picture and ``take`` hands out finished ones in order, so
    that no frame waits for a GPU.  A compositor without a GPU has finished when
    ``submit`` returns.
    """

    @property
    def name(self) -> str:
        """For the statistics, e.g. ``array`` or ``wgpu``."""

    @property
    def adapter(self) -> str:
        """The device that draws, e.g. ``CPU (OpenCV 5.0, AVX2)`` or a GPU's name."""

    @property
    def sheet(self) -> "Ahead | None":
        """Paints ahead what lies over the programme; None where there is no need to."""

    def submit(self, composition: Composition, tick_index: int) -> None:
        """Start to draw; at most ``depth`` pictures may be under way.

        A new composition may be of another size than the last one.
        """

    def take(self, wait: bool) -> tuple[int, Plane] | None:
        """Return the oldest finished picture as ``(tick_index, nv12)``.

        ``nv12`` is ``(height * 3 // 2, width) uint8``: the luma rows, then the rows
        of interleaved chroma.  It is written again only after 15 more pictures.

        Args:
            wait: Wait for a picture that is under way; None only if there is none.
        """

    def close(self) -> None:
        """Give all memory back."""
