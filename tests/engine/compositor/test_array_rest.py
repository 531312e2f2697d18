"""Tests of studio.engine.compositor.array_rest: as layers that are drawn one by one."""

from dataclasses import replace

import numpy as np
import pytest

from studio.engine.canvas.margin import with_margin
from studio.engine.compositor import array_paint
from studio.engine.compositor.array_memory import KEPT_TICKS
from studio.engine.compositor.array_paint import Painter
from studio.engine.compositor.array_planes import Planes, nv12_planes
from studio.engine.compositor.array_rest import LEAST, MOST, REST_TICKS
from studio.engine.compositor.composition import Affine, Composition, Layer
from studio.engine.picture import Plane
from tests.engine.compositor.pictures import smooth_picture, whole

WIDTH, HEIGHT = 320, 178
GROUND = smooth_picture(WIDTH, HEIGHT, 4)


def banner(number: int, x: float, y: float, opacity: float = 0.8) -> Layer:
    picture, _ = with_margin(smooth_picture(60, 24, number, has_alpha=True))
    matrix = Affine(1, 0, 0, 1, x, y)
    return Layer(f"banner {number}", picture, whole(picture), matrix, opacity=opacity)


BANNERS = tuple(banner(number, 20 + 23 * number, 12.5 + 9 * number) for number in range(5))


class Show:
    """Paints again and again what rests, and whatever is told to move."""

    def __init__(self, *, transparent: bool = False) -> None:
        self.painter = Painter()
        self.transparent = transparent

    def paint(self, layers: tuple[Layer, ...]) -> Plane:
        nv12 = np.zeros((HEIGHT * 3 // 2, WIDTH), np.uint8)
        planes = nv12_planes(nv12, HEIGHT)
        ground: tuple[Layer, ...] = (Layer("ground", GROUND, whole(GROUND), Affine()),)
        if self.transparent:
            clear = np.zeros((HEIGHT, WIDTH), np.uint8)
            planes, ground = Planes(planes.y, planes.uv, clear, is_from_zero=True), ()
        composition = Composition(WIDTH, HEIGHT, ground + layers, transparent=self.transparent)
        self.painter.paint(composition, planes)
        return nv12 if planes.alpha is None else np.concatenate([nv12, planes.alpha])

    def rest(self, layers: tuple[Layer, ...], ticks: int = REST_TICKS + 2) -> Plane:
        return [self.paint(layers) for _ in range(ticks)][-1]

    @property
    def runs(self) -> int:
        return self.painter._rest.count


def one_by_one(layers: tuple[Layer, ...], *, transparent: bool = False) -> Plane:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(array_paint, "REST_TICKS", 1 << 30)
        return Show(transparent=transparent).rest(layers)


@pytest.mark.parametrize("transparent", [False, True])
def test_what_rests_is_kept_as_one_and_looks_the_same(transparent: bool) -> None:
    show = Show(transparent=transparent)
    drawn = show.rest(BANNERS, REST_TICKS)
    assert show.runs == 0
    drawn = show.rest(BANNERS)
    assert show.runs == 1
    off = np.abs(drawn.astype(int) - one_by_one(BANNERS, transparent=transparent))
    assert off.max() <= 4
    assert off.mean() < 0.3


def test_one_that_moves_is_drawn_where_it_is_and_the_others_stay_one() -> None:
    show = Show()
    counts = (banner(9, 200, 90), banner(9, 203, 90))
    for index in range(3 * REST_TICKS):
        layers = (*BANNERS[:3], counts[index % 2], *BANNERS[2:])
        layers = tuple(replace(each, key=f"{n}") for n, each in enumerate(layers))
        drawn = show.paint(layers)
    assert show.runs == 2
    assert np.abs(drawn.astype(int) - one_by_one(layers)).max() <= 4


def test_what_begins_to_move_is_seen_at_once() -> None:
    show = Show()
    show.rest(BANNERS)
    moved = (*BANNERS[:2], replace(BANNERS[2], matrix=Affine(tx=150, ty=100)), *BANNERS[3:])
    drawn = show.paint(moved)
    assert np.abs(drawn.astype(int) - one_by_one(moved)).max() <= 4
    gone = moved[:2] + moved[3:]
    assert np.abs(show.paint(gone).astype(int) - one_by_one(gone)).max() <= 4


def test_few_are_drawn_by_themselves_and_many_in_runs() -> None:
    few, many = Show(), Show()
    few.rest(BANNERS[: LEAST - 1])
    assert few.runs == 0
    many.rest(tuple(banner(number, 2 * number, 3 * number) for number in range(2 * MOST)))
    assert many.runs == 2


def test_what_is_not_drawn_any_more_is_forgotten() -> None:
    show = Show()
    show.rest(BANNERS)
    show.rest((), 2 * KEPT_TICKS + 1)
    assert show.runs == 0


def test_what_lies_outside_is_nothing() -> None:
    show = Show()
    outside = tuple(banner(number, 900, 900) for number in range(4))
    assert np.array_equal(show.rest(outside), show.rest(()))
