"""What layers show, as textures: uploaded when it changed, and only then.

A ``Sheet`` holds one picture in one form.  It belongs to a layer's key; a layer that
shows the same picture object as another one takes that one's sheet.  Sheets that
nobody used for five seconds are freed, earlier if all of them outgrow the limit::

    textures.begin(now_ns)
    sheet = textures.picture(("scene", "camera"), Form.SHEET, (1, 1), picture)
    ...
    textures.end()
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import cv2
import numpy as np
import wgpu  # type: ignore[import-untyped]  # ships no types

from studio.engine.compositor.from_zero import as_usual
from studio.engine.compositor.gpu_device import Gpu
from studio.engine.compositor.gpu_shape import Form, formats_of, reduced_px, texture_px
from studio.engine.picture import Picture, Plane

UNUSED_NS = 5_000_000_000
MOST_BYTES = 1 << 30
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spec:
    """Size and form of a sheet; the size is that of its luma samples."""

    form: Form
    width: int
    height: int
    has_alpha: bool


@dataclass(slots=True, eq=False)
class Sheet:
    """Textures that hold one picture.

    Attributes:
        version: Grows whenever what it holds changes.
        holds: The picture that it holds; None for a nested composition's.
    """

    spec: Spec
    uid: int
    textures: tuple[wgpu.GPUTexture, ...]
    views: tuple[wgpu.GPUTextureView, ...]
    nbytes: int
    version: int = 0
    holds: Picture | None = None
    used_ns: int = 0
    used_frame: int = 0


@dataclass(slots=True)
class Textures:
    """All sheets of a compositor; for one thread.

    Attributes:
        uploads: Pictures uploaded since the start.
        uploaded_bytes: What they weighed.
        freed: Grows whenever a sheet is freed, so that bind groups can be too.
    """

    gpu: Gpu
    uploads: int = 0
    uploaded_bytes: int = 0
    freed: int = 0
    _sheets: list[Sheet] = field(default_factory=list)
    _by_key: dict[Key, Sheet] = field(default_factory=dict)
    _by_picture: dict[tuple[int, Form, int, int], Sheet] = field(default_factory=dict)
    _frame: int = 0
    _now_ns: int = 0
    _next_uid: int = 0

    @property
    def nbytes(self) -> int:
        """All memory that the sheets take."""
        return sum(sheet.nbytes for sheet in self._sheets)

    @property
    def count(self) -> int:
        """How many sheets there are."""
        return len(self._sheets)

    def begin(self, now_ns: int) -> None:
        """A tick begins."""
        self._frame += 1
        self._now_ns = now_ns

    def picture(self, key: Key, form: Form, reduction: tuple[int, int], picture: Picture) -> Sheet:
        """Return the sheet with a picture, uploading it if that has to be."""
        height, width = picture.y.shape
        rx, ry = reduction
        spec = Spec(form, reduced_px(width, rx), reduced_px(height, ry), picture.alpha is not None)
        shared = self._by_picture.get((id(picture), form, rx, ry))
        if shared is not None and shared.holds is picture and shared.spec == spec:
            self._by_key[key] = shared
            return self._used(shared)
        sheet = self._sheet(key, spec)
        held = sheet.holds
        if held is None or held.serial != picture.serial or held.y is not picture.y:
            self._upload(sheet, picture)
        self._forget(sheet)
        sheet.holds = picture
        self._by_picture[id(picture), form, rx, ry] = sheet
        return self._used(sheet)

    def nested(self, key: Key, form: Form, width: int, height: int, has_alpha: bool) -> Sheet:
        """Return the sheet of a nested composition, which the caller fills."""
        return self._used(self._sheet(key, Spec(form, width, height, has_alpha)))

    def end(self) -> None:
        """A tick is over: free what was not used for long."""
        total = self.nbytes
        for sheet in sorted(self._sheets, key=lambda sheet: sheet.used_ns):
            is_old = self._now_ns - sheet.used_ns > UNUSED_NS
            if sheet.used_frame == self._frame or not (is_old or total > MOST_BYTES):
                break
            total -= sheet.nbytes
            self._free(sheet)

    def close(self) -> None:
        """Free all."""
        for sheet in list(self._sheets):
            self._free(sheet)

    def _used(self, sheet: Sheet) -> Sheet:
        sheet.used_ns, sheet.used_frame = self._now_ns, self._frame
        return sheet

    def _sheet(self, key: Key, spec: Spec) -> Sheet:
        """The sheet of a key, one that lies idle, or a new one."""
        own = self._by_key.get(key)
        if own is not None and own.spec == spec and own.used_frame < self._frame:
            return own
        for sheet in self._sheets:
            if sheet.spec == spec and sheet.used_frame < self._frame - 1:
                self._by_key[key] = sheet
                return sheet
        sheet = self._new(spec)
        self._sheets.append(sheet)
        self._by_key[key] = sheet
        return sheet

    def _new(self, spec: Spec) -> Sheet:
        usage = wgpu.TextureUsage.TEXTURE_BINDING | wgpu.TextureUsage.COPY_DST
        textures = tuple(
            self.gpu.device.create_texture(size=(width, height, 1), format=kind, usage=usage)
            for kind, width, height in _textures_of(spec)
        )
        self._next_uid += 1
        return Sheet(
            spec=spec,
            uid=self._next_uid,
            textures=textures,
            views=tuple(texture.create_view() for texture in textures),
            nbytes=sum(_BYTES[k] * w * h for k, w, h in _textures_of(spec)),
        )

    def _upload(self, sheet: Sheet, picture: Picture) -> None:
        picture = as_usual(picture)
        planes = [picture.y, picture.uv] + ([] if picture.alpha is None else [picture.alpha])
        if sheet.spec.form is Form.SHEET:
            self._upload_sheet(sheet, planes)
        else:
            self._upload_planes(sheet, planes)
        sheet.version += 1
        self.uploads += 1

    def _upload_sheet(self, sheet: Sheet, planes: Sequence[Plane]) -> None:
        row = 0
        for plane in planes:
            rows = _in_fours(plane.reshape(plane.shape[0], -1))
            self._write(sheet.textures[0], rows, row, rows.shape[1] // 4)
            row += rows.shape[0]

    def _upload_planes(self, sheet: Sheet, planes: Sequence[Plane]) -> None:
        for texture, plane, half in zip(sheet.textures, planes, _HALVES, strict=False):
            size = sheet.spec.width // half, sheet.spec.height // half
            if plane.shape[1::-1] != size:
                small = cv2.resize(plane, size, interpolation=cv2.INTER_AREA)
                plane = np.asarray(small, np.uint8)
            self._write(texture, plane, 0, size[0])

    def _write(self, texture: wgpu.GPUTexture, rows: Plane, first_row: int, width: int) -> None:
        data = np.ascontiguousarray(rows)
        height = data.shape[0]
        self.gpu.device.queue.write_texture(
            {"texture": texture, "origin": (0, first_row, 0)},
            data,
            {"bytes_per_row": data.nbytes // height, "rows_per_image": height},
            (width, height, 1),
        )
        self.uploaded_bytes += data.nbytes

    def _forget(self, sheet: Sheet) -> None:
        for name in [name for name, value in self._by_picture.items() if value is sheet]:
            del self._by_picture[name]

    def _free(self, sheet: Sheet) -> None:
        self._sheets.remove(sheet)
        self._forget(sheet)
        for key in [key for key, value in self._by_key.items() if value is sheet]:
            del self._by_key[key]
        for texture in sheet.textures:
            texture.destroy()
        self.freed += 1


_HALVES = (1, 2, 1)  # by what the planes are smaller than luma
_BYTES = {"rgba8unorm": 4, "r8unorm": 1, "rg8unorm": 2}


def _textures_of(spec: Spec) -> list[tuple[str, int, int]]:
    """Return format, width and height of each texture of a sheet."""
    width, height = spec.width, spec.height
    formats = formats_of(spec.form, spec.has_alpha)
    if spec.form is Form.SHEET:
        rows = height * 3 // 2 + (height if spec.has_alpha else 0)
        return [(formats[0], texture_px(-(-width // 4)), texture_px(rows))]
    width, height = texture_px(width), texture_px(height)
    return [
        (name, width // half, height // half) for name, half in zip(formats, _HALVES, strict=False)
    ]


def _in_fours(rows: Plane) -> Plane:
    """Return rows whose length is a multiple of a texel's four samples."""
    spare = -rows.shape[1] % 4
    return rows if not spare else np.pad(rows, ((0, 0), (0, spare)), mode="edge")
