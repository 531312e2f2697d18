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
from dataclasses import dataclass

import wgpu  # type: ignore[import-untyped]  # ships no types

from studio.engine.compositor.gpu_device import Gpu
from studio.engine.compositor.gpu_source import (
    GENERAL_TEXTURES,
    Signature,
    general_source,
    kernel_source,
)
from studio.engine.compositor.gpu_tiles import Base

MOST_KERNELS = 256
MOST_WAITING = 64
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class Kernel:
    """A pipeline and how many textures its second bind group takes."""

    pipeline: wgpu.GPUComputePipeline
    textures: int


class Kernels:
    """The kernels of one device.

    ``get`` and ``general`` are for one thread, the tick.

    Attributes:
        compiled: How many have been compiled since the start, the general ones aside.
        put_off: How many wishes found the queue full; the next tick repeats them.
    """

    def __init__(self, gpu: Gpu) -> None:
        self.compiled = 0
        self.put_off = 0
        self._device = gpu.device
        self._textures_layouts: dict[int, wgpu.GPUBindGroupLayout] = {}
        self._layout_lock = threading.Lock()
        self.canvas_layout = _canvas_layout(gpu.device)
        self._general = {
            has_alpha: self._compile(general_source(has_alpha), GENERAL_TEXTURES)
            for has_alpha in (False, True)
        }
        self._clear = {
            has_alpha: self._compile(kernel_source(Signature(Base.CLEAR, has_alpha, ())), 0)
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
        elif signature not in self._wanted and signature not in self._failed:
            try:
                self._jobs.put_nowait(signature)
                self._wanted.add(signature)
            except queue.Full:
                self.put_off += 1
        return kernel

    def textures_layout(self, textures: int) -> wgpu.GPUBindGroupLayout:
        """Return the layout of the bind group with a sampler and some textures."""
        with self._layout_lock:
            if textures not in self._textures_layouts:
                self._textures_layouts[textures] = _textures_layout(self._device, textures)
            return self._textures_layouts[textures]

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
        while True:
            signature = self._jobs.get()
            try:
                if signature is None or self._closing.is_set():
                    return
                self._done.put((signature, self._compiled(signature)))
            finally:
                self._jobs.task_done()

    def _compiled(self, signature: Signature) -> Kernel | None:
        try:
            return self._compile(kernel_source(signature), signature.textures)
        except (RuntimeError, wgpu.GPUError) as error:
            _log.error("A drawing kernel did not compile; drawing goes on, slower: %s", error)
            return None

    def _compile(self, source: str, textures: int) -> Kernel:
        module = self._device.create_shader_module(code=source)
        layout = self._device.create_pipeline_layout(
            bind_group_layouts=[self.canvas_layout, self.textures_layout(textures)]
        )
        pipeline = self._device.create_compute_pipeline(
            layout=layout, compute={"module": module, "entry_point": "main"}
        )
        return Kernel(pipeline, textures)


def _canvas_layout(device: wgpu.GPUDevice) -> wgpu.GPUBindGroupLayout:
    """The canvas, the list of tiles, and the uniform block at an offset of each dispatch."""
    stage = wgpu.ShaderStage.COMPUTE
    canvas = {"access": "read-write", "format": "r32uint"}
    uniform = {"type": "uniform", "has_dynamic_offset": True}
    return device.create_bind_group_layout(
        entries=[
            {"binding": 0, "visibility": stage, "storage_texture": canvas},
            {"binding": 1, "visibility": stage, "buffer": {"type": "read-only-storage"}},
            {"binding": 2, "visibility": stage, "buffer": uniform},
        ]
    )


def _textures_layout(device: wgpu.GPUDevice, textures: int) -> wgpu.GPUBindGroupLayout:
    stage = wgpu.ShaderStage.COMPUTE
    sampler = {"binding": 0, "visibility": stage, "sampler": {"type": "filtering"}}
    return device.create_bind_group_layout(
        entries=[
            sampler,
            *(
                {"binding": n + 1, "visibility": stage, "texture": {"sample_type": "float"}}
                for n in range(textures)
            ),
        ]
    )
