"""Ends this process when the thread that hears doesn't come round: an engine may hang for good.

The supervisor's pings are answered by another thread, and Python can't stop one that is in a
library.  The next process reads on from the ring, so that what was said meanwhile isn't lost.
What loads a model asks for more patience::

    watchdog = Watchdog()
    watchdog.beat()                     # at each round, and before each decode
    watchdog.beat(LOADING_S)
"""

import logging
import os
import threading
import time
from collections.abc import Callable

logger = logging.getLogger(__name__)

PATIENCE_S = 6.0
"""A long segment takes half a second, and up to ten times that where others take the processor."""
LOADING_S = 60.0
_LOOK_S = 0.5
_STOPPED_S = 2.0


class Watchdog:
    """See the module.

    Args:
        end: Ends the process.
        patience_s: How long a round may take.
    """

    def __init__(
        self, end: Callable[[int], object] = os._exit, patience_s: float = PATIENCE_S
    ) -> None:
        self._end = end
        self._patience_s = patience_s
        self._due_s = float("inf")
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watchdog", daemon=True)
        self._thread.start()

    def beat(self, patience_s: float | None = None) -> None:
        """Say that it goes on."""
        self._due_s = time.monotonic() + (self._patience_s if patience_s is None else patience_s)

    def close(self) -> None:
        """Watch no more."""
        self._closing.set()
        self._thread.join()

    def _run(self) -> None:
        looked_s = time.monotonic()
        while not self._closing.wait(_LOOK_S):
            now_s = time.monotonic()
            if now_s - looked_s > _STOPPED_S:  # this process was stopped itself
                self._due_s += now_s - looked_s
            looked_s = now_s
            if now_s > self._due_s:
                logger.error("What hears does not come to an end: this process ends.")
                self._end(1)
                return
