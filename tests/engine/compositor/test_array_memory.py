"""Tests of studio.engine.compositor.array_memory: what is remembered is never wrong."""

from dataclasses import replace

import pytest

from studio.engine.compositor.array import ArrayCompositor
from studio.engine.compositor.array_memory import KEPT_TICKS, LayerMemories, LayerMemory, is_same
from studio.engine.compositor.array_planes import Scratch
from studio.engine.compositor.composition import Affine, Composition, Layer, Rect
from studio.engine.compositor.filters import ChromaKey, ColorCorrection, Filter
from studio.engine.picture import Picture, Plane
from tests.engine.compositor.pictures import at, draw, plain_picture, smooth_picture, whole

KEY = ChromaKey((0, 255, 0), 0.2, 0.1, 0.1)
WAYS: list[tuple[Affine, tuple[Filter, ...]]] = [
    (Affine(), ()),
    (Affine(), (KEY,)),
    (Affine(), (ColorCorrection(gamma=0.5),)),
    (Affine(a=0.5, d=0.5), ()),
    (Affine(0.8, -0.3, 0.3, 0.8, 5, 0), ()),
    (Affine(a=0.5, d=0.5), (KEY,)),
]


def fresh(composition: Composition) -> Plane:
    compositor = ArrayCompositor()
    nv12 = draw(compositor, composition).copy()
    compositor.close()
    return nv12


@pytest.mark.parametrize("has_alpha", [False, True])
@pytest.mark.parametrize(("matrix", "filters"), WAYS)
def test_a_new_picture_under_the_same_key_is_drawn(
    array_compositor: ArrayCompositor,
    matrix: Affine,
    filters: tuple[Filter, ...],
    has_alpha: bool,
) -> None:
    old, new = (smooth_picture(32, 24, seed, has_alpha) for seed in (1, 2))
    new = replace(new, serial=old.serial)  # another source that counts the same
    for picture in (old, old, old, new, new, new, old):
        layer = Layer("a", picture, whole(picture), matrix, filters=filters)
        composition = Composition(40, 30, (layer,))
        assert (draw(array_compositor, composition) == fresh(composition)).all()


def test_everything_else_about_a_layer_is_seen_to_change(
    array_compositor: ArrayCompositor,
) -> None:
    picture = smooth_picture(32, 24, 3, has_alpha=True)
    layer = at(picture, 2, 2)
    changed = [
        layer,
        replace(layer, opacity=0.5),
        replace(layer, crop=Rect(3, 0, 20, 20)),
        replace(layer, matrix=Affine(tx=4, ty=4)),
        replace(layer, clip=Rect(5, 5, 15, 16)),
        replace(layer, filters=(ColorCorrection(hue_deg=90),)),
        replace(layer, filters=(KEY,)),
        layer,
    ]
    for one in changed:
        composition = Composition(40, 30, (one,))
        assert (draw(array_compositor, composition) == fresh(composition)).all()


def test_two_layers_of_one_key_are_both_right(array_compositor: ArrayCompositor) -> None:
    one, two = (smooth_picture(16, 16, seed, has_alpha=True) for seed in (1, 2))
    for _ in range(3):
        composition = Composition(40, 30, (at(one, 0, 0, "same"), at(two, 20, 4, "same")))
        assert (draw(array_compositor, composition) == fresh(composition)).all()
        draw(array_compositor, Composition(40, 30))


def test_two_layers_that_stand_still_keep_their_own_pixels(
    array_compositor: ArrayCompositor,
) -> None:
    one, two = smooth_picture(16, 16, 1), smooth_picture(16, 16, 2)
    left = Layer("left", one, whole(one), Affine(0.9, 0.3, -0.3, 0.9, 6, 2), opacity=0.7)
    right = replace(left, key="right", content=two, matrix=Affine(0.9, 0.3, -0.3, 0.9, 24, 2))
    composition = Composition(40, 30, (left, right))
    for _ in range(4):
        assert (draw(array_compositor, composition) == fresh(composition)).all()
        draw(array_compositor, Composition(40, 30))


def test_a_picture_wrapped_anew_is_the_same() -> None:
    picture = plain_picture(4, 4, (1, 2, 3, 255))
    again = Picture(4, 4, picture.y, picture.uv, None, picture.serial, pts_ns=5)
    assert is_same(picture, again)
    assert not is_same(picture, replace(again, serial=9))
    assert not is_same(picture, replace(again, y=picture.y.copy()))


def test_a_placement_is_the_same_object_until_something_moves() -> None:
    memory, picture = LayerMemory(), plain_picture(8, 8, (0, 0, 0, 255))
    target = Scratch().planes("target", 32, 32, has_alpha=False)
    first = memory.placement(at(picture, 2, 2), picture, target)
    assert memory.placement(at(picture, 2, 2), picture, target) is first
    assert memory.placement(at(picture, 4, 2), picture, target) is not first


def test_what_is_not_drawn_any_more_is_forgotten() -> None:
    memories = LayerMemories()
    kept, gone = memories.entry("kept"), memories.entry("gone")
    for _ in range(2 * KEPT_TICKS):
        memories.next_tick()
        assert memories.entry("kept") is kept
    assert memories.entry("gone") is not gone
