"""MediaPipe's tasks without what they drag in, and their results as arrays.

Importing ``mediapipe`` as a whole loads matplotlib and a sound library: 1.1 s of processor time,
which would be most of the way back after a crash.  The modules of the tasks themselves need
neither, so they are imported from packages that have the right folders and no code: 0.25 s.

A result as MediaPipe's Python gives it has an object for each of 478 points, 1.1 ms for a face.
The same structure in memory is read here as an array.  Its layout is that of MediaPipe's own
ctypes class, so that a newer version can't mean something else::

    faces = tasks.module("vision.face_landmarker")
    points = tasks.landmarks(result.face_landmarks, result.face_landmarks_count)
"""

import ctypes
import importlib
import importlib.util
import sys
import types
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.ar.errors import ArError

Floats = NDArray[np.float32]
Rgb = NDArray[np.uint8]

_PACKAGES = (
    "mediapipe",
    "mediapipe.tasks",
    "mediapipe.tasks.python",
    "mediapipe.tasks.python.components",
    "mediapipe.tasks.python.components.containers",
    "mediapipe.tasks.python.core",
    "mediapipe.tasks.python.vision",
    "mediapipe.tasks.python.vision.core",
)
_ROOT = "mediapipe.tasks.python"


@cache
def module(name: str) -> Any:
    """Return a module of MediaPipe's tasks, e.g. ``vision.face_landmarker``.

    Raises:
        ArError: If MediaPipe is not installed.
    """
    if "mediapipe" not in sys.modules:
        _make_packages()
    try:
        return importlib.import_module(f"{_ROOT}.{name}")
    except (ImportError, OSError) as error:
        raise ArError(
            f"MediaPipe, which sees faces, can't be loaded: {error}. "
            "Set the studio up anew: python3 installer/bootstrap.py setup"
        ) from error


def _make_packages() -> None:
    found = importlib.util.find_spec("mediapipe")
    if found is None or found.origin is None:
        raise ArError(
            "MediaPipe, which sees faces, is not installed. "
            "Set the studio up anew: python3 installer/bootstrap.py setup"
        )
    root = Path(found.origin).parent
    for name in _PACKAGES:
        package = types.ModuleType(name)
        package.__path__ = [str(root.joinpath(*name.split(".")[1:]))]
        sys.modules[name] = package


def options(model: str | bytes, *, on_gpu: bool = False) -> Any:
    """Return the options that all tasks share.

    Args:
        model: A file's path, or what it holds.
        on_gpu: Whether the graphics card is to be used.
    """
    base = module("core.base_options").BaseOptions
    delegate = base.Delegate.GPU if on_gpu else base.Delegate.CPU
    if isinstance(model, str):
        return base(model_asset_path=model, delegate=delegate)
    return base(model_asset_buffer=model, delegate=delegate)


def running_mode(*, is_video: bool) -> Any:
    """Return how pictures come: as they follow one another, or each for itself."""
    modes = module("vision.core.vision_task_running_mode").VisionTaskRunningMode
    return modes.VIDEO if is_video else modes.IMAGE


def image(rgb: Rgb, *, on_gpu: bool = False) -> Any:
    """Return a copy of an ``(h, w, 3)`` picture as MediaPipe wants it.

    Args:
        rgb: The picture.
        on_gpu: Whether the graphics card is to look at it, which takes four channels only.
    """
    images = module("vision.core.image")
    if on_gpu:
        return images.Image(images.ImageFormat.SRGBA, cv2.cvtColor(rgb, cv2.COLOR_RGB2RGBA))
    return images.Image(images.ImageFormat.SRGB, np.ascontiguousarray(rgb))


def ask(task: Any, function: str, result: Any, *arguments: object) -> None:
    """Call a task's C function, which fills ``result``; close that when it was read."""
    getattr(task._lib, function)(task._handle, *arguments, ctypes.byref(result))


def landmarks(lists: Any, count: int) -> list[Floats]:
    """Return ``(n, 4) float32`` for each list of points: x, y, z and visibility."""
    found = []
    for index in range(count):
        one = lists[index]
        if one.landmarks_count:
            rows = _rows(one.landmarks, one.landmarks_count, ("x", "y", "z", "visibility"))
            found.append(rows)
    return found


def scores(lists: Any, count: int) -> list[Floats]:
    """Return ``(n,) float32`` for each list of categories, in their own order."""
    return [
        _rows(lists[index].categories, lists[index].categories_count, ("score",))[:, 0]
        for index in range(count)
    ]


def _rows(pointer: Any, count: int, fields: Sequence[str]) -> Floats:
    kind = pointer._type_
    layout = np.dtype(
        {
            "names": list(fields),
            "formats": ["<f4"] * len(fields),
            "offsets": [getattr(kind, field).offset for field in fields],
            "itemsize": ctypes.sizeof(kind),
        }
    )
    address = ctypes.addressof(pointer.contents)
    memory = (ctypes.c_char * (ctypes.sizeof(kind) * count)).from_address(address)
    table = np.frombuffer(memoryview(memory), layout, count)
    return np.stack([table[field] for field in fields], axis=1)
