"""Tests of studio.app.picture.drags: moving and turning."""

import math

import pytest
from hypothesis import given

from studio.app.picture.drags import Keys, MoveDrag, TurnDrag, changes, middle
from studio.app.picture.snapping import Guide, Snapper
from studio.model.geometry import Affine, Rect
from studio.model.layout import Place
from studio.model.transform import Transform
from tests.app.picture.places import few, place, places, points, with_transform

NO_LINES = Snapper((), (), 8)
CANVAS = Snapper.around((1920, 1080), [], reach=8)


def after(old: Place, transforms: dict[tuple[str, int], Transform]) -> Place:
    return with_transform(old, transforms[old.key])


@few
@given(old=places, to=points)
def test_what_is_moved_goes_with_the_mouse_to_whole_pixels(old: Place, to: tuple[int, int]) -> None:
    new = after(old, MoveDrag([old], (0, 0), NO_LINES).to(*to, Keys()).transforms)
    assert new.bounds.left == pytest.approx(round(old.bounds.left + to[0]), abs=0.01)
    assert new.bounds.top == pytest.approx(round(old.bounds.top + to[1]), abs=0.01)
    assert new.box_size == old.box_size


def test_several_items_keep_their_distance() -> None:
    two = [place(1, x=10, y=10), place(2, x=300.5, y=50, rotation_deg=30)]
    moved = MoveDrag(two, (5, 5), NO_LINES).to(25, 5, Keys()).transforms
    assert (moved["Main", 1].x, moved["Main", 1].y) == (30, 10)
    assert (moved["Main", 2].x, moved["Main", 2].y) == (320.5, 50)


def test_edges_and_middles_snap_to_the_canvas() -> None:
    drag = MoveDrag([place(x=100, y=100)], (0, 0), CANVAS)
    near_edge = drag.to(-95, 0, Keys())
    assert near_edge.transforms["Main", 1].x == 0
    assert near_edge.guides == (Guide(x=0),)
    in_the_middle = drag.to(655, 343, Keys())
    assert in_the_middle.transforms["Main", 1] == Transform(x=760, y=440)
    assert in_the_middle.guides == (Guide(x=960), Guide(y=540))
    assert drag.to(-95, 0, Keys(ctrl=True)).transforms["Main", 1].x == 5


def test_items_snap_to_one_another() -> None:
    snapper = Snapper.around((1920, 1080), [Rect(700, 300, 900, 400)], reach=8)
    moved = MoveDrag([place(x=100, y=100)], (0, 0), snapper).to(195, 196, Keys())
    box = with_transform(place(), moved.transforms["Main", 1]).bounds
    assert (box.right, box.top) == (700, 300)


@few
@given(old=places, to=points)
def test_what_is_turned_keeps_its_middle_and_size(old: Place, to: tuple[int, int]) -> None:
    new = after(old, TurnDrag(old, old.corners[1]).to(*to, Keys()).transforms)
    assert middle(new) == pytest.approx(middle(old), abs=0.01)
    assert new.box_size == old.box_size
    assert -180 < new.item.transform.rotation_deg <= 180


@few
@given(old=places)
def test_it_turns_by_as_much_as_the_mouse_went_around(old: Place) -> None:
    width, height = old.box_size
    x, y = old.box.apply(width / 2, height / 2)
    angle = math.atan2(old.corners[1][1] - y, old.corners[1][0] - x) + math.radians(40)
    to = x + 100 * math.cos(angle), y + 100 * math.sin(angle)
    new = after(old, TurnDrag(old, old.corners[1]).to(*to, Keys(ctrl=True)).transforms)
    turned = (new.corners[1][0] - x, new.corners[1][1] - y)
    assert math.cos(math.atan2(turned[1], turned[0]) - angle) == pytest.approx(1, abs=1e-4)


def test_shift_turns_in_steps_and_upright_is_near() -> None:
    drag = TurnDrag(place(), (400, 100))  # its middle is (200, 100)
    angle = math.radians(44)
    to = 200 + 100 * math.cos(angle), 100 + 100 * math.sin(angle)
    assert drag.to(*to, Keys()).transforms["Main", 1].rotation_deg == 44
    assert drag.to(*to, Keys(shift=True)).transforms["Main", 1].rotation_deg == 45
    assert drag.to(202, 900, Keys()).transforms["Main", 1].rotation_deg == 90
    assert drag.to(202, 900, Keys(ctrl=True)).transforms["Main", 1].rotation_deg == 89.86


def test_nothing_moves_in_a_group_without_area() -> None:
    assert MoveDrag([place(outer=Affine(a=0))], (0, 0), CANVAS).to(9, 9, Keys()).transforms == {}


def test_only_what_changed_is_told() -> None:
    old = Transform(x=1, y=2)
    assert changes(old, old.model_copy(update={"x": 5.0})) == {"x": 5.0}
    cropped = Transform.model_validate({"x": 1, "y": 2, "crop": {"left": 3}})
    assert changes(old, cropped) == {"crop": {"left": 3, "top": 0, "right": 0, "bottom": 0}}
