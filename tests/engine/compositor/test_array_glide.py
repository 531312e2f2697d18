"""Tests of studio.engine.compositor.array_glide."""

from dataclasses import replace

import numpy as np
import pytest

from studio.engine.canvas.margin import with_margin
from studio.engine.compositor import array_glide
from studio.engine.compositor.array import ArrayCompositor
from studio.engine.compositor.array_glide import Glide, Kept, can_glide
from studio.engine.compositor.array_memory import KEPT_TICKS, LayerMemories
from studio.engine.compositor.array_planes import Scratch
from studio.engine.compositor.array_turn import Turn
from studio.engine.compositor.composition import Affine, Blend, Composition, Layer, Rect
from studio.engine.picture import Picture, Plane
from tests.engine.compositor.pictures import at, draw, smooth_picture, whole

SIZE = (128, 96)
BELOW = at(smooth_picture(*SIZE, 1), key="below")


def soft(seed: int = 2, width: int = 50, height: int = 30) -> Picture:
    return with_margin(smooth_picture(width, height, seed, has_alpha=True))[0]


def layer(picture: Picture, x: float, y: float, scale: float = 1.0) -> Layer:
    return Layer("moved", picture, whole(picture), Affine(a=scale, d=scale, tx=x, ty=y))


def drawn_anew(composition: Composition) -> Plane:
    compositor = ArrayCompositor()
    nv12 = draw(compositor, composition).copy()
    compositor.close()
    return nv12


def off_by(compositor: ArrayCompositor, moved: Layer) -> int:
    """How far what was kept is off what is drawn by a compositor that knows nothing."""
    composition = Composition(*SIZE, (BELOW, moved))
    drawn = draw(compositor, composition).astype(int)
    return int(np.abs(drawn - drawn_anew(composition)).max())


@pytest.mark.parametrize("scale", [1.0, 0.667, 0.3, -1.4])
def test_wherever_it_goes_it_looks_as_if_it_were_drawn_there_at_first(
    array_compositor: ArrayCompositor, scale: float
) -> None:
    picture = soft()
    for step in range(60):  # in from beyond the left edge and out at the lower right corner
        moved = layer(picture, step * 3.25 - 55, step * 2.75 - 40, scale)
        assert off_by(array_compositor, moved) <= 2


def test_it_may_turn_fade_and_change_its_picture_on_the_way(
    array_compositor: ArrayCompositor,
) -> None:
    for step in range(40):
        turn = 0.6 if step > 20 else 0.0
        moved = replace(
            layer(soft(seed=2 + step // 9), 0, 0),
            matrix=Affine(1.0, -turn, turn, 1.0, 30 + step * 0.5, 20.25),
            opacity=1.0 if step < 5 else 0.4 if step % 10 < 5 else 0.4 + step / 80,
        )
        assert off_by(array_compositor, moved) <= 2


def test_it_is_made_ready_once_for_each_fraction() -> None:
    glide, scratch, picture = Glide(Kept()), Scratch(), soft()
    overs = set()
    for step in range(100):
        ready = glide.ready(layer(picture, step * 2.5, 7.0), picture, 1.0, scratch, Turn())
        overs.add(id(ready.over) if ready else None)
    assert len(overs) == 1 + 4


def test_what_rests_or_grows_from_the_beginning_is_drawn_otherwise() -> None:
    glide, scratch, picture = Glide(Kept()), Scratch(), soft()
    for _ in range(3):
        assert glide.ready(layer(picture, 3.5, 7), picture, 1.0, scratch, Turn()) is None
    for step in range(3):
        grown = layer(picture, 3.5 + step, 7, scale=1.1 + step / 10)
        assert glide.ready(grown, picture, 1.0, scratch, Turn()) is None


def test_no_more_is_kept_than_all_may_keep(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(array_glide, "MOST_KEPT_PX", 20_000)
    kept, scratch, picture = Kept(), Scratch(), soft()
    glides = [Glide(kept) for _ in range(10)]
    for step in range(50):
        for glide in glides:
            assert (
                glide.ready(layer(picture, step * 2.25, 7), picture, 1.0, scratch, Turn())
                or not step
            )
            assert kept.pixels <= 20_000
    for glide in glides:
        glide.clear()
    assert kept.pixels == 0


def test_what_is_no_longer_drawn_keeps_nothing() -> None:
    memories, picture = LayerMemories(), soft()
    for step in range(4):
        glide = memories.entry("moved").glide
        glide.ready(layer(picture, step * 2.25, 7), picture, 1.0, Scratch(), Turn())
    assert memories.kept_px > 0
    for _ in range(2 * KEPT_TICKS):
        memories.next_tick()
    assert memories.kept_px == 0


def test_what_is_too_large_is_drawn_where_it_is_seen() -> None:
    glide, picture = Glide(Kept()), soft(width=60, height=40)
    for step in range(3):
        large = layer(picture, step * 4.5, 0, scale=40)
        assert glide.ready(large, picture, 1.0, Scratch(), Turn()) is None


def test_only_a_whole_soft_picture_glides() -> None:
    picture = soft()
    moved = layer(picture, 3, 4)
    assert can_glide(moved, picture)
    assert not can_glide(moved, replace(picture, has_clear_edge=False))
    assert not can_glide(replace(moved, blend=Blend.SCREEN), picture)
    assert not can_glide(replace(moved, clip=Rect(0, 0, 9, 9)), picture)
    assert not can_glide(replace(moved, crop=Rect(0, 0, 9, 9)), picture)
