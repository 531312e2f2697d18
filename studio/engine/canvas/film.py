"""``python -m studio.engine.canvas.film``: a canvas at many times, drawn by the studio's own hand.

A program of its own for previews, as who asks may import nothing of the engine.  It reads
lines of JSON from its standard input and ends with it::

    {"number": 7, "picture": [480, 270], "times_ms": [0, 66.7], "backdrop": "#20242e",
     "batches": [{"at_ms": 0, "edits": [{"do": "put", "node": {…}, "motions": {…}}]}]}

and answers with a line of JSON, and behind each with ``bytes`` the picture as RGB::

    {"number": 7, "at_ms": 0, "bytes": 388800, "notes": ["…"]}
    {"number": 7, "done": true}                  or {"number": 7, "refused": "…"}

With ``"out": "rocket.webp"`` the pictures go there instead, as one that moves if they are
several.  A newer line ends an older one before it is done.  What draws models and particles on the
stream draws them here, in a child of this; videos and what the studio finds while it runs
(masks of persons, places on faces) are left out.
"""

import json
import os
import queue
import sys
import threading
from pathlib import Path
from typing import BinaryIO

import cv2
import numpy as np
from pydantic import BaseModel, Field, ValidationError

from studio.engine.canvas.film_tree import FilmTree, Pictures
from studio.engine.compositor.array import ArrayCompositor
from studio.engine.compositor.composition import Composition, Layer
from studio.engine.compositor.rgba import picture_from_rgba, rgb_from_nv12
from studio.engine.picture import Plane
from studio.ipc import priority
from studio.model.canvas import CanvasEdit
from studio.model.canvas_content import Hue
from studio.model.errors import StudioError
from studio.model.geometry import Affine, Rect
from studio.model.kinds import rgba

CANVAS = (1920, 1080)
MAX_PICTURES = 600
MS_NS = 1_000_000
QUALITY = 82
_WAITING = 16


class Batch(BaseModel):
    """Edits of one frame."""

    at_ms: float
    edits: list[CanvasEdit]


class Asked(BaseModel):
    """What is to be drawn; ``times_ms`` in their order, the picture's sides even."""

    number: int = 0
    picture: tuple[int, int]
    times_ms: list[float] = Field(min_length=1, max_length=MAX_PICTURES)
    backdrop: Hue = "#20242e"
    out: str = ""
    batches: list[Batch]


class Filming:
    """Draws what is asked for until nothing more is."""

    def __init__(self, asked: "queue.Queue[bytes | None]", told: BinaryIO) -> None:
        self._asked = asked
        self._told = told
        self._pictures = Pictures()

    def run(self) -> None:
        """See the class."""
        try:
            while (line := self._asked.get()) is not None:
                if self._asked.empty():  # else somebody wants something newer by now
                    self._do(line)
        finally:
            self._pictures.close()

    def _do(self, line: bytes) -> None:
        number: object = None
        try:
            told = json.loads(line)
            number = told["number"]
            if fault := told.get("fault"):  # who hands lines on found it
                raise StudioError(str(fault))
            self._film(Asked.model_validate_json(line))
        except (ValidationError, ValueError, KeyError, TypeError) as error:
            self._tell({"number": number, "refused": f"That can't be drawn: {error}"[:2000]})
        except StudioError as error:
            self._tell({"number": number, "refused": str(error)})

    def _film(self, asked: Asked) -> None:
        tree = FilmTree(*CANVAS, self._pictures)
        width, height = asked.picture
        wall = _wall(width, height, asked.backdrop)
        compositor = ArrayCompositor(width, height)
        waiting = sorted(asked.batches, key=lambda each: each.at_ms)
        kept: list[Plane] = []
        try:
            for index, at_ms in enumerate(asked.times_ms):
                while waiting and waiting[0].at_ms <= at_ms:
                    batch = waiting.pop(0)
                    tree.edit(batch.edits, round(batch.at_ms * MS_NS))
                layers = (wall, *tree.layers(round(at_ms * MS_NS), asked.picture))
                compositor.submit(Composition(width, height, layers), index)
                taken = compositor.take(wait=True)
                assert taken
                rgb = rgb_from_nv12(taken[1], height, width)
                data = b"" if asked.out else rgb.tobytes()
                about = {"number": asked.number, "at_ms": at_ms, "bytes": len(data)}
                self._tell({**about, "notes": tree.take_notes()}, data)
                if asked.out:
                    kept.append(np.ascontiguousarray(rgb[..., ::-1]))
                if not self._asked.empty():
                    return
        finally:
            compositor.close()
        if asked.out:
            _write(Path(asked.out), kept, asked.times_ms)
        self._tell({"number": asked.number, "done": True})

    def _tell(self, about: dict[str, object], data: bytes = b"") -> None:
        self._told.write(json.dumps(about).encode() + b"\n" + data)
        self._told.flush()


def _write(out: Path, pictures: list[Plane], times_ms: list[float]) -> None:
    """Write one picture, or several as one that moves.

    Raises:
        StudioError: If the file can't be written, or is of a kind that can't be.
    """
    try:
        if len(pictures) == 1:
            is_written = cv2.imwrite(str(out), pictures[0])
        else:
            film = cv2.Animation()
            film.frames = pictures
            times = np.rint([*times_ms, 2 * times_ms[-1] - times_ms[-2]]).astype(int)
            film.durations = [int(each) for each in np.diff(times)]
            is_written = cv2.imwriteanimation(str(out), film, [cv2.IMWRITE_WEBP_QUALITY, QUALITY])
    except cv2.error as error:
        raise StudioError(f"{out} can't be written: {error.err or error}.") from error
    if not is_written:
        raise StudioError(f"{out} can't be written: is there room, and may you write there?")


def _wall(width: int, height: int, backdrop: str) -> Layer:
    """Return what lies behind: a colour, a little lighter in the middle, as a room is."""
    y, x = np.mgrid[0:height, 0:width]
    far = np.hypot((x / width - 0.5) * 1.3, y / height - 0.45)
    shine = (0.75 + 0.55 * np.clip(1 - far * 1.5, 0, 1))[..., None]
    color = np.clip(np.array(rgba(backdrop)[:3]) * shine, 0, 255).astype(np.uint8)
    opaque = np.full((height, width, 1), 255, np.uint8)
    picture = picture_from_rgba(np.dstack([color, opaque]), serial=0, pts_ns=0)
    return Layer("wall", picture, Rect(0, 0, width, height), Affine())


def _read(asked: "queue.Queue[bytes | None]") -> None:
    for line in sys.stdin.buffer:
        asked.put(line)
    asked.put(None)


def main() -> int:
    """See the module."""
    told = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # libraries print
    priority.rank(priority.PREVIEW)
    cv2.setNumThreads(1)
    asked: queue.Queue[bytes | None] = queue.Queue(_WAITING)
    threading.Thread(target=_read, args=(asked,), name="reading", daemon=True).start()
    Filming(asked, told).run()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
