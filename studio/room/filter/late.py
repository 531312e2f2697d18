"""A filter that is loaded once the server listens: its dictionaries take half a second.

Nothing is shown unjudged.  What is said in that time waits for it, and if it can't be
loaded at all, everything waits for a moderator::

    judge = LateFilter(load)
    judge.start(); …; await judge.close()
"""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress

from studio.room.live.judge import Judge
from studio.room.rules.verdict import Kind, Verdict

_log = logging.getLogger(__name__)


class LateFilter:
    """See the module.

    Args:
        load: Makes the filter; called in a thread.
    """

    def __init__(self, load: Callable[[], Judge]) -> None:
        self._load = load
        self._loaded: asyncio.Future[Judge | None] = asyncio.get_running_loop().create_future()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to load it."""
        self._task = asyncio.create_task(self._bring(), name="danmaku filter")

    async def judge(self, text: str) -> Verdict:
        """Return what is to be done with a text; never raises."""
        judge = await asyncio.shield(self._loaded)
        if judge is None:
            return Verdict(Kind.HOLD, text, ("unfiltered",), 1.0)
        return await judge.judge(text)

    async def close(self) -> None:
        """End; who still waits is told that a moderator decides."""
        if self._task:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
        if not self._loaded.done():
            self._loaded.set_result(None)

    async def _bring(self) -> None:
        judge: Judge | None = None
        try:
            judge = await asyncio.to_thread(self._load)
        except Exception:
            # Whatever is wrong with its data: the room goes on, and people decide.
            _log.exception("The danmaku filter can't be loaded: all danmaku are held.")
        self._loaded.set_result(judge)
