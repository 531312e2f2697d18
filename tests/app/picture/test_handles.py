"""Tests of studio.app.picture.handles."""

import pytest

from studio.app.picture.handles import Handle, Point, handle_at, handle_points
from studio.model.geometry import Affine, Rect
from studio.model.layout import Place
from tests.app.picture.places import place

SEEN = Rect(-20, -20, 1940, 1100)


def points(shown: Place, least: float = 0) -> dict[Handle, Point]:
    return handle_points(shown, stalk=24, visible=SEEN, least=least)


def test_handles_sit_on_the_box() -> None:
    found = points(place(x=100, y=100, scale_x=-1))
    assert found[Handle.TOP_LEFT] == (100, 100)
    assert found[Handle.RIGHT] == (500, 200)
    assert found[Handle.TURN] == (300, 76)
    assert len(found) == 9


def test_they_turn_and_grow_with_it_but_not_the_stalk() -> None:
    grown = place(outer=Affine(a=2, d=2, tx=1000, ty=100), rotation_deg=90)
    found = points(grown)
    assert found[Handle.TOP_RIGHT] == (1000, 900)
    assert found[Handle.TURN] == pytest.approx((1024, 500))


def test_the_turning_handle_stands_inside_where_outside_is_not_seen() -> None:
    assert points(place(x=0, y=0))[Handle.TURN] == (200, 24)


def test_a_short_side_has_no_handle_in_its_middle() -> None:
    found = points(place(x=100, y=100, scale_y=0.05), least=20)
    assert Handle.LEFT not in found
    assert Handle.TOP in found


def test_nothing_without_area_has_handles() -> None:
    assert points(place(scale_x=0)) == {}
    assert points(place(outer=Affine(a=0))) == {}


def test_the_nearest_handle_in_reach_is_taken() -> None:
    found = points(place(x=100, y=100))
    assert handle_at(found, 106, 95, reach=8) is Handle.TOP_LEFT
    assert handle_at(found, 106, 95, reach=4) is None
    assert handle_at({Handle.TURN: (0, 0), Handle.TOP: (5, 0)}, 1, 0, reach=8) is Handle.TOP
