"""A layer's filters applied to its picture, each once for each picture."""

import math

from studio.engine.compositor.array_beauty import beautified, is_idle
from studio.engine.compositor.array_correct import correct
from studio.engine.compositor.array_key import key_premultiplied, key_table, keyed
from studio.engine.compositor.array_memory import Filtered, LayerMemory, is_same
from studio.engine.compositor.array_planes import Planes, Scratch
from studio.engine.compositor.filter_background import Background
from studio.engine.compositor.filter_beauty import Beauty
from studio.engine.compositor.filters import ChromaKey, ColorCorrection, Filter
from studio.engine.picture import Picture


def filter_opacity(filters: tuple[Filter, ...]) -> float:
    """Return the opacity that filters add up to; the painter makes it the layer's."""
    return math.prod(
        min(max(f.opacity, 0.0), 1.0) for f in filters if isinstance(f, ColorCorrection)
    )


def filtered(picture: Picture, filters: tuple[Filter, ...], memory: LayerMemory) -> Picture:
    """Return a picture after its filters, but for opacity."""
    for index, one in enumerate(filters):
        if _changes_nothing(one, picture):
            continue
        known = memory.chain.get(index)
        if known is None or known.filter != one or not is_same(known.source, picture):
            scratch = memory.scratch(f"filter {index}")
            if isinstance(one, Background):
                out = memory.background(index).paint(picture, one, scratch)
            else:
                out = _apply(one, picture, scratch)
            result = picture
            if out is not None:
                result = memory.picture(picture.width, picture.height, out, of=picture)
            known = memory.chain[index] = Filtered(picture, one, result)
        picture = known.result
    return picture


def _changes_nothing(f: Filter, picture: Picture) -> bool:
    if isinstance(f, Beauty):
        return is_idle(picture, f)
    return isinstance(f, ColorCorrection) and not (
        f.gamma or f.contrast or f.brightness or f.saturation or f.hue_deg
    )


def _apply(one: Beauty | ChromaKey | ColorCorrection, picture: Picture, scratch: Scratch) -> Planes:
    planes = Planes(picture.y, picture.uv, picture.alpha)
    if isinstance(one, ChromaKey):
        key = keyed if planes.alpha is None else key_premultiplied
        return key(planes, key_table(one), scratch)
    if isinstance(one, Beauty):
        return beautified(picture, one, scratch)
    height, width = planes.y.shape
    out = scratch.planes("corrected", width, height, planes.alpha is not None)
    correct(planes, one, out, scratch)
    return out
