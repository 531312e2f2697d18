"""Tests of studio.app.picture.arranging."""

import pytest
from hypothesis import given

from studio.app.picture import arranging
from studio.app.picture.drags import middle
from studio.model.geometry import Affine, Rect
from studio.model.layout import Place
from tests.app.picture.places import SIZE, few, place, places, with_transform

CANVAS = (1920, 1080)


def arranged(old: Place, how: arranging.Arranging) -> Place:
    return with_transform(old, how(old, CANVAS))


def test_fitted_it_is_whole_and_in_the_middle() -> None:
    new = arranged(place(x=3, rotation_deg=30, scale_x=-2), arranging.fitted)
    assert new.content.bounds(Rect(0, 0, *SIZE)) == Rect(0, 60, 1920, 1020)
    assert new.content.a < 0  # mirrored it stays


def test_stretched_it_is_as_the_canvas() -> None:
    new = arranged(place(crop={"left": 100}), arranging.stretched)
    assert new.content.bounds(Rect(100, 0, *SIZE)) == Rect(0, 0, 1920, 1080)


def test_covering_nothing_of_the_canvas_is_free() -> None:
    new = arranged(place(), arranging.covering)
    assert new.content.bounds(Rect(0, 0, *SIZE)) == Rect(-120, 0, 2040, 1080)
    assert new.item.transform.crop_to_bounds


def test_in_a_group_the_canvas_is_the_canvas_too() -> None:
    inner = place(outer=Affine(a=0.5, d=0.5, tx=100, ty=50))
    assert arranged(inner, arranging.stretched).bounds == Rect(0, 0, 1920, 1080)


@few
@given(old=places)
def test_centred_is_in_the_middle(old: Place) -> None:
    assert arranged(old, arranging.centered).bounds.center == pytest.approx((960, 540), abs=0.01)
    across = arranged(old, arranging.centered_across).bounds.center
    assert across == pytest.approx((960, old.bounds.center[1]), abs=0.01)
    down = arranged(old, arranging.centered_down).bounds.center
    assert down == pytest.approx((old.bounds.center[0], 540), abs=0.01)


@few
@given(old=places)
def test_four_quarter_turns_change_nothing(old: Place) -> None:
    new = arranged(old, arranging.turned_right)
    assert middle(new) == pytest.approx(middle(old), abs=0.01)
    assert new.bounds.width == pytest.approx(old.bounds.height, abs=0.01) or old.outer.b
    for _ in range(3):
        new = arranged(new, arranging.turned_right)
    assert new.content.apply(9, 9) == pytest.approx(old.content.apply(9, 9), abs=0.05)
    back = arranged(arranged(old, arranging.turned_right), arranging.turned_left)
    assert back.content.apply(9, 9) == pytest.approx(old.content.apply(9, 9), abs=0.05)


@few
@given(old=places)
def test_flipped_every_pixel_lies_opposite(old: Place) -> None:
    flat = Place(old.holder, old.item, old.size)  # not in a group
    new = arranged(flat, arranging.flipped_across)
    center = middle(flat)[0]
    x, y = flat.content.apply(9, 9)
    assert new.content.apply(9, 9) == pytest.approx((2 * center - x, y), abs=0.05)
    twice = arranged(arranged(flat, arranging.flipped_down), arranging.flipped_down)
    assert twice.content.apply(9, 9) == pytest.approx(flat.content.apply(9, 9), abs=0.05)


def test_a_typed_size_is_the_size_of_the_box() -> None:
    old = place(x=7, scale_x=-3, crop={"left": 200})
    new = with_transform(old, arranging.sized_to(old, 50, 60))
    assert (new.box_size, new.item.transform.scale_x, new.item.transform.x) == ((50, 60), -0.25, 7)
    bounded = place(bounds_type="stretch", bounds_width=5, bounds_height=5)
    assert with_transform(old, arranging.sized_to(bounded, 50, 60)).box_size == (50, 60)
    gone = place(crop={"left": 400})
    assert arranging.sized_to(gone, 50, 60) == gone.item.transform


def test_reset_is_top_left_in_natural_size() -> None:
    new = arranged(place(x=3, rotation_deg=5, crop={"top": 5}), arranging.reset)
    assert new.bounds == Rect(0, 0, *SIZE)
