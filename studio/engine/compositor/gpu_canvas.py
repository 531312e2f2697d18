"""One picture being drawn on the GPU: the programme, or a nested composition.

The canvas keeps NV12 (or NV12A) in one r32uint texture, four samples a texel: rows
of luma, of interleaved chroma, of alpha, each padded to whole tiles.  On lavapipe
that takes 60 % of the time that a storage buffer takes, and every WebGPU device may
read and write it in place.  What a canvas held stays, so tiles that no layer covers
are only cleared when the layout changes::

    canvas.draw(encoder, shapes, sheets, is_loaded=False)
"""

from dataclasses import dataclass

import numpy as np
import wgpu  # type: ignore[import-untyped]  # ships no types

from studio.engine.compositor.gpu_binder import Binder
from studio.engine.compositor.gpu_device import Gpu
from studio.engine.compositor.gpu_kernels import Kernel, Kernels
from studio.engine.compositor.gpu_shape import ITEM, Form, Shape, texture_px
from studio.engine.compositor.gpu_source import ROW_OF_GROUPS, Signature
from studio.engine.compositor.gpu_textures import Sheet
from studio.engine.compositor.gpu_tiles import (
    MAX_MEMBERS,
    TILE_HEIGHT_PX,
    TILE_WIDTH_PX,
    Base,
    Run,
    Tiles,
    tile_runs,
    tiles_across,
    tiles_down,
)
from studio.engine.picture import Plane

_JOB = np.dtype(
    {
        "names": ["first", "count", "chroma_row", "alpha_row", "items"],
        "formats": ["u4", "u4", "i4", "i4", (ITEM, MAX_MEMBERS)],
        "offsets": [0, 4, 8, 12, 16],
        "itemsize": -(-(16 + MAX_MEMBERS * ITEM.itemsize) // 256) * 256,
    }
)
_UNIFORM_BYTES = 16 + MAX_MEMBERS * ITEM.itemsize


@dataclass(frozen=True, slots=True, eq=False)
class _Dispatch:
    kernel: Kernel
    first: int
    count: int
    members: tuple[int, ...]


class Canvas:
    """A picture on the GPU.

    Attributes:
        texture: Where it is.
        chroma_row: The first row of chroma in it.
        alpha_row: The first row of alpha in it.
        general_dispatches: How many of the last drawing's used the general kernel.
    """

    def __init__(
        self, gpu: Gpu, kernels: Kernels, binder: Binder, size: tuple[int, int], has_alpha: bool
    ) -> None:
        self.width, self.height = size
        self.has_alpha = has_alpha
        rows = tiles_down(self.height) * TILE_HEIGHT_PX
        self.chroma_row, self.alpha_row = rows, rows * 3 // 2
        self.general_dispatches = 0
        self._device, self._kernels, self._binder = gpu.device, kernels, binder
        usage = wgpu.TextureUsage
        texels = texture_px(tiles_across(self.width) * TILE_WIDTH_PX // 4)
        self.texture = self._device.create_texture(
            size=(texels, texture_px(self.alpha_row + (rows if has_alpha else 0)), 1),
            format="r32uint",
            usage=usage.STORAGE_BINDING | usage.COPY_SRC | usage.COPY_DST,
        )
        self._view = self.texture.create_view()
        self._tiles = self._buffer(256, wgpu.BufferUsage.STORAGE)
        self._jobs = self._buffer(_JOB.itemsize, wgpu.BufferUsage.UNIFORM)
        self._bind_group = self._bound()
        self._layout: tuple[object, ...] = ()
        self._runs: list[tuple[int, Run]] = []
        self._sent = b""

    def put(self, y: Plane, uv: Plane) -> None:
        """Write an opaque picture that is as large as the canvas into it."""
        for row, plane in ((0, y), (self.chroma_row, uv)):
            height = plane.shape[0]
            self._device.queue.write_texture(
                {"texture": self.texture, "origin": (0, row, 0)},
                np.ascontiguousarray(plane),
                {"bytes_per_row": self.width, "rows_per_image": height},
                (self.width // 4, height, 1),
            )

    def draw(
        self,
        encoder: wgpu.GPUCommandEncoder,
        shapes: list[Shape],
        sheets: list[Sheet],
        *,
        is_loaded: bool,
    ) -> None:
        """Draw layers, bottom first, over what ``put`` wrote or over black.

        Args:
            encoder: Takes the commands.
            shapes: Of the layers.
            sheets: Their pictures, one for each shape.
            is_loaded: ``put`` was called.
        """
        is_new = self._lay_out(shapes, is_loaded)
        dispatches = self._dispatches(is_new)
        self._send_jobs(dispatches, shapes)
        if not dispatches:
            return
        compute = encoder.begin_compute_pass()
        for index, one in enumerate(dispatches):
            compute.set_pipeline(one.kernel.pipeline)
            compute.set_bind_group(0, self._bind_group, [index * _JOB.itemsize])
            views = self._views(one, shapes, sheets)
            compute.set_bind_group(1, self._binder.group(views))
            compute.dispatch_workgroups(
                min(one.count, ROW_OF_GROUPS), -(-one.count // ROW_OF_GROUPS)
            )
        compute.end()

    def close(self) -> None:
        """Give its memory back."""
        self.texture.destroy()
        self._tiles.destroy()
        self._jobs.destroy()

    def _lay_out(self, shapes: list[Shape], is_loaded: bool) -> bool:
        """Find out which layers cover which tiles, if that may have changed."""
        layout = (is_loaded, *((s.inner, s.edge, s.box, s.bands) for s in shapes))
        if layout == self._layout:
            return False
        self._layout, self._runs = layout, []
        tiles: list[Tiles] = []
        first = 0
        for run in tile_runs(shapes, self.width, self.height, is_loaded):
            self._runs.append((first, run))
            tiles.append(run.tiles)
            first += len(run.tiles)
        if tiles:
            self._write("_tiles", np.concatenate(tiles).tobytes())
        return True

    def _dispatches(self, is_new: bool) -> list[_Dispatch]:
        self.general_dispatches = 0
        found: list[_Dispatch] = []
        for first, run in self._runs:
            if not run.members and not is_new:
                continue
            found += self._dispatches_of(first, run)
        return found

    def _dispatches_of(self, first: int, run: Run) -> list[_Dispatch]:
        count, members = len(run.tiles), tuple(index for index, _ in run.members)
        clear = _Dispatch(self._kernels.clear(self.has_alpha), first, count, ())
        if not members:
            return [clear]
        pieces = tuple(piece for _, piece in run.members)
        kernel = self._kernels.get(Signature(run.base, self.has_alpha, pieces))
        if kernel is not None:
            return [_Dispatch(kernel, first, count, members)]
        self.general_dispatches += len(members)
        general = self._kernels.general(self.has_alpha)
        found = [_Dispatch(general, first, count, (member,)) for member in members]
        return [clear, *found] if run.base is Base.CLEAR else found

    def _send_jobs(self, dispatches: list[_Dispatch], shapes: list[Shape]) -> None:
        jobs = np.zeros(len(dispatches), _JOB)
        for job, one in zip(jobs, dispatches, strict=True):
            job["first"], job["count"] = one.first, one.count
            job["chroma_row"], job["alpha_row"] = self.chroma_row, self.alpha_row
            for slot, member in enumerate(one.members):
                job["items"][slot] = shapes[member].item
        data = jobs.tobytes()
        if data != self._sent and data:
            self._write("_jobs", data)
            self._sent = data

    def _views(
        self, one: _Dispatch, shapes: list[Shape], sheets: list[Sheet]
    ) -> tuple[wgpu.GPUTextureView, ...]:
        if one.kernel is not self._kernels.general(self.has_alpha):
            return tuple(view for member in one.members for view in sheets[member].views)
        (member,) = one.members
        views = sheets[member].views
        blank = self._binder.blank
        if shapes[member].form is Form.SHEET:
            return (*views, blank, blank, blank)
        return (blank, *views, *([blank] * (3 - len(views))))

    def _write(self, name: str, data: bytes) -> None:
        """Write a buffer, replacing it by a larger one if it is too small."""
        buffer: wgpu.GPUBuffer = getattr(self, name)
        if buffer.size < len(data):
            setattr(self, name, self._buffer(2 * len(data), buffer.usage))
            self._bind_group = self._bound()
            buffer.destroy()
        self._device.queue.write_buffer(getattr(self, name), 0, data)

    def _buffer(self, nbytes: int, usage: int) -> wgpu.GPUBuffer:
        return self._device.create_buffer(size=nbytes, usage=usage | wgpu.BufferUsage.COPY_DST)

    def _bound(self) -> wgpu.GPUBindGroup:
        return self._kernels.layouts.canvas_group(
            self._view, self._tiles, self._jobs, _UNIFORM_BYTES
        )
