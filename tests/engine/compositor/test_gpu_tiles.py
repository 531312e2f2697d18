"""Tests of studio.engine.compositor.gpu_tiles."""

import math

import numpy as np

from studio.engine.compositor.composition import Affine, Blend, Layer
from studio.engine.compositor.gpu_shape import Shape, shape_of
from studio.engine.compositor.gpu_tiles import FEW_TILES, MAX_MEMBERS, Base, Run, tile_runs
from studio.engine.compositor.placement import place
from tests.engine.compositor.pictures import plain_picture, whole

WIDTH, HEIGHT = 256, 64  # 4 by 8 tiles
RED = (255, 0, 0, 255)


def shape(x: float, y: float, width: int, height: int, **more: object) -> Shape:
    matrix = more.pop("matrix", Affine(tx=x, ty=y))
    canvas_height = int(str(more.pop("canvas_height", HEIGHT)))
    picture = plain_picture(width, height, RED)
    layer = Layer("a", picture, whole(picture), matrix, **more)  # type: ignore[arg-type]  # by name
    where = place(layer, width, height, WIDTH, canvas_height)
    assert where is not None
    return shape_of(layer, where, width, height, has_alpha=False)


def tiles(run: Run) -> set[tuple[int, int]]:
    return {(int(t) & 0xFFFF, int(t) >> 16) for t in run.tiles}


def members(run: Run) -> list[int]:
    return [index for index, _ in run.members]


def test_no_layers_are_one_run_that_clears() -> None:
    (run,) = tile_runs([], WIDTH, HEIGHT, is_loaded=False)
    assert run.base is Base.CLEAR
    assert not run.members
    assert len(tiles(run)) == 32


def test_what_is_loaded_and_not_covered_is_in_no_run() -> None:
    (run,) = tile_runs([shape(64, 8, 64, 8)], WIDTH, HEIGHT, is_loaded=True)
    assert run.base is Base.LOAD
    assert tiles(run) == {(1, 1)}
    assert run.members[0][1].bands == 0


def test_few_tiles_share_a_run_with_those_at_an_edge() -> None:
    (run,) = tile_runs([shape(32, 8, 128, 8)], WIDTH, HEIGHT, is_loaded=True)
    assert tiles(run) == {(0, 1), (1, 1), (2, 1)}
    assert run.members[0][1].bands == 2


def test_many_tiles_do_not_pay_for_edges_elsewhere() -> None:
    height = 8 * (FEW_TILES + 1)
    one = shape(32, 0, 128, height, canvas_height=height)
    runs = tile_runs([one], WIDTH, height, is_loaded=True)
    by_bands = {run.members[0][1].bands: tiles(run) for run in runs}
    assert {x for x, _ in by_bands[0]} == {1}
    assert {x for x, _ in by_bands[2]} == {0, 2}


def test_layers_that_overlap_in_every_way_are_drawn_one_after_another() -> None:
    shapes = [shape(2 * n, 2 * n, 100, 20, opacity=0.5) for n in range(20)]
    shapes += [shape(2 * n, 44 - 2 * n, 100, 20, opacity=0.5) for n in range(20)]
    runs = tile_runs(shapes, WIDTH, HEIGHT, is_loaded=True)
    assert len(runs) <= len(shapes)
    assert [index for run in runs for index in members(run)] == list(range(len(shapes)))


def test_what_an_opaque_layer_hides_is_not_drawn() -> None:
    below, above = shape(0, 0, 256, 64), shape(64, 0, 64, 64)
    runs = tile_runs([below, above], WIDTH, HEIGHT, is_loaded=False)
    drawn = {tuple(members(run)): len(tiles(run)) for run in runs}
    assert drawn == {(0,): 24, (1,): 8}


def test_what_can_be_seen_through_hides_nothing() -> None:
    below = shape(0, 0, 256, 64)
    for above in (shape(64, 0, 64, 64, opacity=0.5), shape(64, 0, 64, 64, blend=Blend.SCREEN)):
        runs = tile_runs([below, above], WIDTH, HEIGHT, is_loaded=False)
        assert sorted(map(members, runs)) == [[0], [0, 1]]


def test_many_layers_are_drawn_in_several_goes_in_their_order() -> None:
    shapes = [shape(0, 0, 256, 64, opacity=0.5) for _ in range(2 * MAX_MEMBERS + 1)]
    runs = tile_runs(shapes, WIDTH, HEIGHT, is_loaded=False)
    assert [index for run in runs for index in members(run)] == list(range(len(shapes)))
    assert [run.base for run in runs] == [Base.CLEAR, Base.LOAD, Base.LOAD]


def test_a_hundred_layers_are_all_drawn() -> None:
    shapes = [shape(0, 0, 64, 8, opacity=0.5) for _ in range(100)]
    runs = tile_runs(shapes, WIDTH, HEIGHT, is_loaded=True)
    assert [index for run in runs for index in members(run)] == list(range(100))
    assert {run.base for run in runs} == {Base.LOAD}


def test_a_turned_layer_misses_the_corners_of_its_bounds() -> None:
    cos = math.cos(math.pi / 4)
    one = shape(0, 0, 40, 40, matrix=Affine(cos, -cos, cos, cos, 128, 4))
    covered = set().union(*(tiles(r) for r in tile_runs([one], WIDTH, HEIGHT, is_loaded=True)))
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH] + 0.5
    u, v = (x - 128) * cos + (y - 4) * cos, (y - 4) * cos - (x - 128) * cos
    inside = (u > 0) & (u < 40) & (v > 0) & (v < 40)
    needed = {(int(cx) // 64, int(cy) // 8) for cy, cx in np.argwhere(inside)}
    assert needed <= covered
    assert len(covered) <= len(needed) + 4
