"""Compiled kernels by signature; they are compiled by a thread, never by the tick.

``get`` returns the kernel if it is ready, and otherwise has it compiled and returns
None: the caller then draws with the general kernel, which was compiled when the
compositor was opened::

    kernel = kernels.get(signature)
    if kernel is None:
        ...  # kernels.general(has_alpha), once for each layer
"""

import logging
import queue
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

import wgpu  # type: ignore[import-untyped]  # ships no types

from studio.engine.compositor.gpu_device import Gpu
from studio.engine.compositor.gpu_pipeline import Layouts
from studio.engine.compositor.gpu_rehearsal import Rehearsal
from studio.engine.compositor.gpu_source import (
    GENERAL_FORMATS,
    Signature,
    general_source,
    kernel_source,
)
from studio.engine.compositor.gpu_tiles import Base
from studio.telemetry.thread_name import show_thread_name

CACHE_WRITE_S = 0.1
"""Mesa writes its cache in a thread of lowest priority, and says nothing when it has."""
MOST_KERNELS = 256
MOST_WAITING = 64
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class Kernel:
    """A pipeline that is ready."""

    pipeline: wgpu.GPUComputePipeline


class Kernels:
    """The kernels of one device.

    ``get`` and ``general`` are for one thread, the tick.

    Attributes:
        is_paused: Nothing is compiled that isn't yet.
        compiled: How many have been compiled since the start, the general ones aside.
        layouts: What its kernels bind.
        put_off: How many wishes found the queue full; the next tick repeats them.
    """

    def __init__(self, gpu: Gpu) -> None:
        self.is_paused = False
        self.compiled = 0
        self.put_off = 0
        self.layouts = Layouts(gpu.device)
        self._rehearsal = Rehearsal(gpu) if gpu.info.is_software else None
        self._general = {
            has_alpha: self._compile(general_source(has_alpha), GENERAL_FORMATS)
            for has_alpha in (False, True)
        }
        self._clear = {
            has_alpha: self._compile(kernel_source(Signature(Base.CLEAR, has_alpha, ())), ())
            for has_alpha in (False, True)
        }
        self._ready: OrderedDict[Signature, Kernel] = OrderedDict()
        self._wanted: set[Signature] = set()
        self._failed: set[Signature] = set()
        self._jobs: queue.Queue[Signature | None] = queue.Queue(MOST_WAITING)
        self._done: queue.SimpleQueue[tuple[Signature, Kernel | None]] = queue.SimpleQueue()
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="kernel-compiler", daemon=True)
        self._thread.start()

    def general(self, has_alpha: bool) -> Kernel:
        """Return the kernel that draws one layer of any kind."""
        return self._general[has_alpha]

    def clear(self, has_alpha: bool) -> Kernel:
        """Return the kernel that makes tiles black, or transparent."""
        return self._clear[has_alpha]

    def get(self, signature: Signature) -> Kernel | None:
        """Return the kernel for a signature, or None while it is not ready."""
        self._collect()
        kernel = self._ready.get(signature)
        if kernel is not None:
            self._ready.move_to_end(signature)
        elif self.is_paused:
            pass
        elif signature not in self._wanted and signature not in self._failed:
            try:
                self._jobs.put_nowait(signature)
                self._wanted.add(signature)
            except queue.Full:
                self.put_off += 1
        return kernel

    def wait_idle(self) -> None:
        """Wait until everything that was asked for is compiled."""
        self._jobs.join()
        self._collect()

    def close(self) -> None:
        """End the thread; what is being compiled is finished first."""
        self._closing.set()
        while True:
            try:
                self._jobs.put_nowait(None)
                break
            except queue.Full:
                self._jobs.get_nowait()
                self._jobs.task_done()
        self._thread.join()
        if self._rehearsal is not None:
            self._rehearsal.close()

    def _collect(self) -> None:
        while not self._done.empty():
            signature, kernel = self._done.get_nowait()
            self._wanted.discard(signature)
            if kernel is None:
                self._failed.add(signature)
                continue
            self.compiled += 1
            self._ready[signature] = kernel
            if len(self._ready) > MOST_KERNELS:
                self._ready.popitem(last=False)

    def _run(self) -> None:
        show_thread_name()
        while True:
            signature = self._jobs.get()
            try:
                if signature is None or self._closing.is_set():
                    return
                kernel = self._compiled(signature)
                if self._rehearsal is not None:
                    self._closing.wait(CACHE_WRITE_S)
                self._done.put((signature, kernel))
            finally:
                self._jobs.task_done()

    def _compiled(self, signature: Signature) -> Kernel | None:
        try:
            source = kernel_source(signature)
            if self._rehearsal is not None:
                self._rehearsal.run(source, signature.formats)
            return self._compile(source, signature.formats)
        except (RuntimeError, wgpu.GPUError) as error:
            _log.error("A drawing kernel did not compile; drawing goes on, slower: %s", error)
            return None

    def _compile(self, source: str, formats: Sequence[str]) -> Kernel:
        return Kernel(self.layouts.pipeline(source, len(formats)))
