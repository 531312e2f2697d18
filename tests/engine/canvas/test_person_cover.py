"""Tests of studio.engine.canvas.person_cover."""

import numpy as np

from studio.engine.canvas.person_cover import PersonCover
from studio.model.geometry import Affine

SIZE = 1920, 1080


def left_half() -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    mask = np.zeros((144, 256), np.uint8)
    mask[:, :128] = 255
    return mask


def at(cover: np.ndarray[tuple[int, ...], np.dtype[np.uint8]], x: float, y: float) -> int:
    """Return what it is at a pixel of the programme."""
    rows, columns = cover.shape
    return int(cover[int(y * rows / SIZE[1]), int(x * columns / SIZE[0])])


def test_a_mask_lies_where_its_camera_is_shown() -> None:
    corner = Affine(a=480, d=270, tx=1400, ty=800)  # from shares of the camera
    cover = PersonCover().of(((left_half(), corner),), SIZE)
    assert cover is not None
    assert at(cover, 1500, 900) == 255
    assert at(cover, 1700, 900) == 0
    assert at(cover, 1300, 900) == 0
    assert at(cover, 1500, 700) == 0


def test_of_a_mirrored_camera_it_is_mirrored() -> None:
    cover = PersonCover().of(((left_half(), Affine(a=-1920, d=1080, tx=1920)),), SIZE)
    assert cover is not None
    assert (at(cover, 1800, 500), at(cover, 100, 500)) == (255, 0)


def test_people_on_several_cameras_are_people() -> None:
    left, right = Affine(a=960, d=1080), Affine(a=960, d=1080, tx=960)
    cover = PersonCover().of(((left_half(), left), (left_half(), right)), SIZE)
    assert cover is not None
    found = [at(cover, x, 500) for x in (200, 700, 1200, 1700)]
    assert found == [255, 0, 255, 0]


def test_while_nothing_changes_it_is_the_same_one() -> None:
    making, mask, whole = PersonCover(), left_half(), Affine(a=1920, d=1080)
    first = making.of(((mask, whole),), SIZE)
    assert making.of(((mask, whole),), SIZE) is first
    assert making.of(((left_half(), whole),), SIZE) is not first
    assert making.of((), SIZE) is None
    assert making.of(((mask, whole),), SIZE) is not None
