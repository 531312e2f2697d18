"""The screen as a source: grabbed just before each tick, so as fresh as can be.

A thread of its own grabs, shrinks and converts.  ``latch`` asks it for the next
tick's picture, which it begins as long before that tick as the last ones took;
so a tick hardly ever waits, where a grab that was begun at the tick came too late
once a second on a busy machine.  A tick waits a quarter of its time at most.  A
display that does not answer (a frozen X server) is waited for once: until it has
answered, no tick waits again.
"""

import logging
import threading
import time

from studio.engine.picture import Picture, Plane
from studio.engine.sources.bgra import BgraConverter
from studio.engine.sources.picture_memory import PictureMemory
from studio.engine.sources.placeholder import placeholder_picture
from studio.engine.sources.screen_input import Region, ScreenError, ScreenInput, ScreenTarget
from studio.engine.sources.source import Health, SourceState
from studio.telemetry.thread_name import show_thread_name

logger = logging.getLogger(__name__)

SECOND_NS = 1_000_000_000
KEEP_LAST_NS = SECOND_NS
_HANGS_NS = 2 * SECOND_NS
_RETRY_FIRST_S, _RETRY_LAST_S = 1.0, 5.0
_CLOSE_S = 1.0
_DEFAULT_SIZE = (1280, 720)


class ScreenSource:
    """Shows a screen of this computer; implements ``Source``.

    Args:
        name: What the source is called, for people.
        display: Of X11; empty means the one of this session.
        monitor: Which of the monitors, where the system tells them apart.
        region: Left, top, width, height in screen pixels; None is all of it.
        show_cursor: Whether the mouse pointer is in the picture.
        period_ns: Of the ticks.
    """

    def __init__(
        self,
        name: str,
        *,
        display: str = "",
        monitor: int = 0,
        region: Region | None = None,
        show_cursor: bool = True,
        period_ns: int = SECOND_NS // 30,
    ) -> None:
        self._name = name
        self._target = ScreenTarget(display, monitor, region, show_cursor)
        self._period_ns = period_ns
        self._patience_s = period_ns / 4 / SECOND_NS
        self._took_ns = period_ns // 8  # lately, with a margin
        self._state = SourceState(Health.STARTING)
        self._want = (16384, 16384)
        self._picture: Picture | None = None
        self._failure_card: Picture | None = None
        self._hanging_card: Picture | None = None
        self._failed_ns: int | None = None
        self._serial = 0
        self._memory = PictureMemory()
        self._converter = BgraConverter()
        self._asked = threading.Event()  # until the thread has answered
        self._answered = threading.Event()
        self._asked_ns = 0
        self._begin_ns = 0
        self._waited_in_vain = False
        self._closed = threading.Event()
        self._drawing: threading.Thread | None = None
        self._thread = threading.Thread(target=self._run, name=f"screen-{name}", daemon=True)
        self._thread.start()

    @property
    def state(self) -> SourceState:
        """How it is."""
        state = self._state
        if state.health is not Health.FAILED and self._hangs(time.monotonic_ns()):
            return SourceState(Health.FAILED, self._hanging_reason)
        return state

    def want(self, width: int, height: int) -> None:
        """Say how large it is shown at most; it is grabbed only while it is shown."""
        self._want = (width, height)

    def request(self, due_ns: int) -> None:
        """Have the thread grab a picture, unless it has been asked for one."""
        if abs(self._asked_ns - due_ns) > self._period_ns // 2:
            self._ask(due_ns, begin_ns=0)

    def latch(self, due_ns: int) -> Picture | None:
        """Return the picture that was asked for, or the last one if it takes too long."""
        if self._asked.is_set() and not self._waited_in_vain:
            self._waited_in_vain = not self._answered.wait(self._patience_s)
        next_ns = due_ns + self._period_ns
        self._ask(next_ns, begin_ns=next_ns - min(self._took_ns, self._period_ns // 2))
        if self._failed_ns is not None and due_ns - self._failed_ns >= KEEP_LAST_NS:
            return self._failure_card or self._picture
        if self._failed_ns is None and self._hangs(due_ns):
            return self._hanging_picture()
        return self._picture

    def _ask(self, due_ns: int, begin_ns: int) -> None:
        if self._want != (0, 0) and not self._asked.is_set():
            self._waited_in_vain = False
            self._answered.clear()
            self._asked_ns = due_ns
            self._begin_ns = begin_ns
            self._asked.set()

    def close(self) -> None:
        """End the thread; one that hangs in the display ends when that answers or dies."""
        self._closed.set()
        self._asked.set()
        self._thread.join(_CLOSE_S)
        if self._drawing is not None:
            self._drawing.join(_CLOSE_S)

    @property
    def _hanging_reason(self) -> str:
        return f"{self._target.label} does not answer: it hangs, or its computer is overloaded."

    def _hanging_picture(self) -> Picture | None:
        """Return the card that says so; it is drawn off the tick, the first time."""
        if self._drawing is None:
            name = f"card-{self._name}"
            self._drawing = threading.Thread(target=self._draw_hanging, name=name, daemon=True)
            self._drawing.start()
        return self._hanging_card or self._picture

    def _draw_hanging(self) -> None:
        self._hanging_card = self._card(self._hanging_reason)

    def _hangs(self, now_ns: int) -> bool:
        return self._asked.is_set() and now_ns - self._asked_ns > _HANGS_NS

    def _run(self) -> None:
        show_thread_name()
        retry_s = _RETRY_FIRST_S
        while not self._closed.is_set():
            try:
                self._show()
            except ScreenError as error:
                if self._state.health is Health.RUNNING:
                    self._state = SourceState(Health.STARTING)
                    continue  # it may have been another size or a hung-up line: once more, at once
                reason = str(error)
            except Exception:  # the border of this thread: one source must not end the programme
                logger.exception("The screen failed in a way that nobody thought of.")
                reason = f"{self._name} can't be shown because of a fault in Rocket Studio."
            else:
                return
            retry_s = _RETRY_FIRST_S if self._failed_ns is None else min(retry_s * 2, _RETRY_LAST_S)
            self._fail(reason)
            self._closed.wait(retry_s)

    def _show(self) -> None:
        screen = ScreenInput(self._target)
        try:
            while not self._closed.is_set():
                self._asked.wait()
                wait_ns = self._begin_ns - time.monotonic_ns()
                if wait_ns > 0:
                    self._closed.wait(wait_ns / SECOND_NS)
                if not self._closed.is_set():
                    begun_ns = time.monotonic_ns()
                    self._take(screen.grab())
                    self._learn(time.monotonic_ns() - begun_ns)
        finally:
            screen.close()

    def _learn(self, took_ns: int) -> None:
        """Begin the next grab so early that it is done in time; late is worse than early."""
        wanted_ns = took_ns + took_ns // 2
        weight = 2 if wanted_ns > self._took_ns else 32
        self._took_ns += (wanted_ns - self._took_ns) // weight

    def _take(self, bgra: Plane) -> None:
        """Make a picture of what was grabbed and answer the tick."""
        now_ns = time.monotonic_ns()
        rows, columns = bgra.shape[:2]
        width = min(_even(columns), max(2, _even(self._want[0])))
        height = min(_even(rows), max(2, _even(self._want[1])))
        area = width * height
        memory = self._memory.take(area * 3 // 2)
        y = memory[:area].reshape(height, width)
        uv = memory[area:].reshape(height // 2, width // 2, 2)
        self._converter.convert(bgra, y, uv)
        self._serial += 1
        self._picture = Picture(columns, rows, y, uv, None, self._serial, now_ns)
        self._failed_ns = None
        self._state = SourceState(Health.RUNNING)
        self._asked.clear()
        self._answered.set()

    def _fail(self, reason: str) -> None:
        if self._state != SourceState(Health.FAILED, reason):
            logger.warning("%s: %s", self._name, reason)
            self._failure_card = self._card(reason)
        self._state = SourceState(Health.FAILED, reason)
        if self._failed_ns is None:
            self._failed_ns = time.monotonic_ns()

    def _card(self, reason: str) -> Picture:
        self._serial += 1
        size = _DEFAULT_SIZE
        if self._picture is not None:
            size = self._picture.width, self._picture.height
        return placeholder_picture(self._name, reason, size, self._serial)


def _even(size: int) -> int:
    return size + size % 2
