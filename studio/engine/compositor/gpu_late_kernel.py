"""A kernel of its own for one filter, compiled by a thread when it is first wished for.

A software device has nothing to gain by it, and a kernel that isn't compiled can't draw::

    kernel = LateKernel(gpu, "gpu_background")
    if kernel.is_ready:
        group = kernel.group(resources)
"""

import logging
import threading
from collections.abc import Iterable
from pathlib import Path

import wgpu  # type: ignore[import-untyped]  # ships no types

from studio.engine.compositor.gpu_device import Gpu
from studio.telemetry.thread_name import show_thread_name

_log = logging.getLogger(__name__)


class LateKernel:
    """One kernel.

    Args:
        gpu: The device.
        name: Of the file that it is in, without its ending.

    Attributes:
        is_wanted: False on a software device, where the array's code is cheaper.
    """

    def __init__(self, gpu: Gpu, name: str) -> None:
        self.is_wanted = not gpu.info.is_software
        self._device, self._name = gpu.device, name
        self._pipeline: wgpu.GPUComputePipeline | None = None
        self._compiling: threading.Thread | None = None

    @property
    def is_ready(self) -> bool:
        """Whether it can draw; the first wish has it compiled."""
        if self._pipeline is None and self.is_wanted and self._compiling is None:
            name = self._name.replace("_", "-")
            self._compiling = threading.Thread(target=self._compile, name=name)
            self._compiling.start()
        return self._pipeline is not None and self.is_wanted

    @property
    def pipeline(self) -> wgpu.GPUComputePipeline:
        """The kernel, once it is ready."""
        assert self._pipeline is not None
        return self._pipeline

    def wait(self) -> bool:
        """Wait for it; whether it can draw."""
        if not self.is_ready and self._compiling is not None:
            self._compiling.join()
        return self.is_ready

    def group(self, resources: Iterable[object]) -> wgpu.GPUBindGroup:
        """Bind what it draws with, in the order of its bindings."""
        return self._device.create_bind_group(
            layout=self.pipeline.get_bind_group_layout(0),
            entries=[{"binding": n, "resource": each} for n, each in enumerate(resources)],
        )

    def close(self) -> None:
        """End the thread."""
        if self._compiling is not None:
            self._compiling.join()

    def _compile(self) -> None:
        show_thread_name()
        try:
            code = Path(__file__).with_name(f"{self._name}.wgsl").read_text("utf-8")
            module = self._device.create_shader_module(code=code)
            self._pipeline = self._device.create_compute_pipeline(
                layout="auto", compute={"module": module, "entry_point": "main"}
            )
        except (RuntimeError, OSError, wgpu.GPUError) as error:
            _log.error("%s did not compile; the processor does it: %s", self._name, error)
