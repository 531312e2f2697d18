"""Layers whose filters need a picture of their own.

Filters work on the samples of a source, before it is scaled: a key that is looked up
between two samples has other edges.  So a scaled layer with filters becomes a layer
without, whose content is a composition that shows the filtered source one to one;
so do the first filters of a layer that has more than a kernel takes::

    layer, first = without_people(layer)
    layer = with_few_filters(layer)
    if shape.form is Form.PLANES and layer.filters:
        layer = filtered_first(layer, shape.reduction)
"""

from dataclasses import replace

from studio.engine.compositor.composition import Affine, Blend, Composition, Layer, Rect
from studio.engine.compositor.filter_background import Background
from studio.engine.compositor.filter_beauty import Beauty
from studio.engine.compositor.filters import ChromaKey, Filter
from studio.engine.compositor.gpu_shape import MAX_FILTERS, reduced_px
from studio.engine.compositor.placement import stored_scale
from studio.engine.picture import Picture


def without_people(layer: Layer) -> tuple[Layer, Background | Beauty | None]:
    """Take off a filter that looks at people and comes first; None if there is none.

    If others follow it stays with the picture, in a composition that they are applied to.
    """
    if not layer.filters or not isinstance(layer.filters[0], Background | Beauty):
        return layer, None
    first, others = layer.filters[0], layer.filters[1:]
    if others:
        return _behind(layer, layer.content, (first,), others), None
    return replace(layer, filters=()), first


def with_few_filters(layer: Layer) -> Layer:
    """Return a layer with as many filters as a kernel takes."""
    if len(layer.filters) <= MAX_FILTERS:
        return layer
    return _behind(layer, layer.content, layer.filters[:-MAX_FILTERS], layer.filters[-MAX_FILTERS:])


def filtered_first(layer: Layer, reduction: tuple[int, int]) -> Layer:
    """Return a layer without filters that looks the same.

    Args:
        layer: Not drawn one to one.
        reduction: By which its samples are to be averaged first, because it is shrunk.
    """
    content = layer.content
    if reduction != (1, 1):
        content = _reduced(content, reduction)
    return _behind(layer, content, layer.filters, ())


def _behind(
    layer: Layer,
    content: Picture | Composition,
    first: tuple[Filter, ...],
    later: tuple[Filter, ...],
) -> Layer:
    """Put a layer's content, with its first filters, into a composition of its own."""
    width, height, has_alpha = _stored(content)
    inner = _filling(f"{layer.key}/filters", content, width, height, first)
    has_key = any(isinstance(one, ChromaKey) for one in first)
    filtered = Composition(width, height, (inner,), transparent=has_alpha or has_key)
    stored_width, stored_height, _ = _stored(layer.content)
    # From natural pixels to those of the composition.
    kx = width / (stored_scale(layer.content.width, stored_width) * stored_width)
    ky = height / (stored_scale(layer.content.height, stored_height) * stored_height)
    m, crop = layer.matrix, layer.crop
    return replace(
        layer,
        content=filtered,
        crop=Rect(
            max(crop.left, 0) * kx,
            max(crop.top, 0) * ky,
            min(crop.right, layer.content.width) * kx,
            min(crop.bottom, layer.content.height) * ky,
        ),
        matrix=Affine(m.a / kx, m.b / ky, m.c / kx, m.d / ky, m.tx, m.ty),
        filters=later,
    )


def _reduced(content: Picture | Composition, reduction: tuple[int, int]) -> Composition:
    stored_width, stored_height, has_alpha = _stored(content)
    width, height = reduced_px(stored_width, reduction[0]), reduced_px(stored_height, reduction[1])
    inner = _filling("reduced", content, width, height, ())
    return Composition(width, height, (inner,), transparent=has_alpha)


def _filling(
    key: str, content: Picture | Composition, width: int, height: int, filters: tuple[Filter, ...]
) -> Layer:
    """A layer whose stored samples fill a canvas."""
    stored_width, stored_height, _ = _stored(content)
    if isinstance(content, Picture):  # what it was padded with belongs to it, too
        content = replace(content, width=stored_width, height=stored_height)
    return Layer(
        key=key,
        content=content,
        crop=Rect(0, 0, stored_width, stored_height),
        matrix=Affine(a=width / stored_width, d=height / stored_height),
        blend=Blend.NORMAL,
        filters=filters,
    )


def _stored(content: Picture | Composition) -> tuple[int, int, bool]:
    if isinstance(content, Composition):
        return content.width, content.height, content.transparent
    return content.y.shape[1], content.y.shape[0], content.alpha is not None
