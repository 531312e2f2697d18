"""Tests of studio.engine.tracking.person_edge, on a person whose true edge is known."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from studio.engine.tracking.person_edge import PersonEdges
from tests.engine.compositor.edges import edge_error
from tests.engine.compositor.people import person_before


@pytest.mark.parametrize(
    ("size", "found"), [((1920, 1080), (540, 960)), ((1280, 720), (720, 1280))]
)
def test_the_edge_is_the_pictures(size: tuple[int, int], found: tuple[int, int]) -> None:
    scene = person_before("dusk", *size)
    cover = PersonEdges().of("Camera", scene.picture)
    assert cover is not None
    assert cover.shape == found
    truth = cv2.resize(scene.alpha, found[::-1], interpolation=cv2.INTER_AREA)
    assert scene.picture.tracked is not None
    assert scene.picture.tracked.person is not None
    mask = cv2.resize(scene.picture.tracked.person, found[::-1]) / 255
    ours = edge_error(np.asarray(cover / 255, np.float32), np.asarray(truth))
    theirs = edge_error(np.asarray(mask, np.float32), np.asarray(truth))
    assert ours.alpha < 0.6 * theirs.alpha


def test_one_picture_has_one_cover_and_each_camera_its_own() -> None:
    picture, edges = person_before("wall").picture, PersonEdges()
    first = edges.of("Camera", picture)
    assert first is not None
    assert edges.of("Camera", picture) is first
    assert edges.of("Other", picture) is not first
    assert edges.of("Camera", replace(picture, serial=2)) is not first
    blind = replace(picture, tracked=None, pts_ns=picture.pts_ns + 10**9)
    assert edges.of("Camera", blind) is None


def test_a_camera_that_is_not_shown_is_forgotten() -> None:
    picture, edges = person_before("wall").picture, PersonEdges()
    blind = replace(picture, tracked=None, serial=2)
    assert edges.of("Camera", picture) is not None
    assert edges.of("Camera", blind) is not None  # kept for a moment
    edges.keep({"Other"})
    assert edges.of("Camera", replace(blind, serial=3)) is None
