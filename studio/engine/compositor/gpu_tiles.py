"""Which layers cover which tile of 64×8 pixels, as a list of dispatches.

Tiles with the same layers, covered in the same way, are drawn by one dispatch of one
kernel; a tile that nothing covers is in no list; what lies below an opaque layer is
in none either.  This is only worked out when the layout changes, not the pictures::

    for run in tile_runs(shapes, width, height, is_loaded=True):
        run.tiles, run.base, run.members
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from studio.engine.compositor.gpu_shape import Piece, Shape

TILE_WIDTH_PX, TILE_HEIGHT_PX = 64, 8
MAX_MEMBERS = 4
MAX_TEXTURES = 12
"""Every device binds 16 in a kernel."""
FEW_TILES = 128
MANY_RUNS = 24
RUN_COSTS_TILES = 64
"""0.13 ms a dispatch and 2 µs a tile on lavapipe."""
_AT_ONCE = 39
"""Three to this power fits 64 bits: nothing, edge or inner, for each layer."""

Tiles = NDArray[np.uint32]


class Base(StrEnum):
    """What a kernel begins with."""

    LOAD = "load"  # what the canvas holds
    CLEAR = "clear"  # black, or nothing


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """One dispatch.

    Attributes:
        tiles: ``x | y << 16`` of each.
        members: ``(index of the layer, its piece)``, bottom first.
    """

    tiles: Tiles
    base: Base
    members: tuple[tuple[int, Piece], ...]


def tiles_across(width: int) -> int:
    """Return how many tiles lie side by side on a canvas."""
    return -(-width // TILE_WIDTH_PX)


def tiles_down(height: int) -> int:
    """Return how many tiles lie above one another on a canvas."""
    return -(-height // TILE_HEIGHT_PX)


def tile_runs(shapes: list[Shape], width: int, height: int, is_loaded: bool) -> list[Run]:
    """Return the dispatches of a layout in the order in which they are due.

    Args:
        shapes: Bottom first.
        width: Of the canvas.
        height: Of the canvas.
        is_loaded: The canvas already holds a picture that covers all of it;
            otherwise the tiles that no layer covers come as a run without members.
    """
    runs = _runs(shapes, width, height, is_loaded, _AT_ONCE)
    if len(runs) > MANY_RUNS:  # layers that overlap in every way: one after another is cheaper
        one_by_one = _runs(shapes, width, height, is_loaded, 1)
        runs = min(runs, one_by_one, key=_cost)
    return runs


def _cost(runs: list[Run]) -> int:
    """What runs cost, in tiles of one layer."""
    drawn = sum(len(run.tiles) * (1 + len(run.members)) for run in runs)
    return len(runs) * RUN_COSTS_TILES + drawn


def _runs(shapes: list[Shape], width: int, height: int, is_loaded: bool, at_once: int) -> list[Run]:
    runs: list[Run] = []
    covered = np.full((tiles_down(height), tiles_across(width)), is_loaded)
    for start in range(0, max(len(shapes), 1), at_once):
        codes = np.zeros(covered.shape, np.int64)
        some = shapes[start : start + at_once]
        for digit, shape in enumerate(some):
            _add(codes, digit, shape)
        for base, where in ((Base.CLEAR, ~covered), (Base.LOAD, covered)):
            runs += _grouped(np.where(where, codes, 0), some, start, base)
        covered |= codes > 0
    if not covered.all():
        runs.append(Run(_packed(~covered), Base.CLEAR, ()))
    return runs


def _add(codes: NDArray[np.int64], digit: int, shape: Shape) -> None:
    """Write how a layer covers each tile as a digit of the tile's code."""
    left, top = shape.box.left // TILE_WIDTH_PX, shape.box.top // TILE_HEIGHT_PX
    right, bottom = tiles_across(shape.box.right), tiles_down(shape.box.bottom)
    x = np.arange(left, right)[None, :] * float(TILE_WIDTH_PX)
    y = np.arange(top, bottom)[:, None] * float(TILE_HEIGHT_PX)
    touched = np.ones((bottom - top, right - left), bool)
    inner = touched.copy()
    for band in shape.bands:
        across, down = band.nx * TILE_WIDTH_PX, band.ny * TILE_HEIGHT_PX
        corner = band.nx * x + band.ny * y
        low = corner + min(across, 0.0) + min(down, 0.0)
        high = corner + max(across, 0.0) + max(down, 0.0)
        slack = 0.0 if 0.0 in (band.nx, band.ny) else 1.0  # coverage reaches beyond the line
        touched &= (high > band.low - slack) & (low < band.high + slack)
        inner &= (low >= band.low) & (high <= band.high)
    window = codes[top:bottom, left:right]
    if shape.inner.is_opaque:
        window[inner] = 0
    window += np.where(inner, 2, touched.astype(np.int64)) * 3**digit


def _grouped(codes: NDArray[np.int64], shapes: list[Shape], start: int, base: Base) -> list[Run]:
    """Make runs of the tiles that have the same layers.

    Tiles that differ only in whether an edge runs through them share a run if they are
    few: a dispatch costs as much as edges do in ``FEW_TILES``.
    """
    found, counts = np.unique(codes[codes > 0], return_counts=True)
    groups: dict[tuple[object, ...], list[int]] = {}
    for code, count in zip(found.tolist(), counts.tolist(), strict=True):
        states = _states(code, len(shapes))
        alone = code if count > FEW_TILES else 0
        groups.setdefault((alone, *(state > 0 for state in states)), []).append(code)
    runs: list[Run] = []
    for group in groups.values():
        ways = [_states(code, len(shapes)) for code in group]
        members = [
            (start + index, shape.edge if 1 in (way[index] for way in ways) else shape.inner)
            for index, shape in enumerate(shapes)
            if ways[0][index]
        ]
        runs += _split(_packed(np.isin(codes, group)), base, members)
    return runs


def _states(code: int, layers: int) -> list[int]:
    """Return for each layer 0, 1 for an edge, or 2 if it covers the tile."""
    return [code // 3**index % 3 for index in range(layers)]


def _split(tiles: Tiles, base: Base, members: list[tuple[int, Piece]]) -> list[Run]:
    """Draw in several goes what is too much for one kernel."""
    runs: list[Run] = []
    go: list[tuple[int, Piece]] = []
    for member in members:
        textures = sum(len(piece.formats) for _, piece in (*go, member))
        if len(go) == MAX_MEMBERS or textures > MAX_TEXTURES:
            runs.append(Run(tiles, base, tuple(go)))
            base, go = Base.LOAD, []
        go.append(member)
    runs.append(Run(tiles, base, tuple(go)))
    return runs


def _packed(mask: NDArray[np.bool_]) -> Tiles:
    y, x = np.nonzero(mask)
    return (x | y << 16).astype(np.uint32)
