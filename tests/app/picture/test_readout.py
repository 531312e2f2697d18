"""Tests of studio.app.picture.readout."""

from typing import Any

from studio.app.picture.readout import Doing, Readout, distances
from studio.app.words import tr
from studio.model.geometry import Affine, Rect
from tests.app.picture.places import place

CANVAS = (1280, 720)


def text(doing: Doing, *, turned_deg: float = 0.0, **fields: Any) -> str:
    said = Readout.of([place(**fields)], doing, CANVAS, turned_deg)
    assert said
    return said.text


def test_each_drag_says_its_own_numbers() -> None:
    assert text(Doing.MOVE, x=12.4, y=-3) == tr("x {x} · y {y}", x=12, y=-3)
    assert text(Doing.SCALE, scale_x=0.5, scale_y=2) == "200 × 400"
    assert text(Doing.SCALE, rotation_deg=45) == "400 × 200"
    assert text(Doing.TURN, rotation_deg=-30.25) == "-30.25°"
    cut = text(Doing.CROP, crop={"left": 5, "bottom": 7})
    assert cut == f"{tr('left {px}', px=5)} · {tr('bottom {px}', px=7)}"
    assert text(Doing.CROP) == tr("not cropped")


def test_several_are_said_as_one_box() -> None:
    both = [place(1), place(2, x=500, y=300)]
    size = Readout.of(both, Doing.SCALE, CANVAS)
    assert size
    assert size.text == "900 × 500"
    turned = Readout.of(both, Doing.TURN, CANVAS, 15)
    assert turned
    assert turned.text == "15°"
    assert Readout.of([], Doing.MOVE, CANVAS) is None


def test_sizes_in_a_group_are_those_on_the_canvas() -> None:
    said = Readout.of([place(outer=Affine(a=-0.5, d=0.5))], Doing.SCALE, CANVAS)
    assert said
    assert said.text == "200 × 100"


def test_distances_are_told_where_there_are_some() -> None:
    assert [each.px for each in distances(Rect(100, 50, 300, 250), CANVAS)] == [100, 980, 50, 470]
    assert [each.px for each in distances(Rect(0, -5, 300, 720), CANVAS)] == [980]
