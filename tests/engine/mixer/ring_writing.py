"""A process that writes sound into a ring, as a capture process does.

Arguments: pts_ns of the first block, how many blocks.  It prints the ring's name
when all are written, and then waits until its input is closed, or to be killed.
Sample n of its sound has the value (n % 1000) / 2000, on the right negated.
"""

import sys

import numpy as np

from studio.ipc.ring import RingFormat, RingWriter

BLOCK = 1024


def sound(start: int, frames: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    """Return what the writer says from one of its samples on."""
    left = ((np.arange(start, start + frames) % 1000) / 2000).astype(np.float32)
    return np.stack([left, -left], axis=1)


def main(pts_ns: int, blocks: int) -> None:
    writer = RingWriter.create("test-sound", slots=blocks + 2, slot_bytes=BLOCK * 8)
    for n in range(blocks):
        writer.begin()[:] = sound(n * BLOCK, BLOCK).tobytes()
        writer.commit(
            pts_ns=pts_ns + n * BLOCK * 10**9 // 48_000,
            format=RingFormat.F32,
            rate_hz=48_000,
            channels=2,
            frames=BLOCK,
        )
    print(writer.name, flush=True)
    sys.stdin.read()
    writer.close()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
