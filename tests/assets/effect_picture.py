"""A gift's effect as one picture: its parts drawn by the studio's own hands, over the demo.

::

    rgb = picture_of(folder, at_ms=2_000)       # 640x360

Models and particles come from ``studio.effects``, all else and the mixing from the engine;
only the avatar is simpler here: a disc, since its letter is the plugin's.
"""

import queue
from functools import cache, lru_cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from studio.effects.recipe import Stage, recipe_of
from studio.effects.render import pictures_of
from studio.engine.canvas.drawn_feed import RoundFeed
from studio.engine.canvas.margin import Framed
from studio.engine.canvas.paint import NodePainter
from studio.engine.canvas.seen import Seen
from studio.engine.canvas.tree import Tree
from studio.engine.compositor.array import ArrayCompositor
from studio.engine.compositor.composition import Composition, Layer
from studio.engine.compositor.rgba import picture_from_rgba, rgb_from_nv12
from studio.model.canvas import Node
from studio.model.canvas_content import Box, Content, Group, Model, Particles, Text
from studio.model.content_files import renamed
from studio.model.effect import Effect, Part, read_effect
from studio.model.errors import StudioError
from studio.model.geometry import Affine, Rect

WIDTH, HEIGHT = 640, 360
BACKDROP = Path(__file__).parents[2] / "assets/images/demo.webp"
WORDS = {"{by}": "星河里的小雨", "{gift}": "礼物", "{count}": "10", "{coins}": "1,314"}
LAYERS = ("behind", "between", "front")
MS_NS = 1_000_000
Rgb = NDArray[np.uint8]


def picture_of(folder: Path, at_ms: int) -> Rgb:
    """Return what is seen of an effect at a time, ``(HEIGHT, WIDTH, 3) uint8``."""
    effect = read_effect(folder)
    tree = Tree("effect", 1920, 1080)
    for layer, name in enumerate(LAYERS):
        tree.put(Node(id=name, content=Group(), order=layer), {}, 0)
    painter = NodePainter()
    try:
        for order, part in enumerate(effect.part):
            if part.sound is None and _is_there(effect, part, at_ms):
                _put(tree, painter, folder, effect, part, order, at_ms)
    finally:
        painter.close()
    return _mixed(tree.layers(at_ms * MS_NS, (WIDTH, HEIGHT)))


def _put(
    tree: Tree,
    painter: NodePainter,
    folder: Path,
    effect: Effect,
    part: Part,
    order: int,
    at_ms: int,
) -> None:  # fmt: skip - as typed
    """Put a part into the tree: in a group, which carries those that are on it."""
    since_ms = _starts_ms(effect, part)
    group = Node(id=part.id, parent=part.on or part.layer, content=Group(), order=order)
    tree.put(group, part.motions(), since_ms * MS_NS)
    content = _content(folder, part)
    if isinstance(content, Group):
        return
    x, y = part.anchor
    node = Node(id=f"{part.id} itself", parent=part.id, content=content, order=-1,
                anchor_x=x, anchor_y=y, blend=part.blend)  # fmt: skip
    tree.put(node, {}, 0)
    if isinstance(content, Model):
        stage = _stage(content.model_dump_json())
        tree.take_feed(
            node.id, content, _feed(stage.picture((at_ms - since_ms) / content.loop_ms % 1))
        )
    elif isinstance(content, Particles):
        [drawn] = pictures_of(content, (at_ms - since_ms,))
        tree.take_feed(node.id, content, _feed(drawn))
    else:
        tree.take_pictures(node.id, content, _painted(painter, content))


@lru_cache(maxsize=2)
def _stage(content: str) -> Stage:
    """Return what draws a model: it takes a second to be set up, and several pictures need it."""
    return recipe_of(Model.model_validate_json(content)).stage()


def _is_there(effect: Effect, part: Part, at_ms: int) -> bool:
    if at_ms < _starts_ms(effect, part) or (part.until_ms and at_ms >= part.until_ms):
        return False
    return not part.on or _is_there(effect, _carrier(effect, part), at_ms)


def _starts_ms(effect: Effect, part: Part) -> int:
    if not part.on:
        return part.at_ms
    return max(part.at_ms, _starts_ms(effect, _carrier(effect, part)))


def _carrier(effect: Effect, part: Part) -> Part:
    return next(each for each in effect.part if each.id == part.on)


def _content(folder: Path, part: Part) -> Content:
    if part.avatar:
        size = part.avatar.size_px
        return Box(width=size, height=size, color="#5b8def", radius_px=size // 2)
    assert part.content
    if isinstance(part.content, Text):
        text = part.content.text.text
        for word, meaning in WORDS.items():
            text = text.replace(word, meaning)
        return Text(text=part.content.text.model_copy(update={"text": text}))
    return renamed(part.content, lambda name: str(folder / name))


def _feed(premultiplied: NDArray[np.uint8]) -> RoundFeed:
    """Return a still picture as the effects process would hand it over."""
    height, width = premultiplied.shape[:2]
    alpha = np.maximum(premultiplied[..., 3:].astype(np.uint16), 1)
    straight = premultiplied.copy()
    straight[..., :3] = np.minimum(premultiplied[..., :3].astype(np.uint16) * 255 // alpha, 255)
    picture = picture_from_rgba(straight, serial=0, pts_ns=0)
    return RoundFeed((Seen(picture, 0, 0, width, height),), ())


def _painted(painter: NodePainter, content: Content) -> Framed:
    done: queue.Queue[Framed | StudioError] = queue.Queue(1)
    painter.paint(content, done.put)  # type: ignore[arg-type]  # what can't be painted was drawn
    painted = done.get(timeout=30)
    assert isinstance(painted, Framed), painted
    return painted


@cache
def _backdrop() -> Layer:
    with Image.open(BACKDROP) as image:
        rgb = np.asarray(image.convert("RGB").resize((WIDTH, HEIGHT)))
    opaque = np.dstack([rgb, np.full(rgb.shape[:2], 255, np.uint8)])
    picture = picture_from_rgba(opaque, serial=0, pts_ns=0)
    return Layer("demo", picture, Rect(0, 0, WIDTH, HEIGHT), Affine())


def _mixed(layers: tuple[Layer, ...]) -> Rgb:
    compositor = ArrayCompositor(WIDTH, HEIGHT)
    try:
        compositor.submit(Composition(WIDTH, HEIGHT, (_backdrop(), *layers)), 0)
        taken = compositor.take(wait=True)
        assert taken
        return rgb_from_nv12(taken[1], HEIGHT, WIDTH)
    finally:
        compositor.close()


def differs_by(first: Rgb, second: Rgb) -> tuple[float, float]:
    """Return how much two pictures differ: on the average, and in the worst spot of 16x16."""
    apart = cv2.absdiff(first, second).mean(axis=2)
    spots = cv2.resize(
        apart, (apart.shape[1] // 16, apart.shape[0] // 16), interpolation=cv2.INTER_AREA
    )
    return float(apart.mean()), float(spots.max())
