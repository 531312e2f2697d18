"""One canvas as one picture: what a plugin's test sees of what it draws.

A program of its own, as who asks may import nothing of the engine: it reads what was done to
a canvas from its standard input, as JSON, and writes ``height * width * 4`` bytes of RGBA::

    {"size": [1920, 1080], "picture": [960, 540], "at_ms": 1500,
     "batches": [{"at_ms": 0, "edits": [{"do": "put", "node": {…}, "motions": {…}}]}]}

What effects processes draw (models, particles, Lottie animations, shaders) is drawn by
``studio.effects.render``, as it is at that time.  Videos are left out, and masks and places
that the studio finds while it runs are not there.
"""

import json
import queue
import subprocess
import sys

import numpy as np
from pydantic import BaseModel, Field, TypeAdapter, ValidationError

from studio.engine.canvas.drawn import Drawable
from studio.engine.canvas.drawn_feed import RoundFeed
from studio.engine.canvas.margin import Framed
from studio.engine.canvas.paint import NodePainter, Paintable
from studio.engine.canvas.seen import Seen
from studio.engine.canvas.tree import Tree
from studio.engine.compositor.array import ArrayCompositor
from studio.engine.compositor.composition import Composition, Layer
from studio.engine.compositor.rgba import picture_from_rgba, rgb_from_nv12
from studio.engine.picture import Plane
from studio.model.canvas import CanvasEdit, MoveNode, PutNode, RemoveNode
from studio.model.errors import StudioError
from studio.model.geometry import Affine, Rect

MS_NS = 1_000_000
PATIENCE_S = 50
"""That a node may take to be drawn."""
_NEARLY = 3
"""The planes of the programme are of eight bits: so much is lost there and back."""


class Batch(BaseModel):
    """Edits of one frame."""

    at_ms: float
    edits: list[CanvasEdit]


class Asked(BaseModel):
    """What is to be drawn.

    Attributes:
        size: Of the canvas.
        picture: Width and height of the picture, each even.
    """

    size: tuple[int, int] = (1920, 1080)
    picture: tuple[int, int]
    at_ms: float = Field(ge=0)
    batches: list[Batch]


def draw(asked: Asked) -> Plane:
    """Return ``(height, width, 4) uint8 RGBA``, not premultiplied.

    Raises:
        StudioError: If a node can't be painted.
    """
    tree = Tree("still", *asked.size)
    nodes: dict[str, PutNode] = {}
    begins_ms: dict[str, float] = {}
    for batch in asked.batches:
        due_ns = round(batch.at_ms * MS_NS)
        for edit in batch.edits:
            match edit:
                case PutNode(node=node, motions=motions):
                    tree.put(node, motions, due_ns)
                    before = nodes.get(node.id)
                    if before is None or before.node.content != node.content:
                        begins_ms[node.id] = batch.at_ms
                    nodes[node.id] = edit
                case MoveNode(id=name, motions=motions):
                    tree.move(name, motions, due_ns)
                case RemoveNode(id=name):
                    tree.remove(name)
                    nodes.pop(name, None)
    _paint(tree, nodes)
    _draw_effects(tree, nodes, begins_ms, asked.at_ms)
    layers = tree.layers(round(asked.at_ms * MS_NS), asked.picture)
    return _on_nothing(layers, *asked.picture)


def _paint(tree: Tree, nodes: dict[str, PutNode]) -> None:
    painter = NodePainter()
    try:
        for name, put in nodes.items():
            content = put.node.content
            if not isinstance(content, Paintable):
                continue
            mask = put.node.mask if put.node.mask and put.node.mask.file else None
            done: queue.Queue[Framed | StudioError] = queue.Queue(1)
            painter.paint(content, done.put, mask)
            painted = done.get()
            if isinstance(painted, StudioError):
                raise StudioError(f"Node {name}: {painted}")
            tree.take_pictures(name, content, painted, mask)
    finally:
        painter.close()


def _draw_effects(
    tree: Tree, nodes: dict[str, PutNode], begins_ms: dict[str, float], at_ms: float
) -> None:
    """Have drawn what isn't painted here, each by a process of its own that may crash."""
    for name, put in nodes.items():
        content = put.node.content
        if not isinstance(content, Drawable):
            continue
        passed_ms = max(0.0, at_ms - begins_ms[name])
        asked = {"content": content.model_dump(mode="json"), "at_ms": passed_ms}
        done = subprocess.run(
            [sys.executable, "-m", "studio.effects.render"],
            input=json.dumps(asked).encode(),
            capture_output=True,
            timeout=PATIENCE_S,
            check=False,
        )
        if done.returncode:
            raise StudioError(f"Node {name}: {done.stderr.decode().strip().splitlines()[-1]}")
        size = content.width, content.height
        rgba = np.frombuffer(done.stdout, np.uint8).reshape(*size[::-1], 4).astype(np.float32)
        rgba[..., :3] *= 255 / np.maximum(rgba[..., 3:], 1)
        straight = np.rint(np.minimum(rgba, 255)).astype(np.uint8)
        picture = picture_from_rgba(straight, serial=1, pts_ns=0)
        tree.take_feed(name, content, RoundFeed((Seen(picture, 0, 0, *size),), ()))


def _on_nothing(layers: tuple[Layer, ...], width: int, height: int) -> Plane:
    """Return layers with what can be seen through them, from how they look on black and white."""
    wall = picture_from_rgba(np.full((height, width, 4), 255, np.uint8), serial=0, pts_ns=0)
    white = Layer("white", wall, Rect(0, 0, width, height), Affine())
    compositor = ArrayCompositor(width, height)
    try:
        seen = []
        for number, below in enumerate(((), (white,))):
            compositor.submit(Composition(width, height, (*below, *layers)), number)
            taken = compositor.take(wait=True)
            assert taken
            seen.append(rgb_from_nv12(taken[1], height, width).astype(np.int32))
    finally:
        compositor.close()
    on_black, on_white = seen
    alpha = 255 - (on_white - on_black).max(axis=2).clip(0, 255)
    alpha[alpha >= 255 - _NEARLY], alpha[alpha <= _NEARLY] = 255, 0
    color = on_black * 255 // np.maximum(alpha, 1)[..., None]
    color[alpha == 0] = 0
    return np.dstack([color, alpha]).clip(0, 255).astype(np.uint8)


def main() -> int:
    """See the module."""
    try:
        asked = TypeAdapter(Asked).validate_json(sys.stdin.buffer.read())
        sys.stdout.buffer.write(draw(asked).tobytes())
    except (StudioError, ValidationError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
