"""Tests of studio.engine.compositor.array_background, on a person whose true edge is known."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from studio.engine.compositor.array_background import BackgroundPainter
from studio.engine.compositor.array_planes import Planes, Scratch
from studio.engine.compositor.filter_background import (
    BLUR,
    COLOR,
    CUT_OUT,
    PICTURE,
    Background,
)
from studio.engine.compositor.rgba import picture_from_rgba
from studio.engine.picture import Picture
from tests.engine.compositor import golden_background
from tests.engine.compositor.people import (
    BACKGROUNDS,
    HEIGHT,
    WIDTH,
    Floats,
    Scene,
    as_picture,
    dusk,
    over,
    person_before,
    room,
)

GREEN = (0, 177, 64)


def painted(picture: Picture, background: Background) -> Planes:
    planes = BackgroundPainter().paint(picture, background, Scratch())
    assert planes is not None
    return planes


def right(scene: Scene, behind: Floats) -> Picture:
    """What a perfect filter would make of it."""
    return as_picture(over(scene.person, scene.alpha, behind), None)


def wrong_px(planes: Planes, wanted: Picture, scene: Scene) -> float:
    """The mean error of luma around the person's edge."""
    edge = cv2.dilate(scene.alpha, np.ones((31, 31))) - cv2.erode(scene.alpha, np.ones((31, 31)))
    return float(np.abs(planes.y.astype(int) - wanted.y)[edge > 0.5].mean())


@pytest.mark.parametrize("name", BACKGROUNDS)
def test_a_picture_lies_behind_as_if_it_always_had(name: str) -> None:
    scene = person_before(name)
    new = (room if name != "room" else dusk)(WIDTH, HEIGHT)
    background = Background(mode=PICTURE, behind=as_picture(new, None), wrap=0)
    ours = wrong_px(painted(scene.picture, background), right(scene, new), scene)
    tracked = scene.picture.tracked
    assert tracked is not None
    assert tracked.person is not None
    mask = cv2.resize(tracked.person, (WIDTH, HEIGHT)).astype(np.float32) / 255
    old = over(scene.person, scene.alpha, BACKGROUNDS[name](WIDTH, HEIGHT))
    naive = as_picture(over(old, np.asarray(mask, np.float32), new), None)
    theirs = wrong_px(Planes(naive.y, naive.uv), right(scene, new), scene)
    assert ours < 0.8 * theirs


@pytest.mark.parametrize("mode", [BLUR, PICTURE, COLOR, CUT_OUT])
def test_who_is_in_front_is_left_as_it_is(mode: str) -> None:
    scene = person_before("wall")
    behind = as_picture(room(WIDTH, HEIGHT), None)
    planes = painted(scene.picture, Background(mode=mode, behind=behind))
    inside = cv2.erode(scene.alpha, np.ones((61, 61))) > 0.99
    inside[-60:] = False  # the segmenter leaves out what is below
    same = planes.y[inside] == scene.picture.y[inside]
    assert same.mean() > 0.98
    if planes.alpha is not None:
        assert (planes.alpha[inside] == 255).mean() > 0.98


def test_a_colour_is_put_behind() -> None:
    scene = person_before("wall")
    planes = painted(scene.picture, Background(mode=COLOR, color=GREEN))
    outside = cv2.dilate(scene.alpha, np.ones((61, 61))) < 0.01
    wanted = picture_from_rgba(np.full((2, 2, 4), (*GREEN, 255), np.uint8), 1, 0)
    assert (planes.y[outside] == wanted.y[0, 0]).all()
    assert planes.alpha is None
    halved = outside[::2, ::2]
    assert (planes.uv[halved] == wanted.uv[0, 0]).all()


def test_what_is_cut_out_is_premultiplied() -> None:
    scene = person_before("dusk")
    planes = painted(scene.picture, Background(mode=CUT_OUT))
    assert planes.alpha is not None
    clear = planes.alpha == 0
    assert clear.mean() > 0.3
    assert (planes.y[clear] <= 17).all()
    # Over black it is as bright as its alpha allows.
    most = 16 + (235 - 16) * (planes.alpha.astype(float) / 255) + 2
    assert (planes.y <= most + 14).mean() > 0.999


def test_what_was_transparent_stays_so_when_cut_out() -> None:
    picture = person_before("wall").picture
    alpha = np.full(picture.y.shape, 128, np.uint8)
    planes = painted(replace(picture, alpha=alpha), Background(mode=CUT_OUT))
    assert planes.alpha is not None
    assert set(np.unique(planes.alpha)) <= set(range(129))
    assert (planes.alpha == 128).mean() > 0.2


def test_a_room_is_blurred_while_its_picture_loads() -> None:
    picture = person_before("room").picture
    waiting = painted(picture, Background(mode=PICTURE, source="sea"))
    soft = painted(picture, Background(mode=BLUR))
    assert np.array_equal(waiting.y, soft.y)


def test_light_of_what_is_behind_falls_on_the_edge() -> None:
    scene = person_before("wall")
    white = as_picture(np.full((HEIGHT, WIDTH, 3), 255, np.float32), None)
    dark, lit = (
        painted(scene.picture, Background(mode=PICTURE, behind=white, wrap=wrap)).y.astype(int)
        for wrap in (0.0, 1.0)
    )
    edge = (cv2.erode(scene.alpha, np.ones((9, 9))) > 0.9) & (
        cv2.erode(scene.alpha, np.ones((41, 41))) < 0.1
    )
    assert (lit - dark)[edge].mean() > 5
    inside = cv2.erode(scene.alpha, np.ones((121, 121))) > 0.99
    assert np.abs(lit - dark)[inside].mean() < 0.5


def test_nobody_looked_leaves_a_picture_alone() -> None:
    picture = replace(person_before("wall").picture, tracked=None)
    assert BackgroundPainter().paint(picture, Background(), Scratch()) is None


@pytest.mark.parametrize("name", golden_background.BACKGROUNDS)
def test_golden_pictures(name: str) -> None:
    made = golden_background.made(name)
    off = np.abs(made.astype(int) - golden_background.golden(name))
    assert off.mean() < 3  # what WebP loses
    high, wide = off.shape[0] // 12 * 12, off.shape[1] // 12 * 12
    blocks = off[:high, :wide].reshape(high // 12, 12, -1, 12, 3).mean(axis=(1, 3, 4))
    assert blocks.max() < 14
