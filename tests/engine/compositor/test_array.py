"""Tests of studio.engine.compositor.array: random compositions, and the ring of pictures."""

import math

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.engine.compositor.array import RING, ArrayCompositor
from studio.engine.compositor.composition import Affine, Blend, Composition, Layer, Rect
from studio.engine.compositor.filters import ChromaKey, ColorCorrection
from studio.engine.picture import Picture
from tests.engine.compositor.pictures import (
    at,
    difference,
    draw,
    plain_picture,
    smooth_picture,
    split,
    whole,
)

WIDTH, HEIGHT = 64, 48

sizes = st.integers(1, 60)
places = st.one_of(st.integers(-20, 60), st.floats(-20, 60)).map(float)
scales = st.one_of(st.just(1.0), st.just(-1.0), st.floats(0.5, 3), st.floats(-3, -0.5))
angles = st.one_of(st.just(0.0), st.just(0.0), st.sampled_from([90.0, 180.0]), st.floats(0, 360))
corrections = st.builds(
    ColorCorrection,
    st.floats(-0.5, 0.5), st.floats(-0.5, 0.5), st.floats(-0.2, 0.2),
    st.floats(-1, 0.5), st.floats(-60, 60), st.floats(0.2, 1),
)  # fmt: skip
keys = st.builds(
    ChromaKey, st.just((0, 255, 0)), st.floats(0.1, 0.3), st.floats(0.4, 0.6),
    st.sampled_from([0.0, 0.8]),
)  # fmt: skip
filters = st.one_of(
    st.just(()), st.just(()), st.lists(st.one_of(corrections, keys), max_size=2).map(tuple)
)


@st.composite
def affines(draw: st.DrawFn) -> Affine:
    sx, sy, angle = draw(scales), draw(scales), math.radians(draw(angles))
    cos, sin = round(math.cos(angle), 12), round(math.sin(angle), 12)
    return Affine(sx * cos, -sy * sin, sx * sin, sy * cos, draw(places), draw(places))


@st.composite
def rects(draw: st.DrawFn, width: int, height: int) -> Rect:
    x = sorted(draw(st.lists(st.integers(0, 2 * width), min_size=2, max_size=2)))
    y = sorted(draw(st.lists(st.integers(0, 2 * height), min_size=2, max_size=2)))
    return Rect(x[0] / 2, y[0] / 2, x[1] / 2, y[1] / 2)


@st.composite
def layers(draw: st.DrawFn, depth: int = 1) -> Layer:
    content: Picture | Composition
    if depth and draw(st.integers(0, 4)) == 0:
        content = draw(compositions(depth - 1, 32, 24, draw(st.booleans())))
    else:
        content = smooth_picture(
            draw(sizes), draw(sizes), draw(st.integers(0, 9)), draw(st.booleans())
        )
    return Layer(
        key=draw(st.sampled_from("abc")),
        content=content,
        crop=draw(st.one_of(st.just(whole(content)), rects(content.width, content.height))),
        matrix=draw(affines()),
        clip=draw(st.one_of(st.none(), st.none(), rects(WIDTH, HEIGHT))),
        opacity=draw(st.one_of(st.just(1.0), st.floats(0, 1))),
        blend=draw(st.one_of(st.just(Blend.NORMAL), st.sampled_from(Blend))),
        filters=draw(filters),
    )


@st.composite
def compositions(
    draw: st.DrawFn, depth: int, width: int, height: int, transparent: bool
) -> Composition:
    drawn = draw(st.lists(layers(depth), max_size=3))
    return Composition(width, height, tuple(drawn), transparent)


@settings(max_examples=50, deadline=None, derandomize=True)
@given(compositions(1, WIDTH, HEIGHT, False))
def test_random_compositions_look_as_the_reference_has_them(composition: Composition) -> None:
    compositor = ArrayCompositor()
    for _ in range(3):  # from nothing, then from what was remembered once and twice
        off = difference(compositor, composition)
        assert off.luma <= 3, off
        assert off.chroma <= 3, off
        assert max(off.edge_luma, off.edge_chroma) <= 40, off
        compositor.submit(Composition(WIDTH, HEIGHT), 0)
        compositor.take(wait=True)


def test_nothing_to_draw_is_black(array_compositor: ArrayCompositor) -> None:
    luma, chroma = split(draw(array_compositor, Composition(4, 2)))
    assert (luma == 16).all()
    assert (chroma == 128).all()


def test_what_cannot_be_seen_is_left_out(array_compositor: ArrayCompositor) -> None:
    picture = plain_picture(8, 8, (255, 255, 255, 255))
    hidden = (
        at(picture, 100, 0, "outside"),
        Layer("flat", picture, whole(picture), Affine(a=0)),
        Layer("point", picture, whole(picture), Affine(a=0, d=0)),
        Layer("endless", picture, whole(picture), Affine(a=math.inf)),
        Layer("no number", picture, whole(picture), Affine(tx=math.nan)),
        Layer("all cropped", picture, Rect(4, 0, 4, 8), Affine()),
        Layer("crop inside out", picture, Rect(6, 0, 2, 8), Affine()),
        Layer("clipped", picture, whole(picture), Affine(), clip=Rect(20, 20, 30, 30)),
        Layer("clear", picture, whole(picture), Affine(), opacity=0),
    )
    assert (draw(array_compositor, Composition(16, 16, hidden))[:16] == 16).all()


def test_a_picture_of_one_pixel_is_drawn(array_compositor: ArrayCompositor) -> None:
    picture = plain_picture(1, 1, (255, 255, 255, 255))
    luma, _ = split(draw(array_compositor, Composition(4, 4, (at(picture, 2, 1),))))
    expected = np.full((4, 4), 16)
    expected[1, 2] = 235
    assert luma.tolist() == expected.tolist()


def test_pictures_come_out_in_order_with_their_ticks(array_compositor: ArrayCompositor) -> None:
    assert array_compositor.take(wait=True) is None
    for tick in (3, 4):
        picture = plain_picture(2, 2, (tick * 50, 0, 0, 255), tick)
        array_compositor.submit(Composition(2, 2, (at(picture),)), tick)
    taken = [array_compositor.take(wait=False) for _ in range(3)]
    assert [one and one[0] for one in taken] == [3, 4, None]


def test_a_picture_is_written_again_only_after_fifteen_more(
    array_compositor: ArrayCompositor,
) -> None:
    composed = [
        draw(array_compositor, Composition(2, 2, (at(plain_picture(2, 2, (n, n, n, 255), n)),)))
        for n in range(0, 160, 10)
    ]
    assert len(composed) == RING
    assert [int(one[0, 0]) for one in composed] == [
        round(16 + n * 219 / 255) for n in range(0, 160, 10)
    ]


def test_the_canvas_may_change_its_size(array_compositor: ArrayCompositor) -> None:
    picture = plain_picture(40, 40, (255, 0, 0, 255))
    for width, height in ((8, 8), (16, 8), (8, 8), (32, 16), (8, 8)):
        nv12 = draw(array_compositor, Composition(width, height, (at(picture),)))
        assert nv12.shape == (height * 3 // 2, width)
        assert (nv12[:height] == 63).all()


def test_memory_of_sizes_long_gone_is_given_back(array_compositor: ArrayCompositor) -> None:
    first = draw(array_compositor, Composition(8, 8))
    for width in (10, 12):
        draw(array_compositor, Composition(width, 8))
    for serial in range(RING):
        picture = plain_picture(8, 8, (9, 9, 9, 255), serial)
        again = draw(array_compositor, Composition(8, 8, (at(picture),)))
        assert not np.shares_memory(first, again)


def test_an_unchanged_composition_is_not_drawn_again(array_compositor: ArrayCompositor) -> None:
    composition = Composition(4, 4, (at(plain_picture(4, 4, (9, 9, 9, 255))),))
    first = draw(array_compositor, composition)
    assert draw(array_compositor, composition) is first


def test_says_what_draws(array_compositor: ArrayCompositor) -> None:
    assert array_compositor.name == "array"
    assert array_compositor.adapter.startswith("CPU (OpenCV 5")


def test_close_gives_everything_back() -> None:
    compositor = ArrayCompositor(8, 8)
    draw(compositor, Composition(8, 8))
    compositor.close()
    assert compositor.take(wait=True) is None
