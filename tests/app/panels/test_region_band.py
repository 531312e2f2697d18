"""Tests of studio.app.panels.region_band."""

import pytest

from studio.app.panels.region_band import Area, Point, RegionBand

SCREEN = Area(0, 0, 800, 600)
DRAWN = Area(100, 100, 300, 200)


def dragged(start: Point, *ways: Point, area: Area | None = DRAWN) -> Area | None:
    band = RegionBand(SCREEN, area)
    band.press(start, 8)
    for at in ways:
        band.move(at)
    band.release()
    return band.area


def test_a_drag_draws_a_part_in_any_direction() -> None:
    assert dragged((10, 20), (110.4, 70.6), area=None) == Area(10, 20, 100, 51)
    assert dragged((700, 500), (600, 450)) == Area(600, 450, 100, 50)


def test_a_click_beside_leaves_what_is_drawn() -> None:
    assert dragged((700, 500)) == DRAWN


def test_its_middle_moves_it_and_the_screen_ends_the_way() -> None:
    assert dragged((200, 200), (250, 210)) == Area(150, 110, 300, 200)
    assert dragged((200, 200), (-900, 9000)) == Area(0, 400, 300, 200)


@pytest.mark.parametrize(
    ("start", "to", "wanted"),
    [
        ((400, 200), (500, 0), Area(100, 100, 400, 200)),
        ((100, 100), (50, 60), Area(50, 60, 350, 240)),
        ((250, 300), (0, 250), Area(100, 100, 300, 150)),
        ((100, 200), (900, 200), Area(398, 100, 2, 200)),
        ((400, 300), (9000, 9000), Area(100, 100, 700, 500)),
    ],
)
def test_edges_and_corners_resize_it(start: Point, to: Point, wanted: Area) -> None:
    assert dragged(start, to) == wanted


def test_keys_move_and_resize_and_begin_in_the_middle() -> None:
    band = RegionBand(SCREEN, None)
    band.step(0, 0)
    assert band.area == Area(200, 150, 400, 300)
    band.grow(-10, 5)
    band.step(1, -10)
    assert band.area == Area(201, 140, 390, 305)


def test_a_part_beyond_the_screen_is_brought_onto_it() -> None:
    screen = Area(1920, 0, 800, 600)
    assert RegionBand(screen, Area(0, -50, 900, 100)).area == Area(1920, 0, 800, 100)
