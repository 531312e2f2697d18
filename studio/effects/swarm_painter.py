"""Draws particles: one quad for each, all of an emitter in one call, on the box that holds them.

Many fields are drawn at once, on one sheet, and where their quads lie is handed over together:
what is written to a GPU costs 40 µs each time, whatever it is::

    planned = [painter.plan(time_s, 1.0) for painter in painters]
    pictures = draw_planned([each for each in planned if each], sheet)
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import wgpu  # type: ignore[import-untyped]  # ships no types

from studio.effects.live_picture import GRID_PX, SIZES, LivePicture
from studio.effects.particles import Flight, Swarm, ends_s
from studio.effects.planes import NOTHING, Box, Pixels
from studio.effects.sheet import Part, Piece, Sheet
from studio.effects.swarm_box import Spans, box_around, reach_of, spans_of, swarm_box
from studio.effects.swarm_ways import (
    FRAGMENTS,
    QUAD_BYTES,
    Quads,
    Way,
    bound_to,
    buffers_of,
    sprite_of,
    way_of,
)
from studio.model.canvas_content import Emitter, Particles

_UNSEEN = 0.1
"""What part of all that particles cover those may cover that are too small to matter."""
_NEARLY = 0.9


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """What is to be drawn of an emitter."""

    quads: Quads
    way: Way
    bound: wgpu.GPUBindGroup


@dataclass(frozen=True, slots=True, eq=False)
class Planned:
    """What is to be drawn of a field at a time.

    Attributes:
        width: Of the picture of the box.
        height: Likewise.
        seen: The part of it that lies in the field: what leaves it is not seen.
        parts: Of each emitter, those in front last.
        cover_px: What all particles cover, those on top of one another too.
    """

    box: Box
    width: int
    height: int
    seen: Part
    parts: tuple[_Part, ...]
    cover_px: float

    def draw(
        self, buffer: wgpu.GPUBuffer, first: int, render_pass: wgpu.GPURenderPassEncoder
    ) -> None:
        """Draw its quads, which are in a buffer from a number on."""
        render_pass.set_vertex_buffer(0, buffer)
        for part in self.parts:
            part.way.was_gone = True
            render_pass.set_pipeline(part.way.pipeline)
            render_pass.set_bind_group(0, part.bound)
            render_pass.draw(4, len(part.quads), 0, first)
            first += len(part.quads)


def draw_planned(planned: Sequence[Planned], sheet: Sheet) -> list[Pixels]:
    """Draw fields at once.

    Returns:
        Each one's picture: views that are valid until something is drawn on the sheet again.
    """
    if not planned:
        return []
    buffer = buffers_of(sheet.device).filled(
        [part.quads for each in planned for part in each.parts]
    )
    pieces, first = [], 0
    for each in planned:
        pieces.append(Piece(each.width, each.height, partial(each.draw, buffer, first), each.seen))
        first += sum(len(part.quads) for part in each.parts)
    return sheet.draw(pieces)


class _Source:
    """One emitter, and how its particles are drawn.

    Raises:
        EffectError: If its picture can't be read.
    """

    def __init__(self, device: wgpu.GPUDevice, emitter: Emitter, *, yuva: bool) -> None:
        self._is_picture = bool(emitter.file)
        self._flight = Flight(emitter)
        self._sprite = sprite_of(device, emitter.file)
        self._way = way_of(device, "picture" if emitter.file else "dot")
        self._bound = bound_to(device, self._sprite, yuva=yuva)

    def at(self, time_s: float) -> tuple[Swarm, Spans]:
        """Return those that are there at a time, and what their quads span."""
        swarm = self._flight.at(time_s)
        return swarm, spans_of(swarm, self._sprite.ratio if self._is_picture else None)

    def enough(self, swarm: Swarm, size: float) -> float:
        """Return how much smaller a picture may be that shows as much of its particles."""
        sizes = np.sort(swarm.size_px)
        covers = np.cumsum(sizes**2)
        small_px = sizes[np.searchsorted(covers, covers[-1] * _UNSEEN)]
        needed = self._sprite.detail_px / max(small_px * size, 1e-3) * _NEARLY
        return min((each for each in SIZES if each >= needed), default=1.0)

    def part(self, swarm: Swarm, spans: Spans, box: Box, size: float) -> _Part:
        """Return what is to be drawn in the picture of a box."""
        quads = np.empty((len(swarm), QUAD_BYTES // 4), np.float32)
        to_x, to_y = 2 / box.width, -2 / box.height
        quads[:, 0] = (swarm.x_px - box.left) * to_x - 1
        quads[:, 1] = (swarm.y_px - box.top) * to_y + 1
        for column, span in enumerate(spans, 2):
            quads[:, column] = span * (to_y if column % 2 else to_x)
        # The level whose pixels are hardly smaller than the target's: one alone is looked at.
        level = np.log2(self._sprite.side / size / np.maximum(swarm.size_px, 0.01))
        quads[:, 6] = np.clip(np.floor(level + 0.5), 0, self._sprite.levels - 1)
        quads[:, 7:] = swarm.rgba
        return _Part(quads, self._way, self._bound)


class SwarmPainter:
    """Draws one field of particles.

    Args:
        device: Draws.
        field: What.
        sheet: What it is drawn on if it is drawn alone.
        yuva: Whether it is drawn in YUVA, see ``planes``, instead of RGBA.

    Raises:
        EffectError: If a picture of it can't be read.
    """

    def __init__(
        self, device: wgpu.GPUDevice, field: Particles, sheet: Sheet, *, yuva: bool = False
    ) -> None:
        self._device = device
        self._field = field
        self._sheet = sheet
        self._sources = [_Source(device, each, yuva=yuva) for each in field.emitters]

    @property
    def ends_s(self) -> float:
        """When the last one has gone."""
        return ends_s(self._field)

    @property
    def is_warm(self) -> bool:
        """Whether all ways to draw were compiled."""
        return all(way_of(self._device, fragment).was_gone for fragment in FRAGMENTS)

    def warm_up(self) -> None:
        """Have all ways to draw compiled, those of others too.

        Each takes 0.2 s of the processor, which are three where the machine is at its limit: when
        the first gift with a picture comes.
        """
        bound = bound_to(self._device, sprite_of(self._device, ""), yuva=False)
        quad = np.array([[0, 0, 1, 0, 0, -1, 0, 1, 1, 1, 1]], np.float32)
        parts = tuple(_Part(quad, way_of(self._device, each), bound) for each in FRAGMENTS)
        side = GRID_PX
        whole = Planned(Box(0, 0, side, side), side, side, Part(0, 0, side, side), parts, 0.0)
        draw_planned([whole], self._sheet)

    def plan(self, time_s: float, size: float, *, spares: bool = False) -> Planned | None:
        """Make ready what is there at a time; None if nothing is.

        Args:
            time_s: Since it began.
            size: Of the picture against the content.
            spares: Whether what is so soft that nobody sees it may be drawn smaller.
        """
        there = [(each, *each.at(time_s)) for each in self._sources]
        there = [(source, swarm, spans) for source, swarm, spans in there if len(swarm)]
        width, height = self._field.width, self._field.height
        boxes = [swarm_box(swarm, reach_of(spans), width, height) for _, swarm, spans in there]
        box = box_around([each for each in boxes if each != NOTHING])
        if box == NOTHING:
            return None
        if spares:
            size *= max(source.enough(swarm, size) for source, swarm, _ in there)
        return Planned(
            box,
            round(box.width * size),
            round(box.height * size),
            self._seen(box, size),
            tuple(source.part(swarm, spans, box, size) for source, swarm, spans in there),
            sum(float((swarm.size_px**2).sum()) for _, swarm, _ in there),
        )

    def paint(self, time_s: float, size: float) -> LivePicture | None:
        """Draw all that are there at a time."""
        planned = self.plan(time_s, size)
        if planned is None:
            return None
        (pixels,) = draw_planned([planned], self._sheet)
        return LivePicture(planned.box, pixels.copy())

    def close(self) -> None:
        """Give nothing back: fields share all that they have."""

    def _seen(self, box: Box, size: float) -> Part:
        left, top = (max(0, math.floor(-side * size)) for side in (box.left, box.top))
        right = min(round(box.width * size), math.ceil((self._field.width - box.left) * size))
        bottom = min(round(box.height * size), math.ceil((self._field.height - box.top) * size))
        return Part(left, top, right - left, bottom - top)
