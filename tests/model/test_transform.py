"""Tests of studio.model.transform: the numbers mean what they mean in OBS."""

import pytest

from studio.model.geometry import Rect
from studio.model.transform import Alignment, Transform, bounds_clip, placement, visible_part

SOURCE = (400, 200)


def covered(**fields: object) -> tuple[float, float, float, float]:
    """Return the upright rectangle of canvas that a 400x200 source covers."""
    transform = Transform.model_validate(fields)
    box = placement(transform, *SOURCE).bounds(visible_part(transform, *SOURCE))
    return tuple(round(edge, 6) for edge in (box.left, box.top, box.right, box.bottom))  # type: ignore[return-value] # four edges


def test_the_position_is_the_top_left_corner_by_default() -> None:
    assert covered(x=10, y=20) == (10, 20, 410, 220)


def test_the_aligned_point_lies_on_the_position() -> None:
    assert covered(x=500, y=500, alignment="center") == (300, 400, 700, 600)
    assert covered(x=500, y=500, alignment="bottom_right") == (100, 300, 500, 500)


def test_crop_cuts_before_scale() -> None:
    crop = {"left": 100, "top": 50, "right": 100, "bottom": 0}
    assert covered(crop=crop, scale_x=2, scale_y=2) == (0, 0, 400, 300)


def test_rotation_is_clockwise_about_the_position() -> None:
    assert covered(x=1000, y=1000, rotation_deg=90) == (800, 1000, 1000, 1400)
    assert covered(x=1000, y=1000, rotation_deg=180, alignment="center") == (800, 900, 1200, 1100)


def test_a_negative_scale_mirrors_in_place() -> None:
    transform = Transform(scale_x=-1)
    assert covered(scale_x=-1) == (0, 0, 400, 200)
    assert placement(transform, *SOURCE).apply(0, 0) == (400, 0)


@pytest.mark.parametrize(
    ("bounds_type", "expected"),
    [
        ("stretch", (0, 0, 300, 300)),
        ("scale_inner", (0, 75, 300, 225)),
        ("scale_outer", (-150, 0, 450, 300)),
        ("scale_to_width", (0, 75, 300, 225)),
        ("scale_to_height", (-150, 0, 450, 300)),
        ("max_only", (0, 75, 300, 225)),
    ],
)
def test_bounds_fit_the_source_into_a_box(
    bounds_type: str, expected: tuple[float, float, float, float]
) -> None:
    assert covered(bounds_type=bounds_type, bounds_width=300, bounds_height=300) == expected


def test_max_only_leaves_a_small_source_alone() -> None:
    fields = {"bounds_type": "max_only", "bounds_width": 1000, "bounds_height": 1000}
    assert covered(**fields, bounds_alignment="top_left") == (0, 0, 400, 200)


def test_the_bounds_and_not_the_picture_are_aligned() -> None:
    fields = {"bounds_type": "scale_inner", "bounds_width": 300, "bounds_height": 300}
    box = covered(x=1000, y=1000, alignment="bottom_right", bounds_alignment="top", **fields)
    assert box == (700, 700, 1000, 850)


def test_only_an_upright_item_is_cut_to_its_bounds() -> None:
    fields = {"bounds_type": "scale_outer", "bounds_width": 300, "bounds_height": 300, "x": 5}
    assert bounds_clip(Transform.model_validate(fields)) is None
    cut = Transform.model_validate({**fields, "crop_to_bounds": True})
    assert bounds_clip(cut) == Rect(5, 0, 305, 300)
    assert bounds_clip(cut.model_copy(update={"rotation_deg": 3.0})) is None


def test_a_crop_larger_than_the_source_leaves_nothing() -> None:
    transform = Transform.model_validate({"crop": {"left": 300, "right": 300}})
    assert visible_part(transform, *SOURCE).width == 0


def test_every_alignment_is_a_point() -> None:
    assert {a.fraction for a in Alignment} == {(x, y) for x in (0, 0.5, 1) for y in (0, 0.5, 1)}
