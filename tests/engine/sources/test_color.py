"""Tests of studio.engine.sources.color."""

from studio.engine.sources.color import ColorSource
from studio.engine.sources.source import Health


def test_one_picture_for_ever() -> None:
    source = ColorSource((255, 0, 0, 255), 641, 359)
    first = source.latch(0)
    assert first is not None
    assert first is source.latch(10**12)
    assert (first.width, first.height) == (641, 359)
    assert first.y.shape == (360, 642)
    assert first.uv.shape == (180, 321, 2)
    assert (first.y == 63).all()
    assert (first.uv == (102, 240)).all()
    assert first.alpha is None
    assert source.state.health is Health.RUNNING
    source.close()
    assert source.latch(0) is None


def test_a_see_through_colour_is_premultiplied() -> None:
    source = ColorSource((255, 255, 255, 51), 4, 4)
    picture = source.latch(0)
    assert picture is not None
    assert picture.alpha is not None
    assert (picture.alpha == 51).all()
    assert (picture.y == round(16 + 219 * 0.2)).all()
