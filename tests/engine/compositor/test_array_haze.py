"""Tests of studio.engine.compositor.array_haze: as layers that are drawn one by one."""

from dataclasses import replace

import numpy as np
import pytest

from studio.engine.canvas.margin import with_margin
from studio.engine.compositor import array_paint
from studio.engine.compositor.array_haze import soft
from studio.engine.compositor.array_memory import LayerMemory
from studio.engine.compositor.array_paint import Painter
from studio.engine.compositor.array_planes import Planes, nv12_planes
from studio.engine.compositor.composition import Affine, Blend, Composition, Layer, Rect
from studio.engine.compositor.detail import detail_px
from studio.engine.compositor.rgba import picture_from_rgba
from studio.engine.picture import Picture
from tests.engine.compositor.pictures import smooth_picture, whole

WIDTH, HEIGHT = 320, 178


def light(color: tuple[int, int, int], side: int = 192) -> Picture:
    """Return a soft disc."""
    y, x = (np.mgrid[0:side, 0:side] + 0.5) / side - 0.5
    rgba = np.full((side, side, 4), (*color, 0), np.uint8)
    rgba[..., 3] = 255 * np.cos(np.pi / 2 * np.clip(2.05 * np.hypot(x, y), 0, 1)) ** 2
    picture = picture_from_rgba(rgba, 1, 0)
    return replace(picture, detail_px=detail_px(picture))


def layer(key: str, picture: Picture, matrix: Affine, opacity: float = 1.0) -> Layer:
    return Layer(key, picture, whole(picture), matrix, opacity=opacity)


GROUND = smooth_picture(WIDTH, HEIGHT, 4)
LIGHTS = (
    layer("warm", light((255, 180, 60)), Affine(1.5, 0.4, -0.4, 1.5, 20.3, -60.2)),
    layer("white", light((255, 255, 255)), Affine(1.2, 0, 0, 1.2, 40.3, -30.2), 0.6),
    layer("cold", light((60, 180, 255)), Affine(2.0, 0, 0, 2.0, -180.5, -160.1), 0.8),
)


def painted(layers: tuple[Layer, ...], *, transparent: bool = False) -> Planes:
    nv12 = np.zeros((HEIGHT * 3 // 2, WIDTH), np.uint8)
    planes = nv12_planes(nv12, HEIGHT)
    if transparent:
        clear = np.zeros((HEIGHT, WIDTH), np.uint8)
        planes = Planes(planes.y, planes.uv, clear, is_from_zero=True)
    Painter().paint(Composition(WIDTH, HEIGHT, layers, transparent=transparent), planes)
    return planes


def off(ours: Planes, theirs: Planes) -> tuple[int, float]:
    """Return the largest and the mean difference."""
    pairs = [(ours.y, theirs.y), (ours.uv, theirs.uv)]
    if ours.alpha is not None:
        assert theirs.alpha is not None
        pairs.append((ours.alpha, theirs.alpha))
    lost = np.concatenate([np.abs(a.astype(int) - b).ravel() for a, b in pairs])
    return int(lost.max()), float(lost.mean())


@pytest.mark.parametrize("transparent", [False, True])
def test_lights_on_one_another_look_as_when_they_are_drawn_one_by_one(
    monkeypatch: pytest.MonkeyPatch, transparent: bool
) -> None:
    layers = LIGHTS if transparent else (layer("ground", GROUND, Affine()), *LIGHTS)
    together = painted(layers, transparent=transparent)
    monkeypatch.setattr(array_paint, "soft", lambda *_: None)
    most, mean = off(together, painted(layers, transparent=transparent))
    assert most <= 6
    assert mean < 0.6


def night(color: tuple[int, int, int, int] = (11, 8, 48, 200)) -> Picture:
    """Return a box of one colour that is as large as the programme, with its clear margin."""
    rgba = np.full((HEIGHT, WIDTH, 4), color, np.uint8)
    return replace(with_margin(picture_from_rgba(rgba, 1, 0))[0], is_flat=True)


NIGHT = layer("night", night(), Affine(1, 0, 0, 1, -2, -2), 0.7)


@pytest.mark.parametrize("transparent", [False, True])
def test_night_between_lights_lies_there(
    monkeypatch: pytest.MonkeyPatch, transparent: bool
) -> None:
    ground = () if transparent else (layer("ground", GROUND, Affine()),)
    layers = (*ground, LIGHTS[0], NIGHT, *LIGHTS[1:])
    together = painted(layers, transparent=transparent)
    monkeypatch.setattr(array_paint, "soft", lambda *_: None)
    most, mean = off(together, painted(layers, transparent=transparent))
    assert most <= 6
    assert mean < 0.9


@pytest.mark.parametrize(
    ("matrix", "is_whole"),
    [
        (Affine(1, 0, 0, 1, -2, -2), True),
        (Affine(1.1, 0, 0, 1.1, -8, -5), True),
        (Affine(3.0, 0.5, -0.5, 3.0, -371, -103), True),
        (Affine(1, 0, 0, 1, -1, -2), False),
        (Affine(1, 0, 0, 1, -2, -3), False),
        (Affine(1.0, 0.2, -0.2, 1.0, -2, -2), False),
        (Affine(0.9, 0, 0, 0.9, -2, -2), False),
    ],
)
def test_night_is_one_colour_only_where_nothing_of_its_edge_is_seen(
    matrix: Affine, is_whole: bool
) -> None:
    target = nv12_planes(np.zeros((HEIGHT * 3 // 2, WIDTH), np.uint8), HEIGHT)
    one = layer("night", night(), matrix)
    assert (soft(one, LayerMemory(), night(), target) is not None) is is_whole


def test_one_that_is_alone_is_drawn_as_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    layers = layer("ground", GROUND, Affine()), LIGHTS[0]
    together = painted(layers)
    monkeypatch.setattr(array_paint, "soft", lambda *_: None)
    assert off(together, painted(layers)) == (0, 0.0)


def test_what_lies_between_stays_between() -> None:
    picture = smooth_picture(80, 60, 7)
    box = layer("box", picture, Affine(1, 0, 0, 1, 100, 40))
    under = painted((layer("ground", GROUND, Affine()), *LIGHTS[:2], box))
    over = painted((layer("ground", GROUND, Affine()), LIGHTS[0], box, LIGHTS[1]))
    inside = np.s_[50:90, 110:170]
    assert np.array_equal(under.y[inside], picture.y[10:50, 10:70])
    assert not np.array_equal(over.y[inside], picture.y[10:50, 10:70])


@pytest.mark.parametrize(
    "other",
    [
        replace(LIGHTS[0], blend=Blend.SCREEN),
        replace(LIGHTS[0], clip=Rect(0, 0, 50, 50)),
        replace(LIGHTS[0], crop=Rect(0, 0, 50, 50)),
        replace(LIGHTS[0], matrix=Affine(0.3, 0, 0, 0.3, 20, 20)),
        replace(LIGHTS[0], matrix=Affine(1.5, 0, 0, 1.5, 900, 20)),
        layer("sharp", replace(light((255, 180, 60)), detail_px=1), LIGHTS[0].matrix),
    ],
)
def test_what_is_more_than_a_soft_picture_is_left_alone(other: Layer) -> None:
    target = nv12_planes(np.zeros((HEIGHT * 3 // 2, WIDTH), np.uint8), HEIGHT)
    assert isinstance(other.content, Picture)
    assert isinstance(LIGHTS[0].content, Picture)
    assert soft(other, LayerMemory(), other.content, target) is None
    assert soft(LIGHTS[0], LayerMemory(), LIGHTS[0].content, target)
