"""Real displays, and a folder for sockets."""

import ctypes
import os
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


class Display:
    """An Xvfb on a free display."""

    def __init__(self, width: int, height: int) -> None:
        read_end, write_end = os.pipe()
        screen = ["-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp", "-noreset"]
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write_end), *screen],
            pass_fds=[write_end],
            stderr=subprocess.DEVNULL,
        )
        os.close(write_end)
        with os.fdopen(read_end) as pipe:
            number = pipe.readline().strip()
        assert number, "Xvfb did not start"
        self.name = f":{number}"

    def freeze(self) -> None:
        self._server.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._server.send_signal(signal.SIGCONT)

    def kill(self) -> None:
        self._server.kill()
        self._server.wait(30)

    def paint(self, color: int) -> None:
        """Fill the whole screen with a colour 0xRRGGBB."""
        x = ctypes.CDLL("libX11.so.6")
        x.XOpenDisplay.restype = ctypes.c_void_p
        x.XDefaultRootWindow.restype = ctypes.c_ulong
        connection = ctypes.c_void_p(x.XOpenDisplay(self.name.encode()))
        assert connection
        root = ctypes.c_ulong(x.XDefaultRootWindow(connection))
        x.XSetWindowBackground(connection, root, ctypes.c_ulong(color))
        x.XClearWindow(connection, root)
        x.XCloseDisplay(connection)


@pytest.fixture
def display() -> Iterator[Display]:
    shown = Display(640, 360)
    yield shown
    shown.kill()


@pytest.fixture
def run_dir() -> Iterator[Path]:
    # pytest's own folders have paths too long for a socket.
    with tempfile.TemporaryDirectory(prefix="rs-") as folder:
        yield Path(folder)
