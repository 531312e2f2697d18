"""Tests of studio.engine.compositor.array_beauty."""

from dataclasses import fields, replace

import numpy as np
import pytest

from studio.engine.compositor.array_beauty import beautified, is_idle
from studio.engine.compositor.array_filter import filtered
from studio.engine.compositor.array_memory import LayerMemory
from studio.engine.compositor.array_planes import Planes, Scratch
from studio.engine.compositor.beauty_face import faces_on
from studio.engine.compositor.filter_beauty import Beauty
from studio.engine.compositor.placement import Box
from studio.engine.picture import Picture, Plane
from studio.model.tracking import Face
from tests.engine.compositor.faces import (
    after,
    around,
    beauty_with,
    face_picture,
    moved,
    the_face,
    with_faces,
)
from tests.engine.compositor.golden_beauty import BEAUTIES, golden, made

CHEEK, FOREHEAD, HAIR, IRIS, LIP = 50, 9, 10, 473, 17
FULL = beauty_with(
    {
        each.name: 1.0
        for each in fields(Beauty)
        if each.name not in ("look", "look_strength") and not each.name.endswith("_color")
    }
)


def same(planes: Planes, picture: Picture) -> bool:
    return bool((planes.y == picture.y).all() and (planes.uv == picture.uv).all())


def outside(plane: Plane, boxes: tuple[Box, ...], step: int = 1) -> Plane:
    rest = np.ones(plane.shape[:2], bool)
    for box in boxes:
        rest[box.top // step : box.bottom // step, box.left // step : box.right // step] = False
    return plane[rest]


@pytest.mark.parametrize("name", BEAUTIES)
def test_golden_pictures(name: str) -> None:
    off = np.abs(made(name).astype(int) - golden(name))
    assert off.mean() < 3  # what WebP loses
    blocks = off[:, : off.shape[1] // 8 * 8].reshape(60, 8, -1, 8, 3).mean(axis=(1, 3, 4))
    assert blocks.max() < 11


@pytest.mark.parametrize(
    "picture",
    [
        replace(face_picture(), tracked=None),
        with_faces(face_picture()),
        with_faces(face_picture(), replace(the_face(face_picture()), presence=0.0)),
    ],
    ids=["nobody looked", "no face", "a face that has gone"],
)
def test_without_a_face_a_picture_stays_as_it_is(picture: Picture) -> None:
    assert same(after(picture, FULL), picture)
    assert filtered(picture, (Beauty(),), LayerMemory()) is picture


def test_nothing_is_done_when_no_face_is_seen_or_all_is_off() -> None:
    picture = face_picture()
    blind = replace(picture, tracked=None)
    assert is_idle(picture, Beauty(look="film", look_strength=0))
    assert is_idle(with_faces(picture), FULL)
    assert is_idle(blind, FULL)
    assert filtered(blind, (FULL,), LayerMemory()).y is picture.y
    assert same(after(picture, Beauty()), picture)


@pytest.mark.parametrize(
    "picture",
    [with_faces(face_picture()), replace(face_picture(), tracked=None)],
    ids=["no face", "nobody looked"],
)
def test_the_colours_of_the_picture_stay_without_a_face_and_nothing_else(picture: Picture) -> None:
    tinted = Beauty(look="film", look_strength=1)
    toned = filtered(picture, (replace(FULL, look="film", look_strength=1),), LayerMemory())
    assert same(after(picture, tinted), toned)
    assert np.abs(toned.y.astype(int) - picture.y).mean() > 4


def test_only_the_boxes_of_faces_are_touched() -> None:
    picture = face_picture(120)
    planes = after(picture, FULL)
    (face,) = faces_on(picture)
    boxes = face.paint_box, face.warp_box
    assert (outside(planes.y, boxes) == outside(picture.y, boxes)).all()
    assert (outside(planes.uv, boxes, 2) == outside(picture.uv, boxes, 2)).all()
    assert not same(planes, picture)


def test_smoothing_calms_skin_and_keeps_eyes() -> None:
    picture = face_picture()
    planes = after(picture, Beauty(smooth=1))
    cheek, smooth = (around(y, picture, CHEEK, 8).astype(float) for y in (picture.y, planes.y))
    assert np.diff(smooth).std() < 0.75 * np.diff(cheek).std()
    assert abs(smooth.mean() - cheek.mean()) < 1.5
    eye, kept = (around(y, picture, IRIS, 5).astype(int) for y in (picture.y, planes.y))
    assert np.abs(eye - kept).mean() < 2


def test_whitening_brightens_skin_and_no_hair() -> None:
    picture = face_picture()
    planes = after(picture, Beauty(whiten=1))
    brighter = planes.y.astype(int) - picture.y
    assert around(brighter, picture, CHEEK, 6).mean() > 8
    x, y = the_face(picture).points[HAIR, :2].round().astype(int)
    assert abs(brighter[y - 60 : y - 35, x - 8 : x + 8].mean()) < 2


def test_lipstick_has_its_colour() -> None:
    picture = face_picture()
    planes = after(picture, Beauty(lipstick=1, lip_color=(30, 40, 220)))
    x, y = (the_face(picture).points[LIP, :2] / 2).astype(int)
    before, painted = (uv[y - 2, x].astype(int) for uv in (picture.uv, planes.uv))
    assert painted[0] > before[0] + 30  # blue
    assert painted[1] < before[1] - 10


def test_a_face_that_comes_is_changed_by_degrees() -> None:
    picture = face_picture()
    changes = []
    for presence in (0.0, 0.5, 1.0):
        face = replace(the_face(picture), presence=presence)
        planes = after(with_faces(picture, face), Beauty(whiten=1, smooth=0.5))
        changes.append(np.abs(planes.y.astype(int) - picture.y).mean())
    assert changes[0] == 0
    assert changes[1] == pytest.approx(changes[2] / 2, rel=0.15)


def test_four_faces_are_each_changed_once() -> None:
    picture = face_picture(90, 480, 480)
    face = the_face(picture)
    places = [(0, 0), (-130, 0), (130, 0), (0, 150), (0, -150)]
    faces = [replace(moved(face, *place), number=n) for n, place in enumerate(places)]
    all_of_them = after(with_faces(picture, *faces), Beauty(blush=1, whiten=1))
    first = after(with_faces(picture, faces[0]), Beauty(blush=1, whiten=1))
    changed = (all_of_them.y != first.y).nonzero()
    assert changed[0].size
    assert changed[0].max() < 480
    four = after(with_faces(picture, *faces[:4]), Beauty(blush=1, whiten=1))
    assert (all_of_them.y == four.y).all()  # a fifth is left alone


@pytest.mark.parametrize("shift", [(-230, 0), (230, 10), (0, -235), (30, 240), (2000, 0)])
def test_a_face_half_out_of_the_picture(shift: tuple[int, int]) -> None:
    picture = face_picture()
    face = moved(the_face(picture), *shift)
    planes = after(with_faces(picture, face), replace(FULL, look="fresh", look_strength=0.5))
    assert planes.y.shape == picture.y.shape


def test_faces_of_any_size_and_nonsense() -> None:
    picture = face_picture()
    face = the_face(picture)
    for scale in (0.001, 0.1, 0.5, 9.0, 1e30, np.nan):
        points = (face.points - 240) * np.float32(scale) + 240
        after(with_faces(picture, replace(face, points=points)), FULL)


def test_a_picture_that_is_stored_smaller() -> None:
    whole, small = face_picture(200), face_picture(100, 240, 240)
    stored = replace(small, width=480, height=480, tracked=whole.tracked)
    planes = after(stored, Beauty(whiten=1, slim_face=1))
    right = after(small, Beauty(whiten=1, slim_face=1))
    assert np.abs(planes.y.astype(int) - right.y).mean() < 0.2


def test_what_is_transparent_stays_so() -> None:
    picture = face_picture()
    alpha = np.full(picture.y.shape, 255, np.uint8)
    alpha[:, 240:] = 0
    y, uv = picture.y.copy(), picture.uv.copy()
    y[:, 240:], uv[:, 120:] = 16, 128
    clear = replace(picture, y=y, uv=uv, alpha=alpha)
    still = replace(beauty_with(_COLOURS), look="sunny", look_strength=1)
    planes = after(clear, still)
    assert planes.alpha is not None
    assert (planes.alpha == alpha).all()
    assert np.abs(planes.y[:, 250:].astype(int) - 16).max() <= 1
    assert np.abs(planes.uv[:, 125:].astype(int) - 128).max() <= 1
    bent = after(clear, FULL)
    assert bent.alpha is not None
    assert (bent.alpha != alpha).any()


_COLOURS = {"smooth": 1.0, "whiten": 1.0, "rosy": 1.0, "blush": 1.0, "lipstick": 1.0}


def test_memory_is_used_again() -> None:
    picture, scratch = face_picture(), Scratch()
    beautified(picture, FULL, scratch)  # memory grows
    first = beautified(picture, FULL, scratch)
    assert beautified(picture, FULL, scratch).y is first.y


def test_a_new_result_for_the_same_picture_is_seen() -> None:
    picture, memory = face_picture(), LayerMemory()
    beauty = Beauty(whiten=1)
    face: Face = the_face(picture)
    one = filtered(with_faces(picture, replace(face, presence=0.3)), (beauty,), memory).y.copy()
    other = filtered(with_faces(picture, face), (beauty,), memory).y
    assert (one != other).any()


def test_make_up_is_as_dark_as_the_picture() -> None:
    picture = face_picture()
    dim = replace(
        picture,
        y=(16 + (picture.y.astype(int) - 16) // 4).astype(np.uint8),
        uv=(128 + (picture.uv.astype(int) - 128) // 4).astype(np.uint8),
    )
    x, y = (the_face(picture).points[LIP, :2] / 2).astype(int)
    vivid, faint = (
        int(after(each, Beauty(lipstick=1)).uv[y - 2, x, 1]) - 128 for each in (picture, dim)
    )
    assert vivid > 20
    assert 3 < faint < vivid / 2
