"""A moving picture for an X display, with the clock in a strip on top: what the bench captures.

Each picture is put together in a pixmap and copied at once, so that a capture never
sees half an update of the strip.  Run as a process: it notes the monotonic time of
each picture in a file, 8 bytes each, so that the bench knows how many there were::

    python -m tests.bench.stage :97 60 /tmp/drawn.i64
"""

import ctypes
import ctypes.util
import struct
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests.bench.clock_code import CELL_PX, CELLS, cells
from tests.bench.standard_scene import DISPLAY_SIZE

DARK, NIGHT, GREEN, AMBER, WHITE = 0x202830, 0x101418, 0x80E080, 0xE0A020, 0xFFFFFF
TERMINAL = (960, 640)
CARD = (1100, 300, 760, 160)


class _Rectangle(ctypes.Structure):
    _fields_ = (
        ("x", ctypes.c_short),
        ("y", ctypes.c_short),
        ("width", ctypes.c_ushort),
        ("height", ctypes.c_ushort),
    )


class Stage:
    """Draws on one display through Xlib."""

    def __init__(self, display: str) -> None:
        self._x = _xlib()
        self._display = self._x.XOpenDisplay(display.encode())
        if not self._display:
            raise SystemExit(f"The display {display} can't be opened.")
        root = self._x.XDefaultRootWindow(self._display)
        width, height = DISPLAY_SIZE
        self._window = self._x.XCreateSimpleWindow(
            self._display, root, 0, 0, width, height, 0, 0, DARK
        )
        self._x.XMapWindow(self._display, self._window)
        self._pen = self._x.XCreateGC(self._display, self._window, 0, None)
        self._strip = self._pixmap(width, CELL_PX)
        self._terminal = self._pixmap(*TERMINAL)
        self._fill(self._terminal, NIGHT, [(0, 0, *TERMINAL)])
        self._count = 0

    def draw(self) -> None:
        """Draw the next picture; the clock comes last, so that its time is the freshest."""
        n, (width, height) = self._count, TERMINAL
        self._copy(self._terminal, self._terminal, (0, 4, width, height - 4), (0, 0))
        self._fill(self._terminal, NIGHT, [(0, height - 4, width, 4)])
        if n % 4:
            words = [(10 + i * 38, height - 4, 6 + (n * 7 + i * 13) % 28, 4) for i in range(24)]
            self._fill(self._terminal, GREEN, words)
        self._copy(self._terminal, self._window, (0, 0, width, height), (60, 200))
        left, top, card_width, card_height = CARD
        self._fill(self._window, DARK, [CARD])
        place = left + n * 6 % (card_width - card_height)
        self._fill(self._window, AMBER ^ (n * 3 & 255), [(place, top, card_height, card_height)])
        self._fill(self._strip, 0, [(0, 0, DISPLAY_SIZE[0], CELL_PX)])
        shown = cells(time.monotonic_ns() // 1_000_000)
        white = [(i * CELL_PX, 0, CELL_PX, CELL_PX) for i in range(CELLS) if shown[i]]
        self._fill(self._strip, WHITE, white)
        self._copy(self._strip, self._window, (0, 0, DISPLAY_SIZE[0], CELL_PX), (0, 0))
        self._x.XSync(self._display, 0)
        self._count += 1

    def _pixmap(self, width: int, height: int) -> int:
        pixmap: int = self._x.XCreatePixmap(self._display, self._window, width, height, 24)
        return pixmap

    def _fill(self, target: int, color: int, boxes: Sequence[tuple[int, int, int, int]]) -> None:
        self._x.XSetForeground(self._display, self._pen, color)
        array = (_Rectangle * len(boxes))(*(_Rectangle(*box) for box in boxes))
        self._x.XFillRectangles(self._display, target, self._pen, array, len(boxes))

    def _copy(
        self, source: int, target: int, box: tuple[int, int, int, int], to: tuple[int, int]
    ) -> None:
        self._x.XCopyArea(self._display, source, target, self._pen, *box, *to)


def _xlib() -> ctypes.CDLL:
    """Load Xlib and say what its functions take; left unsaid, pointers lose their upper half."""
    xlib = ctypes.CDLL("libX11.so.6")
    pointer, xid, number, unsigned = (
        ctypes.c_void_p,
        ctypes.c_ulong,
        ctypes.c_int,
        ctypes.c_uint,
    )
    signatures = {
        "XOpenDisplay": (pointer, [ctypes.c_char_p]),
        "XDefaultRootWindow": (xid, [pointer]),
        "XCreateSimpleWindow": (
            xid,
            [pointer, xid, number, number, unsigned, unsigned, unsigned, xid, xid],
        ),
        "XMapWindow": (number, [pointer, xid]),
        "XCreateGC": (pointer, [pointer, xid, xid, pointer]),
        "XCreatePixmap": (xid, [pointer, xid, unsigned, unsigned, unsigned]),
        "XSetForeground": (number, [pointer, pointer, xid]),
        "XFillRectangles": (number, [pointer, xid, pointer, pointer, number]),
        "XCopyArea": (
            number,
            [pointer, xid, xid, pointer, number, number, unsigned, unsigned, number, number],
        ),
        "XSync": (number, [pointer, number]),
    }
    for name, (result, arguments) in signatures.items():
        function = getattr(xlib, name)
        function.restype, function.argtypes = result, arguments
    return xlib


def drawn_between(path: Path, start_ns: int, end_ns: int) -> int:
    """Return how many pictures a stage drew in a time, by the file that it keeps."""
    data = path.read_bytes()
    times = struct.unpack(f"<{len(data) // 8}q", data[: len(data) // 8 * 8])
    return sum(start_ns <= drawn_ns < end_ns for drawn_ns in times)


def main() -> None:
    """Draw until the process is ended."""
    stage = Stage(sys.argv[1])
    period_s = 1 / float(sys.argv[2])
    with open(sys.argv[3], "wb", buffering=0) as times:
        due_s = time.monotonic()
        while True:
            stage.draw()
            times.write(struct.pack("<q", time.monotonic_ns()))
            due_s = max(due_s + period_s, time.monotonic())
            time.sleep(max(0.0, due_s - time.monotonic()))


if __name__ == "__main__":
    main()
