"""Tests of studio.engine.compositor.backdrop."""

import cv2
import numpy as np
import pytest

from studio.engine.compositor.array_planes import Planes
from studio.engine.compositor.backdrop import blurred, fitted, plate_of
from studio.engine.compositor.matting import Matte, Matting
from studio.engine.picture import Picture
from tests.engine.compositor.people import WIDTH, as_picture, over, person_before, placed
from tests.engine.compositor.pictures import plain_picture

ORANGE_CR = 175


def before_grey() -> Matte:
    """The orange person before a grey wall."""
    person, alpha = placed(640, 360, strands=0)
    grey = np.full((360, 640, 3), 128, np.float32)
    mask = np.rint(cv2.resize(alpha, (256, 256), interpolation=cv2.INTER_AREA) * 255)
    matte = Matting().of(as_picture(over(person, alpha, grey), mask.astype(np.uint8)))
    assert matte is not None
    return matte


@pytest.mark.parametrize("strength", [0.0, 0.3, 0.6, 1.0])
def test_nothing_of_a_person_is_in_the_blur_around_them(strength: float) -> None:
    matte = before_grey()
    assert matte.small.cr.max() > ORANGE_CR
    plate = blurred(matte, strength)
    grey = plain_picture(2, 2, (128, 128, 128, 255))
    for what in (plate, plate_of(matte)):
        np.testing.assert_allclose(what.y, int(grey.y[0, 0]), atol=4)
        np.testing.assert_allclose(what.cb, 128, atol=4)
        np.testing.assert_allclose(what.cr, 128, atol=4)


def test_more_is_softer() -> None:
    matte = Matting().of(person_before("room").picture)
    assert matte is not None
    detail = []
    for strength in (0.0, 0.25, 0.5, 0.75, 1.0):
        plate = blurred(matte, strength)
        large = cv2.resize(plate.y, (WIDTH, WIDTH * plate.y.shape[0] // plate.y.shape[1]))
        detail.append(float(np.abs(np.diff(large.astype(np.float32), axis=1)).mean()))
    assert detail == sorted(detail, reverse=True)
    assert detail[-1] < 0.5 * detail[0]


def test_bright_spots_stay_bright() -> None:
    rgb = np.full((360, 640, 3), 40, np.float32)
    cv2.circle(rgb, (320, 180), 5, (255, 255, 255), -1)
    matte = Matting().of(as_picture(rgb, np.zeros((256, 256), np.uint8)))
    assert matte is not None
    plate = blurred(matte, 0.4)
    even = cv2.GaussianBlur(matte.small.y.astype(np.float32), (0, 0), 2.5)
    assert plate.y.max() > 1.3 * even.max()


def test_all_of_a_picture_covered_by_people_is_no_error() -> None:
    rgb = np.full((360, 640, 3), 200, np.float32)
    matte = Matting().of(as_picture(rgb, np.full((256, 256), 255, np.uint8)))
    assert matte is not None
    plate = blurred(matte, 0.5)
    for plane, empty in ((plate.y, 16), (plate.cb, 128), (plate.cr, 128)):
        np.testing.assert_allclose(plane, empty, atol=0.01)


def halves(width: int, height: int) -> Picture:
    """Black on the left, white on the right."""
    rgb = np.zeros((height, width, 3), np.float32)
    rgb[:, width // 2 :] = 255
    return as_picture(rgb, None)


@pytest.mark.parametrize("size", [(400, 100), (100, 400), (641, 361), (64, 36), (1920, 1080)])
def test_a_picture_fills_the_place_about_its_middle(size: tuple[int, int]) -> None:
    out = Planes(np.zeros((180, 320), np.uint8), np.zeros((90, 160, 2), np.uint8))
    fitted(halves(*size), out)
    assert (out.y[:, :140] < 30).all()
    assert (out.y[:, 180:] > 220).all()
    np.testing.assert_allclose(out.uv.astype(int), 128, atol=1)
