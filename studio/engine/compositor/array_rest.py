"""Layers that rest next to one another, drawn once and then kept as one.

A banner is a plate, a face, letters and an icon; when it has come to rest none of them moves for
seconds.  Drawn one by one each costs 0.05 to 0.15 ms, all of them together 0.1::

    if memory.rests(layer):
        resting.append(Resting(path, layer, memory, picture))
    rest.draw(resting, target, scratch, draw)
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace

from studio.engine.compositor.array_memory import KEPT_TICKS, LayerMemory
from studio.engine.compositor.array_over import EMPTY, Over, make_over
from studio.engine.compositor.array_planes import Planes, Scratch
from studio.engine.compositor.composition import Layer
from studio.engine.compositor.placement import around
from studio.engine.picture import Picture

REST_TICKS = 6
"""What has not changed for so long will stay so for a while."""
LEAST, MOST = 3, 12
"""So many layers are kept as one: fewer are as quick by themselves; and one that moves among many
would have all of them drawn anew."""
MOST_RUNS = 48


@dataclass(frozen=True, slots=True, eq=False)
class Resting:
    """A layer that rests.

    Attributes:
        path: Of its key.
    """

    path: Hashable
    layer: Layer
    memory: LayerMemory
    picture: Picture


Draw = Callable[[Resting, Planes], None]


@dataclass(slots=True, eq=False)
class _Run:
    layers: tuple[Layer, ...]
    over: Over
    used: int


class Rest:
    """Keeps runs of layers that rest.  Belongs to one painter."""

    def __init__(self) -> None:
        self._runs: dict[Hashable, _Run] = {}
        self._scratch = Scratch()
        self._tick = 0

    @property
    def count(self) -> int:
        """How many runs are kept."""
        return len(self._runs)

    def next_tick(self) -> None:
        """Forget, now and then, what was not drawn for long."""
        self._tick += 1
        if self._tick % KEPT_TICKS == 0:
            oldest = self._tick - KEPT_TICKS
            self._runs = {path: run for path, run in self._runs.items() if run.used >= oldest}

    def draw(
        self, resting: Sequence[Resting], target: Planes, scratch: Scratch, draw: Draw
    ) -> None:
        """Draw layers that lie on one another.

        Args:
            resting: The lowest one first.
            target: Gets them.
            scratch: For what is between.
            draw: Draws one of them by itself.
        """
        place = 0
        while place < len(resting):
            run = self._kept(resting, place)
            if run is None:
                alone = self._alone(resting, place)
                if len(alone) < LEAST or self.count >= MOST_RUNS:
                    for each in alone:
                        draw(each, target)
                    place += len(alone)
                    continue
                run = self._made(alone, target, draw)
                self._runs[alone[0].path] = run
            run.used = self._tick
            run.over.draw(target, scratch)
            place += len(run.layers)

    def _kept(self, resting: Sequence[Resting], place: int) -> _Run | None:
        """Return the run that begins at a place, if it is still the same."""
        run = self._runs.get(resting[place].path)
        if run is None:
            return None
        here = resting[place : place + len(run.layers)]
        is_same = len(here) == len(run.layers) and all(
            each.layer is layer or each.layer == layer
            for each, layer in zip(here, run.layers, strict=True)
        )
        return run if is_same else None

    def _alone(self, resting: Sequence[Resting], place: int) -> Sequence[Resting]:
        """Return the layers from a place on up to the next that begins a run."""
        end = place + 1
        while end < len(resting) and end - place < MOST and self._kept(resting, end) is None:
            end += 1
        return resting[place:end]

    def _made(self, layers: Sequence[Resting], target: Planes, draw: Draw) -> _Run:
        """Draw layers on nothing, and keep what comes of it."""
        rows, columns = target.y.shape
        clear = replace(
            self._scratch.planes("all", columns, rows, has_alpha=True), is_from_zero=True
        )
        clear.clear()
        for each in layers:
            draw(each, clear)
        places = [each.memory.placement(each.layer, each.picture, target) for each in layers]
        box = around([each.box for each in places if each is not None] or [EMPTY])
        seen = clear.window(box)
        assert seen.alpha is not None
        own = Planes(seen.y.copy(), seen.uv.copy(), seen.alpha.copy(), is_from_zero=True)
        if box == EMPTY:
            over = Over(EMPTY, own.y, own.y, own.uv, own.uv, ())
        else:
            over = make_over(own, box, 1.0, None, Scratch())
        return _Run(tuple(each.layer for each in layers), over, self._tick)
