"""Tests of studio.engine.compositor.array_turn: as planes that are sampled one by one."""

from dataclasses import replace

import numpy as np
import pytest

from studio.engine.canvas.margin import with_margin
from studio.engine.compositor.array_over import faded, make_over
from studio.engine.compositor.array_planes import Planes, Scratch, nv12_planes
from studio.engine.compositor.array_sample import sample
from studio.engine.compositor.array_turn import Turn, is_turned, step_px
from studio.engine.compositor.composition import Affine, Layer
from studio.engine.compositor.placement import Placement, place
from studio.engine.compositor.rgba import picture_from_rgba
from studio.engine.picture import Picture, Plane
from tests.engine.compositor.pictures import smooth_picture, whole

WIDTH, HEIGHT = 162, 122


def soft(seed: int = 2, width: int = 51, height: int = 37) -> Picture:
    return with_margin(smooth_picture(width, height, seed, has_alpha=True))[0]


def placed(picture: Picture, matrix: Affine) -> Placement:
    rows, columns = picture.y.shape
    found = place(Layer("x", picture, whole(picture), matrix), columns, rows, WIDTH, HEIGHT)
    assert found
    return found


def wall() -> Plane:
    return np.random.default_rng(3).integers(16, 235, (HEIGHT * 3 // 2, WIDTH)).astype(np.uint8)


def one_by_one(picture: Picture, placement: Placement, opacity: float) -> Plane:
    """Draw it as single planes."""
    box, scratch = placement.box, Scratch()
    patch = scratch.planes("patch", box.width, box.height, has_alpha=True)
    sample(Planes(picture.y, picture.uv, picture.alpha), placement, patch, scratch)
    over = make_over(patch, box, 1.0, None, Scratch())
    nv12 = wall()
    faded(over, opacity, Scratch()).draw(nv12_planes(nv12, HEIGHT), scratch)
    return nv12


def together(turn: Turn, picture: Picture, placement: Placement, opacity: float) -> Plane:
    nv12 = wall()
    turn.over(picture, placement, opacity, Scratch()).draw(nv12_planes(nv12, HEIGHT), Scratch())
    return nv12


MATRICES = {
    "turned": Affine(0.8, -0.6, 0.6, 0.8, 40.3, 20.6),
    "shrunk": Affine(0.55, 0.1, -0.1, 0.6, 30.2, 30.7),
    "mirrored": Affine(-1.3, 0.2, 0.1, 1.2, 120.5, 10.25),
    "half out": Affine(1.2, -0.5, 0.5, 1.2, -20.3, 90.6),
}


@pytest.mark.parametrize("name", MATRICES)
@pytest.mark.parametrize("opacity", [1.0, 0.4])
def test_it_looks_as_planes_that_are_sampled_one_by_one(name: str, opacity: float) -> None:
    turn = Turn()
    for seed in (2, 3):  # another picture takes the place of the first one
        picture = soft(seed)
        placement = placed(picture, MATRICES[name])
        drawn = together(turn, picture, placement, opacity).astype(int)
        off = np.abs(drawn - one_by_one(picture, placement, opacity))
        assert off[:HEIGHT].max() <= 4
        assert off[HEIGHT:].max() <= 12, "of chroma, which is sampled where luma is"
        assert off.mean() < 0.3


@pytest.mark.parametrize("scale", [2.0, 3.7])
def test_what_is_enlarged_loses_next_to_nothing(scale: float) -> None:
    picture = soft()
    placement = placed(picture, Affine(scale, 0.2, -0.2, scale, -9.7, -5.2))
    off = np.abs(
        together(Turn(), picture, placement, 1.0).astype(int) - one_by_one(picture, placement, 1.0)
    )
    assert off.max() <= 24
    assert off.mean() < 0.5


def glow(side: int = 96) -> Picture:
    """Return a soft disc."""
    y, x = (np.mgrid[0:side, 0:side] + 0.5) / side - 0.5
    rgba = np.full((side, side, 4), (255, 190, 90, 0), np.uint8)
    rgba[..., 3] = 255 * np.cos(np.pi / 2 * np.clip(2.2 * np.hypot(x, y), 0, 1)) ** 2
    return with_margin(picture_from_rgba(rgba, 1, 0))[0]


@pytest.mark.parametrize("opacity", [1.0, 0.4])
@pytest.mark.parametrize("turn", [0.0, 0.9])
@pytest.mark.parametrize("step", [2, 4, 8])
def test_what_is_soft_is_sampled_at_few_points_and_looks_the_same(
    step: int, turn: float, opacity: float
) -> None:
    picture = replace(glow(), detail_px=step // 2)
    placement = placed(picture, Affine(1.7, turn, -turn, 1.7, -13.3, -3.1))
    assert placement.box.height % 4 == 2
    assert step_px(picture, placement) == step
    expected = one_by_one(picture, placement, opacity).astype(int)
    off = np.abs(together(Turn(), picture, placement, opacity).astype(int) - expected)
    assert off.max() <= (5 if step < 8 else 9)  # of a light that is 42 pixels wide
    assert off.mean() < 0.5


def test_how_often_a_picture_is_sampled_depends_on_how_large_its_details_are_seen() -> None:
    def step(detail_px: int, growth: float) -> int:
        picture = replace(soft(), detail_px=detail_px)
        return step_px(picture, placed(picture, Affine(growth, 0, 0, growth, 0.3, 0.3)))

    assert [step(1, growth) for growth in (1.0, 1.49, 1.51, 3.7)] == [1, 1, 2, 2]
    assert [step(4, growth) for growth in (0.3, 0.4, 0.8, 1.51)] == [1, 2, 4, 8]


LARGE = Affine(2.0, 0.2, -0.2, 2.0, -9.7, -5.2)


@pytest.mark.parametrize(("one", "other"), [("turned", "half out"), ("large", "large")])
def test_a_picture_is_packed_once(monkeypatch: pytest.MonkeyPatch, one: str, other: str) -> None:
    turn, picture, ways = Turn(), soft(), {**MATRICES, "large": LARGE}
    together(turn, picture, placed(picture, ways[one]), 1.0)
    monkeypatch.setattr(Turn, "_from_zero", None)
    together(turn, picture, placed(picture, ways[other]), 0.5)
    with pytest.raises(TypeError):
        together(turn, soft(3), placed(picture, ways[other]), 0.5)


def test_what_is_copied_or_shrunk_first_is_none_of_its() -> None:
    picture = soft()
    assert is_turned(placed(picture, MATRICES["shrunk"]))
    assert not is_turned(placed(picture, Affine(0.2, 0.05, -0.05, 0.21, 70.2, 50.7)))
    even = soft(width=50, height=36)
    assert not is_turned(placed(even, Affine(tx=4, ty=6)))
