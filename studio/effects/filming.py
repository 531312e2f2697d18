"""``python -m studio.effects.filming``: draws nodes for a preview, as they are at given times.

A program of its own that whoever previews starts; it holds no session and no ring.  It reads
lines of JSON and answers each with a line of JSON and the planes behind it::

    {"content": {"kind": "model", …}, "time_ms": 1200}
    {"box": [left, top, width, height], "stored": [w, h]}     + w * h * 5 / 2 bytes
    {"box": null}                                             nothing is seen
    {"refused": "The file rocket.glb can't be read: …"}

It ends with its standard input.  Pictures are half as large as on the stream.
"""

import json
import os
import sys
from collections import OrderedDict
from typing import BinaryIO, Protocol

import cv2
from pydantic import TypeAdapter

from studio.effects.errors import EffectError
from studio.effects.live import painter_of
from studio.effects.live_picture import LivePainter
from studio.effects.planes import NOTHING, Box, planes_bytes, write_planes
from studio.effects.recipe import recipe_of
from studio.effects.round import Cut, cut
from studio.ipc import priority
from studio.model.canvas_content import Lottie, Model, Particles, Shader

SIZE = 0.5
"""Of a picture, against what is shown on the stream."""
MOST_KEPT = 64
"""Contents, the newest; a preview of one effect has no more."""
MOST_ROUND_BYTES = 128 << 20
_MS_NS = 1_000_000
Drawable = Model | Lottie | Particles | Shader
_CONTENT: TypeAdapter[Drawable] = TypeAdapter(Drawable)


class Drawer(Protocol):
    """Draws one content."""

    def draw(self, time_ms: float) -> tuple[Box, Cut]:
        """Return where it is seen, in pixels of the content, and what of it."""

    def close(self) -> None:
        """Give its memory back."""


class LiveDrawer:
    """Draws particles and shaders."""

    def __init__(self, content: Particles | Shader) -> None:
        self._painter: LivePainter = painter_of(content)

    def draw(self, time_ms: float) -> tuple[Box, Cut]:
        """See ``Drawer``."""
        drawn = self._painter.paint(time_ms / 1000, SIZE)
        if drawn is None:
            return NOTHING, Cut(NOTHING, b"")
        height, width = drawn.pixels.shape[:2]
        memory = bytearray(planes_bytes(width, height))
        write_planes(drawn.pixels, memoryview(memory))
        return drawn.box, Cut(Box(0, 0, width, height), bytes(memory))

    def close(self) -> None:
        """See ``Drawer``."""
        self._painter.close()


class RoundDrawer:
    """Draws models and Lottie animations; keeps the pictures of a round."""

    def __init__(self, content: Model | Lottie) -> None:
        sides = (max(2, round(side * SIZE)) for side in (content.width, content.height))
        width, height = sides
        small = content.model_copy(update={"width": width, "height": height})
        self._stage = recipe_of(small).stage()
        round_s = self._stage.loop_ns / 1e9
        self._count = max(1, round(round_s * content.pictures_s)) if self._stage.moves else 1
        self._cuts: OrderedDict[int, Cut] = OrderedDict()

    def draw(self, time_ms: float) -> tuple[Box, Cut]:
        """See ``Drawer``."""
        share = time_ms * _MS_NS % self._stage.loop_ns / self._stage.loop_ns
        index = int(share * self._count) % self._count
        if index not in self._cuts:
            self._cuts[index] = cut(self._stage.picture(index / self._count))
            while sum(len(each.planes) for each in self._cuts.values()) > MOST_ROUND_BYTES:
                self._cuts.popitem(last=False)
        found = self._cuts.get(index) or Cut(NOTHING, b"")
        box = found.box
        return Box(
            *(round(side / SIZE) for side in (box.left, box.top, box.width, box.height))
        ), found

    def close(self) -> None:
        """See ``Drawer``."""
        self._cuts.clear()


class Drawers:
    """Those of the newest contents, and why others have none."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Drawer | str] = OrderedDict()

    def draw(self, content: object, time_ms: float) -> tuple[Box, Cut]:
        """Draw a content at a time since it came.

        Raises:
            EffectError: If it can't be drawn.
        """
        key = json.dumps(content, sort_keys=True)
        if key not in self._kept:
            self._kept[key] = _drawer(_CONTENT.validate_python(content))
            while len(self._kept) > MOST_KEPT:
                _, oldest = self._kept.popitem(last=False)
                if not isinstance(oldest, str):
                    oldest.close()
        self._kept.move_to_end(key)
        drawer = self._kept[key]
        if isinstance(drawer, str):
            raise EffectError(drawer)
        return drawer.draw(time_ms)


def serve(asked: BinaryIO, told: BinaryIO) -> None:
    """Answer until there is nothing more to read."""
    drawers = Drawers()
    for line in asked:
        order = json.loads(line)
        try:
            box, found = drawers.draw(order["content"], float(order["time_ms"]))
        except EffectError as error:
            told.write(json.dumps({"refused": str(error)}).encode() + b"\n")
        else:
            is_seen = bool(found.planes)
            about = {
                "box": [box.left, box.top, box.width, box.height] if is_seen else None,
                "stored": [found.box.width, found.box.height],
            }
            told.write(json.dumps(about).encode() + b"\n" + found.planes)
        told.flush()


def _drawer(content: Drawable) -> Drawer | str:
    """Return what draws a content, or why nothing can."""
    try:
        if isinstance(content, Model | Lottie):
            return RoundDrawer(content)
        return LiveDrawer(content)
    except EffectError as error:
        return str(error)


def main() -> int:
    """See the module."""
    # Libraries print; what is theirs must not lie between our pictures.
    told = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    priority.rank(priority.PREVIEW)
    cv2.setNumThreads(1)
    serve(sys.stdin.buffer, told)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
