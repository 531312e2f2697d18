"""Tests of studio.engine.compositor.matting, on a person whose true edge is known."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from studio.engine.compositor.array_background import alpha_plane
from studio.engine.compositor.matting import Matting
from studio.engine.picture import Picture, Plane
from studio.model.tracking import MOST_AGE_NS, Tracked
from tests.engine.compositor.edges import edge_error
from tests.engine.compositor.people import (
    BACKGROUNDS,
    HEIGHT,
    WIDTH,
    Floats,
    as_picture,
    over,
    person_before,
    placed,
    room,
    wall,
)

MS_NS = 1_000_000


def alpha_of(
    matting: Matting, picture: Picture, feather: float = 0.4, shift: float = 0.0
) -> Floats:
    matte = matting.of(picture, feather, shift)
    assert matte is not None
    return np.asarray(alpha_plane(matte, picture) / 255, np.float32)


def grown_mask(picture: Picture) -> Floats:
    assert picture.tracked is not None
    assert picture.tracked.person is not None
    size = picture.width, picture.height
    return np.asarray(cv2.resize(picture.tracked.person, size) / 255, np.float32)


@pytest.mark.parametrize("name", BACKGROUNDS)
def test_finds_the_edge_that_the_mask_only_hints_at(name: str) -> None:
    scene = person_before(name)
    raw = edge_error(grown_mask(scene.picture), scene.alpha)
    ours = edge_error(alpha_of(Matting(), scene.picture), scene.alpha)
    assert ours.alpha < 0.8 * raw.alpha
    assert ours.boundary_px < 0.87 * raw.boundary_px
    assert ours.slope < 0.85 * raw.slope
    assert ours.overlap > raw.overlap


def moved(picture: Picture, right_px: int, serial: int, mask: Plane | None) -> Picture:
    """A picture whose everything went to the right."""
    pts_ns = picture.pts_ns + serial * 33 * MS_NS
    tracked = Tracked(pts_ns, picture.width, picture.height, person=mask)
    return replace(
        picture,
        y=np.roll(picture.y, right_px, axis=1),
        uv=np.roll(picture.uv, right_px // 2, axis=1),
        serial=serial,
        pts_ns=pts_ns,
        tracked=tracked if mask is not None else None,
    )


@pytest.mark.parametrize("has_mask", [True, False])
def test_an_old_mask_goes_along_with_what_moves(has_mask: bool) -> None:
    scene = person_before("wall")
    assert scene.picture.tracked is not None
    mask = scene.picture.tracked.person
    matting = Matting()
    alpha_of(matting, scene.picture)
    for step in range(1, 5):
        # The tracker carries the same mask on, or has nothing at all.
        later = moved(scene.picture, 12 * step, step, mask if has_mask else None)
        found = alpha_of(matting, later)
    truth = np.roll(scene.alpha, 48, axis=1)
    ours = edge_error(found[:, 48:], truth[:, 48:])
    left_behind = edge_error(np.asarray(grown_mask(scene.picture))[:, 48:], truth[:, 48:])
    assert ours.boundary_px < 0.5 * left_behind.boundary_px


def test_who_moves_before_a_still_room_takes_an_old_mask_along() -> None:
    person, alpha = placed(WIDTH, HEIGHT, strands=0)
    mask = np.rint(cv2.resize(alpha, (256, 256), interpolation=cv2.INTER_AREA) * 255)
    behind, matting = room(WIDTH, HEIGHT), Matting()
    for step in range(6):  # a quarter of a second, at 250 pixels a second
        here, truth = (np.roll(each, 8 * step, axis=1) for each in (person, alpha))
        rgb, seen = over(here, truth, behind), mask.astype(np.uint8) if step == 0 else None
        found = alpha_of(matting, as_picture(rgb, seen, step + 1, 10**9 + step * 33 * MS_NS))
    ours = edge_error(found, truth)
    assert ours.boundary_px < 2.5
    assert ours.boundary_px < 0.3 * edge_error(alpha, truth).boundary_px


def test_a_mask_that_comes_late_is_brought_to_where_people_are_now() -> None:
    scene = person_before("wall")
    assert scene.picture.tracked is not None
    mask = scene.picture.tracked.person
    assert mask is not None
    empty = np.zeros_like(mask)
    errors = []
    for person_ns in (moved(scene.picture, 0, 1, mask).pts_ns, None):
        matting = Matting()
        for step in range(5):
            # Looked at in vain before; what was seen on the second picture comes with the last.
            later = moved(scene.picture, 12 * step, step + 1, mask if step == 4 else empty)
            assert later.tracked is not None
            if step == 4:
                later = replace(later, tracked=replace(later.tracked, person_ns=person_ns))
            found = alpha_of(matting, later)
        truth = np.roll(scene.alpha, 48, axis=1)
        errors.append(edge_error(found[:, 48:], truth[:, 48:]).boundary_px)
    assert errors[0] < 0.5 * errors[1]


def test_a_mask_serves_for_a_quarter_of_a_second() -> None:
    scene, matting = person_before("wall"), Matting()
    blind = replace(scene.picture, tracked=None, serial=2)
    assert matting.of(blind) is None
    assert matting.of(scene.picture) is not None
    kept = replace(blind, pts_ns=scene.picture.pts_ns + MOST_AGE_NS)
    assert matting.of(kept) is not None
    assert matting.of(replace(blind, pts_ns=kept.pts_ns + 1)) is None
    assert matting.of(replace(blind, pts_ns=kept.pts_ns + 2)) is None
    assert matting.of(replace(scene.picture, pts_ns=kept.pts_ns + 3)) is not None


def test_a_mask_that_trembles_makes_an_edge_that_does_not() -> None:
    scene, matting = person_before("wall"), Matting()
    assert scene.picture.tracked is not None
    mask = scene.picture.tracked.person
    assert mask is not None
    random = np.random.default_rng(5)
    edges, masks = [], []
    for step in range(12):
        noise = cv2.GaussianBlur(random.normal(0, 1, mask.shape), (0, 0), 3) * 400
        soft = (mask > 5) & (mask < 250)
        trembling = np.where(soft, np.clip(mask + noise, 0, 255), mask).astype(np.uint8)
        picture = moved(scene.picture, 0, step, trembling)
        edges.append(alpha_of(matting, picture))
        masks.append(grown_mask(picture))
    ours = np.abs(np.diff(edges[2:], axis=0)).mean()
    theirs = np.abs(np.diff(masks[2:], axis=0)).mean()
    assert ours < 0.6 * theirs


def test_somebody_who_appears_is_seen_at_once() -> None:
    scene, matting = person_before("wall"), Matting()
    empty = as_picture(wall(WIDTH, HEIGHT), np.zeros((256, 256), np.uint8))
    assert alpha_of(matting, empty).max() == 0
    later = replace(scene.picture, pts_ns=empty.pts_ns + 33 * MS_NS, serial=2)
    assert (alpha_of(matting, later) > 0.9).mean() > 0.9 * (scene.alpha > 0.9).mean()


def test_the_edge_is_moved_and_softened() -> None:
    picture = person_before("wall").picture
    usual = alpha_of(Matting(), picture)
    wide = alpha_of(Matting(), picture, shift=0.8)
    narrow = alpha_of(Matting(), picture, shift=-0.8)
    assert narrow.sum() < 0.985 * usual.sum() < 0.97 * wide.sum()
    hard, soft = (alpha_of(Matting(), picture, feather=each) for each in (0.0, 1.0))
    between = [((alpha > 0.05) & (alpha < 0.95)).mean() for alpha in (hard, soft)]
    assert between[1] > 1.5 * between[0]


@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768), (854, 480), (320, 240), (162, 90)])
def test_takes_pictures_of_any_size(size: tuple[int, int]) -> None:
    person, alpha = placed(*size, strands=0)
    mask = np.rint(cv2.resize(alpha, (256, 256), interpolation=cv2.INTER_AREA) * 255)
    picture = as_picture(over(person, alpha, wall(*size)), mask.astype(np.uint8))
    found = alpha_of(Matting(), picture)
    assert found.shape == alpha.shape
    assert edge_error(found, alpha).overlap > 0.95
