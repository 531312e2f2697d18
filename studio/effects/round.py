"""The pictures of one round, as they lie in memory: each only the box that holds something.

The same bytes lie in shared memory, for the engine, and in a file, for the next time::

    drawn = draw_round(stage, content, on_first=…, goes_on=…)
    drawn.boxes, drawn.planes
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from studio.effects.errors import EffectError
from studio.effects.planes import NOTHING, Box, Pixels, filled_box, planes_bytes, write_planes
from studio.effects.recipe import Stage
from studio.model.canvas_content import MAX_NODE_PIXELS, Lottie, Model

_MARGIN_PX = 2
"""Clear, around what is drawn: its edges need no smoothing when it moves."""
_MOST_RENDERED = 4 * MAX_NODE_PIXELS
"""Pixels of whole pictures; what is left when they are cut to their boxes is counted too."""
_S_NS = 1_000_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """One picture.

    Attributes:
        box: Where it lies in its content; it may reach over the edges by its margin.
        planes: As ``write_planes`` makes them; empty if nothing is seen.
    """

    box: Box
    planes: bytes


@dataclass(frozen=True, slots=True, eq=False)
class Round:
    """Pictures in turn, all of them as long.

    Attributes:
        loop_ns: How long a round is; 0 for one picture that stays.
        note: What its author should know: that it has fewer pictures than he asked for.
        facts: Of views of a model on a head: how they are to be laid on one.
    """

    width: int
    height: int
    loop_ns: int
    boxes: tuple[Box, ...]
    planes: tuple[bytes, ...]
    note: str = ""
    facts: tuple[float, ...] = ()

    @property
    def size_bytes(self) -> int:
        """Of all planes."""
        return sum(map(len, self.planes))

    def to_message(self) -> dict[str, object]:
        """Return all but the planes."""
        boxes = [(box.left, box.top, box.width, box.height) for box in self.boxes]
        return {
            "width": self.width,
            "height": self.height,
            "loop_ns": self.loop_ns,
            "boxes": boxes,
            "note": self.note,
            "facts": self.facts,
        }


def draw_round(
    stage: Stage,
    content: Model | Lottie,
    *,
    on_first: Callable[[Round], None] = lambda first: None,
    goes_on: Callable[[], bool] = lambda: True,
) -> Round | None:
    """Draw the pictures of a round; None if nobody wants them any more.

    Args:
        stage: Draws them.
        content: What they are of.
        on_first: Gets the first picture as a round of its own, to be shown meanwhile.
        goes_on: Asked before each picture.

    Raises:
        EffectError: If it can't be drawn.
    """
    size, loop_ns = (content.width, content.height), stage.loop_ns
    asked = max(1, round(loop_ns / _S_NS * content.pictures_s)) if stage.moves else 1
    count = max(1, min(asked, _MOST_RENDERED // (size[0] * size[1])))
    cuts: list[Cut] = []
    for index in range(count):
        if not goes_on():
            return None
        cuts.append(cut(stage.picture(index / count)))
        if index == 0 and count > 1:
            on_first(_round_of(cuts, size, 0))
    while sum(len(each.planes) for each in cuts) > planes_bytes(MAX_NODE_PIXELS, 1):
        if len(cuts) == 1:
            raise EffectError(f"A picture of it has over {MAX_NODE_PIXELS} pixels.")
        cuts = cuts[::2]
    note = ""
    if len(cuts) < asked:
        rate = len(cuts) * _S_NS / loop_ns
        note = (
            f"It has {rate:.0f} pictures a second instead of {content.pictures_s}, as all of them "
            f"may have {MAX_NODE_PIXELS:,} pixels: make it smaller, or its round shorter."
        )
    return _round_of(cuts, size, loop_ns if len(cuts) > 1 else 0, note)


def cut(rgba: Pixels) -> Cut:
    """Cut a picture to what is seen of it, with a clear margin around."""
    height, width = rgba.shape[:2]
    even = np.pad(rgba, ((0, height % 2), (0, width % 2), (0, 0)))
    box = filled_box(even)
    if box == NOTHING:
        return Cut(NOTHING, b"")
    seen = even[box.top : box.top + box.height, box.left : box.left + box.width]
    wider = np.pad(seen, ((_MARGIN_PX,) * 2, (_MARGIN_PX,) * 2, (0, 0)))
    rows, columns = wider.shape[:2]
    memory = bytearray(planes_bytes(columns, rows))
    write_planes(wider, memoryview(memory))
    return Cut(Box(box.left - _MARGIN_PX, box.top - _MARGIN_PX, columns, rows), bytes(memory))


def _round_of(cuts: list[Cut], size: tuple[int, int], loop_ns: int, note: str = "") -> Round:
    boxes, planes = tuple(each.box for each in cuts), tuple(each.planes for each in cuts)
    return Round(*size, loop_ns, boxes, planes, note)
