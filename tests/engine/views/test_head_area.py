"""Tests of studio.engine.views.head_area."""

from dataclasses import replace

import pytest

from studio.engine.picture import Picture
from studio.engine.views.head_area import SIDE_CM, head_area
from studio.model.tracking import Face
from tests.engine.face_effects.faces import face, tracked
from tests.engine.views.looker import plain

SIZE = (640, 360)


def picture(*faces: Face) -> Picture:
    return replace(plain((90, 90, 90), SIZE), tracked=tracked(*faces, size=SIZE))


def test_it_is_a_square_around_the_largest_face_with_room_above() -> None:
    area = head_area(picture(face((300, 200), 6.0), face((100, 100), 3.0, number=2)))
    assert area
    assert area.width == area.height == pytest.approx(SIDE_CM * 6, abs=2)
    assert area.center[0] == pytest.approx(300, abs=3)
    assert area.top + area.height / 2 < 200
    assert all(edge % 2 == 0 for edge in (area.left, area.top, area.right, area.bottom))


@pytest.mark.parametrize("at", [(0, 0), (640, 0), (0, 360), (640, 360)])
def test_it_never_reaches_out_of_the_picture(at: tuple[int, int]) -> None:
    area = head_area(picture(face(at, 6.0)))
    assert area
    assert 0 <= area.left < area.right <= SIZE[0]
    assert 0 <= area.top < area.bottom <= SIZE[1]


def test_a_face_that_fills_the_picture_is_shown_as_far_as_there_is_a_picture() -> None:
    area = head_area(picture(face((320, 180), 30.0)))
    assert area
    assert (area.width, area.height) == (360, 360)


def test_there_is_none_where_nobody_is_seen_for_sure() -> None:
    assert head_area(plain((90, 90, 90), SIZE)) is None
    assert head_area(picture()) is None
    assert head_area(picture(face(presence=0.4))) is None
    assert head_area(picture(face((300, 200), 0.2))) is None
