"""Whether this machine's GPU composes pictures rightly, and how fast: for the doctor.

A small composition is drawn and compared with values that are known; then frames of
1080p, with a new background each, are timed.  Never raises::

    result = probe()
    print(result.info, result.ms_per_frame, result.problem)
"""

import time
from dataclasses import dataclass

import numpy as np

from studio.engine.compositor.composition import Affine, Composition, Layer, Rect
from studio.engine.compositor.gpu import GpuCompositor
from studio.engine.compositor.gpu_device import GpuInfo, shared_device
from studio.engine.picture import Picture, Plane
from studio.model.errors import StudioError

FRAMES = 10
_WHITE_Y, _BLACK_Y, _GREY_Y, _NEUTRAL = 235, 16, 126, 128


@dataclass(frozen=True, slots=True)
class GpuProbe:
    """What was found.

    Attributes:
        info: The device, or None if there is none.
        ms_per_frame: From the composition to the picture in memory, one after another
            at 1080p; 0 if it did not come to that.
        problem: A sentence, empty if the GPU is fit to be used.
    """

    info: GpuInfo | None
    ms_per_frame: float
    problem: str


def probe() -> GpuProbe:
    """Try the GPU; takes some seconds on a software one."""
    try:
        info = shared_device().info
    except StudioError as error:
        return GpuProbe(None, 0.0, str(error))
    try:
        compositor = GpuCompositor(1920, 1080)
    except StudioError as error:
        return GpuProbe(info, 0.0, str(error))
    try:
        problem = _wrong(compositor)
        return GpuProbe(info, 0.0 if problem else _timed_ms(compositor), problem)
    except StudioError as error:
        return GpuProbe(info, 0.0, str(error))
    finally:
        compositor.close()


def _wrong(compositor: GpuCompositor) -> str:
    """Draw half transparent white over black, twice as large, beside a white square."""
    half = _picture(16, 16, (_BLACK_Y + _WHITE_Y + 1) // 2, alpha=128)
    white = _picture(16, 16, _WHITE_Y)
    composition = Composition(
        64, 32, (_layer("half", half, 2.0, 0), _layer("white", white, 1.0, 40))
    )
    for _ in range(2):  # by the general kernel, then by those made for it
        drawn = _drawn(compositor, composition)
        compositor.kernels.wait_idle()
        for x, y, right in ((16, 16, _GREY_Y), (48, 8, _WHITE_Y), (60, 28, _BLACK_Y)):
            if abs(int(drawn[y, x]) - right) > 1:
                return (
                    f"{compositor.adapter} draws wrong colours: {drawn[y, x]} and not {right}. "
                    "Update the graphics driver; until then pictures are composed without it."
                )
    return ""


def _timed_ms(compositor: GpuCompositor) -> float:
    pictures = [_picture(1920, 1080, y) for y in (50, 100)]
    logo = _layer("logo", _picture(256, 256, _GREY_Y, alpha=128), 1.0, 64)
    best_ns = 0
    for index in range(FRAMES):
        background = _layer("background", pictures[index % 2], 1.0, 0)
        start_ns = time.monotonic_ns()
        _drawn(compositor, Composition(1920, 1080, (background, logo)))
        spent_ns = time.monotonic_ns() - start_ns
        compositor.kernels.wait_idle()
        best_ns = min(best_ns, spent_ns) if best_ns else spent_ns
    return best_ns / 1e6


def _drawn(compositor: GpuCompositor, composition: Composition) -> Plane:
    compositor.submit(composition, 0)
    taken = compositor.take(wait=True)
    assert taken is not None, "one picture is under way"
    return taken[1]


def _picture(width: int, height: int, y: int, alpha: int | None = None) -> Picture:
    """A grey picture; ``y`` is premultiplied if there is alpha."""
    return Picture(
        width=width,
        height=height,
        y=np.full((height, width), y, np.uint8),
        uv=np.full((height // 2, width // 2, 2), _NEUTRAL, np.uint8),
        alpha=None if alpha is None else np.full((height, width), alpha, np.uint8),
        serial=y,
        pts_ns=0,
    )


def _layer(key: str, picture: Picture, scale: float, x: int) -> Layer:
    crop = Rect(0, 0, picture.width, picture.height)
    return Layer(key, picture, crop, Affine(a=scale, d=scale, tx=float(x)))
