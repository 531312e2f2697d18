"""Brings finished pictures from the GPU to memory without anybody waiting for them.

``copy`` records the copy into a free buffer of a ring, ``started`` says that the GPU
has it; a thread waits for the buffer, takes its rows out and gives the buffer back.
(wgpu 0.32 has no working fence of its own: mapping the buffer is the fence.)::

    readback.copy(encoder, canvas, tick_index)
    queue.submit([encoder.finish()])
    readback.started()
    ...
    finished = readback.take(wait=False)
"""

import queue
import threading
from dataclasses import dataclass

import numpy as np
import wgpu  # type: ignore[import-untyped]  # ships no types

from studio.engine.compositor.gpu_canvas import Canvas
from studio.engine.compositor.gpu_device import Gpu, GpuError
from studio.engine.picture import Plane
from studio.telemetry.thread_name import show_thread_name

RING = 4
ARRAYS = 16 + RING
"""A picture is written over after 15 more were taken, while a ring of them is under way."""
_ROW_BYTES = 256


@dataclass(slots=True, eq=False)
class _Transfer:
    buffer: wgpu.GPUBuffer
    pitch: int
    width: int
    rows: int
    tick_index: int


class Readback:
    """The way back; used by one thread, besides its own.

    Attributes:
        waited: How often ``copy`` had to wait because the ring was full.
    """

    def __init__(self, gpu: Gpu) -> None:
        self.waited = 0
        self._device = gpu.device
        self._free: queue.SimpleQueue[wgpu.GPUBuffer | None] = queue.SimpleQueue()
        for _ in range(RING):
            self._free.put(None)
        self._jobs: queue.SimpleQueue[_Transfer | None] = queue.SimpleQueue()
        self._done: queue.SimpleQueue[tuple[int, Plane] | GpuError] = queue.SimpleQueue()
        self._recorded: _Transfer | None = None
        self._under_way = 0
        self._arrays: list[Plane] = []
        self._next_array = 0
        self._thread = threading.Thread(target=self._run, name="readback", daemon=True)
        self._thread.start()

    def prepare(self, width: int, height: int) -> None:
        """Have the memory for pictures of a size before the first one comes."""
        self._resize(height * 3 // 2, width)

    def copy(self, encoder: wgpu.GPUCommandEncoder, canvas: Canvas, tick_index: int) -> None:
        """Record the copy of a canvas into the ring."""
        width, height = canvas.width, canvas.height
        pitch = -(-width // _ROW_BYTES) * _ROW_BYTES
        rows = height * 3 // 2
        buffer = self._free_buffer(pitch * rows)
        for row, first, count in ((0, 0, height), (height, canvas.chroma_row, height // 2)):
            encoder.copy_texture_to_buffer(
                {"texture": canvas.texture, "origin": (0, first, 0)},
                {
                    "buffer": buffer,
                    "offset": row * pitch,
                    "bytes_per_row": pitch,
                    "rows_per_image": count,
                },
                (-(-width // 4), count, 1),
            )
        self._recorded = _Transfer(buffer, pitch, width, rows, tick_index)

    def started(self) -> None:
        """The commands with the recorded copy were submitted."""
        transfer, self._recorded = self._recorded, None
        if transfer is not None:
            self._under_way += 1
            self._jobs.put(transfer)

    def take(self, wait: bool) -> tuple[int, Plane] | None:
        """Return the oldest finished picture; see ``Compositor.take``.

        Raises:
            GpuError: If it never came.
        """
        if not self._under_way:
            return None
        try:
            finished = self._done.get(block=wait)
        except queue.Empty:
            return None
        self._under_way -= 1
        if isinstance(finished, GpuError):
            raise finished
        return finished

    def close(self) -> None:
        """End the thread, when it has finished what is under way."""
        self._jobs.put(None)
        self._thread.join()
        while not self._free.empty():
            buffer = self._free.get_nowait()
            if buffer is not None:
                buffer.destroy()

    def _free_buffer(self, nbytes: int) -> wgpu.GPUBuffer:
        try:
            buffer = self._free.get_nowait()
        except queue.Empty:
            self.waited += 1
            buffer = self._free.get()
        if buffer is None or buffer.size != nbytes:
            if buffer is not None:
                buffer.destroy()
            usage = wgpu.BufferUsage.COPY_DST | wgpu.BufferUsage.MAP_READ
            buffer = self._device.create_buffer(size=nbytes, usage=usage)
        return buffer

    def _run(self) -> None:
        show_thread_name()
        while (transfer := self._jobs.get()) is not None:
            try:
                self._done.put((transfer.tick_index, self._taken(transfer)))
                self._free.put(transfer.buffer)
            except (RuntimeError, wgpu.GPUError) as error:
                self._done.put(GpuError(f"The GPU did not finish a picture: {error}"))
                self._free.put(None)

    def _taken(self, transfer: _Transfer) -> Plane:
        out = self._array(transfer.rows, transfer.width)
        transfer.buffer.map_sync("READ")
        mapped = np.frombuffer(transfer.buffer.read_mapped(copy=False), np.uint8)
        np.copyto(out, mapped.reshape(transfer.rows, transfer.pitch)[:, : transfer.width])
        del mapped
        transfer.buffer.unmap()
        return out

    def _array(self, rows: int, width: int) -> Plane:
        self._resize(rows, width)
        self._next_array = (self._next_array + 1) % ARRAYS
        return self._arrays[self._next_array]

    def _resize(self, rows: int, width: int) -> None:
        if not self._arrays or self._arrays[0].shape != (rows, width):
            # Filled, because the first touch of fresh memory is what costs.
            self._arrays = [np.full((rows, width), 16, np.uint8) for _ in range(ARRAYS)]
