"""Pictures that move, made ready once for each fraction of a pixel that they come by.

A small picture that moves is drawn in 30 µs and sampled in 300, so what was sampled is
kept, by where in the 2×2 square of a chroma sample the picture lies; elsewhere in the
target the same bytes are drawn.  Whoever moves pictures on a grid (``canvas.steps``)
comes by few fractions.  Only for pictures with a clear edge that are drawn whole::

    glide = Glide(kept)
    if (ready := glide.ready(layer, picture, size, scratch)) is not None:
        ready.draw(target, opacity, scratch)
"""

import math
from dataclasses import dataclass, field, replace

from studio.engine.compositor.array_over import Over, make_over
from studio.engine.compositor.array_planes import Planes, Scratch
from studio.engine.compositor.array_sample import sample, shifted
from studio.engine.compositor.array_turn import Turn, is_turned
from studio.engine.compositor.composition import Affine, Blend, Layer, Rect
from studio.engine.compositor.from_zero import as_usual
from studio.engine.compositor.placement import Placement, place
from studio.engine.picture import Picture

MOST_KEPT_PX = 1 << 24
"""Of all layers together, 3 bytes each."""
MOST_FRACTIONS = 64
"""Of one layer: a quarter of a pixel, both ways."""
MOST_LARGE_PX = 1_952 * 1_112
"""What is larger than a 1080p picture with margins is only sampled where it is seen."""
ALONE = 2
"""Pixels around a picture that are its own while it is made ready."""

Fraction = tuple[float, float]
_SPARE: Fraction = (-1.0, -1.0)
"""No fraction: what was made of a picture that is now shown otherwise, kept for its memory."""


@dataclass(slots=True)
class Kept:
    """How many pixels all glides of one painter keep."""

    pixels: int = 0


@dataclass(slots=True, eq=False)
class _Fit:
    """A picture made ready at one fraction; ``over`` lies where the picture would at 0, 0."""

    picture: Picture
    opacity: float
    over: Over
    scratch: Scratch
    pixels: int


@dataclass(frozen=True, slots=True, eq=False)
class Ready:
    """Something to draw at an even place of a target."""

    over: Over
    opacity: float
    x: int
    y: int

    def draw(self, target: Planes, scratch: Scratch) -> None:
        """Lay what of it lies in the target over that."""
        self.over.draw(target, scratch, self.opacity, self.x, self.y)


@dataclass(slots=True, eq=False)
class Glide:
    """What one layer's pictures were made into, at one size and turn."""

    _kept: Kept
    _shape: tuple[object, ...] = ()
    _fits: dict[Fraction, _Fit] = field(default_factory=dict)
    _opacity: float = 1.0
    _at: Fraction = (0.0, 0.0)

    def ready(
        self, layer: Layer, picture: Picture, opacity: float, scratch: Scratch, turn: Turn
    ) -> Ready | None:
        """Return what to draw, or None if it is drawn otherwise.

        What rests, and what grows or turns from frame to frame, has nothing from it.

        Args:
            layer: One that ``can_glide``.
            picture: Its picture.
            opacity: Of the layer, up to 1.  A steady one is made ready, another one applied.
            scratch: For what is between.
            turn: The layer's, which samples.
        """
        m = layer.matrix
        shape = (m.a, m.b, m.c, m.d, picture.width, picture.height, picture.y.shape)
        if shape != self._shape:
            self._turn_to(shape)
            self._at, self._opacity = (m.tx, m.ty), opacity
            return None
        if not self._is_gliding and (m.tx, m.ty) == self._at and opacity == self._opacity:
            return None
        if not (math.isfinite(m.tx) and math.isfinite(m.ty)):
            return None
        left, top = math.floor(m.tx / 2) * 2, math.floor(m.ty / 2) * 2
        at = m.tx - left, m.ty - top
        made_at = opacity if opacity == self._opacity else 1.0
        self._opacity = opacity
        fit = self._fits.get(at)
        if fit is None or fit.picture is not picture or fit.opacity not in (opacity, made_at):
            fit = self._made(layer, picture, at, made_at, scratch, turn)
            if fit is None:
                return None
        return Ready(fit.over, 1.0 if fit.opacity == opacity else opacity, left, top)

    @property
    def _is_gliding(self) -> bool:
        return bool(self._fits) and _SPARE not in self._fits

    def clear(self) -> None:
        """Forget everything."""
        self._kept.pixels -= sum(fit.pixels for fit in self._fits.values())
        self._fits.clear()

    def _turn_to(self, shape: tuple[object, ...]) -> None:
        """Forget all but one, whose memory is used again."""
        self._shape = shape
        if self._fits:
            spare = self._fits.popitem()[1]
            self.clear()
            self._fits[_SPARE] = spare

    def _made(
        self,
        layer: Layer,
        picture: Picture,
        at: Fraction,
        opacity: float,
        scratch: Scratch,
        turn: Turn,
    ) -> _Fit | None:
        m = layer.matrix
        turned = Affine(m.a, m.b, m.c, m.d, *at)
        bounds = turned.bounds(layer.crop)
        x = math.floor(bounds.left / 2) * 2 - ALONE
        y = math.floor(bounds.top / 2) * 2 - ALONE
        size = (
            math.ceil((bounds.right - x) / 2) * 2 + ALONE,
            math.ceil((bounds.bottom - y) / 2) * 2 + ALONE,
        )
        pixels = size[0] * size[1]
        if pixels > MOST_LARGE_PX:
            return None
        alone = replace(layer, matrix=replace(turned, tx=turned.tx - x, ty=turned.ty - y))
        placement = place(alone, picture.y.shape[1], picture.y.shape[0], *size)
        if placement is None:
            return None
        own = self._memory(at, pixels)
        if is_turned(placement):
            over = turn.over(picture, placement, opacity, own or scratch)
        else:
            even = placement.offset is not None
            patch = self._patch(picture if even else as_usual(picture), placement, scratch)
            over = make_over(patch, placement.box, opacity, None, own or scratch)
        fit = _Fit(picture, opacity, over.moved(x, y), own or scratch, pixels)
        if own is not None:
            self._fits[at] = fit
        return fit

    @staticmethod
    def _patch(picture: Picture, placement: Placement, scratch: Scratch) -> Planes:
        planes = Planes(picture.y, picture.uv, picture.alpha, picture.is_from_zero)
        box = placement.box
        if placement.offset is not None:
            return shifted(planes, placement, placement.offset)
        patch = scratch.planes("patch", box.width, box.height, has_alpha=True)
        sample(planes, placement, patch, scratch)
        return patch

    def _memory(self, at: Fraction, pixels: int) -> Scratch | None:
        """Return memory for one more, that of another one if need be; None if there is none."""
        fit = self._fits.pop(at, None)
        if fit is None and self._fits:
            oldest = next(iter(self._fits))
            is_full = self._kept.pixels + pixels > MOST_KEPT_PX
            if is_full or oldest == _SPARE or len(self._fits) >= MOST_FRACTIONS:
                fit = self._fits.pop(oldest)
        if fit is not None:
            self._kept.pixels -= fit.pixels
        elif self._kept.pixels + pixels > MOST_KEPT_PX:
            return None
        self._kept.pixels += pixels
        return fit.scratch if fit is not None else Scratch()


def can_glide(layer: Layer, picture: Picture) -> bool:
    """Tell whether a layer is just its picture, with edges that need no care."""
    return (
        picture.has_clear_edge
        and picture.alpha is not None
        and layer.blend is Blend.NORMAL
        and layer.clip is None
        and not layer.filters
        and layer.crop == Rect(0, 0, picture.width, picture.height)
    )
