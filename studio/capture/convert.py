"""Writes decoded pictures into ring slots: NV12 BT.709 limited, no larger than wanted.

The usual picture (4:2:0, right size, right colours) is one copy of the luma and one
merge of the chroma, straight into the slot: 0.13 CPU-ms at 1080p.  Everything else
goes through swscale first, for size and packing only; its colours are done by
``colour``.  Pictures with alpha are premultiplied *before* they are scaled, so
that no edge takes on the colour of what can't be seen::

    converter = PictureConverter()
    shape = converter.shape(frame, want=(1920, 1080))
    converter.write(frame, shape, slot[: shape.nbytes])
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import cast

import av
import cv2
import numpy as np
from av.video.reformatter import ColorRange, Colorspace, Interpolation, VideoReformatter
from numpy.typing import NDArray

from studio.capture.colour import Plane, colour_map, colours_of, map_planes
from studio.ipc.ring import RingFormat

_PLANAR = {"yuv420p", "yuvj420p"}
_TURNS = {
    90: cv2.ROTATE_90_COUNTERCLOCKWISE,
    180: cv2.ROTATE_180,
    270: cv2.ROTATE_90_CLOCKWISE,
}


@dataclass(frozen=True, slots=True)
class Shape:
    """What a picture becomes in the ring.

    Attributes:
        width: Of the planes; even, as ``height``.
        natural_width: What it is in the scene, with square pixels, upright.
        turn: By how many degrees, counter-clockwise, it is turned to be upright.
    """

    format: RingFormat
    width: int
    height: int
    natural_width: int
    natural_height: int
    turn: int

    @property
    def nbytes(self) -> int:
        """The size of its planes."""
        area = self.width * self.height
        return area * 5 // 2 if self.format is RingFormat.NV12A else area * 3 // 2

    @property
    def unturned(self) -> tuple[int, int]:
        """Width and height of the planes before they are turned."""
        if self.turn in (90, 270):
            return self.height, self.width
        return self.width, self.height


def planes_of(frame: av.VideoFrame) -> list[Plane]:
    """The planes of a frame of 8-bit samples, without the padding of their rows."""
    planes: list[Plane] = []
    for plane in frame.planes:
        rows = np.frombuffer(cast("memoryview[int]", plane), np.uint8).reshape(
            plane.height, plane.line_size
        )
        # The chroma of nv12 counts pixels of two bytes.
        width = plane.width * 2 if frame.format.name == "nv12" and planes else plane.width
        planes.append(rows[:, :width])
    return planes


def _even(size: int) -> int:
    return size + size % 2


@lru_cache
def _has_alpha(format: str) -> bool:
    return any(part.is_alpha for part in av.VideoFormat(format).components)


class PictureConverter:
    """Keeps the scalers of one stream; belongs to one thread."""

    def __init__(self) -> None:
        self._scaler = VideoReformatter()
        self._repacker = VideoReformatter()
        self._turned: NDArray[np.uint8] = np.empty(0, np.uint8)

    def shape(
        self, frame: av.VideoFrame, want: tuple[int, int], pixel_aspect: Fraction | None = None
    ) -> Shape:
        """Say what a frame becomes when it is shown no larger than ``want``."""
        turn = frame.rotation % 360
        turn = turn if turn in _TURNS else 0
        aspect = pixel_aspect if pixel_aspect and pixel_aspect > 0 else Fraction(1)
        stored = frame.width, frame.height
        natural = round(frame.width * aspect), frame.height
        if turn in (90, 270):
            stored, natural = stored[::-1], natural[::-1]
        has_alpha = _has_alpha(frame.format.name)
        return Shape(
            RingFormat.NV12A if has_alpha else RingFormat.NV12,
            min(_even(stored[0]), max(2, _even(want[0]))),
            min(_even(stored[1]), max(2, _even(want[1]))),
            max(1, natural[0]),
            max(1, natural[1]),
            turn,
        )

    def write(self, frame: av.VideoFrame, shape: Shape, slot: memoryview) -> None:
        """Write a frame's planes into ``slot``, which is ``shape.nbytes`` long."""
        target = np.frombuffer(slot, np.uint8)
        if shape.turn == 0:
            self._write_unturned(frame, shape, target)
            return
        if self._turned.size < shape.nbytes:
            self._turned = np.empty(shape.nbytes, np.uint8)
        source = self._turned[: shape.nbytes]
        self._write_unturned(frame, shape, source)
        width, height = shape.unturned
        before = _views(source, width, height)
        after = _views(target, shape.width, shape.height)
        for plane, turned in zip(before, after, strict=True):
            cv2.rotate(plane, _TURNS[shape.turn], dst=turned)

    def _write_unturned(self, frame: av.VideoFrame, shape: Shape, target: Plane) -> None:
        views = _views(target, *shape.unturned)
        if shape.format is RingFormat.NV12A:
            self._write_with_alpha(frame, *views)
        else:
            self._write_opaque(frame, *views)

    def _write_opaque(self, frame: av.VideoFrame, y_out: Plane, uv_out: Plane) -> None:
        frame, matrix = self._fitted(frame, y_out.shape[1], y_out.shape[0])
        y, *chroma = planes_of(frame)
        if len(chroma) == 1:
            packed = chroma[0].reshape(uv_out.shape)
            if matrix is None:
                _copy_padded(y, y_out)
                np.copyto(uv_out, packed)
                return
            chroma = [np.ascontiguousarray(packed[..., part]) for part in (0, 1)]
        if matrix is None:
            _copy_padded(y, y_out)
            cv2.merge(chroma, dst=uv_out)
            return
        if y.shape != y_out.shape:
            _copy_padded(y, y_out)
            y = y_out.copy()
        map_planes(matrix, y, chroma[0], chroma[1], y_out, uv_out)

    def _fitted(
        self, frame: av.VideoFrame, width: int, height: int
    ) -> tuple[av.VideoFrame, NDArray[np.float64] | None]:
        """Bring a frame to 4:2:0 of this size; return what its colours still need."""
        is_same_size = (_even(frame.width), _even(frame.height)) == (width, height)
        colours = colours_of(frame)
        if frame.format.is_rgb or frame.format.name == "pal8":
            return self._from_rgb(frame, width, height), None
        if not (is_same_size and frame.format.name in _PLANAR):
            # The same colours on both sides: swscale is not to touch them.
            frame = self._scaler.reformat(
                frame,
                width=width,
                height=height,
                # It scales planes as they are, and packs chroma slower than cv2.merge does.
                format="yuv420p" if frame.format.name in _PLANAR else "nv12",
                interpolation=Interpolation.BILINEAR if is_same_size else Interpolation.AREA,
                src_colorspace=colours.sws_matrix,
                dst_colorspace=colours.sws_matrix,
                src_color_range=colours.sws_range,
                dst_color_range=colours.sws_range,
                threads=1,
            )
        return frame, colour_map(colours)

    def _from_rgb(self, frame: av.VideoFrame, width: int, height: int) -> av.VideoFrame:
        return self._repacker.reformat(
            frame,
            width=width,
            height=height,
            format="nv12",
            interpolation=Interpolation.AREA,
            dst_colorspace=Colorspace.ITU709,
            dst_color_range=ColorRange.MPEG,
            threads=1,
        )

    def _write_with_alpha(
        self, frame: av.VideoFrame, y_out: Plane, uv_out: Plane, alpha_out: Plane
    ) -> None:
        height, width = y_out.shape
        colours = colours_of(frame)
        rgba = self._scaler.reformat(
            frame,
            format="bgra",
            src_colorspace=colours.sws_matrix,
            src_color_range=colours.sws_range,
            dst_color_range=ColorRange.JPEG,
            threads=1,
        )
        packed = packed_pixels(rgba)
        *bgr, alpha = cv2.split(packed)
        bgra = cv2.merge([*(cv2.multiply(part, alpha, scale=1 / 255) for part in bgr), alpha])
        if bgra.shape[:2] != (height, width):
            if _even(frame.width) == width and _even(frame.height) == height:
                bgra = cv2.copyMakeBorder(
                    bgra, 0, height - frame.height, 0, width - frame.width, cv2.BORDER_REPLICATE
                )
            else:
                bgra = cv2.resize(bgra, (width, height), interpolation=cv2.INTER_AREA)
        opaque = av.VideoFrame.from_numpy_buffer(np.ascontiguousarray(bgra, np.uint8), "bgra")
        y, uv = planes_of(self._from_rgb(opaque, width, height))
        np.copyto(y_out, y)
        np.copyto(uv_out, uv.reshape(uv_out.shape))
        cv2.extractChannel(bgra, 3, dst=alpha_out)


def packed_pixels(frame: av.VideoFrame) -> Plane:
    """The pixels of a frame of four bytes each, ``(height, width, 4)``."""
    plane = frame.planes[0]
    rows = np.frombuffer(cast("memoryview[int]", plane), np.uint8).reshape(
        plane.height, plane.line_size // 4, 4
    )
    pixels: Plane = rows[:, : plane.width]
    return pixels


def _views(memory: Plane, width: int, height: int) -> list[Plane]:
    """The planes of NV12 or NV12A memory: y, uv and, where there is room, alpha."""
    area = width * height
    views = [
        memory[:area].reshape(height, width),
        memory[area : area * 3 // 2].reshape(height // 2, width // 2, 2),
    ]
    if memory.size > area * 3 // 2:
        views.append(memory[area * 3 // 2 : area * 5 // 2].reshape(height, width))
    return views


def _copy_padded(source: Plane, target: Plane) -> None:
    """Copy a plane; where the target is one larger, the edge is repeated."""
    height, width = source.shape
    if source.shape == target.shape:
        np.copyto(target, source)
        return
    np.copyto(target[:height, :width], source)
    target[:height, width:] = source[:, -1:]
    target[height:] = target[height - 1]
