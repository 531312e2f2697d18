"""What effects cost: ``python -m tests.bench.effects [--compositor array]``.

A full-screen field of particles is drawn in this process as an effects process draws it,
then laid over a moving picture as a tick does; a model of 512x512 is drawn, then played
while it flies.  Printed are CPU-ms a picture, of the drawing and of the tick beyond those
of the same frame without a canvas.  The processor's own GPU (lavapipe) is in them.
"""

import argparse
import itertools
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from studio.effects.device import device_name, shared_device
from studio.effects.live_picture import SIZES
from studio.effects.live_ring import LiveRing
from studio.effects.recipe import recipe_of
from studio.effects.round import Cut, cut
from studio.effects.sheet import shared_sheet
from studio.effects.swarm_painter import SwarmPainter
from studio.engine.canvas.motion import NEVER
from studio.engine.canvas.seen import Seen
from studio.engine.canvas.tree import Tree
from studio.engine.compositor.composition import Compositor
from studio.engine.picture import Picture
from studio.ipc.ring import RingReader
from studio.model.canvas import Node
from studio.model.canvas_content import Content, Model, Particles
from tests.bench.canvas_cost import FPS, cost_ms, opened, ride
from tests.effects.glb_files import rocket

PICTURES = 30
S_NS = 1_000_000_000
PETALS = ("#ff5a7a", "#ffd24a", "#5ad1ff", "#a0ff8a")


class Reel:
    """Pictures in turn, one for each frame, as a ring has them."""

    pixels = 0
    rests_ns = NEVER

    def __init__(self, seen: Sequence[Seen]) -> None:
        self._seen = seen

    def seen(self, due_ns: int) -> Seen:
        """Return the picture of a frame."""
        return self._seen[int(due_ns * FPS / S_NS) % len(self._seen)]


def planes_of(memory: NDArray[np.uint8], size: tuple[int, int], serial: int) -> Picture:
    """Return a picture whose planes lie in memory."""
    (width, height), area = size, size[0] * size[1]
    return Picture(
        width=width,
        height=height,
        y=memory[:area].reshape(height, width),
        uv=memory[area : area * 3 // 2].reshape(height // 2, width // 2, 2),
        alpha=memory[area * 3 // 2 :].reshape(height, width),
        serial=serial,
        pts_ns=0,
        has_clear_edge=True,
    )


def newest(reader: RingReader, size: tuple[int, int], time_ns: int) -> Seen:
    """Return a copy of the newest picture of a ring as the engine sees it."""
    slot = reader.newest(time_ns)
    assert slot is not None
    stored = slot.width, slot.height
    memory = np.frombuffer(bytes(slot.data), np.uint8)
    return Seen(planes_of(memory, stored, slot.sequence), slot.left, slot.top, *size)


def played(piece: Cut, serial: int) -> Seen:
    """Return a picture of a round as the engine sees it."""
    size, memory = (piece.box.width, piece.box.height), np.frombuffer(piece.planes, np.uint8)
    picture = planes_of(memory, size, serial)
    return Seen(picture, piece.box.left, piece.box.top, 512, 512)


def snow(count: int, width: int, height: int) -> Particles:
    """Return a field in which so many are seen at any time."""
    return Particles(
        width=width,
        height=height,
        rate_s=count / 2,
        life_ms=(2_000, 2_000),
        from_width=width,
        from_y=-20,
        direction_deg=90,
        speed_px_s=(200, height / 2),
        size_px=(16, 32),
        colors=PETALS,
    )


def particles(compositor: Compositor, size: tuple[int, int], empty_ms: float) -> None:
    """Measure fields of particles that fill a programme."""
    for count, scale in itertools.product((100, 300, 1_000), SIZES):
        content = snow(count, *size)
        painter = SwarmPainter(shared_device(), content, shared_sheet())
        ring = LiveRing("bench-effects", size[0] + 64, size[1] + 64)
        reader = RingReader.attach(ring.name)
        painter.paint(5.0, scale)
        took_s, pictures = 0.0, []
        for number in range(PICTURES):
            began_s = time.process_time()
            ring.write(painter.paint(5 + number / 30, scale), number)
            took_s += time.process_time() - began_s
            pictures.append(newest(reader, size, number))
        took_ms, reel = took_s * 1000 / PICTURES, Reel(pictures)
        reader.close()
        ring.close()
        painter.close()

        def fill(tree: Tree, content: Content = content, reel: Reel = reel) -> None:
            node = Node(id="snow", content=content, anchor_x=0, anchor_y=0)
            tree.put(node, {"scale": 1920 / size[0]}, 0)
            tree.take_feed("snow", content, reel)

        tick_ms = cost_ms(compositor, fill, size) - empty_ms
        print(
            f"  {count:5} particles, size {scale:4}: {took_ms:6.1f} to draw, "
            f"{tick_ms:6.2f} in the tick",
            flush=True,
        )


def model(compositor: Compositor, size: tuple[int, int], empty_ms: float, folder: Path) -> None:
    """Measure a rocket that turns and glows while it flies."""
    (folder / "rocket.glb").write_bytes(rocket())
    file = str(folder / "rocket.glb")
    for glow in (0.0, 0.8):
        content = Model(file=file, width=512, height=512, turns=1, glow=glow)
        stage = recipe_of(content).stage()
        stage.picture(0)
        began_s = time.process_time()
        cuts = [cut(stage.picture(number / PICTURES)) for number in range(PICTURES)]
        took_ms = (time.process_time() - began_s) * 1000 / PICTURES
        reel = Reel([played(each, number) for number, each in enumerate(cuts, 1)])

        def fill(tree: Tree, content: Content = content, reel: Reel = reel) -> None:
            tree.put(Node(id="rocket", content=content), {"x": ride(300, 1600, 4), "y": 540.0}, 0)
            tree.take_feed("rocket", content, reel)

        tick_ms = cost_ms(compositor, fill, size) - empty_ms
        print(
            f"  a model of 512x512, glow {glow}: {took_ms:6.1f} to draw, "
            f"{tick_ms:6.2f} in the tick while it flies",
            flush=True,
        )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--compositor", choices=("array", "wgpu"), default="array")
    words = parser.parse_args()
    print(f"drawn by {device_name()}")
    with tempfile.TemporaryDirectory() as folder:
        for size in ((1280, 720), (1920, 1080)):
            compositor = opened(words.compositor, size)
            empty_ms = cost_ms(compositor, None, size)
            print(f"{size[1]}p, without a canvas: {empty_ms:.2f} CPU-ms a frame", flush=True)
            particles(compositor, size, empty_ms)
            model(compositor, size, empty_ms, Path(folder))
            compositor.close()


if __name__ == "__main__":
    main()
