"""What an avatar is drawn on: some samples a pixel, a depth, and the way back from the GPU.

::

    canvas = Canvas(device, 512, 512, samples=4)
    rgba = canvas.draw(bundle)              # a copy, premultiplied
"""

import numpy as np
import wgpu  # type: ignore[import-untyped]  # ships no types

from studio.effects.planes import Pixels

FORMAT = "rgba8unorm"
DEPTH_FORMAT = "depth32float"
_ROW_BYTES = 256
"""What the rows of a copy from a texture are padded to."""


class Canvas:
    """Of one size; belongs to one thread."""

    def __init__(self, device: wgpu.GPUDevice, width: int, height: int, samples: int) -> None:
        self._device = device
        self.size = width, height
        self._stride = -(-width * 4 // _ROW_BYTES) * _ROW_BYTES
        usage = wgpu.TextureUsage.RENDER_ATTACHMENT
        self._many = self._texture(FORMAT, samples, usage) if samples > 1 else None
        self._depth = self._texture(DEPTH_FORMAT, samples, usage)
        self._whole = self._texture(FORMAT, 1, usage | wgpu.TextureUsage.COPY_SRC)
        self._buffer = device.create_buffer(
            size=self._stride * height,
            usage=wgpu.BufferUsage.COPY_DST | wgpu.BufferUsage.MAP_READ,
        )

    def _texture(self, format: str, samples: int, usage: int) -> wgpu.GPUTexture:
        return self._device.create_texture(
            size=(*self.size, 1), format=format, sample_count=samples, usage=usage
        )

    def draw(self, bundle: wgpu.GPURenderBundle) -> Pixels:
        """Draw on the clear canvas, wait, and return what is seen."""
        encoder = self._device.create_command_encoder()
        whole = self._whole.create_view()
        colour = {"clear_value": (0, 0, 0, 0), "load_op": "clear"}
        if self._many is None:
            colour |= {"view": whole, "store_op": "store"}
        else:
            colour |= {"view": self._many.create_view(), "resolve_target": whole}
            colour |= {"store_op": "discard"}
        to_depth = {
            "view": self._depth.create_view(),
            "depth_clear_value": 1.0,
            "depth_load_op": "clear",
            "depth_store_op": "discard",
        }
        render_pass = encoder.begin_render_pass(
            color_attachments=[colour], depth_stencil_attachment=to_depth
        )
        render_pass.execute_bundles([bundle])
        render_pass.end()
        encoder.copy_texture_to_buffer(
            {"texture": self._whole},
            {"buffer": self._buffer, "bytes_per_row": self._stride},
            (*self.size, 1),
        )
        self._device.queue.submit([encoder.finish()])
        return self._read()

    def _read(self) -> Pixels:
        width, height = self.size
        self._buffer.map_sync(wgpu.MapMode.READ)
        try:
            memory = self._buffer.read_mapped(copy=True)
        finally:
            self._buffer.unmap()
        rows: Pixels = np.frombuffer(memory, np.uint8).reshape(height, self._stride // 4, 4)
        return rows[:, :width]

    def close(self) -> None:
        """Give its memory back."""
        for each in (self._many, self._depth, self._whole, self._buffer):
            if each is not None:
                each.destroy()
