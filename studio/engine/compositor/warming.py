"""Draws with the processor until the GPU's compositor is warm, and with that from then on.

Opening wgpu takes a second or two, and its first pictures wait for kernels to be
compiled; a stream that began meanwhile skipped 60 pictures.  So a thread opens it
and draws what is on air, beside the programme, until that makes it compile nothing
any more; then the tick goes over to it.  Both draw the same picture, so nobody sees
when.  A GPU that does not open, or is none, leaves the array compositor to draw::

    compositor = WarmingCompositor("auto", (1920, 1080))
    compositor.submit(composition, tick_index)
    taken = compositor.take(wait=False)
"""

import logging
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol

from studio.engine.compositor.array import ArrayCompositor
from studio.engine.compositor.composition import Ahead, Composition, Compositor
from studio.engine.picture import Plane
from studio.model.errors import StudioError
from studio.telemetry.thread_name import show_thread_name

log = logging.getLogger(__name__)

RANK = 0
"""As niceness, while it warms up; the engine has -10."""

MOST_ROUNDS = 20
"""Of warming up; what moves all the time may want new kernels for ever."""


class Warmable(Compositor, Protocol):
    """A compositor that gets quicker by use."""

    @property
    def is_software(self) -> bool:
        """Whether the processor plays the GPU."""

    def warm_up_for(self, composition: Composition) -> bool:
        """Draw it, and wait for all that this made it compile; False if that was nothing."""


class WarmingCompositor:
    """Implements ``Compositor``.  Used by one thread, besides its own.

    Args:
        wanted: ``auto`` for a real GPU only, or ``wgpu`` for one that is played, too.
        size: Of the picture.
    """

    def __init__(self, wanted: str, size: tuple[int, int]) -> None:
        self._wanted = wanted
        self._size = size
        self._drawing: Compositor = ArrayCompositor(*size)
        self._warm: Compositor | None = None
        self._shown: Composition | None = None
        self._has_shown = threading.Event()
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="warm-up")
        self._is_warming = True
        self._thread.start()

    @property
    def name(self) -> str:
        """Of the one that draws, or is about to: a GPU may take the process down."""
        return "wgpu" if self._is_warming else self._drawing.name

    @property
    def adapter(self) -> str:
        """The device that draws now."""
        return self._drawing.adapter

    @property
    def sheet(self) -> Ahead | None:
        """Of the one that draws now."""
        return self._drawing.sheet

    def submit(self, composition: Composition, tick_index: int) -> None:
        """Start to draw; see ``Compositor.submit``."""
        if self._is_warming:
            self._shown = composition
            if not self._has_shown.is_set():
                self._has_shown.set()
            if not self._thread.is_alive():
                self._take_over(tick_index)
        self._drawing.submit(composition, tick_index)

    def take(self, wait: bool) -> tuple[int, Plane] | None:
        """Return the oldest finished picture; see ``Compositor.take``."""
        return self._drawing.take(wait)

    def close(self) -> None:
        """End the thread and give all memory back."""
        self._closing.set()
        self._has_shown.set()
        self._thread.join()
        self._drawing.close()
        if self._warm is not None:
            self._warm.close()
        self._shown = None

    def _take_over(self, tick_index: int) -> None:
        """Go over to the warm one.  The array compositor has nothing under way, ever."""
        self._thread.join()
        self._is_warming, self._shown = False, None
        if self._warm is not None:
            self._drawing.close()
            self._drawing, self._warm = self._warm, None
            log.info("%s draws from picture %d on.", self._drawing.adapter, tick_index)

    def _run(self) -> None:
        show_thread_name()
        try:
            with _lower_rank():
                self._warm = self._warmed()
        except StudioError as error:
            level = logging.ERROR if self._wanted == "wgpu" else logging.INFO
            log.log(level, "The processor draws, without a GPU: %s", error)

    def _warmed(self) -> Compositor | None:
        """Return the GPU's compositor once it is warm, or None if the processor is cheaper."""
        from studio.engine.compositor.gpu import GpuCompositor  # loads wgpu, 0.3 s

        gpu: Warmable = GpuCompositor(*self._size)
        if self._wanted == "auto" and gpu.is_software:
            gpu.close()
            return None
        try:
            self._has_shown.wait()
            for _ in range(MOST_ROUNDS):
                if self._closing.is_set() or self._shown is None:
                    break
                if not gpu.warm_up_for(self._shown):
                    break
        except StudioError:
            gpu.close()
            raise
        return gpu


@contextmanager
def _lower_rank() -> Iterator[None]:
    """Let this thread and all that it starts wait for the encoder, until it is left.

    The drivers' threads take over its rank, and draw every picture later on: they get
    that of the others back.  Lower than this, a thread that was stopped while it held
    Python's lock would keep the tick waiting.
    """
    tasks = Path("/proc/self/task")
    if not tasks.exists():
        yield
        return
    usual = os.getpriority(os.PRIO_PROCESS, os.getpid())
    before = set(os.listdir(tasks))
    _set_rank(threading.get_native_id(), RANK)
    try:
        yield
    finally:
        for task in set(os.listdir(tasks)) - before | {str(threading.get_native_id())}:
            _set_rank(int(task), usual)


def _set_rank(task: int, niceness: int) -> None:
    with suppress(OSError):  # no right to, or it has ended
        os.setpriority(os.PRIO_PROCESS, task, niceness)
