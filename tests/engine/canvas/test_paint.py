"""Tests of studio.engine.canvas.paint."""

import queue

import pytest

from studio.engine.canvas.paint import NodePainter, painted
from studio.engine.picture import Picture
from studio.model.canvas import Box, Text
from studio.model.errors import StudioError
from studio.model.kinds import TextSettings


def test_a_box_has_its_colour_and_round_corners() -> None:
    picture = painted(Box(width=40, height=20, color="#ff800080", radius_px=10))
    assert picture.shape == (20, 40, 4)
    assert picture[10, 20].tolist() == [255, 128, 0, 128]
    assert picture[0, 0, 3] == picture[0, -1, 3] == picture[-1, 0, 3] == picture[-1, -1, 3] == 0
    assert 0 < picture[1, 5, 3] < 128
    assert (picture[..., 3] == picture[::-1, ::-1, 3]).all()


def test_a_box_without_round_corners_is_whole() -> None:
    assert (painted(Box(width=3, height=1, color="#0000ff")) == (0, 0, 255, 255)).all()


def test_a_text_has_letters() -> None:
    picture = painted(Text(text=TextSettings(text="火箭", size_px=40)))
    assert picture[..., 3].max() == 255


def test_a_box_of_too_many_pixels_is_refused() -> None:
    with pytest.raises(StudioError, match="8192x8192 pixels; 8388608 are the most"):
        painted(Box(width=8192, height=8192))


def test_what_can_not_be_painted_is_told_and_the_next_one_is_painted() -> None:
    outcomes: queue.Queue[Picture | StudioError] = queue.Queue()
    painter = NodePainter()
    long = TextSettings(text="W" * 10_000, size_px=500)
    painter.paint(Text(text=long), outcomes.put)
    painter.paint(Box(width=4, height=4), outcomes.put)
    assert "make it shorter or smaller" in str(outcomes.get(timeout=20))
    picture = outcomes.get(timeout=20)
    painter.close()
    assert isinstance(picture, Picture)
    assert (picture.width, picture.height, picture.alpha) == (4, 4, None)
