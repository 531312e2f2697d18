"""X displays of our own, and the moving picture on them."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench.processes import end, start
from tests.bench.standard_scene import DISPLAY_SIZE

ROOT = Path(__file__).resolve().parents[2]
Process = subprocess.Popen[bytes]


@contextmanager
def x_display(log: Path, size: tuple[int, int] = DISPLAY_SIZE) -> Iterator[tuple[Process, str]]:
    """Run a display on a number that Xvfb picks; gives the process and the display's name."""
    read, write = os.pipe()
    screen = f"{size[0]}x{size[1]}x24"
    argv = ["Xvfb", "-displayfd", str(write), "-screen", "0", screen, "-nolisten", "tcp", "-ac"]
    process = start(argv, log, keep=[write])
    os.close(write)
    try:
        with open(read) as pipe:
            number = pipe.readline().strip()
        if not number:
            raise RuntimeError(f"Xvfb did not start; see {log}")
        yield process, f":{number}"
    finally:
        end(process)


@contextmanager
def moving_picture(display: str, hz: float, drawn: Path, log: Path) -> Iterator[Process]:
    """Draw the stage on a display; the times of its pictures go into ``drawn``."""
    process = start(
        [sys.executable, "-m", "tests.bench.stage", display, str(hz), str(drawn)],
        log,
        environment=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    try:
        yield process
    finally:
        end(process)
