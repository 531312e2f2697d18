"""Which compositor draws on this machine.

A real GPU draws.  A CPU that plays one (lavapipe, WARP) is slower than the array
compositor, which needs a seventh of its time for the standard scene, so without
a real GPU there is no reason to load wgpu at all; on Linux a look at the device
files tells within a microsecond.
"""

import logging
import sys
from pathlib import Path

from studio.engine.compositor.array import ArrayCompositor
from studio.engine.compositor.composition import Compositor
from studio.engine.compositor.warming import WarmingCompositor
from studio.model.errors import StudioError

log = logging.getLogger(__name__)


def array_compositor(size: tuple[int, int]) -> Compositor:
    """Return the compositor that works everywhere."""
    return ArrayCompositor(*size)


def choose_compositor(wanted: str, size: tuple[int, int]) -> Compositor:
    """Return the compositor that was asked for, or the cheaper one for ``auto``.

    Args:
        wanted: ``auto``, ``array`` or ``wgpu``.
        size: Of the picture.

    Raises:
        StudioError: If wgpu was asked for and has no adapter.
    """
    if wanted == "array" or (wanted == "auto" and not _may_have_gpu()):
        return array_compositor(size)
    from studio.engine.compositor.gpu import GpuCompositor  # loads wgpu, 0.3 s

    try:
        gpu = GpuCompositor(*size)
    except StudioError as error:
        if wanted == "wgpu":
            raise
        log.info("No GPU: %s", error)
        return array_compositor(size)
    if wanted == "auto" and gpu.is_software:
        gpu.close()
        return array_compositor(size)
    return gpu


def live_compositor(wanted: str, size: tuple[int, int]) -> Compositor:
    """Return one that draws at once, and goes over to the GPU when that is warm.

    Args:
        wanted: ``auto``, ``array`` or ``wgpu``.
        size: Of the picture.
    """
    if wanted == "array" or (wanted == "auto" and not _may_have_gpu()):
        return array_compositor(size)
    return WarmingCompositor(wanted, size)


def _may_have_gpu() -> bool:
    """False only where it is certain that there is none."""
    return sys.platform != "linux" or any(Path("/dev/dri").glob("renderD*"))
