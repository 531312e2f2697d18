"""A texture to draw on, and its way back from the GPU: what particles and shaders share.

Only the corner that was drawn on is read back.  Reading waits for the GPU, which here
keeps nobody: the picture is for a time that has not come yet::

    board = Board(device, 1924, 1084)
    with board.drawing(box.width, box.height) as render_pass:
        render_pass.set_pipeline(...)
    rgba = board.read(box.width, box.height)      # valid until the next read
"""

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import wgpu  # type: ignore[import-untyped]  # ships no types

from studio.effects.planes import Pixels

FORMAT = "rgba8unorm"
_ROW_BYTES = 256
"""What the rows of a copy from a texture are padded to."""


class Board:
    """Belongs to one thread.

    Args:
        device: Draws.
        width: Of the largest picture.
        height: Likewise.
    """

    def __init__(self, device: wgpu.GPUDevice, width: int, height: int) -> None:
        self._device = device
        self._texture = device.create_texture(
            size=(width, height, 1),
            format=FORMAT,
            usage=wgpu.TextureUsage.RENDER_ATTACHMENT | wgpu.TextureUsage.COPY_SRC,
        )
        self._view = self._texture.create_view()
        self._buffer = device.create_buffer(
            size=_stride(width) * height,
            usage=wgpu.BufferUsage.COPY_DST | wgpu.BufferUsage.MAP_READ,
        )

    @contextmanager
    def drawing(self, width: int, height: int) -> Iterator[wgpu.GPURenderPassEncoder]:
        """Give a pass that draws on the clear upper left corner of a size."""
        encoder = self._device.create_command_encoder()
        attachment = {
            "view": self._view,
            "clear_value": (0, 0, 0, 0),
            "load_op": "clear",
            "store_op": "store",
        }
        render_pass = encoder.begin_render_pass(color_attachments=[attachment])
        render_pass.set_viewport(0, 0, width, height, 0, 1)
        render_pass.set_scissor_rect(0, 0, width, height)
        yield render_pass
        render_pass.end()
        encoder.copy_texture_to_buffer(
            {"texture": self._texture},
            {"buffer": self._buffer, "bytes_per_row": _stride(width)},
            (width, height, 1),
        )
        self._device.queue.submit([encoder.finish()])

    def read(self, width: int, height: int) -> Pixels:
        """Wait for what was drawn, and return a copy of it."""
        size = _stride(width) * height
        self._buffer.map_sync(wgpu.MapMode.READ, 0, size)
        try:
            memory = self._buffer.read_mapped(0, size, copy=True)
        finally:
            self._buffer.unmap()
        rows: Pixels = np.frombuffer(memory, np.uint8).reshape(height, _stride(width) // 4, 4)
        return rows[:, :width]

    def close(self) -> None:
        """Give its memory back."""
        self._texture.destroy()
        self._buffer.destroy()


def _stride(width: int) -> int:
    return -(-width * 4 // _ROW_BYTES) * _ROW_BYTES
