"""An effect in pictures, with example names, drawn by the studio's own hand in a child process.

::

    with FilmProcess() as film:
        film.write(effect, folder, times_ms(effect), Path("out.webp"), say=print)
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from studio.model.effect import Effect, EffectError
from studio.sdk import Canvas, EffectNodes, EffectWords

SIZE = (480, 270)
PICTURES_S = 15
EXAMPLE = EffectWords("小雨", "火箭", "3", "30,003")
Order = dict[str, object]


class FilmProcess:
    """What draws; it ends with the ``with`` block."""

    def __enter__(self) -> "FilmProcess":
        self._child = subprocess.Popen(
            [sys.executable, "-m", "studio.engine.canvas.film"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        return self

    def __exit__(self, *_: object) -> None:
        assert self._child.stdin
        assert self._child.stdout
        self._child.stdin.close()
        self._child.stdout.close()
        self._child.wait()

    def write(
        self,
        effect: Effect,
        folder: Path,
        times_ms: Sequence[float],
        out: Path,
        say: Callable[[int, list[str]], object] = lambda done, notes: None,
    ) -> None:
        """Write the pictures of an effect into one file.

        Args:
            effect: What is shown.
            folder: Where its files lie.
            times_ms: When it is looked at.
            out: A .webp; of one picture, a .png too.
            say: Gets how many pictures are drawn, and sentences on what can't be.

        Raises:
            EffectError: If it can't be drawn, or the file not be written.
        """
        order = order_for(effect, folder, times_ms) | {"out": os.fspath(out)}
        for number, told in enumerate(self._answers(order), 1):
            notes = told.get("notes")
            say(number, [str(each) for each in notes] if isinstance(notes, list) else [])

    def _answers(self, order: Order) -> Iterator[Order]:
        assert self._child.stdin
        assert self._child.stdout
        try:
            self._child.stdin.write(json.dumps(order).encode() + b"\n")
            self._child.stdin.flush()
        except OSError:
            pass  # then it has ended, and that is said below
        for line in self._child.stdout:
            told = json.loads(line)
            if "done" in told:
                return
            if "refused" in told:
                raise EffectError(str(told["refused"]))
            yield told
        raise EffectError("What draws the preview has ended before it was done.")


def order_for(
    effect: Effect,
    folder: Path,
    times_ms: Sequence[float],
    words: EffectWords = EXAMPLE,
    size: tuple[int, int] = SIZE,
) -> Order:
    """Return what ``studio.engine.canvas.film`` is asked for."""
    nodes = EffectNodes(effect, folder, "effect", words)
    batches = []
    for at_ms, act in nodes.moments():
        canvas = Canvas()
        act(canvas)
        edits = [each.model_dump(mode="json") for batch in canvas.take_edits() for each in batch]
        batches.append({"at_ms": at_ms, "edits": edits})
    return {"number": 0, "picture": size, "times_ms": list(times_ms), "batches": batches}


def times_of(effect: Effect) -> list[float]:
    """Return when each picture of a moving one is taken."""
    count = max(2, effect.ms * PICTURES_S // 1000)
    return [round(1000 * number / PICTURES_S, 1) for number in range(count)]
