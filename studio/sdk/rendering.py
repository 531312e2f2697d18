"""A canvas as a picture, drawn by the studio's own hand, for plugins' tests.

The engine draws it in a process of its own, as nothing here may load it.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.model.canvas import CanvasEdit
from studio.model.plugin_files import with_files

if TYPE_CHECKING:
    import numpy as np

PATIENCE_S = 60
Batch = tuple[float, list[CanvasEdit]]
"""When edits were done, in seconds, and which."""


def render(
    batches: Sequence[Batch], now_s: float, folders: Sequence[Path], width: int, height: int
) -> "np.ndarray[Any, Any]":
    """Return what is seen of a canvas of 1920x1080.

    Args:
        batches: All that was ever done to it, in order.
        now_s: When it is looked at.
        folders: Where the files lie that are named in it.
        width: Of the picture, even.
        height: Likewise.

    Returns:
        ``(height, width, 4)`` uint8 RGBA, not premultiplied.

    Raises:
        RuntimeError: If it can't be drawn, with the reason.
    """
    import numpy as np  # late, as many tests draw nothing

    begun_s = batches[0][0] if batches else now_s
    told = [
        {
            "at_ms": (at_s - begun_s) * 1000,
            "edits": [with_files(folders, each).model_dump(mode="json") for each in edits],
        }
        for at_s, edits in batches
    ]
    asked = {"picture": [width, height], "at_ms": (now_s - begun_s) * 1000, "batches": told}
    done = subprocess.run(
        [sys.executable, "-m", "studio.engine.canvas.still"],
        input=json.dumps(asked).encode(),
        capture_output=True,
        timeout=PATIENCE_S,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"The canvas can't be drawn: {done.stderr.decode()[-2000:]}")
    return np.frombuffer(done.stdout, np.uint8).reshape(height, width, 4)
