"""Tests of studio.engine.sources.placeholder."""

import numpy as np
import pytest

from studio.engine.sources.placeholder import placeholder_picture


@pytest.mark.parametrize("size", [(1280, 720), (641, 361), (540, 960), (32, 32), (2, 2)])
def test_keeps_the_natural_size_whatever_is_written(size: tuple[int, int]) -> None:
    picture = placeholder_picture("Camera 摄像头", "It was unplugged. " * 40, size, serial=9)
    assert (picture.width, picture.height) == size
    assert picture.y.shape[0] % 2 == picture.y.shape[1] % 2 == 0
    assert picture.alpha is None
    assert picture.serial == 9


def test_a_huge_source_gets_a_card_of_reasonable_size() -> None:
    picture = placeholder_picture("Wall", "Gone.", (7680, 4320), serial=1)
    assert (picture.width, picture.height) == (7680, 4320)
    assert picture.y.shape == (720, 1280)


def test_another_sentence_is_another_picture() -> None:
    one, other = (placeholder_picture("A", reason, (640, 360), 1) for reason in ("x.", "yyy."))
    assert np.ptp(one.y) > 100
    assert (one.y != other.y).any()
