"""The edge between people and what is put behind them.

A hair's pixel has the old room in it: ``pixel = α·hair + (1 - α)·room``.  The room is known
from around, so what is laid over the new background is ``α·hair = pixel - (1 - α)·room``, and
hair has no bright rim before a dark picture.  Where alpha is so small that it may as well be
wrong, less and less of that is done.  And at the edge people are lit by what is behind them:
a part of them is its light::

    mix_edge(cover, planes, out, lit=lit_of(matte, 0.3), old=room, light=sky)
"""

from dataclasses import dataclass

import cv2
import numpy as np

from studio.engine.compositor.array_planes import Planes
from studio.engine.compositor.backdrop import Plate
from studio.engine.compositor.matte_cover import Cover
from studio.engine.compositor.matting import Matte
from studio.engine.compositor.mosaic import Floats
from studio.engine.picture import Plane

_REACH = (3, 3)  # samples of the matte
_SURE = 4
"""At a quarter of alpha and above the room is taken out of a pixel fully."""


def _room_shares() -> Plane:
    """How much of the room is taken out of a pixel, for each alpha."""
    alpha = np.arange(256) / 255
    return np.rint((1 - alpha) * np.minimum(_SURE * alpha, 1) * 255).astype(np.uint8)


_ROOM_SHARES = _room_shares()


@dataclass(frozen=True, slots=True, eq=False)
class Lit:
    """How much of people is theirs at the edge, the rest being light of what is behind.

    Attributes:
        own: ``(h, w) float32``, 0..255.
        step: By how much the picture is larger.
    """

    own: Floats
    step: int


def lit_of(matte: Matte, wrap: float) -> Lit | None:
    """Return how people are lit; None if they aren't.

    Args:
        matte: Where they are.
        wrap: 0..1, how much.
    """
    if wrap <= 0:
        return None
    # Nothing outside of edges, or there would be a seam.
    lit = (1 - cv2.blur(matte.person, _REACH)) * matte.is_edge
    return Lit(np.asarray(255 - 255 * wrap * lit, np.float32), matte.step)


def mix_edge(
    cover: Cover,
    planes: Planes,
    out: Planes,
    *,
    lit: Lit | None,
    old: Plate | None,
    light: Plate | None,
) -> None:
    """Mix the tiles of the edge into ``out``, where what is behind already is.

    Args:
        cover: Where people are.
        planes: Of the picture.
        out: Its luma and chroma are changed.
        lit: How people are lit.
        old: The room that is replaced; None if what is behind has the same colours.
        light: What falls on the edge; None for what is right behind it.
    """
    mosaic = cover.mosaic
    if not mosaic.count:
        return
    side = mosaic.side
    tall = cover.alpha.reshape(-1, side)
    halved = cv2.resize(tall, (side // 2, len(tall) // 2), interpolation=cv2.INTER_AREA)
    pairs = _paired(np.asarray(halved, np.uint8).reshape(mosaic.count, -1))
    for is_half, alpha in ((False, cover.alpha), (True, pairs)):
        front, target = (planes.uv, out.uv) if is_half else (planes.y, out.y)
        own = None
        if lit is not None:
            own = _bytes(mosaic.grown(lit.own, lit.step, is_half=is_half))
            own = _paired(own) if is_half else own
        mixed = _mixed(
            mosaic.taken(front),
            mosaic.taken(target),
            alpha,
            own,
            None if old is None else _grown(old, cover, is_half=is_half),
            None if light is None else _grown(light, cover, is_half=is_half),
        )
        mosaic.put(mixed, target)


def _mixed(
    front: Plane,
    behind: Plane,
    alpha: Plane,
    own: Plane | None,
    old: Plane | None,
    light: Plane | None,
) -> Plane:
    kept = alpha if own is None else _part(alpha, own)
    if old is None:
        result = _part(front, kept)
    else:
        room = np.asarray(cv2.LUT(alpha, _ROOM_SHARES), np.uint8)
        whole = np.asarray(cv2.add(alpha, room), np.uint8)
        if own is not None:
            room, whole = _part(room, own), _part(whole, own)
        result = np.asarray(cv2.subtract(_part(front, whole), _part(old, room)), np.uint8)
    if light is not None and own is not None:
        falling = np.asarray(cv2.subtract(alpha, kept), np.uint8)
        result = np.asarray(cv2.add(result, _part(light, falling)), np.uint8)
        kept = alpha
    return np.asarray(cv2.add(result, _part(behind, 255 - kept)), np.uint8)


def _part(plane: Plane, share: Plane) -> Plane:
    return np.asarray(cv2.multiply(plane, share, scale=1 / 255), np.uint8)


def _grown(plate: Plate, cover: Cover, *, is_half: bool) -> Plane:
    if not is_half:
        return _bytes(cover.mosaic.grown(plate.y, plate.step))
    planes = [cover.mosaic.grown(c, plate.step, is_half=True) for c in (plate.cb, plate.cr)]
    return np.asarray(cv2.merge([_bytes(plane) for plane in planes]), np.uint8)


def _bytes(values: Floats) -> Plane:
    return np.asarray(cv2.convertScaleAbs(values), np.uint8)


def _paired(plane: Plane) -> Plane:
    return np.asarray(cv2.merge([plane, plane]), np.uint8)
