"""The background filter by wgpu: the same numbers as ``array_background``, each pixel by the GPU.

What is found on a small picture (the matte's coefficients, the room without people, light)
is worked out by the processor as there, since it has the picture anyway, and goes up as small
textures; one kernel (gpu_background.wgsl) does the rest.  What is cut out has alpha and is
left to the array's code, as is all on a software device and before the kernel is compiled::

    if backgrounds.can_draw(picture, background):
        sheet = backgrounds.sheet(encoder, key, (form, reduction), picture, background)
"""

from dataclasses import dataclass, field, replace

import cv2
import numpy as np
import wgpu  # type: ignore[import-untyped]  # ships no types
from numpy.typing import NDArray

from studio.engine.compositor.array_memory import is_same
from studio.engine.compositor.array_planes import Planes
from studio.engine.compositor.backdrop import Plate, blurred, fitted, light_of, plate_of
from studio.engine.compositor.background_edge import lit_of
from studio.engine.compositor.color import rgb_to_yuv
from studio.engine.compositor.filter_background import BLUR, COLOR, CUT_OUT, Background
from studio.engine.compositor.gpu_binder import Binder
from studio.engine.compositor.gpu_canvas import Canvas
from studio.engine.compositor.gpu_device import Gpu
from studio.engine.compositor.gpu_kernels import Kernels
from studio.engine.compositor.gpu_late_kernel import LateKernel
from studio.engine.compositor.gpu_nested import Nested
from studio.engine.compositor.gpu_shape import Form, reduced_px, texture_px
from studio.engine.compositor.gpu_textures import UNUSED_NS, Key, Sheet, Textures
from studio.engine.compositor.matting import Floats, Matte, Matting
from studio.engine.compositor.small_picture import small_picture
from studio.engine.picture import Picture, Plane

_JOB = np.dtype(
    [
        ("size", "f4", 4),
        ("steps", "f4", 4),
        ("has", "f4", 4),
        ("color", "f4", 4),
        ("rows", "i4", 4),
        ("sizes", "i4", 4),
        ("plate", "i4", 4),
    ]
)
_PLATE, _PICTURE, _COLOR = range(3)
_ZERO = np.zeros((1, 1), np.float32)
_NOTHING = Plate(_ZERO, _ZERO, _ZERO, 1)


@dataclass(slots=True, eq=False)
class _Drawn:
    """One layer's picture after the filter, and what it is made of."""

    nested: Nested
    job: wgpu.GPUBuffer
    matting: Matting = field(default_factory=Matting)
    maps: dict[str, wgpu.GPUTexture] = field(default_factory=dict)
    outgrown: list[wgpu.GPUTexture] = field(default_factory=list)
    of: tuple[Picture, Background] | None = None
    fitted: Picture | None = None
    fitted_of: tuple[Picture, tuple[int, ...]] | None = None
    light: Plate = _NOTHING
    version: int = 0
    is_seen: bool = False

    def close(self) -> None:
        """Give all memory back."""
        self.nested.close()
        self.job.destroy()
        for texture in (*self.maps.values(), *self.outgrown):
            texture.destroy()


class GpuBackgrounds:
    """The pictures of all layers on other backgrounds; for one thread.

    Attributes:
        kernel: Its kernel.
        drawn: How many pictures were drawn since the start.
    """

    def __init__(self, gpu: Gpu, kernels: Kernels, binder: Binder, textures: Textures) -> None:
        self.kernel = LateKernel(gpu, "gpu_background")
        self.drawn = 0
        self._gpu, self._kernels, self._binder, self._textures = gpu, kernels, binder, textures
        self._drawn: dict[Key, _Drawn] = {}
        self._outgrown: list[_Drawn] = []
        self._now_ns = 0

    def can_draw(self, picture: Picture, background: Background) -> bool:
        """Whether the kernel is ready and draws such things."""
        is_opaque = picture.alpha is None and background.mode != CUT_OUT
        return is_opaque and self.kernel.is_ready

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
        background: Background,
    ) -> Sheet:
        """Return a picture after the filter; drawn only if it is another one than before.

        Args:
            encoder: Takes the commands.
            key: Of the layer.
            way: The form that the sheet has, and by what the picture is shrunk first.
            picture: Opaque.
            background: What is put behind.
        """
        form, reduction = way
        width = reduced_px(picture.y.shape[1], reduction[0])
        height = reduced_px(picture.y.shape[0], reduction[1])
        own = (*key, "background")
        drawn = self._drawn.get(own)
        if drawn is None or not drawn.nested.fits((width, height), False):
            if drawn is not None:
                self._outgrown.append(drawn)
            drawn = self._drawn[own] = self._new(width, height)
        drawn.nested.used_ns = self._now_ns
        if drawn.of is None or not is_same(drawn.of[0], picture) or drawn.of[1] != background:
            drawn.of = picture, background
            drawn.version += 1
            small = _shrunk(picture, width, height)
            matte = drawn.matting.of(small, background.feather, background.shift)
            drawn.is_seen = matte is not None
            if matte is not None:
                self.drawn += 1
                self._draw(encoder, drawn, own, small, background, matte)
        if not drawn.is_seen:
            return self._textures.picture(key, form, reduction, picture)
        drawn.nested.is_stale((drawn.version,))
        sheet = self._textures.nested(own, form, width, height, False)
        drawn.nested.fill(encoder, sheet)
        return sheet

    def close(self) -> None:
        """End the thread and give all memory back."""
        self.kernel.close()
        for drawn in (*self._drawn.values(), *self._outgrown):
            drawn.close()
        self._drawn.clear()
        self._outgrown.clear()

    def _new(self, width: int, height: int) -> _Drawn:
        canvas = Canvas(self._gpu, self._kernels, self._binder, (width, height), False)
        usage = wgpu.BufferUsage.UNIFORM | wgpu.BufferUsage.COPY_DST
        buffer = self._gpu.device.create_buffer(size=_JOB.itemsize, usage=usage)
        return _Drawn(Nested(self._gpu, canvas), buffer)

    def _draw(
        self,
        encoder: wgpu.GPUCommandEncoder,
        drawn: _Drawn,
        key: Key,
        picture: Picture,
        background: Background,
        matte: Matte,
    ) -> None:
        source = self._textures.picture((*key, "before"), Form.PLANES, (1, 1), picture)
        job = self._job(drawn, picture, background, matte)
        behind = (self._binder.blank, self._binder.blank)
        if drawn.fitted is not None and job["color"][3] == _PICTURE:
            place = (*key, "behind")
            behind = self._textures.picture(place, Form.PLANES, (1, 1), drawn.fitted).views
        self._gpu.device.queue.write_buffer(drawn.job, 0, job.tobytes())
        maps = (
            drawn.maps[name].create_view() for name in ("coefficients", "room", "light", "plate")
        )
        canvas = drawn.nested.canvas.texture.create_view()
        group = self.kernel.group((canvas, {"buffer": drawn.job}, *source.views, *maps, *behind))
        height, width = picture.y.shape
        compute = encoder.begin_compute_pass()
        compute.set_pipeline(self.kernel.pipeline)
        compute.set_bind_group(0, group)
        compute.dispatch_workgroups(-(-width // 32), -(-height // 16))
        compute.end()

    def _job(
        self, drawn: _Drawn, picture: Picture, background: Background, matte: Matte
    ) -> NDArray[np.void]:
        """Write all small textures; return the record that the kernel reads."""
        height, width = picture.y.shape
        job = np.zeros((), _JOB)
        job["size"][:2] = width, height
        job["rows"][0] = drawn.nested.canvas.chroma_row
        plate, light, has_old = self._behind(drawn, job, picture, background, matte)
        rows, columns = matte.person.shape
        own = np.full((rows, columns), 255, np.float32)
        if (lit := lit_of(matte, background.wrap)) is not None:
            own = lit.own
        old = plate_of(matte) if has_old else None
        room = (old.y, old.cb, old.cr) if old else (own, own, own)
        self._write(drawn, "coefficients", matte.coefficients)
        self._write(drawn, "room", (*room, own))
        self._write(drawn, "light", (light.y, light.cb, light.cr))
        self._write(drawn, "plate", (plate.y, plate.cb, plate.cr))
        job["steps"][:3] = matte.step, light.step, plate.step
        job["has"][:2] = has_old, light is not _NOTHING and lit is not None
        job["sizes"] = columns, rows, light.y.shape[1], light.y.shape[0]
        job["plate"][:2] = plate.y.shape[1], plate.y.shape[0]
        return job

    def _behind(
        self,
        drawn: _Drawn,
        job: NDArray[np.void],
        picture: Picture,
        background: Background,
        matte: Matte,
    ) -> tuple[Plate, Plate, bool]:
        """Return what is behind and the light of it; whether it replaces the room."""
        behind = background.behind
        if background.mode == COLOR:
            yuv = np.rint(rgb_to_yuv(np.array(background.color, np.float64)))
            job["color"] = *yuv, _COLOR
            return _NOTHING, _NOTHING, True
        if background.mode == BLUR or behind is None:
            job["color"][3] = _PLATE
            return blurred(matte, background.blur), _NOTHING, False
        if drawn.fitted is None or drawn.fitted_of != (behind, picture.y.shape):
            planes = Planes(np.empty_like(picture.y), np.empty_like(picture.uv))
            fitted(behind, planes)
            height, width = planes.y.shape
            drawn.fitted = Picture(width, height, planes.y, planes.uv, None, behind.serial, 0)
            drawn.fitted_of = behind, picture.y.shape
            drawn.light = light_of(small_picture(planes))
        job["color"][3] = _PICTURE
        return _NOTHING, drawn.light, True

    def _write(self, drawn: _Drawn, name: str, planes: tuple[Floats, ...]) -> None:
        rows, columns = planes[0].shape
        size = (texture_px(columns), texture_px(rows), 1)
        texture = drawn.maps.get(name)
        if texture is None or texture.size != size:
            if texture is not None:
                drawn.outgrown.append(texture)
            usage = wgpu.TextureUsage.TEXTURE_BINDING | wgpu.TextureUsage.COPY_DST
            texture = drawn.maps[name] = self._gpu.device.create_texture(
                size=size, format="rgba32float", usage=usage
            )
        data = np.zeros((rows, columns, 4), np.float32)
        for channel, plane in enumerate(planes):
            data[..., channel] = plane
        self._gpu.device.queue.write_texture(
            {"texture": texture},
            data,
            {"bytes_per_row": columns * 16, "rows_per_image": rows},
            (columns, rows, 1),
        )


def _shrunk(picture: Picture, width: int, height: int) -> Picture:
    """Return an opaque picture with smaller planes, of the same natural size."""
    if picture.y.shape == (height, width):
        return picture
    y, uv = _area(picture.y, (width, height)), _area(picture.uv, (width // 2, height // 2))
    return replace(picture, y=y, uv=uv)


def _area(plane: Plane, size: tuple[int, int]) -> Plane:
    return np.asarray(cv2.resize(plane, size, interpolation=cv2.INTER_AREA), np.uint8)
