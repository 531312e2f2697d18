"""What nodes that move cost a tick: ``python -m tests.bench.canvas_cost [--compositor array]``.

Each scene is drawn over a picture that changes every frame, as over a video, without
pause; printed are the CPU-ms of a frame beyond those of the same frame without a
canvas: the motion of nodes, layers and drawing, but not the painting of texts, which
happens once and elsewhere.
"""

import argparse
import time
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import numpy as np

from studio.engine.canvas.margin import framed
from studio.engine.canvas.paint import painted
from studio.engine.canvas.tree import Tree
from studio.engine.compositor.array import ArrayCompositor
from studio.engine.compositor.composition import Affine, Composition, Compositor, Layer, Rect
from studio.engine.compositor.rgba import picture_from_rgba
from studio.engine.picture import Picture
from studio.engine.sources.still import Still
from studio.model.canvas import Key, Keys, Motion, Node, Property
from studio.model.canvas_content import Box, Group, Text
from studio.model.kinds import TextSettings

CANVAS = (1920, 1080)
FPS = Fraction(30)
FRAMES = 240
FIRST = 20
"""Frames that aren't measured: what is made once is made in them."""

Motions = dict[Property, Motion]
Fill = Callable[[Tree], None]


def ride(start: float, end: float, seconds: float) -> Keys:
    """Return a way from one place to another and a jump back, for ever."""
    return Keys(keys=(Key(at_ms=0, value=start), Key(at_ms=seconds * 1000, value=end)), repeats=0)


def put_text(tree: Tree, name: str, motions: Motions, parent: str = "") -> None:
    """Put a text of about 300x60 px."""
    words = TextSettings(text=f"送出 100 个火箭 {name}", size_px=40, outline_px=3)
    content = Text(text=words)
    tree.put(Node(id=name, content=content, parent=parent, anchor_x=0, anchor_y=0), motions, 0)
    picture = picture_from_rgba(painted(content), serial=1, pts_ns=0)
    tree.take_pictures(name, content, framed(Still((picture,))))


def put_box(tree: Tree, name: str, box: Box, motions: Motions, parent: str = "") -> None:
    """Put a box."""
    tree.put(Node(id=name, content=box, parent=parent, anchor_x=0, anchor_y=0), motions, 0)
    picture = picture_from_rgba(painted(box), serial=1, pts_ns=0)
    tree.take_pictures(name, box, framed(Still((picture,))))


def flying_texts(count: int) -> Fill:
    """Return what puts texts that fly from right to left, each at its own speed."""

    def fill(tree: Tree) -> None:
        for number in range(count):
            y = 1000.0 * number / count
            way = ride(1700.0 - number % 7 * 200, -200.0, 6 + number % 5)
            put_text(tree, str(number), {"x": way, "y": y})

    return fill


def slow_texts(tree: Tree) -> None:
    """Put 30 texts that creep by less than a pixel a frame, aslant."""
    for number in range(30):
        x, y = 300.0 * (number % 6), 180.0 * (number // 6)
        motions: Motions = {"x": ride(x, x + 100, 9), "y": ride(y, y + 70, 9)}
        put_text(tree, str(number), motions)


def large_pictures(tree: Tree) -> None:
    """Put three pictures of 600x600 that rise."""
    for number in range(3):
        box = Box(width=600, height=600, color=f"#{number * 60 + 40:02x}90e0c0", radius_px=80)
        put_box(tree, str(number), box, {"x": 100.0 + 600 * number, "y": ride(480, 0, 4)})


def banner(tree: Tree) -> None:
    """Put a banner of eight nodes that slides in and out."""
    tree.put(Node(id="banner", content=Group()), {"x": ride(-500, 900, 4), "y": 300.0}, 0)
    put_box(tree, "back", Box(width=640, height=120, color="#200040c0", radius_px=60), {}, "banner")
    put_box(tree, "face", Box(width=96, height=96, radius_px=48), {"x": 12.0, "y": 12.0}, "banner")
    put_box(tree, "gift", Box(width=90, height=90), {"x": 420.0, "y": 15.0}, "banner")
    for number in range(5):
        put_text(tree, str(number), {"x": 120.0 + number * 60, "y": 10.0 + number * 9}, "banner")


SCENES: dict[str, Fill] = {
    "10 moving texts": flying_texts(10),
    "30 moving texts": flying_texts(30),
    "60 moving texts": flying_texts(60),
    "30 creeping texts": slow_texts,
    "3 moving pictures of 600x600": large_pictures,
    "a sliding banner of 8 nodes": banner,
}


def background(width: int, height: int) -> Picture:
    """Return a grey picture that hides everything."""
    y = np.full((height, width), 90, np.uint8)
    return Picture(
        width, height, y, np.full((height // 2, width // 2, 2), 128, np.uint8), None, 1, 0
    )


def cost_ms(compositor: Compositor, fill: Fill | None, size: tuple[int, int]) -> float:
    """Return the CPU-ms of a frame."""
    tree = Tree("bench", *CANVAS)
    if fill is not None:
        fill(tree)
    below, whole = background(*size), Rect(0, 0, *size)
    for index in range(FIRST + FRAMES):
        if index == FIRST:
            began_s = time.process_time()
        moving = Layer("below", replace(below, serial=index), whole, Affine())
        layers = (moving, *tree.layers(int(index * 1_000_000_000 / FPS), size))
        compositor.submit(Composition(*size, layers), index)
        compositor.take(wait=True)
    return (time.process_time() - began_s) * 1000 / FRAMES


def opened(name: str, size: tuple[int, int]) -> Compositor:
    """Open a compositor by its name."""
    if name == "array":
        return ArrayCompositor(*size)
    from studio.engine.compositor.gpu import GpuCompositor  # loads wgpu

    return GpuCompositor(*size)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--compositor", choices=("array", "wgpu"), default="array")
    words = parser.parse_args()
    for size in ((1280, 720), (1920, 1080)):
        compositor = opened(words.compositor, size)
        empty = cost_ms(compositor, None, size)
        print(f"{size[1]}p, without a canvas: {empty:.2f} CPU-ms a frame", flush=True)
        for name, fill in SCENES.items():
            print(f"  {name:32} + {cost_ms(compositor, fill, size) - empty:6.2f}", flush=True)
        compositor.close()


if __name__ == "__main__":
    main()
