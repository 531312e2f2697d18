"""Tests of studio.ipc.painting: a painter in a process of its own, also one that means harm."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import numpy as np
import pytest

from studio.ipc.errors import RingError
from studio.ipc.painting import SLOTS, PaintingWriter, read_painting
from studio.ipc.ring import RingFormat, RingReader, Slot, ring_bytes

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux seals memory")
WIDTH, HEIGHT = 30, 20

PAINTER = """
import sys, numpy as np
from studio.ipc.painting import PaintingWriter
writer = PaintingWriter(30, 20)
print(writer.descriptor, flush=True)
for line in sys.stdin:
    writer.paint(np.full((20, 30, 4), int(line), np.uint8))
    print("done", flush=True)
"""


@contextmanager
def running(code: str) -> Iterator[Callable[[str], str]]:
    """Run a painter; what is said to it is answered by a line."""
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, stdin=-1, stdout=-1, text=True) as process:
        assert process.stdin
        assert process.stdout
        into, out = process.stdin, process.stdout

        def say(line: str) -> str:
            if line:
                print(line, file=into, flush=True)
            return out.readline().strip()

        try:
            yield lambda line: str(process.pid) if line == "pid" else say(line)
        finally:
            process.kill()


def newest(reader: RingReader) -> Slot:
    slot = reader.newest(time.monotonic_ns())
    assert slot is not None
    return slot


def test_what_another_process_paints_is_seen() -> None:
    with running(PAINTER) as painter:
        place = f"/proc/{painter('pid')}/fd/{painter('')}"
        reader = read_painting(place, WIDTH, HEIGHT)
        assert reader.newest(time.monotonic_ns()) is None
        for value in range(1, 2 * SLOTS):
            assert painter(str(value)) == "done"
            slot = newest(reader)
            assert (slot.format, slot.width, slot.height) == (RingFormat.RGBA, WIDTH, HEIGHT)
            assert set(bytes(slot.data)) == {value}
            assert reader.is_whole(slot)
    assert set(bytes(newest(reader).data)) == {2 * SLOTS - 1}  # also when its painter is gone
    reader.close()


def test_nobody_can_make_it_shorter_or_longer() -> None:
    writer = PaintingWriter(WIDTH, HEIGHT)
    for size in (0, 10**7):
        with pytest.raises(PermissionError):
            os.ftruncate(writer.descriptor, size)
    writer.close()
    writer.close()


def test_only_a_picture_of_its_size_is_painted() -> None:
    writer = PaintingWriter(WIDTH, HEIGHT)
    with pytest.raises(ValueError, match=r"must be \(20, 30, 4\) uint8, not \(30, 20, 4\) uint8"):
        writer.paint(np.zeros((30, 20, 4), np.uint8))
    writer.close()


def test_what_is_no_sealed_memory_of_that_size_is_not_read() -> None:
    mine = f"/proc/{os.getpid()}/fd"
    writer = PaintingWriter(WIDTH, HEIGHT)
    with pytest.raises(RingError, match="another size"):
        read_painting(f"{mine}/{writer.descriptor}", WIDTH + 1, HEIGHT)
    size = ring_bytes(SLOTS, WIDTH * HEIGHT * 4)
    soft = os.memfd_create("soft", os.MFD_ALLOW_SEALING)
    os.ftruncate(soft, size)
    with pytest.raises(RingError, match="could become shorter"):
        read_painting(f"{mine}/{soft}", WIDTH, HEIGHT)
    with tempfile.TemporaryFile() as file:
        file.truncate(size)
        with pytest.raises(RingError, match="no memory for that"):
            read_painting(f"{mine}/{file.fileno()}", WIDTH, HEIGHT)
    read_end, write_end = os.pipe()
    for number in (read_end, 99_999):
        with pytest.raises(RingError):
            read_painting(f"{mine}/{number}", WIDTH, HEIGHT)
    for place in ("/etc/passwd", "/proc/self/fd/3", "/proc/1/fd/../../../etc/passwd", ""):
        with pytest.raises(RingError, match="no place"):
            read_painting(place, WIDTH, HEIGHT)
    for descriptor in (soft, read_end, write_end):
        os.close(descriptor)
    writer.close()


def test_a_header_that_lies_is_not_believed() -> None:
    writer = PaintingWriter(WIDTH, HEIGHT)
    reader = read_painting(f"/proc/{os.getpid()}/fd/{writer.descriptor}", WIDTH, HEIGHT)
    writer.paint(np.full((HEIGHT, WIDTH, 4), 9, np.uint8))
    headers = writer._ring._layout.headers
    headers["width"][0] = 1 << 31
    assert reader.newest(time.monotonic_ns()) is None
    headers["width"][0], headers["format"][0] = WIDTH, 99
    assert reader.newest(time.monotonic_ns()) is None
    writer._ring._layout.ring[0] = (0, 0, 1 << 60, 0, 1 << 63)
    headers["format"][0] = list(RingFormat).index(RingFormat.RGBA) + 1
    assert len(newest(reader).data) == WIDTH * HEIGHT * 4
    del headers
    reader.close()
    writer.close()
