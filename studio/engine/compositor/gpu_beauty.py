"""The beauty filter by wgpu: the same numbers as ``array_beauty``, each pixel by the GPU.

What is found on a small picture of each face (fields of colour maps, a grid of shifts) is
worked out by the processor as there, since it has the picture anyway, and goes up as small
textures; one kernel (gpu_beauty.wgsl) does the rest.  A software device has nothing to
gain, and a kernel that is not compiled yet can't draw: then the array's code does it::

    if beauties.can_draw:
        sheet = beauties.sheet(encoder, key, (form, reduction), picture, beauty)
"""

import logging
import threading
from dataclasses import dataclass, field, replace
from pathlib import Path

import cv2
import numpy as np
import wgpu  # type: ignore[import-untyped]  # ships no types
from numpy.typing import NDArray

from studio.engine.compositor.array_memory import is_same
from studio.engine.compositor.array_planes import Planes
from studio.engine.compositor.beauty_face import faces_on
from studio.engine.compositor.beauty_fields import Fields, paint_fields
from studio.engine.compositor.beauty_warp import GRID, Floats, warp_grid
from studio.engine.compositor.filter_beauty import Beauty
from studio.engine.compositor.gpu_binder import Binder
from studio.engine.compositor.gpu_canvas import Canvas
from studio.engine.compositor.gpu_device import Gpu
from studio.engine.compositor.gpu_kernels import Kernels
from studio.engine.compositor.gpu_nested import Nested
from studio.engine.compositor.gpu_shape import Form, reduced_px, texture_px
from studio.engine.compositor.gpu_textures import UNUSED_NS, Key, Sheet, Textures
from studio.engine.compositor.looks import LookTables, look_tables
from studio.engine.compositor.placement import Box
from studio.engine.picture import Picture, Plane
from studio.model.tracking import MOST_FACES
from studio.telemetry.thread_name import show_thread_name

_FACE = np.dtype([("paint", "f4", 4), ("fields", "f4", 4), ("warp", "f4", 4), ("does", "f4", 4)])
_JOB = np.dtype(
    [
        ("size", "f4", 4),
        ("chroma", "f4", 4),
        ("rows", "i4", 4),
        ("matrix", "f4", 4),
        ("faces", _FACE, MOST_FACES),
    ]
)
_TAPS = {1: (1.0, 0.25), 2: (1.2, 0.3125)}
"""The outer taps of a blur over 3 pixels, and of one over 5, which two of them share."""
_LOOK_PX = 257
_log = logging.getLogger(__name__)


@dataclass(slots=True, eq=False)
class _Drawn:
    """One layer's picture after the filter, and the textures that it takes."""

    nested: Nested
    job: wgpu.GPUBuffer
    look: wgpu.GPUTexture
    shifts: wgpu.GPUTexture
    fields: tuple[wgpu.GPUTexture, ...] = ()
    capacity: tuple[int, int] = (0, 0)
    of: tuple[Picture, Beauty] | None = None
    version: int = 0
    outgrown: list[wgpu.GPUTexture] = field(default_factory=list)

    def close(self) -> None:
        """Give all memory back."""
        self.nested.close()
        self.job.destroy()
        for texture in (self.look, self.shifts, *self.fields, *self.outgrown):
            texture.destroy()


class GpuBeauties:
    """The pictures of all layers that are made more beautiful; for one thread.

    Attributes:
        is_wanted: False on a software device, where the array's code is cheaper.
        drawn: How many pictures were drawn since the start.
    """

    def __init__(self, gpu: Gpu, kernels: Kernels, binder: Binder, textures: Textures) -> None:
        self.is_wanted = not gpu.info.is_software
        self.drawn = 0
        self._gpu, self._kernels, self._binder, self._textures = gpu, kernels, binder, textures
        self._pipeline: wgpu.GPUComputePipeline | None = None
        self._compiling: threading.Thread | None = None
        self._drawn: dict[Key, _Drawn] = {}
        self._outgrown: list[_Drawn] = []
        self._now_ns = 0
        self._linear = gpu.device.create_sampler(mag_filter="linear", min_filter="linear")

    @property
    def can_draw(self) -> bool:
        """Whether the kernel is ready; the first wish has it compiled, by a thread."""
        if self._pipeline is None and self.is_wanted and self._compiling is None:
            self._compiling = threading.Thread(target=self._compile, name="gpu-beauty")
            self._compiling.start()
        return self._pipeline is not None and self.is_wanted

    def wait(self) -> bool:
        """Wait for the kernel; whether it can draw."""
        if not self.can_draw and self._compiling is not None:
            self._compiling.join()
        return self.can_draw

    def begin(self, now_ns: int) -> None:
        """A tick begins; the last one's commands are with the device."""
        self._now_ns = now_ns
        for outgrown in self._outgrown:
            outgrown.close()
        self._outgrown.clear()
        for key, drawn in list(self._drawn.items()):
            if now_ns - drawn.nested.used_ns > UNUSED_NS:
                drawn.close()
                del self._drawn[key]
                continue
            for texture in drawn.outgrown:
                texture.destroy()
            drawn.outgrown.clear()

    def sheet(
        self,
        encoder: wgpu.GPUCommandEncoder,
        key: Key,
        way: tuple[Form, tuple[int, int]],
        picture: Picture,
        beauty: Beauty,
    ) -> Sheet:
        """Return a picture after the filter; drawn only if it is another one than before.

        Args:
            encoder: Takes the commands.
            key: Of the layer.
            way: The form that the sheet has, and by what the picture is shrunk first.
            picture: With faces on it.
            beauty: What is done to them.
        """
        form, reduction = way
        width = reduced_px(picture.y.shape[1], reduction[0])
        height = reduced_px(picture.y.shape[0], reduction[1])
        has_alpha = picture.alpha is not None
        own = (*key, "beauty")
        drawn = self._drawn.get(own)
        if drawn is None or not drawn.nested.fits((width, height), has_alpha):
            if drawn is not None:
                self._outgrown.append(drawn)
            drawn = self._drawn[own] = self._new(width, height, has_alpha)
        drawn.nested.used_ns = self._now_ns
        if drawn.of is None or not is_same(drawn.of[0], picture) or drawn.of[1] != beauty:
            drawn.of = picture, beauty
            drawn.version += 1
            self.drawn += 1
            self._draw(encoder, drawn, own, _shrunk(picture, width, height), beauty)
        drawn.nested.is_stale((drawn.version,))
        sheet = self._textures.nested(own, form, width, height, has_alpha)
        drawn.nested.fill(encoder, sheet)
        return sheet

    def close(self) -> None:
        """End the thread and give all memory back."""
        if self._compiling is not None:
            self._compiling.join()
        for drawn in (*self._drawn.values(), *self._outgrown):
            drawn.close()
        self._drawn.clear()
        self._outgrown.clear()

    def _compile(self) -> None:
        show_thread_name()
        try:
            code = Path(__file__).with_name("gpu_beauty.wgsl").read_text("utf-8")
            module = self._gpu.device.create_shader_module(code=code)
            self._pipeline = self._gpu.device.create_compute_pipeline(
                layout="auto", compute={"module": module, "entry_point": "main"}
            )
        except (RuntimeError, OSError, wgpu.GPUError) as error:
            _log.error(
                "The beauty filter's kernel did not compile; the processor does it: %s", error
            )

    def _new(self, width: int, height: int, has_alpha: bool) -> _Drawn:
        canvas = Canvas(self._gpu, self._kernels, self._binder, (width, height), has_alpha)
        usage = wgpu.BufferUsage.UNIFORM | wgpu.BufferUsage.COPY_DST
        return _Drawn(
            Nested(self._gpu, canvas),
            self._gpu.device.create_buffer(size=_JOB.itemsize, usage=usage),
            self._texture(_LOOK_PX, 1, 1),
            self._texture(GRID, GRID, MOST_FACES),
        )

    def _texture(self, width: int, height: int, layers: int) -> wgpu.GPUTexture:
        usage = wgpu.TextureUsage.TEXTURE_BINDING | wgpu.TextureUsage.COPY_DST
        return self._gpu.device.create_texture(
            size=(width, height, layers), format="rgba16float", usage=usage
        )

    def _draw(
        self,
        encoder: wgpu.GPUCommandEncoder,
        drawn: _Drawn,
        key: Key,
        picture: Picture,
        beauty: Beauty,
    ) -> None:
        source = self._textures.picture((*key, "before"), Form.PLANES, (1, 1), picture)
        job = self._job(drawn, picture, beauty)
        self._gpu.device.queue.write_buffer(drawn.job, 0, job.tobytes())
        views = source.views if picture.alpha is not None else (*source.views, self._binder.blank)
        stacks = [
            texture.create_view(dimension="2d-array") for texture in (*drawn.fields, drawn.shifts)
        ]
        resources = (
            drawn.nested.canvas.texture.create_view(), {"buffer": drawn.job}, self._linear,
            *views, *stacks, drawn.look.create_view(),
        )  # fmt: skip
        assert self._pipeline is not None
        group = self._gpu.device.create_bind_group(
            layout=self._pipeline.get_bind_group_layout(0),
            entries=[{"binding": n, "resource": each} for n, each in enumerate(resources)],
        )
        height, width = picture.y.shape
        compute = encoder.begin_compute_pass()
        compute.set_pipeline(self._pipeline)
        compute.set_bind_group(0, group)
        compute.dispatch_workgroups(-(-width // 32), -(-height // 16))
        compute.end()

    def _job(self, drawn: _Drawn, picture: Picture, beauty: Beauty) -> NDArray[np.void]:
        """Write all textures; return the record that the kernel reads."""
        height, width = picture.y.shape
        canvas = drawn.nested.canvas
        planes = Planes(picture.y, picture.uv, picture.alpha)
        found = [
            (paint_fields(face, beauty, planes), face.warp_box, warp_grid(face, beauty))
            for face in faces_on(picture)
        ]
        self._reserve(drawn, [fields for fields, _, _ in found if fields is not None])
        job = np.zeros((), _JOB)
        job["size"] = width, height, 1 / texture_px(width), 1 / texture_px(height)
        half = 2 / texture_px(width), 2 / texture_px(height)
        job["chroma"] = *half, beauty.tints, picture.alpha is not None
        job["rows"] = canvas.chroma_row, canvas.alpha_row, len(found), 0
        for index, (fields, box, grid) in enumerate(found):
            self._put_face(drawn, job["faces"][index], index, fields, box, grid)
        if beauty.tints:
            tables = look_tables(beauty.look, beauty.look_strength)
            job["matrix"] = tables.matrix.ravel()
            self._write(drawn.look, 0, _look_row(tables))
        return job

    def _put_face(
        self,
        drawn: _Drawn,
        record: NDArray[np.void],
        index: int,
        fields: Fields | None,
        box: Box,
        grid: Floats | None,
    ) -> None:
        if fields is not None:
            toning = fields.toning
            rows, columns = toning.gain.shape
            across, down = drawn.capacity
            record["paint"] = _window(fields.box)
            record["fields"] = columns, rows, 1 / across, 1 / down
            record["does"][0] = 1
            record["does"][2:] = _TAPS[min(fields.reduction, 2)]
            self._write(drawn.fields[0], index, (toning.gain, toning.lift, toning.crisp))
            self._write(drawn.fields[1], index, (toning.keep, toning.cb, toning.cr))
        if grid is not None:
            record["warp"] = _window(box)
            record["does"][1] = 1
            self._write(drawn.shifts, index, (grid[..., 0], grid[..., 1]))

    def _reserve(self, drawn: _Drawn, fields: list[Fields]) -> None:
        """Have textures that all fields fit into."""
        across = max((each.toning.gain.shape[1] for each in fields), default=1)
        down = max((each.toning.gain.shape[0] for each in fields), default=1)
        if drawn.fields and drawn.capacity[0] >= across and drawn.capacity[1] >= down:
            return
        drawn.outgrown += drawn.fields
        drawn.capacity = texture_px(-(-across // 64) * 64 + 3), texture_px(-(-down // 64) * 64 + 3)
        drawn.fields = tuple(self._texture(*drawn.capacity, MOST_FACES) for _ in range(2))

    def _write(self, texture: wgpu.GPUTexture, layer: int, planes: tuple[Floats, ...]) -> None:
        rows, columns = planes[0].shape
        data = np.zeros((rows, columns, 4), np.float16)
        for channel, plane in enumerate(planes):
            data[..., channel] = plane
        self._gpu.device.queue.write_texture(
            {"texture": texture, "origin": (0, 0, layer)},
            data,
            {"bytes_per_row": columns * 8, "rows_per_image": rows},
            (columns, rows, 1),
        )


def _shrunk(picture: Picture, width: int, height: int) -> Picture:
    """Return a picture with smaller planes, of the same natural size."""
    if picture.y.shape == (height, width):
        return picture
    size, half = (width, height), (width // 2, height // 2)
    return replace(
        picture,
        y=_area(picture.y, size),
        uv=_area(picture.uv, half),
        alpha=None if picture.alpha is None else _area(picture.alpha, size),
    )


def _area(plane: Plane, size: tuple[int, int]) -> Plane:
    return np.asarray(cv2.resize(plane, size, interpolation=cv2.INTER_AREA), np.uint8)


def _window(box: Box) -> tuple[float, float, float, float]:
    return box.left, box.top, 1 / box.width, 1 / box.height


def _look_row(tables: LookTables) -> tuple[Floats, Floats, Floats]:
    luma = tables.luma.astype(np.float32)[None]
    return luma, tables.tint[None, :, 0], tables.tint[None, :, 1]
