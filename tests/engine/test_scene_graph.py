"""Tests of studio.engine.scene_graph."""

import numpy as np
import pytest

from studio.engine.compositor.composition import Affine, Blend, Composition, Layer, Rect
from studio.engine.compositor.filter_beauty import beauty_of
from studio.engine.compositor.filters import ChromaKey
from studio.engine.picture import Picture
from studio.engine.scene_graph import SceneGraph, shown_sizes
from studio.model.kinds_ar import BeautySettings
from studio.model.scene import Collection


def picture(width: int, height: int) -> Picture:
    planes = np.zeros((height, width), np.uint8), np.zeros((height // 2, width // 2, 2), np.uint8)
    return Picture(width, height, *planes, alpha=None, serial=1, pts_ns=0)


PICTURES = {"Cam": picture(640, 360), "Screen": picture(1920, 1080)}


def graph(**parts: object) -> SceneGraph:
    inputs = [{"name": name, "kind": "color"} for name in (*PICTURES, "Slow")]
    return SceneGraph(Collection.model_validate({"schema": 1, "inputs": inputs, **parts}))


def layers(graph: SceneGraph, scene: str = "Main") -> tuple[Layer, ...]:
    return graph.composition(scene, PICTURES.get).layers


def scenes(*items: dict[str, object], **others: list[dict[str, object]]) -> list[object]:
    named = {"Main": list(items), **others}
    return [{"name": name, "items": each} for name, each in named.items()]


def test_items_become_layers_from_the_bottom_up() -> None:
    found = layers(
        graph(
            scenes=scenes(
                {"source": "Screen"},
                {
                    "source": "Cam",
                    "blend": "screen",
                    "opacity": 0.5,
                    "transform": {"x": 100, "crop": {"left": 40}},
                },
            )
        )
    )
    assert [layer.content for layer in found] == [PICTURES["Screen"], PICTURES["Cam"]]
    cam = found[1]
    assert (cam.crop, cam.matrix) == (Rect(40, 0, 640, 360), Affine(tx=60))
    assert (cam.blend, cam.opacity) == (Blend.SCREEN, 0.5)


def test_hidden_items_and_sources_without_a_picture_are_left_out() -> None:
    found = graph(
        scenes=scenes(
            {"source": "Cam", "visible": False},
            {"source": "Slow"},
            {"source": "Screen", "opacity": 0},
        )
    )
    assert layers(found) == ()
    assert found.inputs_of("Main") == {"Slow", "Screen"}


def test_a_scene_that_lies_exactly_on_its_parent_dissolves() -> None:
    found = layers(
        graph(scenes=scenes({"source": "Inner"}, {"source": "Cam"}, Inner=[{"source": "Screen"}]))
    )
    assert [layer.content for layer in found] == [PICTURES["Screen"], PICTURES["Cam"]]
    assert len({layer.key for layer in found}) == 2


@pytest.mark.parametrize(
    "change", [{"transform": {"x": 2}}, {"opacity": 0.5}, {"blend": "additive"}]
)
def test_a_nested_scene_that_is_changed_is_drawn_on_its_own(change: dict[str, object]) -> None:
    (nested,) = layers(graph(scenes=scenes({"source": "In", **change}, In=[{"source": "Cam"}])))
    assert isinstance(nested.content, Composition)
    assert nested.content.transparent
    assert [layer.content for layer in nested.content.layers] == [PICTURES["Cam"]]


def test_a_blend_mode_inside_is_about_what_lies_inside() -> None:
    (nested,) = layers(
        graph(scenes=scenes({"source": "In"}, In=[{"source": "Cam", "blend": "multiply"}]))
    )
    assert isinstance(nested.content, Composition)


def test_a_group_moves_its_items() -> None:
    groups: list[object] = [
        {"name": "Corner", "items": [{"source": "Cam", "transform": {"x": 10, "y": 20}}]}
    ]
    item: dict[str, object] = {
        "source": "Corner",
        "transform": {"x": 100, "scale_x": 2, "scale_y": 2},
    }
    (layer,) = layers(graph(scenes=scenes(item), groups=groups))
    assert layer.content is PICTURES["Cam"]
    assert layer.matrix == Affine(a=2, d=2, tx=120, ty=40)


def test_a_faded_group_is_drawn_as_one() -> None:
    groups: list[object] = [{"name": "G", "items": [{"source": "Cam", "transform": {"x": 11}}]}]
    (layer,) = layers(graph(scenes=scenes({"source": "G", "opacity": 0.5}), groups=groups))
    assert isinstance(layer.content, Composition)
    assert (layer.content.width, layer.content.height) == (652, 360)
    assert layer.crop == Rect(0, 0, 651, 360)


def test_filters_come_as_the_compositors_take_them() -> None:
    key: dict[str, object] = {
        "name": "k",
        "kind": "chroma_key",
        "settings": {"color": "#00b140", "similarity": 0.2},
    }
    off = {**key, "enabled": False}
    beauty = {"name": "b", "kind": "beauty", "settings": {"smooth": 0.9}}
    inputs = [{"name": "Cam", "kind": "color", "filters": [beauty, key, off]}]
    raw = {"schema": 1, "inputs": inputs, "scenes": scenes({"source": "Cam"})}
    found = layers(SceneGraph(Collection.model_validate(raw)))
    assert found[0].filters == (
        beauty_of(BeautySettings(smooth=0.9)),
        ChromaKey((0, 177, 64), similarity=0.2),
    )


def test_tells_how_large_each_input_is_shown() -> None:
    half: dict[str, object] = {"scale_x": 0.5, "scale_y": 0.25}
    found = graph(
        scenes=scenes(
            {"source": "Screen", "transform": half},
            {"source": "In", "transform": {"scale_x": 0.5, "scale_y": 0.5}},
            In=[{"source": "Cam"}],
        )
    )
    composition = found.composition("Main", PICTURES.get)
    assert shown_sizes(composition, {**PICTURES, "Slow": picture(2, 2)}) == {
        "Screen": (960, 270),
        "Cam": (320, 180),
        "Slow": (0, 0),
    }


def test_a_source_that_changes_its_size_is_placed_again() -> None:
    item: dict[str, object] = {
        "source": "Cam",
        "transform": {"alignment": "bottom_right", "x": 1920, "y": 1080},
    }
    found = graph(scenes=scenes(item))
    assert found.composition("Main", PICTURES.get).layers[0].matrix.tx == 1280
    grown = found.composition("Main", {"Cam": picture(1280, 720)}.get)
    assert grown.layers[0].matrix == Affine(tx=640, ty=360)


def test_another_size_stretches_the_whole_canvas() -> None:
    item: dict[str, object] = {"source": "Cam", "transform": {"x": 960, "y": 540}}
    raw = {
        "schema": 1,
        "inputs": [{"name": "Cam", "kind": "color"}],
        "scenes": scenes(item, {"source": "In", "opacity": 0.5}, In=[{"source": "Cam"}]),
    }
    found = SceneGraph(Collection.model_validate(raw), (1280, 720))
    composition = found.composition("Main", PICTURES.get)
    assert (composition.width, composition.height) == (1280, 720)
    cam, nested = composition.layers
    assert cam.matrix.apply(0, 0) == (640, 360)
    assert cam.matrix.scale == pytest.approx((2 / 3, 2 / 3))
    assert isinstance(nested.content, Composition)
    assert nested.content.width == 1920
    assert nested.matrix.bounds(nested.crop).right == pytest.approx(1280)
