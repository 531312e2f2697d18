"""Tests of studio.app.picture.crop_drag."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.app.picture.crop_drag import CropDrag
from studio.app.picture.drags import Keys, Point
from studio.app.picture.handles import Handle
from studio.model.layout import Place
from studio.model.transform import Crop
from tests.app.picture.places import (
    SIZE,
    bounded_places,
    few,
    free_places,
    place,
    places,
    points,
    with_transform,
)

HANDLES = [handle for handle in Handle if handle is not Handle.TURN]


def on_box(at: Place, x: float, y: float) -> Point:
    width, height = at.box_size
    return at.box.apply(x * width, y * height)


def cropped(old: Place, handle: Handle, to: Point) -> Place:
    drag = CropDrag(old, handle, on_box(old, *handle.value))
    return with_transform(old, drag.to(*to, Keys()).transforms[old.key])


@few
@given(old=free_places, handle=st.sampled_from(HANDLES), to=points)
def test_the_rest_of_the_picture_stays_in_place(
    old: Place, handle: Handle, to: tuple[int, int]
) -> None:
    new = cropped(old, handle, to)
    for pixel in ((0, 0), (200, 100), SIZE):
        assert new.content.apply(*pixel) == pytest.approx(old.content.apply(*pixel), abs=0.02)


@few
@given(old=places, handle=st.sampled_from(HANDLES), to=points)
def test_something_is_left_and_nothing_is_added(
    old: Place, handle: Handle, to: tuple[int, int]
) -> None:
    crop = cropped(old, handle, to).item.transform.crop
    assert min(crop.left, crop.top, crop.right, crop.bottom) >= 0
    assert crop.left + crop.right < SIZE[0]
    assert crop.top + crop.bottom < SIZE[1]


@few
@given(old=bounded_places, handle=st.sampled_from(HANDLES), to=points)
def test_a_box_of_bounds_stays(old: Place, handle: Handle, to: tuple[int, int]) -> None:
    new = cropped(old, handle, to)
    assert new.bounds == old.bounds
    assert new.box_size == old.box_size


def test_a_corner_crops_two_edges_in_the_sources_pixels() -> None:
    new = cropped(place(x=100, y=100, scale_x=2, scale_y=2), Handle.TOP_LEFT, (140, 120))
    assert new.item.transform.crop == Crop(left=20, top=10)
    assert (new.item.transform.x, new.item.transform.y) == (140, 120)


def test_the_edge_that_is_seen_is_cropped_when_mirrored() -> None:
    new = cropped(place(scale_x=-1), Handle.LEFT, (30, 0))
    assert new.item.transform.crop == Crop(right=30)
    assert new.corners[0] == (30, 0)


def test_a_crop_is_taken_back_up_to_the_whole_picture() -> None:
    new = cropped(place(crop={"right": 50}), Handle.RIGHT, (9000, 0))
    assert new.item.transform.crop == Crop()
