"""How one layer is drawn by kernels: which piece of WGSL, and the numbers it is fed.

A ``Shape`` is what remains of a layer when its pictures are taken away, so a layer
that stands still has the same shape from tick to tick and costs nothing but its
upload.  What changes the source of a kernel is in its ``Piece``; everything else
(matrix, opacity, crop, clip, key colour) is in its ``item``, a record of the uniform
block that gpu_pieces.wgsl calls ``Item``::

    shape = shape_of(layer, placement, stored_width, stored_height, has_alpha)
    shape.inner, shape.edge, shape.item
"""

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from studio.engine.compositor.color import correction_matrix, gamma_exponent, key_chroma
from studio.engine.compositor.composition import Affine, Blend, Layer
from studio.engine.compositor.filters import ChromaKey, ColorCorrection, Filter
from studio.engine.compositor.placement import Band, Box, Placement

MAX_FILTERS = 4
SLOTS_PER_FILTER = 4
NO_BAND = (0.0, 0.0, -1e9, 1e9)
BLENDS = tuple(Blend)

ITEM = np.dtype(
    [
        ("inverse", "f4", 4),
        ("origin", "f4", 4),
        ("luma_bounds", "f4", 4),
        ("chroma_bounds", "f4", 4),
        ("bands", "f4", (4, 4)),
        ("place", "i4", 4),
        ("look", "f4", 4),
        ("kind", "u4", 4),
        ("filters", "f4", (MAX_FILTERS * SLOTS_PER_FILTER, 4)),
    ]
)


class Form(StrEnum):
    """How a layer's samples lie in textures."""

    SHEET = "sheet"  # one texture, four samples a texel, for layers drawn one to one
    PLANES = "planes"  # luma, chroma and alpha as textures of their own, for a sampler


SHEET_FORMATS = ("rgba8unorm",)
PLANE_FORMATS = ("r8unorm", "rg8unorm", "r8unorm")


def formats_of(form: Form, has_alpha: bool) -> tuple[str, ...]:
    """Return the formats of a layer's textures: luma, chroma, alpha if not in one sheet."""
    if form is Form.SHEET:
        return SHEET_FORMATS
    return PLANE_FORMATS if has_alpha else PLANE_FORMATS[:2]


def reduced_px(size: int, reduction: int) -> int:
    """Return the even size that a plane is shrunk to before it is sampled."""
    return size if reduction == 1 else max(-(-size // (2 * reduction)) * 2, 2)


def texture_px(size: int) -> int:
    """Return the width or height of a texture: never a power of two; see gpu_rehearsal."""
    while size & (size - 1) == 0:
        size += 2
    return size


@dataclass(frozen=True, slots=True)
class Piece:
    """What the source of a kernel depends on, for one layer.

    Attributes:
        is_odd: A sheet whose texels straddle the canvas's (2 modulo 4 pixels apart).
        filters: ``key`` and ``correct`` in their order.
        fades: Its opacity is not 1.
        bands: How many bands its edge has in these tiles; 0 where it covers all.
    """

    form: Form
    is_odd: bool
    has_alpha: bool
    filters: tuple[str, ...]
    fades: bool
    blend: Blend
    bands: int

    @property
    def is_opaque(self) -> bool:
        """Whether nothing of what lies below can be seen."""
        plain = not (self.has_alpha or self.filters or self.fades or self.bands)
        return plain and self.blend is Blend.NORMAL

    @property
    def formats(self) -> tuple[str, ...]:
        """Of the textures that it binds."""
        return formats_of(self.form, self.has_alpha)


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """One layer without its pictures; the same object as long as nothing moves.

    Attributes:
        box: The canvas pixels that it may touch.
        bands: Its edges, at least two.
        edge: The piece for tiles that an edge runs through.
        item: ``()`` record of ``ITEM``.
        reduction: ``(x, y)`` by which planes are shrunk before they are uploaded.
        is_whole: Its edges are those of the box, whole even pixels.
    """

    box: Box
    bands: tuple[Band, ...]
    inner: Piece
    edge: Piece
    item: NDArray[np.void]
    reduction: tuple[int, int]
    is_whole: bool

    @property
    def form(self) -> Form:
        """How its samples must lie."""
        return self.inner.form


def settled(layer: Layer) -> Layer:
    """Return a layer whose filters' opacity is part of its own, without idle filters."""
    if all(isinstance(f, ChromaKey) for f in layer.filters):
        return layer
    opacity = layer.opacity
    filters: list[Filter] = []
    for one in layer.filters:
        if isinstance(one, ChromaKey):
            filters.append(one)
        elif isinstance(one, ColorCorrection):
            opacity *= min(max(one.opacity, 0.0), 1.0)
            if replace(one, opacity=1.0) != ColorCorrection():
                filters.append(replace(one, opacity=1.0))
    return replace(layer, opacity=opacity, filters=tuple(filters))


def shape_of(layer: Layer, place: Placement, width: int, height: int, has_alpha: bool) -> Shape:
    """Return the shape of a layer.

    Args:
        layer: Not more than ``MAX_FILTERS`` filters; see ``settled``.
        place: Where it lies.
        width: Of the stored luma plane.
        height: Of the stored luma plane.
        has_alpha: Whether its pictures have an alpha plane.
    """
    offset = _even_translation(place)
    inner = Piece(
        form=Form.PLANES if offset is None else Form.SHEET,
        is_odd=offset is not None and offset[0] % 4 == 2,
        has_alpha=has_alpha,
        filters=tuple(_word(f) for f in layer.filters),
        fades=layer.opacity < 1,
        blend=layer.blend,
        bands=0,
    )
    bands = place.bands or _bands_of(place.box)
    item = _item(layer, inner, bands)
    if offset is None:
        _map(item, place, width, height)
    else:
        item["place"] = *offset, height, height * 3 // 2
    return Shape(
        box=place.box,
        bands=bands,
        inner=inner,
        edge=replace(inner, bands=2 if len(bands) == 2 else 4),
        item=item,
        reduction=place.reduction if offset is None else (1, 1),
        is_whole=not place.bands,
    )


def _item(layer: Layer, piece: Piece, bands: tuple[Band, ...]) -> NDArray[np.void]:
    """Return the record of a layer, but for where it lies."""
    item = np.zeros((), ITEM)
    item["bands"] = NO_BAND
    item["bands"][: len(bands)] = [(b.nx, b.ny, b.low, b.high) for b in bands]
    item["look"] = min(layer.opacity, 1.0), BLENDS.index(layer.blend), piece.has_alpha, 0
    item["kind"] = piece.form is Form.PLANES, _kinds(piece.filters), 0, 0
    for index, one in enumerate(layer.filters):
        slots = _filter_slots(one)
        item["filters"][index * SLOTS_PER_FILTER : index * SLOTS_PER_FILTER + len(slots)] = slots
    return item


def _even_translation(place: Placement) -> tuple[int, int] | None:
    """The translation that the map is, if it is an even one; edges may lie anywhere."""
    if place.offset is not None:
        return place.offset
    m = place.forward
    if not place.upright or replace(m, tx=0.0, ty=0.0) != Affine():
        return None
    x, y = round(m.tx), round(m.ty)
    return (x, y) if (x, y) == (m.tx, m.ty) and x % 2 == y % 2 == 0 else None


def _bands_of(box: Box) -> tuple[Band, ...]:
    return Band(1.0, 0.0, box.left, box.right), Band(0.0, 1.0, box.top, box.bottom)


def _map(item: NDArray[np.void], place: Placement, width: int, height: int) -> None:
    """Fill in the map from the canvas to texture coordinates, and their limits."""
    m, t = place.inverse, place.texels
    kx, rx = _texture_scale(width, place.reduction[0])
    ky, ry = _texture_scale(height, place.reduction[1])
    item["inverse"] = m.a * kx, m.b * kx, m.c * ky, m.d * ky
    item["origin"] = m.tx * kx, m.ty * ky, 0, 0
    item["luma_bounds"] = (
        (t.left + rx / 2) * kx,
        (t.top + ry / 2) * ky,
        (t.right - rx / 2) * kx,
        (t.bottom - ry / 2) * ky,
    )
    item["chroma_bounds"] = (
        (t.left // 2 * 2 + rx) * kx,
        (t.top // 2 * 2 + ry) * ky,
        ((t.right + 1) // 2 * 2 - rx) * kx,
        ((t.bottom + 1) // 2 * 2 - ry) * ky,
    )
    for name in ("luma_bounds", "chroma_bounds"):  # less than a sample wide: its middle
        left, top, right, bottom = (float(v) for v in item[name])
        across, down = max((left - right) / 2, 0.0), max((top - bottom) / 2, 0.0)
        item[name] = left - across, top - down, right + across, bottom + down


def _texture_scale(stored_px: int, reduction: int) -> tuple[float, float]:
    """Return texture coordinates a stored pixel, and stored pixels a texel."""
    reduced = reduced_px(stored_px, reduction)
    return reduced / stored_px / texture_px(reduced), stored_px / reduced


def _word(one: Filter) -> str:
    return "key" if isinstance(one, ChromaKey) else "correct"


def _kinds(words: tuple[str, ...]) -> int:
    """Two bits a filter, for the general kernel."""
    return sum((1 if word == "key" else 2) << 2 * index for index, word in enumerate(words))


def _filter_slots(one: Filter) -> list[tuple[float, ...]]:
    if isinstance(one, ChromaKey):
        cb, cr = key_chroma(one)
        # Without spill reduction every distance above the similarity is far enough.
        steep = 1 / max(one.spill, 1e-4) if one.spill > 0 else 1e9
        return [
            (cb / 255, cr / 255, 0, 0),
            (one.similarity, 1 / max(one.smoothness, 1e-4), steep, 0),
        ]
    assert isinstance(one, ColorCorrection)  # settled() leaves no others
    rows = [tuple(float(v) for v in row) for row in correction_matrix(one)]
    return [*rows, (gamma_exponent(one), 0, 0, 0)]
