"""Has the views of an effect's models drawn that a preview needs, by a child process.

with SideViews() as drawing:
    part = drawing.part(part, folder, heads)      # a SolidPart for these heads
"""

import itertools
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from studio.engine.canvas.drawn_feed import picture_in
from studio.engine.canvas.seen import Seen
from studio.engine.face_effects.head import Head
from studio.engine.face_effects.solid import SolidPart, Views, nearest_view, views_wanted
from studio.model.effect import EffectError
from studio.model.face_effect import FacePart
from studio.model.head_views import VIEWS


class SideViews:
    """What draws; it ends with the ``with`` block."""

    def __enter__(self) -> "SideViews":
        self._child: subprocess.Popen[bytes] | None = None
        self._serials = itertools.count(1)
        return self

    def __exit__(self, *_: object) -> None:
        if self._child is not None:
            assert self._child.stdin
            assert self._child.stdout
            self._child.stdin.close()
            self._child.stdout.close()
            self._child.wait()

    def part(self, part: FacePart, folder: Path, heads: Sequence[Head]) -> SolidPart:
        """Return a part with the views that these heads need, and no others.

        Raises:
            EffectError: If it can't be drawn.
        """
        indices = sorted({nearest_view(head) for head in heads})
        wanted = views_wanted(part, str((folder / part.content.file).resolve()))
        order: dict[str, object] = {"content": wanted.model_dump(mode="json"), "views": indices}
        try:
            about, seen = self._asked(order)
        except (OSError, ValueError) as error:
            raise EffectError("What draws the models has ended before it was done.") from error
        if "refused" in about:
            raise EffectError(f'{folder}: part "{part.id}": {about["refused"]}')
        found: list[Seen | None] = [None] * VIEWS
        for index, each in zip(indices, seen, strict=True):
            found[index] = each
        return SolidPart(part, Views.of(tuple(found), tuple(about["facts"])))

    def _asked(self, order: dict[str, object]) -> tuple[dict[str, list[float]], list[Seen | None]]:
        if self._child is None:
            self._child = subprocess.Popen(
                [sys.executable, "-m", "studio.effects.viewing"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        assert self._child.stdin
        assert self._child.stdout
        self._child.stdin.write(json.dumps(order).encode() + b"\n")
        self._child.stdin.flush()
        about = json.loads(self._child.stdout.readline())
        found: list[Seen | None] = []
        for left, top, width, height in about.get("boxes", ()):
            planes = np.frombuffer(self._child.stdout.read(width * height * 5 // 2), np.uint8)
            box = (width, height)
            picture = picture_in(planes, box, box, next(self._serials), 0) if width else None
            found.append(Seen(picture, left, top, *about["size"]) if picture else None)
        return about, found
