"""Where a layer lies on the canvas: pure geometry, the same for every compositor.

``place`` turns a layer's crop, matrix and clip into a ``Placement``: the map
between canvas pixels and the pixels that are really stored, the box of canvas
pixels that it may touch, and how far each of them is covered::

    placement = place(layer, pw, ph, canvas_width, canvas_height)
    if placement is not None and placement.offset is not None:
        ...  # an even translation: bytes can be copied

The rules that compositors agree on:

* The centre of canvas pixel (x, y) is (x + 0.5, y + 0.5); ``inverse`` takes it to
  stored luma pixels (edges at integers), where it is sampled bilinearly.  Positions
  beyond the outermost pixels of ``texels`` take the outermost pixel, so that nothing
  dark is mixed in at an edge.  Chroma is a picture of half the size with the same
  corners: canvas point and stored point are both halved.
* Edges are antialiased by coverage, the product over ``bands``; without bands every
  pixel of ``box`` is covered.  On the chroma plane it is the same function at half
  the size.  Coverage mixes the finished blend with what lies below; it does not
  scale the source, or Blend.DARKEN would draw black lines around everything.
* What is shrunk by more than 2 is first reduced by ``reduction`` (an area average).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from studio.engine.compositor.composition import Affine, Layer, Rect

SNAP_PX = 1e-3  # edges that near to a pixel's edge lie on it: 1366 · (1920 / 1366)
NOTHING_PX = 1e-6


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of whole pixels, from ``left, top`` up to but without the others."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """In pixels."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """In pixels."""
        return self.bottom - self.top


def around(boxes: Sequence[Box]) -> Box:
    """Return the smallest box that holds some, at least one."""
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


@dataclass(frozen=True, slots=True)
class Band:
    """The strip ``low <= nx·x + ny·y <= high`` of the canvas; the normal has length 1.

    With p of a pixel's centre, the pixel is covered by
    ``clamp(p - low + 0.5) + clamp(high - p + 0.5) - 1``, not below 0: exact for upright strips.
    """

    nx: float
    ny: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a layer lies.

    Attributes:
        forward: From stored luma pixels to canvas pixels.
        inverse: The way back.
        texels: The stored luma pixels that may be seen; halve it outwards for chroma.
        box: The canvas pixels that may be touched; even, within the canvas.
        bands: What covers the pixels of ``box``; empty if all are covered wholly.
        upright: No rotation or skew; may be mirrored.
        offset: ``(x, y)``, even, if the map is just this translation and there are no
            bands: canvas pixel minus offset is the stored pixel.
        reduction: ``(x, y)``, powers of two by which to shrink before sampling.
    """

    forward: Affine
    inverse: Affine
    texels: Box
    box: Box
    bands: tuple[Band, ...]
    upright: bool
    offset: tuple[int, int] | None
    reduction: tuple[int, int]


def stored_scale(natural_px: int, stored_px: int) -> float:
    """Return how many natural pixels a stored one spans; padding to even is no scale."""
    return 1.0 if stored_px == natural_px + natural_px % 2 else natural_px / stored_px


def place(
    layer: Layer, stored_width: int, stored_height: int, canvas_width: int, canvas_height: int
) -> Placement | None:
    """Return where a layer lies, or None if none of it can be seen.

    Args:
        layer: Its content's ``width`` and ``height`` are the natural size.
        stored_width: Width of the luma plane.
        stored_height: Height of the luma plane.
        canvas_width: Even.
        canvas_height: Even.
    """
    sx = stored_scale(layer.content.width, stored_width)
    sy = stored_scale(layer.content.height, stored_height)
    m = layer.matrix
    forward = Affine(m.a * sx, m.b * sy, m.c * sx, m.d * sy, m.tx, m.ty)
    crop = _crop(layer, sx, sy)
    if crop is None or not _is_solid(forward, crop):
        return None
    inverse = forward.inverse()
    upright = _is_upright(forward, crop)
    bands, bounds = _upright(forward, crop) if upright else _turned(forward, inverse, crop)
    if layer.clip is not None:
        clip = _snapped(layer.clip)
        bounds = _intersection(bounds, clip)
        if upright:
            bands = _upright_bands(bounds)
        else:
            bands += _upright_bands(clip)
    box = _box(bounds, canvas_width, canvas_height)
    if box is None:
        return None
    if upright and _covers(bounds, box):
        bands = ()
    return Placement(
        forward=forward,
        inverse=inverse,
        texels=_texels(crop, stored_width, stored_height),
        box=box,
        bands=bands,
        upright=upright,
        offset=_offset(forward, crop) if upright and not bands else None,
        reduction=(_reduction(forward.a, forward.c), _reduction(forward.b, forward.d)),
    )


def _crop(layer: Layer, sx: float, sy: float) -> Rect | None:
    """The crop in stored pixels, or None if it is empty or not a number."""
    natural = Rect(0, 0, layer.content.width, layer.content.height)
    cut = _intersection(layer.crop, natural)
    if not (cut.right - cut.left > NOTHING_PX and cut.bottom - cut.top > NOTHING_PX):
        return None
    return _snapped(Rect(cut.left / sx, cut.top / sy, cut.right / sx, cut.bottom / sy))


def _is_solid(m: Affine, crop: Rect) -> bool:
    """Whether the map is finite and leaves the crop an area."""
    if not all(map(math.isfinite, (m.a, m.b, m.c, m.d, m.tx, m.ty))):
        return False
    area = (m.a * m.d - m.b * m.c) * (crop.right - crop.left) * (crop.bottom - crop.top)
    return abs(area) > NOTHING_PX**2


def _is_upright(m: Affine, crop: Rect) -> bool:
    """Whether no edge leans by more than a snap."""
    width, height = crop.right - crop.left, crop.bottom - crop.top
    return abs(m.b) * height < SNAP_PX and abs(m.c) * width < SNAP_PX


def _upright(m: Affine, crop: Rect) -> tuple[tuple[Band, ...], Rect]:
    x = sorted((m.a * crop.left + m.tx, m.a * crop.right + m.tx))
    y = sorted((m.d * crop.top + m.ty, m.d * crop.bottom + m.ty))
    bounds = _snapped(Rect(x[0], y[0], x[1], y[1]))
    return _upright_bands(bounds), bounds


def _upright_bands(r: Rect) -> tuple[Band, ...]:
    return Band(1.0, 0.0, r.left, r.right), Band(0.0, 1.0, r.top, r.bottom)


def _turned(m: Affine, inverse: Affine, crop: Rect) -> tuple[tuple[Band, ...], Rect]:
    corners = [(x, y) for x in (crop.left, crop.right) for y in (crop.top, crop.bottom)]
    xs = [m.a * x + m.b * y + m.tx for x, y in corners]
    ys = [m.c * x + m.d * y + m.ty for x, y in corners]
    bands = (
        _band(inverse.a, inverse.b, crop.left - inverse.tx, crop.right - inverse.tx),
        _band(inverse.c, inverse.d, crop.top - inverse.ty, crop.bottom - inverse.ty),
    )
    return bands, Rect(min(xs) - 0.5, min(ys) - 0.5, max(xs) + 0.5, max(ys) + 0.5)


def _band(nx: float, ny: float, low: float, high: float) -> Band:
    """``low <= nx·x + ny·y <= high`` with the normal brought to length 1."""
    length = math.hypot(nx, ny)
    return Band(nx / length, ny / length, low / length, high / length)


def _snapped(r: Rect) -> Rect:
    return Rect(_snap(r.left), _snap(r.top), _snap(r.right), _snap(r.bottom))


def _snap(value: float) -> float:
    if not math.isfinite(value):
        return value
    nearest = float(round(value))
    return nearest if abs(value - nearest) < SNAP_PX else value


def _intersection(a: Rect, b: Rect) -> Rect:
    return Rect(
        max(a.left, b.left), max(a.top, b.top), min(a.right, b.right), min(a.bottom, b.bottom)
    )


def _box(bounds: Rect, canvas_width: int, canvas_height: int) -> Box | None:
    """Round outwards to even pixels within the canvas; None if nothing is left."""
    seen = _intersection(bounds, Rect(0, 0, canvas_width, canvas_height))
    if not (seen.left < seen.right and seen.top < seen.bottom):
        return None
    return Box(
        math.floor(seen.left / 2) * 2,
        math.floor(seen.top / 2) * 2,
        math.ceil(seen.right / 2) * 2,
        math.ceil(seen.bottom / 2) * 2,
    )


def _covers(r: Rect, box: Box) -> bool:
    return (
        r.left <= box.left and r.top <= box.top and r.right >= box.right and r.bottom >= box.bottom
    )


def _texels(crop: Rect, stored_width: int, stored_height: int) -> Box:
    return Box(
        max(math.floor(crop.left), 0),
        max(math.floor(crop.top), 0),
        min(math.ceil(crop.right), stored_width),
        min(math.ceil(crop.bottom), stored_height),
    )


def _offset(m: Affine, crop: Rect) -> tuple[int, int] | None:
    """The even translation that the map is, if it is one."""
    stretch_px = max(
        abs(m.a - 1) * (crop.right - crop.left), abs(m.d - 1) * (crop.bottom - crop.top)
    )
    x, y = _snap(m.tx), _snap(m.ty)
    if stretch_px >= SNAP_PX or x % 2 or y % 2:
        return None
    return int(x), int(y)


def _reduction(along_x: float, along_y: float) -> int:
    """The power of two that leaves a shrink of 2 at most, for one axis of the stored picture."""
    scale = math.hypot(along_x, along_y)
    if not 0 < scale < 0.5:
        return 1
    return int(2 ** min(math.ceil(math.log2(1 / scale)) - 1, 14))
