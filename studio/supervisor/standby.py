"""One more app that has loaded its libraries and waits: a crashed app's successor.

To load Qt and all that the window is made of takes a second of processor time, which an
anchor whose window died while live would wait for.  The one that waits costs 55 MB and no
processor time; it is launched when the app has run for a moment, so that it takes nothing
from a start, and sees the end of its pipe when the supervisor ends, however that happens::

    standby = Standby("studio.app", launch)
    standby.tend(is_running=True, now_ns=...)    # every now and then
    standby.launch("studio.app", log_path)       # the one that waits, or a fresh one
    standby.close()

For one thread.
"""

import logging
from pathlib import Path

from studio.ipc.backoff import SECOND_NS
from studio.ipc.child import Launch
from studio.ipc.launch import Launched, Spares

logger = logging.getLogger(__name__)

AFTER_NS = 3 * SECOND_NS
"""By then the window has its picture, and what it was made with is cold no more."""


class Standby:
    """See the module.

    Args:
        module: Of the app.
        launch: Has the first one, which was launched ahead, or a fresh one.
    """

    def __init__(self, module: str, launch: Launch) -> None:
        self._module = module
        self._launch = launch
        self._spares = Spares()
        self._since_ns: int | None = None
        self._is_there = False

    def tend(self, *, is_running: bool, now_ns: int) -> None:
        """Launch one when an app has run for a moment; it stays for whichever window is next.

        Args:
            is_running: Whether an app does.
            now_ns: The time.
        """
        if not is_running:
            self._since_ns = None
            return
        if self._since_ns is None:
            self._since_ns = now_ns
        if self._is_there or now_ns - self._since_ns < AFTER_NS:
            return
        self._is_there = True
        try:
            self._spares.prepare(self._module)
        except OSError as error:
            logger.info("No app waits for the next crash of the window: %s", error)

    def launch(self, module: str, log_path: Path) -> Launched:
        """Return the one that waits, or launch one.

        Raises:
            OSError: If the system can't start it.
        """
        self._since_ns = None
        if not self._is_there:
            return self._launch(module, log_path)
        self._is_there = False
        return self._spares.launch(module, log_path)

    def close(self) -> None:
        """Let it end."""
        self._spares.close()
        self._is_there = False
