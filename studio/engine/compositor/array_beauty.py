"""The beauty filter on planes: only the boxes of faces are touched.

First the colours of all faces, then their shapes, then the look of the whole picture::

    if not is_idle(picture, beauty):
        planes = beautified(picture, beauty, scratch)
"""

import cv2
import numpy as np

from studio.engine.compositor.array_look import apply_look
from studio.engine.compositor.array_planes import Planes, Scratch
from studio.engine.compositor.beauty_face import faces_on
from studio.engine.compositor.beauty_fields import Fields, paint_fields
from studio.engine.compositor.beauty_warp import Floats, warp_grid
from studio.engine.compositor.filter_beauty import Beauty
from studio.engine.compositor.looks import look_tables
from studio.engine.compositor.placement import Box
from studio.engine.picture import Picture, Plane

_SEEN_PX = 0.1
_INTERPOLATION = cv2.INTER_LINEAR | cv2.WARP_RELATIVE_MAP


def is_idle(picture: Picture, beauty: Beauty) -> bool:
    """Whether a picture stays as it is.

    Colours of the whole picture need no face: they don't go when faces are lost, or who looks
    for them has died, since a picture that changes its colours is seen by everybody.
    """
    has_faces = picture.tracked is not None and bool(picture.tracked.faces)
    return not (beauty.tints or (has_faces and (beauty.paints or beauty.shapes)))


def beautified(picture: Picture, beauty: Beauty, scratch: Scratch) -> Planes:
    """Return the planes of a picture after the filter, in the scratch memory."""
    height, width = picture.y.shape
    source = Planes(picture.y, picture.uv, picture.alpha)
    out = scratch.planes("beauty", width, height, picture.alpha is not None)
    out.put(source)
    faces = faces_on(picture)
    for fields in [paint_fields(face, beauty, source) for face in faces]:
        if fields is not None:
            paint(out.window(fields.box), fields, scratch)
    for face in faces:
        grid = warp_grid(face, beauty)
        if grid is not None:
            warp(out, face.warp_box, grid, scratch)
    if beauty.tints:
        apply_look(out, look_tables(beauty.look, beauty.look_strength), scratch)
    return out


def paint(part: Planes, fields: Fields, scratch: Scratch) -> None:
    """Apply the maps to the samples of their box."""
    toning = fields.toning
    y, uv = part.y, part.uv
    plane = scratch.floats("field", y.shape)
    luma = scratch.floats("luma", y.shape)
    detail = scratch.floats("detail", y.shape)
    size = (y.shape[1], y.shape[0])
    reach = 3 if fields.reduction == 1 else 5
    blurred = cv2.GaussianBlur(y, (reach, reach), 0)
    cv2.subtract(y, blurred, dst=detail, dtype=cv2.CV_32F)
    cv2.resize(toning.crisp, size, dst=plane, interpolation=cv2.INTER_LINEAR)
    cv2.multiply(detail, plane, dst=detail)
    cv2.resize(toning.lift, size, dst=plane, interpolation=cv2.INTER_LINEAR)
    cv2.add(detail, plane, dst=detail)
    cv2.resize(toning.gain, size, dst=plane, interpolation=cv2.INTER_LINEAR)
    cv2.multiply(y, plane, dst=luma, dtype=cv2.CV_32F)
    cv2.add(luma, detail, dst=y, dtype=cv2.CV_8U)
    half = (uv.shape[1], uv.shape[0])
    keep = cv2.resize(toning.keep, half, interpolation=cv2.INTER_LINEAR)
    for channel, tint in enumerate((toning.cb, toning.cr)):
        one = cv2.multiply(np.ascontiguousarray(uv[..., channel]), keep, dtype=cv2.CV_32F)
        added = cv2.resize(tint, half, interpolation=cv2.INTER_LINEAR)
        uv[..., channel] = cv2.add(one, added, dtype=cv2.CV_8U)


def warp(planes: Planes, box: Box, grid: Floats, scratch: Scratch) -> None:
    """Take each pixel of the box from where the field says."""
    part = planes.window(box)
    rows, columns = _moving(grid, box)
    luma = _shifts(grid, part.y, 1, scratch)
    _remap(part.y, luma, (rows, columns), scratch)
    if part.alpha is not None:
        _remap(part.alpha, luma, (rows, columns), scratch)
    chroma = _shifts(grid, part.uv, 2, scratch)
    half = _halved(rows), _halved(columns)
    for channel in range(2):  # two planes are faster than one of pairs
        one = scratch.array("one channel", part.uv.shape[:2])
        cv2.extractChannel(part.uv, channel, dst=one)
        _remap(one, chroma, half, scratch)
        part.uv[..., channel] = one


def _moving(grid: Floats, box: Box) -> tuple[slice, slice]:
    """Return the rows and columns of a box where anything moves that can be seen."""
    far = np.abs(grid).max(axis=2) > _SEEN_PX
    found = []
    for cells, size in ((far.any(axis=1), box.height), (far.any(axis=0), box.width)):
        moving = np.flatnonzero(cells)
        first = int(moving[0]) - 1 if moving.size else 0
        last = int(moving[-1]) + 2 if moving.size else 0
        low, high = first * size // len(cells), last * size // len(cells)
        found.append(slice(max(low // 2 * 2, 0), min(-(-high // 2) * 2, size)))
    return found[0], found[1]


def _halved(along: slice) -> slice:
    return slice(along.start // 2, along.stop // 2)


def _shifts(grid: Floats, plane: Plane, step: int, scratch: Scratch) -> tuple[Floats, Floats]:
    """Return by how much the samples of a plane of ``1 / step`` of the size are shifted."""
    rows, columns = plane.shape[:2]
    x, y = (scratch.floats(f"shift {axis}", (rows, columns)) for axis in "xy")
    for axis, shift in enumerate((x, y)):
        coarse = np.ascontiguousarray(grid[..., axis]) / step
        cv2.resize(coarse, (columns, rows), dst=shift, interpolation=cv2.INTER_LINEAR)
    return x, y


def _remap(
    plane: Plane, shifts: tuple[Floats, Floats], window: tuple[slice, slice], scratch: Scratch
) -> None:
    part = plane[window]
    if part.size == 0:
        return
    moved = scratch.array("moved", part.shape)
    x, y = shifts
    border = cv2.BORDER_REPLICATE
    cv2.remap(part, x[window], y[window], _INTERPOLATION, dst=moved, borderMode=border)
    np.copyto(part, moved)
