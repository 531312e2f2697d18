"""Looks at a few rows of an X screen: a whole picture of it would cost the studio its start.

A picture of 1440x900 takes Xvfb 40 ms, 50 times a second more than a core; nine rows take
less than one::

    with Screen(":97") as screen:
        screen.rows()                       # (rows, width, 3), red first
"""

import ctypes
import ctypes.util
from types import TracebackType
from typing import Self

import numpy as np

ALL_PLANES = 0xFFFFFFFF
Z_PIXMAP = 2
BYTES = 4


class _Image(ctypes.Structure):
    _fields_ = (
        ("width", ctypes.c_int),
        ("height", ctypes.c_int),
        ("xoffset", ctypes.c_int),
        ("format", ctypes.c_int),
        ("data", ctypes.c_void_p),
    )


class Screen:
    """The root window of one display.

    Args:
        display: Its name.
        size: Of the screen.
        step: Each so many rows one is looked at.
    """

    def __init__(self, display: str, size: tuple[int, int], step: int = 90) -> None:
        name = ctypes.util.find_library("X11")
        if name is None:
            raise RuntimeError("libX11 is missing.")
        self._x = ctypes.CDLL(name)
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._x.XDefaultRootWindow.restype = ctypes.c_ulong
        self._x.XDefaultRootWindow.argtypes = [ctypes.c_void_p]
        self._x.XGetImage.restype = ctypes.POINTER(_Image)
        self._x.XGetImage.argtypes = [
            *(ctypes.c_void_p, ctypes.c_ulong, ctypes.c_int, ctypes.c_int),
            *(ctypes.c_uint, ctypes.c_uint, ctypes.c_ulong, ctypes.c_int),
        ]
        self._x.XDestroyImage.argtypes = [ctypes.POINTER(_Image)]
        self._x.XCloseDisplay.argtypes = [ctypes.c_void_p]
        self._display = self._x.XOpenDisplay(display.encode())
        if not self._display:
            raise RuntimeError(f"The display {display} can't be opened.")
        self._root = self._x.XDefaultRootWindow(self._display)
        self._width, height = size
        self._tops = range(step // 2, height, step)

    def rows(self) -> np.ndarray:
        """Return some rows as they are now."""
        return np.stack([self._row(top) for top in self._tops])

    def _row(self, top: int) -> np.ndarray:
        image = self._x.XGetImage(
            self._display, self._root, 0, top, self._width, 1, ALL_PLANES, Z_PIXMAP
        )
        if not image:
            raise RuntimeError(f"Row {top} of the screen can't be read.")
        data = ctypes.string_at(image.contents.data, self._width * BYTES)
        self._x.XDestroyImage(image)
        return np.frombuffer(data, np.uint8).reshape(-1, BYTES)[:, 2::-1]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._x.XCloseDisplay(self._display)
