"""What lies over the programme, painted ahead where it is more than a tick has time for.

Three gifts that fill the picture cost more than a frame's time on a machine without a GPU.
They know where they will be, so a thread paints the next frame's layers on one transparent
picture, the sheet, while the tick only lays the last one over the programme: when the thread
doesn't keep up, gifts move at a lower rate, and no frame is late.  What is little is drawn in
the tick, at once::

    sheet = Sheet()
    layers = sheet.layers(program.over, due_ns, next_ns, size)
    sheet.close()

Belongs to the tick thread.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from studio.engine.compositor.array_paint import Painter
from studio.engine.compositor.array_planes import Planes
from studio.engine.compositor.composition import Affine, Blend, Composition, Layer, Rect
from studio.engine.picture import Picture
from studio.ipc.urgency import Urgency
from studio.telemetry.thread_name import show_thread_name

log = logging.getLogger(__name__)

Layers = tuple[Layer, ...]
MUCH, LITTLE = 0.15, 0.1
"""Of the programme's area: from the first on it is painted ahead, below the second no longer."""
AT_REST = 0.25
"""What a layer that is as it was when it was last looked at counts of its area."""
CALM_TICKS = 15
LOOK_TICKS = 5
"""So often it is looked at how much there is while it is painted ahead."""
_SHEETS = 6
"""One that is painted, one on show, and those that others may still look at."""
_JOIN_S = 2.0


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is to be painted, and how long a frame is."""

    layers: Layers
    size: tuple[int, int]
    frame_ns: int = field(compare=False)


@dataclass(slots=True)
class _Sheets:
    """The memory of some sheets of one size."""

    size: tuple[int, int] = (0, 0)
    planes: list[Planes] = field(default_factory=list)
    turn: int = 0

    def next(self, size: tuple[int, int]) -> Planes:
        """Return the one that was used longest ago."""
        if size != self.size:
            # Those of before may still be looked at: they live as long as somebody does.
            self.size = size
            self.planes = [_clear_planes(*size) for _ in range(_SHEETS)]
        self.turn = (self.turn + 1) % _SHEETS
        return self.planes[self.turn]


class SheetPainter:
    """Lays layers over one another on clear ground.  Belongs to one thread at a time."""

    def __init__(self) -> None:
        self._painter = Painter()
        self._sheets = _Sheets()
        self._serial = 0

    def paint(self, layers: Layers, size: tuple[int, int]) -> Picture:
        """Return a picture that stays as it is while the next few are painted.

        Args:
            layers: Blended as usual, bottom first.
            size: Of the picture, even.
        """
        planes = self._sheets.next(size)
        self._painter.paint(Composition(*size, layers, transparent=True), planes)
        self._serial += 1
        return Picture(*size, planes.y, planes.uv, planes.alpha, self._serial, 0, is_from_zero=True)

    def clear(self) -> None:
        """Forget everything and give its memory back."""
        self._painter.clear()


class Sheet:
    """See the module.

    Attributes:
        late: Frames for which the sheet of the frame before was shown again.
    """

    def __init__(self) -> None:
        self.late = 0
        self._painter = SheetPainter()
        self._shown: Layers = ()
        self._load_of: Layers = ()
        self._is_ahead = False
        self._calm = 0
        self._ticks = 0
        self._asked: _Asked | None = None
        self._done: tuple[_Asked, Picture] | None = None
        self._wake = threading.Event()
        self._is_closed = False
        self._thread: threading.Thread | None = None

    @property
    def is_ahead(self) -> bool:
        """Whether layers are painted ahead."""
        return self._is_ahead

    def layers(
        self,
        over: Callable[[int], Layers],
        due_ns: int,
        next_ns: int,
        size: tuple[int, int],
    ) -> Layers:
        """Return what to lay over the programme's picture of a time, bottom first.

        Args:
            over: Returns the layers of a time; asked for no earlier one than before.
            due_ns: The time.
            next_ns: That of the next picture.
            size: Of the programme.
        """
        coming = over(next_ns if self._is_ahead else due_ns)
        below, above = _split(coming)
        self._ticks += 1
        if not self._is_ahead or self._ticks % LOOK_TICKS == 0:
            self._judge(below, size)
        if not self._is_ahead:
            self._shown = coming
            return coming
        due = self._asked
        self._ask(_Asked(below, size, next_ns - due_ns))
        done = self._done
        if done is None or done[0].size != size:
            return self._shown  # as it was a moment ago: all of that is ready
        asked, picture = done
        self.late += due is not None and asked is not due
        sheet = Layer("sheet", picture, Rect(0, 0, *size), Affine())
        return (sheet, *above) if below else above

    def close(self) -> None:
        """End the thread and give all memory back."""
        self._is_closed = True
        self._wake.set()
        if self._thread is not None:
            self._thread.join(_JOIN_S)
        self._painter.clear()

    def _judge(self, layers: Layers, size: tuple[int, int]) -> None:
        """Decide where layers are painted, by how much of them there is."""
        before = {layer.key: layer for layer in self._load_of}
        load = sum(
            _area(layer, size) * (AT_REST if before.get(layer.key) == layer else 1.0)
            for layer in layers
        ) / (size[0] * size[1])
        self._load_of = layers
        if not self._is_ahead:
            self._is_ahead = load > MUCH
            self._calm = 0
            return
        self._calm = self._calm + LOOK_TICKS if load < LITTLE else 0
        if self._calm >= CALM_TICKS:
            self._is_ahead, self._done, self._asked = False, None, None

    def _ask(self, asked: _Asked) -> None:
        if self._asked is not None and self._asked == asked:
            return
        self._asked = asked
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="sheet", daemon=True)
            self._thread.start()
        self._wake.set()

    def _run(self) -> None:
        show_thread_name()
        urgency = Urgency()
        painted: _Asked | None = None
        while True:
            self._wake.wait()
            self._wake.clear()
            if self._is_closed:
                return
            asked = self._asked
            if asked is None or asked is painted:
                continue
            painted = asked
            begun_ns = time.thread_time_ns()
            try:
                self._done = asked, self._paint(asked)
            except Exception:  # the border of the thread: gifts aren't worth a show
                log.exception("What lies over the programme can't be painted.")
            urgency.worked(time.thread_time_ns() - begun_ns, asked.frame_ns)

    def _paint(self, asked: _Asked) -> Picture:
        return self._painter.paint(asked.layers, asked.size)


def _clear_planes(width: int, height: int) -> Planes:
    planes = Planes(
        np.empty((height, width), np.uint8),
        np.empty((height // 2, width // 2, 2), np.uint8),
        np.empty((height, width), np.uint8),
        is_from_zero=True,  # as all that is laid on it is
    )
    planes.clear()  # touched here, in a thread of its own
    return planes


def _split(layers: Layers) -> tuple[Layers, Layers]:
    """Return what can lie on a sheet, and what must see the programme below it."""
    for index, layer in enumerate(layers):
        if layer.blend is not Blend.NORMAL:
            return layers[:index], layers[index:]
    return layers, ()


def _area(layer: Layer, size: tuple[int, int]) -> float:
    """Return how many pixels of the programme the box of a layer has."""
    reach = layer.matrix.bounds(layer.crop)
    width = min(reach.right, size[0]) - max(reach.left, 0)
    height = min(reach.bottom, size[1]) - max(reach.top, 0)
    return max(0.0, width) * max(0.0, height)
