"""A picture as sources hand it over and compositors take it.

Everything is NV12, BT.709 limited range, from source to encoder: the encoders
take it as it is, half the bytes of RGBA move, and ordinary alpha blending is
linear, so it is as right in YUV as in RGB.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.model.tracking import Tracked

Plane = NDArray[np.uint8]
MARGIN_PX = 2
"""So many pixels at each side are clear where a picture ends softly."""


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """One picture of a source.  Never changed after it was handed over.

    The planes may be smaller than the natural size, when the source was told
    that it is only shown small (``Source.want``); geometry is always computed in
    natural pixels.

    Attributes:
        width: Natural width of the source in pixels; may be odd.
        height: Natural height of the source in pixels; may be odd.
        y: ``(ph, pw) uint8``, both even.  An odd natural size is padded by
            repeating the edge, and ``pw``, ``ph`` are rounded up to even.
        uv: ``(ph // 2, pw // 2, 2) uint8``, Cb and Cr.
        alpha: ``(ph, pw) uint8`` coverage, or None if opaque.  Where it is there,
            ``y`` and ``uv`` are premultiplied: ``y' = 16 + (y - 16)·a`` and
            ``uv' = 128 + (uv - 128)·a``, so that transparent is black.
        serial: Grows whenever the source has a new picture; the same serial is
            the same picture.
        pts_ns: Monotonic time at which the picture was taken or is due.
        has_clear_edge: Whether the pixels all around are transparent: then its edge needs no
            antialiasing, which is half the price of a small picture that moves.
        is_from_zero: Whether it is otherwise: colours times a, counted from zero, and ``alpha`` is
            what is seen through it, 255·(1 - a).  So pictures are laid over one another, and the
            array compositor's own sheets stay.
        is_clear: Whether nothing of it is seen: it need not be drawn, unless filters make something
            of it.
        detail_px: So far apart, in pixels of its planes, points may lie that show all of it: a soft
            glow need not be sampled everywhere where it turns or grows.
        is_flat: Whether all of it but its outermost pixels, ``MARGIN_PX``, has one colour.
        tracked: What is seen of people on it, if somebody looked; its ``pts_ns`` is that of
            this picture, though it may have been carried on from pictures before.
    """

    width: int
    height: int
    y: Plane
    uv: Plane
    alpha: Plane | None
    serial: int
    pts_ns: int
    has_clear_edge: bool = False
    is_from_zero: bool = False
    is_clear: bool = False
    detail_px: int = 1
    is_flat: bool = False
    tracked: Tracked | None = None


def has_clear_edge(alpha: Plane | None) -> bool:
    """Tell whether the outermost pixels all around are transparent."""
    if alpha is None:
        return False
    near, far = slice(MARGIN_PX), slice(-MARGIN_PX, None)
    edges = (alpha[near], alpha[far], alpha[:, near], alpha[:, far])
    return not any(edge.any() for edge in edges)
