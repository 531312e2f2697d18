"""Tests of studio.engine.canvas.overlay."""

import pytest

from studio.engine.canvas.margin import framed
from studio.engine.canvas.overlay import Overlay, laid_over
from studio.engine.canvas.tree import Tree
from studio.engine.compositor.composition import Composition
from studio.engine.sources.still import Still
from studio.model.canvas import Node
from studio.model.canvas_content import Box
from tests.engine.canvas.test_tree import picture

BOX = Box(width=100, height=50)


def tree(name: str) -> Tree:
    made = Tree(name, 1920, 1080)
    made.put(Node(id="box", content=BOX), {"x": 960.0}, 0)
    made.take_pictures("box", BOX, framed(Still((picture(),))))
    return made


def test_what_has_faded_out_is_forgotten() -> None:
    overlay, going = Overlay(), tree("going")
    overlay.add(1, 0.0, going)
    overlay.add(2, 0.0, tree("staying"))
    going.leave(0)
    assert len(overlay.layers(1, (1920, 1080))) == 2
    assert [each.key for each in overlay.layers(10**9, (1920, 1080))] == ["staying/box"]


def test_layers_fit_a_picture_of_another_size() -> None:
    layers = tree("a").layers(0, (1920, 1080))
    scenes = Composition(640, 360)
    assert laid_over(scenes, (), (1920, 1080)) is scenes
    (layer,) = laid_over(scenes, layers, (1920, 1080)).layers
    assert layer.matrix.apply(50, 25) == pytest.approx((320, 0))
