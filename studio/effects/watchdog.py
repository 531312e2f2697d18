"""Ends this process when one piece of drawing does not end: there is no other way to stop a GPU.

What counts is the processor time that it takes, as a busy machine may let this process wait
for seconds; a real GPU that hangs takes none, so there is a longer limit beside it.  The
engine is told first which node it was, so that it isn't drawn again::

    watchdog = Watchdog(on_hang)
    with watchdog.watching(job, limit_s=2.0):
        draw()
"""

import logging
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

logger = logging.getLogger(__name__)

_LAST_WORDS_S = 0.3
_LOOK_S = 0.5
_WAITS = 20
"""How many times as long as its processor time it may take in all."""


class Watchdog:
    """Watches one thread.

    Args:
        on_hang: Called with the job that hangs, before the process ends.
        end: Ends it.
    """

    def __init__(
        self, on_hang: Callable[[int], None], end: Callable[[int], object] = os._exit
    ) -> None:
        self._on_hang = on_hang
        self._end = end
        self._watched: _Piece | None = None
        self._changed = threading.Condition()
        threading.Thread(target=self._run, name="watchdog", daemon=True).start()

    @contextmanager
    def watching(self, job: int, limit_s: float) -> Iterator[None]:
        """Watch what is done meanwhile.

        Args:
            job: What it is for.
            limit_s: How much processor time it may take.
        """
        cpu_s, now_s = time.process_time() + limit_s, time.monotonic() + limit_s * _WAITS
        self._set(_Piece(job, cpu_s, now_s))
        try:
            yield
        finally:
            self._set(None)

    def _set(self, watched: "_Piece | None") -> None:
        with self._changed:
            self._watched = watched
            if watched:
                self._changed.notify()

    def _run(self) -> None:
        while (job := self._hanging()) is None:
            time.sleep(_LOOK_S)  # and not woken by each of thousands of pieces
        logger.error("Job %d does not come to an end: this process ends.", job)
        self._on_hang(job)
        time.sleep(_LAST_WORDS_S)
        self._end(1)

    def _hanging(self) -> int | None:
        """Wait until something is watched; return what takes too long."""
        with self._changed:
            while self._watched is None:
                self._changed.wait()
            piece = self._watched
        is_late = time.process_time() > piece.cpu_s or time.monotonic() > piece.now_s
        return piece.job if is_late else None


@dataclass(frozen=True, slots=True)
class _Piece:
    """What is watched.

    Attributes:
        cpu_s: The processor time by which it must be done.
        now_s: Likewise, the time.
    """

    job: int
    cpu_s: float
    now_s: float
