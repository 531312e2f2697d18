"""Tests of studio.engine.canvas.tree."""

from dataclasses import replace

import numpy as np
import pytest

from studio.engine.canvas.margin import framed
from studio.engine.canvas.motion import MS_NS, S_NS
from studio.engine.canvas.shown import Motions
from studio.engine.canvas.tree import FADE_MS, Tree
from studio.engine.compositor.composition import Blend, Layer
from studio.engine.picture import MARGIN_PX, Picture
from studio.engine.sources.still import Still
from studio.model.canvas import Key, Keys, Node
from studio.model.canvas_content import Box, Group, Image

SIZE = (1920, 1080)
BOX = Box(width=100, height=50)
FALL = Keys(keys=(Key(at_ms=0, value=0), Key(at_ms=1000, value=500)))


def picture(width: int = 100, height: int = 50) -> Picture:
    y, uv = np.full((height, width), 100, np.uint8), np.full((height // 2, width // 2, 2), 128)
    return Picture(width, height, y, uv.astype(np.uint8), None, 1, 0, has_clear_edge=True)


def put(tree: Tree, name: str, motions: Motions | None = None, **node: object) -> None:
    asked = Node.model_validate({"id": name, "content": BOX, **node})
    tree.put(asked, motions or {}, 0)
    if isinstance(asked.content, Box):
        tree.take_pictures(name, asked.content, framed(Still((picture(),))))


def keys(layers: tuple[Layer, ...]) -> list[str]:
    return [layer.key.removeprefix("c/") for layer in layers]


@pytest.fixture
def tree() -> Tree:
    return Tree("c", *SIZE)


def test_a_node_lies_with_its_anchor_at_its_place(tree: Tree) -> None:
    put(tree, "box", {"x": 300.0, "y": 200.0, "scale": 2.0}, anchor_x=1.0)
    (layer,) = tree.layers(0, SIZE)
    assert layer.matrix.apply(100, 25) == pytest.approx((300, 200))
    assert layer.matrix.apply(0, 0) == pytest.approx((100, 150))


def test_a_margin_lies_outside_of_it(tree: Tree) -> None:
    tree.put(Node(id="box", content=BOX, anchor_x=0, anchor_y=1), {"x": 300.0, "y": 200.0}, 0)
    bare = replace(picture(), has_clear_edge=False)
    tree.take_pictures("box", BOX, framed(Still((bare,))))
    (layer,) = tree.layers(0, SIZE)
    assert layer.content.width == 100 + 2 * MARGIN_PX
    assert layer.matrix.apply(MARGIN_PX, 50 + MARGIN_PX) == pytest.approx((300, 200))


def test_a_canvas_fills_a_programme_of_any_size(tree: Tree) -> None:
    put(tree, "box", {"x": 960.0, "y": 540.0})
    (layer,) = tree.layers(0, (640, 360))
    assert layer.matrix.apply(50, 25) == pytest.approx((320, 180))


def test_what_a_group_does_its_nodes_do(tree: Tree) -> None:
    put(tree, "all", {"x": 100.0, "rotation_deg": 90.0, "opacity": 0.5}, content=Group())
    put(tree, "box", {"x": 10.0, "opacity": 0.5}, parent="all")
    (layer,) = tree.layers(0, SIZE)
    assert layer.matrix.apply(50, 25) == pytest.approx((100, 10))
    assert layer.opacity == 0.25


def test_siblings_lie_in_their_order_and_groups_together(tree: Tree) -> None:
    put(tree, "over", order=2.0)
    put(tree, "group", content=Group(), order=1.0)
    put(tree, "in it", parent="group", order=9.0)
    put(tree, "later")
    put(tree, "under", order=-1.0)
    assert keys(tree.layers(0, SIZE)) == ["under", "later", "in it", "over"]


def test_what_moves_is_elsewhere_at_each_time_and_then_rests(tree: Tree) -> None:
    put(tree, "box", {"y": FALL})
    tops = [tree.layers(ms * MS_NS, SIZE)[0].matrix.ty for ms in (0, 500, 990, 1010, 2000)]
    assert tops == pytest.approx([-25, 225, 470, 475, 475])
    assert tree.layers(3 * S_NS, SIZE) is tree.layers(4 * S_NS, SIZE)


def test_while_nothing_moves_the_layers_are_the_same(tree: Tree) -> None:
    put(tree, "box")
    layers = tree.layers(0, SIZE)
    assert tree.layers(S_NS, SIZE) is layers
    tree.move("box", {"x": 5.0}, S_NS)
    assert tree.layers(S_NS, SIZE) != layers


def test_a_group_takes_what_it_holds_with_it(tree: Tree) -> None:
    put(tree, "a", content=Group())
    put(tree, "b", parent="a", content=Group())
    put(tree, "c", parent="b")
    put(tree, "d")
    tree.remove("a")
    tree.remove("a")
    assert keys(tree.layers(0, SIZE)) == ["d"]


def test_a_picture_that_comes_too_late_is_not_shown(tree: Tree) -> None:
    new = Box(width=10, height=10)
    tree.put(Node(id="box", content=new), {}, 0)
    tree.take_pictures("box", BOX, framed(Still((picture(),))))
    assert tree.layers(0, SIZE) == ()
    tree.take_pictures("box", new, framed(Still((picture(10, 10),))))
    tree.take_pictures("gone", new, framed(Still((picture(10, 10),))))
    assert len(tree.layers(0, SIZE)) == 1


def test_an_animated_picture_goes_round_from_when_it_is_first_seen(tree: Tree) -> None:
    film = Image(file="/film.gif")
    tree.put(Node(id="film", content=film), {}, 0)
    frames = tuple(picture(10 + n, 10) for n in range(3))
    tree.take_pictures("film", film, framed(Still(frames, (100, 200, 400))))
    times = (1_000, 1_099, 1_100, 1_399, 1_400)
    assert [tree.layers(t, SIZE)[0].content.width for t in times] == [10, 10, 11, 12, 10]


def test_until_the_new_content_is_painted_the_old_one_is_seen(tree: Tree) -> None:
    put(tree, "box")
    tree.put(Node(id="box", content=Box(width=9, height=9), blend="additive"), {}, 0)
    (layer,) = tree.layers(0, SIZE)
    assert (layer.content.width, layer.blend) == (100, Blend.ADDITIVE)


def test_a_canvas_that_leaves_fades_out(tree: Tree) -> None:
    put(tree, "box")
    assert not tree.is_gone(99 * S_NS)
    tree.leave(S_NS)
    half_ns = S_NS + FADE_MS * MS_NS // 2
    assert tree.layers(half_ns, SIZE)[0].opacity == pytest.approx(0.5)
    assert not tree.is_gone(half_ns)
    assert tree.is_gone(S_NS + FADE_MS * MS_NS)


def test_what_is_too_small_or_unseen_is_no_layer(tree: Tree) -> None:
    put(tree, "flat", {"scale_x": 0.0})
    put(tree, "clear", {"opacity": 0.0})
    assert tree.layers(0, SIZE) == ()
