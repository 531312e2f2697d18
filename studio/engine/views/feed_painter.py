"""The thread that draws feeds, one moment at a time."""

import logging
import threading
import time
from collections.abc import Callable

from studio.engine.views.drawing import Drawing, Moment
from studio.engine.views.feed import Feed
from studio.telemetry.thread_name import show_thread_name

log = logging.getLogger(__name__)


class FeedPainter:
    """Draws what it is given, one moment at a time; ``close`` ends it.

    Args:
        now_ns: Says what a picture took.
    """

    def __init__(self, now_ns: Callable[[], int] = time.monotonic_ns) -> None:
        self._now_ns = now_ns
        self._job: tuple[tuple[Feed, ...], Moment] | None = None
        self._drawings: dict[Feed, Drawing] = {}
        self._gone: list[Feed] = []
        self._failed: set[Feed] = set()
        self._has_work = threading.Event()
        self._is_closing = False
        self._thread = threading.Thread(target=self._run, name="views", daemon=True)
        self._thread.start()

    @property
    def is_busy(self) -> bool:
        """Whether it still draws what it was given last."""
        return self._job is not None

    def draw(self, feeds: tuple[Feed, ...], moment: Moment) -> None:
        """Draw feeds; only while it is not busy."""
        self._job = feeds, moment
        self._has_work.set()

    def forget(self, feed: Feed) -> None:
        """Give back the memory of a feed that is closed; from any thread."""
        self._gone.append(feed)
        self._has_work.set()

    def close(self) -> None:
        """End the thread."""
        self._is_closing = True
        self._has_work.set()
        self._thread.join()

    def _run(self) -> None:
        show_thread_name()
        while True:
            self._has_work.wait()
            self._has_work.clear()
            if self._is_closing:
                return
            job = self._job
            if job is not None:
                for feed in job[0]:
                    self._draw(feed, job[1])
                del feed
                self._job = job = None
            while self._gone:
                gone = self._gone.pop()
                self._drawings.pop(gone, None)
                self._failed.discard(gone)

    def _draw(self, feed: Feed, moment: Moment) -> None:
        if feed.is_closed:
            return
        drawing = self._drawings.get(feed)
        if drawing is None:
            drawing = self._drawings[feed] = Drawing(feed)
        start_ns = self._now_ns()
        try:
            drawing.draw(moment)
        except Exception:  # the border of this thread: a view must not end the others
            if feed not in self._failed:
                self._failed.add(feed)
                log.exception("A view of %s can't be drawn.", feed.sight.name or feed.sight.of)
        feed.learn(self._now_ns() - start_ns)
