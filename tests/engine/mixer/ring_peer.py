"""The test's side of a process that writes sound into a ring (ring_writing)."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from studio.engine.mixer.timeline import Samples
from studio.ipc.ring import unlink_leftovers

WRITER = Path(__file__).parent / "ring_writing.py"


def said(start: int, frames: int) -> Samples:
    """What the writing process says from one of its samples on."""
    left = ((np.arange(start, start + frames) % 1000) / 2000).astype(np.float32)
    return np.stack([left, -left], axis=1)


@contextmanager
def writing(pts_ns: int, blocks: int) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """Run a writing process; gives the ring's name and the process."""
    with subprocess.Popen(
        [sys.executable, str(WRITER), str(pts_ns), str(blocks)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        name = process.stdout.readline().strip()
        try:
            yield name, process
        finally:
            process.kill()
            unlink_leftovers(name)
