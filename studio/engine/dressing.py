"""Lays what faces wear over a camera's picture, so that both are one unit for what comes after.

A face effect stands in the row of an input's filters.  Those before it change the picture
alone, those after it, and the item's crop, place, opacity and blend, change both.  Where that
makes no difference the layers lie on the scene itself, which saves drawing the
camera twice::

    layers = dressed(bare, picture, outfit, dress)
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from studio.engine.compositor.beauty_points import bent
from studio.engine.compositor.composition import Blend, Composition, Layer
from studio.engine.compositor.filter_beauty import Beauty
from studio.engine.compositor.filters import Filter
from studio.engine.picture import Picture
from studio.model.geometry import Affine, Rect
from studio.model.kinds_face_effect import FaceEffectSettings
from studio.model.scene import Filter as InputFilter
from studio.model.scene import Input

Dress = Callable[[str, str, FaceEffectSettings, Picture], tuple[Layer, ...]]
"""Returns what an input's filter, both by name, lays over its picture, in its pixels."""
FiltersOf = Callable[[Input], tuple[Filter, ...]]


@dataclass(frozen=True, slots=True)
class Wear:
    """A filter that lays something over a picture.

    Attributes:
        shown: The input's name.
        name: Of the filter.
        below: The filters between the one before it and this one.
    """

    shown: str
    name: str
    settings: FaceEffectSettings
    below: tuple[Filter, ...]


@dataclass(frozen=True, slots=True)
class Outfit:
    """All that is done to an input's pictures.

    Attributes:
        wears: What lays something over them, lowest first.
        filters: Those after the last of these.
    """

    wears: tuple[Wear, ...] = ()
    filters: tuple[Filter, ...] = ()


_PLAIN = Outfit()


def undressed(
    shown: str, name: str, settings: FaceEffectSettings, picture: Picture
) -> tuple[Layer, ...]:
    """Lay nothing over any picture; a ``Dress``."""
    return ()


def outfit_of(shown: Input, filters_of: FiltersOf) -> Outfit:
    """Return what an input's filters make of its pictures.

    Args:
        shown: The input.
        filters_of: Makes the compositors' filters of those of an input.
    """
    shown = shown.model_copy(update={"filters": _people_first(shown.filters)})
    wears: list[Wear] = []
    begins = 0
    for index, each in enumerate(shown.filters):
        settings = each.typed
        if each.enabled and isinstance(settings, FaceEffectSettings):
            below = shown.model_copy(update={"filters": shown.filters[begins:index]})
            wears.append(Wear(shown.name, each.name, settings, filters_of(below)))
            begins = index + 1
    rest = shown.model_copy(update={"filters": shown.filters[begins:]}) if begins else shown
    return Outfit(tuple(wears), filters_of(rest))


def _people_first(filters: tuple[InputFilter, ...]) -> tuple[InputFilter, ...]:
    """Let no filter of people come after something that is worn.

    A background would cut ears off, and faces are only seen on the camera's own picture.
    """
    worn = [n for n, one in enumerate(filters) if isinstance(one.typed, FaceEffectSettings)]
    if not worn:
        return filters
    before, after = filters[: worn[0]], filters[worn[0] :]
    moved = [one for kind in ("beauty", "background") for one in after if one.kind == kind]
    return (*before, *moved, *(one for one in after if one not in moved))


def dressed(bare: Layer, picture: Picture, outfit: Outfit, dress: Dress) -> tuple[Layer, ...]:
    """Return the layers of an input's picture with what it wears.

    Args:
        bare: Where the picture lies in its scene, and how; without filters.
        picture: The input's.
        outfit: What is done to it.
        dress: Knows what is worn.
    """
    if outfit == _PLAIN:
        return (bare,)
    content: Picture | Composition = picture
    filters: tuple[Filter, ...] = ()
    for wear in outfit.wears:
        filters += wear.below
        picture = _bent(picture, wear.below)
        worn = dress(wear.shown, wear.name, wear.settings, picture)
        if not worn:
            continue
        is_last = wear is outfit.wears[-1] and not outfit.filters
        if is_last and not isinstance(content, Composition) and _dissolves(bare):
            return (replace(bare, filters=filters), *(_on_scene(each, bare) for each in worn))
        content = _unit(content, filters, worn)
        filters = ()
    return (replace(bare, content=content, filters=filters + outfit.filters),)


def _bent(picture: Picture, filters: tuple[Filter, ...]) -> Picture:
    """Return a picture on which faces are seen where beauty filters have moved them."""
    for one in filters:
        if isinstance(one, Beauty) and picture.tracked is not None and one.shapes:
            picture = replace(picture, tracked=bent(picture.tracked, one))
    return picture


def _dissolves(bare: Layer) -> bool:
    """Whether what lies over it may as well lie on its scene."""
    is_upright = bare.matrix.b == bare.matrix.c == 0
    return is_upright and bare.opacity >= 1 and bare.blend is Blend.NORMAL


def _on_scene(worn: Layer, bare: Layer) -> Layer:
    """Return a layer in the scene's pixels, cut where the picture's seen part ends."""
    matrix = bare.matrix.after(worn.matrix)
    seen = bare.matrix.bounds(bare.crop)
    if bare.clip is not None:
        seen = seen.intersection(bare.clip)
    reach = matrix.bounds(worn.crop)
    is_within = seen.intersection(reach) == reach
    return replace(
        worn, key=f"{bare.key}/{worn.key}", matrix=matrix, clip=None if is_within else seen
    )


def _unit(
    content: Picture | Composition, filters: tuple[Filter, ...], worn: tuple[Layer, ...]
) -> Composition:
    """Return a picture and what lies over it as one."""
    width, height = content.width, content.height
    base = Layer("bare", content, Rect(0, 0, width, height), Affine(), filters=filters)
    even = (width + width % 2, height + height % 2)
    return Composition(*even, layers=(base, *worn), transparent=True)
