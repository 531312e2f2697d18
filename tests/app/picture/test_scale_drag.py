"""Tests of studio.app.picture.scale_drag: what stays where, and what the keys do."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from studio.app.picture.drags import Keys, Point
from studio.app.picture.handles import Handle
from studio.app.picture.scale_drag import ScaleDrag
from studio.app.picture.snapping import Guide, Snapper
from studio.model.layout import Place
from studio.model.transform import BoundsType
from tests.app.picture.places import (
    bounded_places,
    few,
    place,
    places,
    points,
    with_transform,
)

NO_LINES = Snapper((), (), 8)
HANDLES = [handle for handle in Handle if handle is not Handle.TURN]
CORNERS = [handle for handle in HANDLES if handle.is_corner]
PLAIN, FREE = Keys(), Keys(shift=True)


def on_box(at: Place, x: float, y: float) -> Point:
    width, height = at.box_size
    return at.box.apply(x * width, y * height)


def scaled(
    old: Place, handle: Handle, to: Point, keys: Keys = PLAIN, lines: Snapper = NO_LINES
) -> Place:
    drag = ScaleDrag(old, handle, on_box(old, *handle.value), lines)
    return with_transform(old, drag.to(*to, keys).transforms[old.key])


def nearest(at: Place, to: Point) -> float:
    """Return the distance from a point to the nearest corner or middle of an edge."""
    spots = [on_box(at, x, y) for x in (0, 0.5, 1) for y in (0, 0.5, 1)]
    return min(max(abs(x - to[0]), abs(y - to[1])) for x, y in spots)


@few
@given(
    old=places,
    handle=st.sampled_from(HANDLES),
    to=points,
    keys=st.builds(Keys, shift=st.booleans()),
)
def test_the_opposite_corner_or_edge_stays(
    old: Place, handle: Handle, to: tuple[int, int], keys: Keys
) -> None:
    assume(min(old.box_size) > 0)
    stays = on_box(old, 1 - handle.value[0], 1 - handle.value[1])
    assert nearest(scaled(old, handle, to, keys), stays) < 0.02


@few
@given(old=places, handle=st.sampled_from(HANDLES), to=points)
def test_with_alt_the_middle_stays(old: Place, handle: Handle, to: tuple[int, int]) -> None:
    new = scaled(old, handle, to, Keys(alt=True))
    assert on_box(new, 0.5, 0.5) == pytest.approx(on_box(old, 0.5, 0.5), abs=0.02)


@few
@given(old=places, handle=st.sampled_from(CORNERS), to=points)
def test_a_free_corner_is_where_the_mouse_is(
    old: Place, handle: Handle, to: tuple[int, int]
) -> None:
    has_bounds = old.item.transform.bounds_type is not BoundsType.NONE
    new = scaled(old, handle, to, Keys(shift=not has_bounds))
    local = old.box.inverse().apply(*to)
    opposite = ((1 - f) * s for f, s in zip(handle.value, old.box_size, strict=True))
    assume(all(abs(a - b) >= 1 for a, b in zip(local, opposite, strict=True)))
    # The size is whole pixels of the holder, half a one away at most.
    assert nearest(new, to) <= 0.75 * max(1.0, *old.outer.scale)


@few
@given(old=bounded_places, handle=st.sampled_from(CORNERS), to=points)
def test_there_and_back_is_where_it_was(old: Place, handle: Handle, to: tuple[int, int]) -> None:
    drag = ScaleDrag(old, handle, on_box(old, *handle.value), NO_LINES)
    drag.to(*to, Keys())
    back = drag.to(*on_box(old, *handle.value), Keys()).transforms[old.key]
    assert with_transform(old, back).box_size == old.box_size


def test_a_corner_keeps_the_proportions_and_shift_frees_them() -> None:
    old = place(x=100, y=100)
    assert scaled(old, Handle.BOTTOM_RIGHT, (900, 310)).box_size == (800, 400)
    assert scaled(old, Handle.BOTTOM_RIGHT, (900, 310), FREE).box_size == (800, 210)


def test_of_an_item_with_bounds_these_change_and_shift_keeps_proportions() -> None:
    old = place(bounds_type="scale_inner", bounds_width=400, bounds_height=200, scale_x=-1)
    new = scaled(old, Handle.BOTTOM_RIGHT, (500, 210))
    assert new.box_size == (500, 210)
    assert new.item.transform.scale_x == -1
    assert scaled(old, Handle.BOTTOM_RIGHT, (500, 210), FREE).box_size == (500, 250)


def test_an_edge_moves_alone_unless_shift_is_held() -> None:
    old = place(x=100, y=100)
    new = scaled(old, Handle.LEFT, (0, 999))
    assert (new.box_size, new.corners[0]) == ((500, 200), (0, 100))
    both = scaled(old, Handle.LEFT, (0, 999), FREE)
    assert (both.box_size, both.corners[0]) == ((500, 250), (0, 75))


def test_what_is_dragged_over_the_other_edge_is_mirrored() -> None:
    new = scaled(place(x=100, y=100), Handle.RIGHT, (0, 0))
    assert new.item.transform.scale_x == -0.25
    assert new.corners[0] == (0, 100)
    assert scaled(new, Handle.LEFT, (200, 0)).item.transform.scale_x == 0.25


def test_edges_snap_and_the_other_follows_the_proportions() -> None:
    lines = Snapper.around((1920, 1080), [], reach=8)
    old = place(x=900, y=100)
    drag = ScaleDrag(old, Handle.BOTTOM_RIGHT, (1300, 300), lines)
    dragged = drag.to(1915, 310, Keys())
    assert with_transform(old, dragged.transforms[old.key]).box_size == pytest.approx((1020, 510))
    assert dragged.guides == (Guide(x=1920),)
    assert drag.to(1915, 310, Keys(ctrl=True)).guides == ()
    turned = place(x=900, y=100, rotation_deg=12)
    assert ScaleDrag(turned, Handle.BOTTOM, (900, 300), lines).to(900, 540, Keys()).guides == ()


def test_upright_edges_of_a_quarter_turn_snap_too() -> None:
    old = place(x=900, y=100, rotation_deg=90)  # covers 700..900, 100..500
    lines = Snapper.around((1920, 1080), [], reach=8)
    dragged = ScaleDrag(old, Handle.RIGHT, (800, 500), lines).to(803, 536, Keys())
    assert with_transform(old, dragged.transforms[old.key]).bounds.bottom == 540
    assert dragged.guides == (Guide(y=540),)


def test_nothing_becomes_too_small_to_be_taken_hold_of() -> None:
    assert scaled(place(), Handle.BOTTOM_RIGHT, (0, 0)).box_size == (1, 1)
