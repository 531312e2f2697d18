"""Tests of studio.engine.canvas.places: nodes that follow a face, and go behind a person."""

import numpy as np
import pytest

from studio.engine.canvas.places import FACE, Place, Places
from studio.engine.canvas.tree import Tree
from studio.engine.compositor.composition import Layer
from studio.engine.picture import Plane
from studio.model.canvas import Mask
from studio.model.canvas_content import Group
from tests.engine.canvas.test_tree import put

SIZE = (1920, 1080)
MS_NS = 1_000_000


@pytest.fixture
def places() -> Places:
    return Places()


@pytest.fixture
def tree(places: Places) -> Tree:
    return Tree("c", *SIZE, places)


def middle(tree: Tree, size: tuple[int, int] = SIZE, at_ms: int = 0) -> tuple[float, float]:
    (layer,) = tree.layers(at_ms * MS_NS, size)
    return layer.matrix.apply(50, 25)


def test_until_a_face_is_found_one_is_in_the_middle(tree: Tree) -> None:
    put(tree, "hat", {"y": -10.0}, place="face.crown")
    assert middle(tree) == pytest.approx((960, 540 - 190 - 10))
    assert middle(tree, (1280, 720)) == pytest.approx((640, (540 - 190 - 10) / 1.5))


@pytest.mark.parametrize("name", FACE)
def test_every_place_is_somewhere(places: Places, name: str) -> None:
    found = places.at(name, *SIZE)
    assert found is not None
    assert 800 < found.tx < 1100
    assert 300 < found.ty < 800
    assert places.at("face.beard", *SIZE) is None


def test_nodes_follow_at_the_next_frame_and_stay_when_the_face_is_lost(
    tree: Tree, places: Places
) -> None:
    put(tree, "hat", {"y": -10.0}, place="face.crown")
    resting = tree.layers(0, SIZE)
    assert tree.layers(33 * MS_NS, SIZE) is resting
    places.find("face.crown", Place(400.0, 300.0, scale=2.0, rotation_deg=90.0))
    assert middle(tree, at_ms=66) == pytest.approx((420, 300))
    (layer,) = tree.layers(66 * MS_NS, SIZE)
    assert layer.matrix.scale == pytest.approx((2, 2))
    places.lose("face.crown")
    assert middle(tree, at_ms=99) == pytest.approx((960, 340))


def test_a_group_takes_what_it_holds_along(tree: Tree, places: Places) -> None:
    put(tree, "glasses", {"x": 5.0}, content=Group(), place="face.nose")
    put(tree, "lens", {"x": 20.0}, parent="glasses")
    places.find("face.nose", Place(100.0, 200.0))
    assert middle(tree) == pytest.approx((125, 200))


def test_a_place_that_someone_else_finds_is_one_more(places: Places) -> None:
    assert "hand" not in places.names
    places.find("hand", Place(1.0, 2.0))
    assert "hand" in places.names


def cover_of_left_half() -> Plane:
    cover = np.zeros((90, 160), np.uint8)
    cover[:, :80] = 255
    return cover


def alpha(layer: Layer) -> Plane:
    content = layer.content
    assert not hasattr(content, "layers")
    assert content.alpha is not None
    return content.alpha


def test_a_mask_that_nobody_makes_hides_nothing(tree: Tree) -> None:
    put(tree, "box", {"x": 960.0}, mask=Mask(name="person", is_inverted=True))
    (layer,) = tree.layers(0, SIZE)
    assert layer.content.width == 100


def test_a_node_goes_behind_the_person_and_comes_out_again(tree: Tree, places: Places) -> None:
    put(tree, "box", {"x": 960.0, "y": 500.0}, mask=Mask(name="person", is_inverted=True))
    tree.layers(0, SIZE)
    places.show_mask("person", cover_of_left_half())
    (layer,) = tree.layers(33 * MS_NS, SIZE)
    assert not alpha(layer)[:, :40].any()
    assert (alpha(layer)[:, 60:] == 255).all()
    tree.move("box", {"x": 400.0}, 34 * MS_NS)
    (layer,) = tree.layers(66 * MS_NS, SIZE)
    assert not alpha(layer).any()
    places.show_mask("person", None)
    (layer,) = tree.layers(99 * MS_NS, SIZE)
    assert getattr(layer.content, "alpha", None) is None


def test_before_the_person_it_is_seen_only_there(tree: Tree, places: Places) -> None:
    put(tree, "box", {"x": 960.0, "y": 500.0}, mask=Mask(name="person"))
    places.show_mask("person", cover_of_left_half())
    (layer,) = tree.layers(0, SIZE)
    assert (alpha(layer)[:, :40] == 255).all()
    assert not alpha(layer)[:, 60:].any()
