"""Opens the picture of a screen through FFmpeg's device for each system.

X11 is read by x11grab (shared memory, 0.1 CPU-ms a 1080p picture), Windows by the
desktop duplication of DXGI or, where that is not to be had, GDI, macOS by
AVFoundation.  All are asked for more pictures a second than anybody needs, so that
each read gives one that is taken now.
"""

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

import av
import numpy as np
from av.container import InputContainer

from studio.engine.picture import Plane
from studio.engine.sources.x11_watch import X11Watch
from studio.model.errors import StudioError

_AT_ONCE_FPS = "1000"
_DEVICE_FPS = "60"
Region = tuple[int, int, int, int]


class ScreenError(StudioError):
    """The screen can't be captured; it is tried again."""


@dataclass(frozen=True, slots=True)
class ScreenTarget:
    """What to capture.

    Attributes:
        display: Of X11; empty means the one of this session.
        monitor: Which of the monitors, where the system tells them apart.
        region: Left, top, width, height in screen pixels; None is all of it.
        show_cursor: Whether the mouse pointer is in the picture.
    """

    display: str = ""
    monitor: int = 0
    region: Region | None = None
    show_cursor: bool = True

    @property
    def label(self) -> str:
        """What it is called in sentences."""
        if sys.platform == "linux":
            return f"The display {self.display or os.environ.get('DISPLAY', '')}"
        return f"Screen {self.monitor + 1}"


class ScreenInput:
    """An opened screen; belongs to one thread.

    Raises:
        ScreenError: If it can't be opened.
    """

    def __init__(self, target: ScreenTarget) -> None:
        self._target = target
        self._crop = target.region if sys.platform == "darwin" else None
        self._container = _open(target)
        display = target.display or os.environ.get("DISPLAY", "")
        self._watch = X11Watch(display) if sys.platform == "linux" else None
        self._frames = self._container.decode(video=0)

    def grab(self) -> Plane:
        """Return the screen as it is now, ``(h, w, 4)`` BGRA with padded rows.

        Valid until the next call.

        Raises:
            ScreenError: If the screen is gone.
        """
        if self._watch is not None and self._watch.has_died():
            raise ScreenError(f"{self._target.label} is gone.")
        try:
            frame = next(self._frames, None)
        except (av.error.FFmpegError, OSError) as error:
            raise ScreenError(f"{self._target.label} can't be captured any more.") from error
        if frame is None:
            raise ScreenError(f"{self._target.label} is gone.")
        if frame.format.name not in ("bgr0", "bgra"):
            frame = frame.reformat(format="bgra")
        plane = frame.planes[0]
        # to_ndarray refuses bgr0, and would copy.
        rows = np.frombuffer(cast("memoryview[int]", plane), np.uint8).reshape(plane.height, -1, 4)
        pixels = rows[:, : plane.width]
        if self._crop is not None:
            left, top, width, height = self._crop
            pixels = pixels[top : top + height, left : left + width]
        return pixels

    def close(self) -> None:
        """Let go of the screen."""
        self._container.close()
        if self._watch is not None:
            self._watch.close()


def _open(target: ScreenTarget) -> InputContainer:
    failure: Exception | None = None
    for format, file, options in _ways(target):
        try:
            return av.open(file, "r", format=format, options=options)
        except (av.error.FFmpegError, OSError, ValueError) as error:
            failure = failure or error
    raise ScreenError(
        f"{target.label} can't be captured: is it there, and may this user see it?"
    ) from failure


def _ways(target: ScreenTarget) -> Iterator[tuple[str, str, dict[str, str]]]:
    """How a screen may be opened on this system, the best way first.

    Yields:
        FFmpeg's format, what it calls a file, and its options.
    """
    cursor = str(int(target.show_cursor))
    if sys.platform == "win32":
        yield "lavfi", _desktop_duplication(target), {}
        options = {"framerate": _AT_ONCE_FPS, "draw_mouse": cursor}
        if target.region is not None:
            left, top, width, height = target.region
            options |= {"offset_x": str(left), "offset_y": str(top)}
            options["video_size"] = f"{width}x{height}"
        yield "gdigrab", "desktop", options
    elif sys.platform == "darwin":
        file = f"Capture screen {target.monitor}:none"
        options = {"framerate": _DEVICE_FPS, "capture_cursor": cursor, "pixel_format": "bgr0"}
        yield "avfoundation", file, options
    else:
        display = target.display or os.environ.get("DISPLAY", "")
        if not display:
            raise ScreenError("There is no screen here: the environment has no DISPLAY.")
        options = {"framerate": _AT_ONCE_FPS, "draw_mouse": cursor}
        if target.region is not None:
            left, top, width, height = target.region
            options |= {"grab_x": str(left), "grab_y": str(top)}
            options["video_size"] = f"{width}x{height}"
        yield "x11grab", display, options


def _desktop_duplication(target: ScreenTarget) -> str:
    graph = f"ddagrab=output_idx={target.monitor}:draw_mouse={int(target.show_cursor)}"
    graph += f":framerate={_DEVICE_FPS}"
    if target.region is not None:
        left, top, width, height = target.region
        graph += f":offset_x={left}:offset_y={top}:video_size={width}x{height}"
    return f"{graph},hwdownload,format=bgra"
