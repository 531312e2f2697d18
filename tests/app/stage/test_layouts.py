"""Tests of studio.app.stage.layouts."""

import itertools

import pytest

from studio.app.stage.layouts import AUTO, FREE, LAYOUTS, Box, boxes, layout_of

CANVASES = [(1920, 1080), (1080, 1920), (640, 360), (1080, 1080)]


def overlaps(one: Box, other: Box) -> bool:
    return not (
        one.x + one.width <= other.x
        or other.x + other.width <= one.x
        or one.y + one.height <= other.y
        or other.y + other.height <= one.y
    )


@pytest.mark.parametrize("canvas", CANVASES)
@pytest.mark.parametrize("layout", [each.id for each in LAYOUTS])
def test_places_lie_on_the_canvas_and_not_on_one_another(
    layout: str, canvas: tuple[int, int]
) -> None:
    width, height = canvas
    found = boxes(layout, 9, width, height)
    known = layout_of(layout)
    assert known is not None
    assert len(found) == len(known.places)
    for box in found:
        assert box.x >= 0
        assert box.y >= 0
        assert box.width >= 16
        assert box.height >= 16
        assert box.x + box.width <= width
        assert box.y + box.height <= height
    # Small pictures may lie on the first, which fills the canvas; nothing else on anything.
    apart = [box for box in found if not (box.width == width and box.height == height)]
    for one, other in itertools.combinations(apart, 2):
        assert not overlaps(one, other)


def test_a_grid_reaches_all_edges_and_neighbours_touch() -> None:
    assert boxes("beside", 2, 1920, 1080) == (Box(0, 0, 960, 1080), Box(960, 0, 960, 1080))
    assert boxes("beside", 2, 1080, 1920) == (Box(0, 0, 1080, 960), Box(0, 960, 1080, 960))
    nine = boxes("grid9", 9, 640, 358)
    assert sum(box.width * box.height for box in nine) == 640 * 358


def test_only_as_many_places_as_people() -> None:
    assert len(boxes("grid9", 4, 1920, 1080)) == 4
    assert boxes("pip", 1, 1920, 1080) == (Box(0, 0, 1920, 1080),)


@pytest.mark.parametrize(
    ("people", "id"),
    [(1, "solo"), (2, "beside"), (3, "grid3"), (4, "grid4"), (5, "grid6"), (7, "grid9")],
)
def test_auto_has_a_place_for_everybody_and_not_many_more(people: int, id: str) -> None:
    found = layout_of(AUTO, people)
    assert found is not None
    assert found.id == id


def test_free_has_no_places() -> None:
    assert layout_of(FREE) is None
    assert boxes(FREE, 3, 1920, 1080) == ()
    assert boxes("unheard of", 3, 1920, 1080) == ()
