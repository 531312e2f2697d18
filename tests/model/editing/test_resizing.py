"""Tests of studio.model.editing.resizing."""

import pytest

from studio.model import edits as do
from studio.model.edit import apply
from studio.model.editing.resizing import resized
from studio.model.layout import Layout, Place
from studio.model.scene import Canvas, Collection

SIZES = {"Cam": (1280, 720), "Logo": (100, 50)}
FITTED = {"bounds_type": "scale_inner", "bounds_width": 640, "bounds_height": 360}


def collection(*items: dict[str, object]) -> Collection:
    return Collection.model_validate(
        {
            "schema": 1,
            "canvas": {"width": 640, "height": 360},
            "inputs": [{"name": name, "kind": "camera"} for name in SIZES],
            "scenes": [
                {"name": "Main", "items": list(items)},
                {"name": "Small", "items": [{"source": "Logo", "transform": {"x": 540, "y": 310}}]},
            ],
            "groups": [{"name": "Corner", "items": [{"source": "Logo"}]}],
        }
    )


def place(of: Collection, scene: str = "Main") -> Place:
    return Layout(of, SIZES).places(scene)[-1]


def corners(of: Collection, scene: str = "Main") -> list[float]:
    return [px for corner in place(of, scene).corners for px in corner]


@pytest.mark.parametrize(
    "item",
    [
        {"source": "Logo", "transform": {"x": 40, "y": 30, "rotation_deg": 30, "scale_x": -2}},
        {"source": "Logo", "transform": {"x": 320, "y": 180, "alignment": "center"}},
        {"source": "Logo", "transform": {"x": 10, "y": 10, "crop": {"left": 20}}},
        {"source": "Cam", "transform": {**FITTED, "x": 20, "bounds_width": 200}},
        {"source": "Corner", "transform": {"x": 40, "y": 30, "scale_x": 1.5}},
        {"source": "Small", "transform": {"x": 40, "y": 30, "scale_x": 0.5, "scale_y": 0.5}},
        {"source": "Small", "transform": {"crop": {"left": 40, "bottom": 20}}},
        {"source": "Small"},
    ],
)
def test_all_is_twice_as_large_on_a_canvas_twice_as_large(item: dict[str, object]) -> None:
    before = collection(item)
    after = resized(before, Canvas(width=1280, height=720))
    assert corners(after) == pytest.approx([2 * px for px in corners(before)], abs=0.01)
    assert corners(after, "Small") == pytest.approx([1080, 620, 1280, 620, 1280, 720, 1080, 720])


def test_what_covered_the_canvas_covers_one_of_another_shape() -> None:
    before = collection({"source": "Cam", "transform": FITTED})
    after = resized(before, Canvas(width=720, height=1280))
    assert corners(after) == [0, 0, 720, 0, 720, 1280, 0, 1280]


def test_all_else_stays_in_the_middle_of_another_shape_undistorted() -> None:
    before = collection({"source": "Logo", "transform": {"x": 320, "y": 180}})
    after = resized(before, Canvas(width=360, height=640))
    assert corners(after)[:2] == [180, 320]
    now = place(after).item.transform
    assert now.scale_x == now.scale_y == 360 / 640


def test_it_is_done_when_the_canvas_is_set_so_and_only_then() -> None:
    before = collection({"source": "Logo", "transform": {"x": 40, "y": 30}})
    canvas = Canvas(width=1280, height=720)
    assert place(apply(before, do.SetCanvas(canvas=canvas))).item.transform.x == 40
    fitting = do.SetCanvas(canvas=canvas, fit_items=True)
    assert place(apply(before, fitting)).item.transform.x == 80
