"""Tests of studio.engine.dressing: what is worn and the picture below are one unit."""

import numpy as np
import pytest

from studio.engine.compositor.array import ArrayCompositor
from studio.engine.compositor.composition import Affine, Blend, Composition, Layer, Rect
from studio.engine.compositor.filter_beauty import Beauty
from studio.engine.compositor.rgba import picture_from_rgba, rgb_from_nv12
from studio.engine.picture import Picture, Plane
from studio.engine.scene_graph import SceneGraph
from studio.model.kinds_face_effect import FaceEffectSettings
from studio.model.scene import Collection
from tests.engine.compositor.faces import face_picture, the_face

GREEN, RED = (0, 150, 0), (220, 0, 0)
WEARS: dict[str, object] = {"name": "Ears", "kind": "face_effect", "settings": {"effect": "cat"}}
GREY: dict[str, object] = {
    "name": "Grey",
    "kind": "color_correction",
    "settings": {"saturation": -1},
}


def plain(width: int, height: int, colour: tuple[int, int, int]) -> Picture:
    rgba = np.empty((height, width, 4), np.uint8)
    rgba[:] = (*colour, 255)
    return picture_from_rgba(rgba, serial=1, pts_ns=0)


CAM, EAR = plain(320, 180, GREEN), plain(40, 40, RED)


def dress(
    shown: str, name: str, settings: FaceEffectSettings, picture: Picture
) -> tuple[Layer, ...]:
    """Put something on the middle of the picture, and something that leaves it on the right."""
    assert (shown, settings.effect, picture) == ("Cam", "cat", CAM)
    whole = Rect(0, 0, 40, 40)
    return (
        Layer("1/ear", EAR, whole, Affine(tx=140, ty=70)),
        Layer("1/tail", EAR, whole, Affine(tx=300, ty=70)),
    )


def graph(*filters: dict[str, object], **item: object) -> SceneGraph:
    collection = Collection.model_validate(
        {
            "schema": 1,
            "canvas": {"width": 640, "height": 360},
            "inputs": [{"name": "Cam", "kind": "color", "filters": list(filters)}],
            "scenes": [{"name": "Main", "items": [{"source": "Cam", **item}]}],
        }
    )
    return SceneGraph(collection, dress=dress)


def drawn(of: SceneGraph) -> Plane:
    compositor = ArrayCompositor(640, 360)
    compositor.submit(of.composition("Main", {"Cam": CAM}.get), 0)
    taken = compositor.take(wait=True)
    assert taken
    return rgb_from_nv12(taken[1], 360, 640)


def is_near(rgb: Plane, colour: tuple[int, int, int]) -> bool:
    return bool(np.abs(rgb.astype(int) - colour).max() < 12)


def test_it_lies_over_the_picture_and_on_the_scene_itself() -> None:
    layers = graph(WEARS, transform={"x": 100}).composition("Main", {"Cam": CAM}.get).layers
    assert [layer.content for layer in layers] == [CAM, EAR, EAR]
    assert layers[1].matrix == Affine(tx=240, ty=70)
    assert layers[1].clip is None


def test_what_leaves_the_picture_is_cut_off_there() -> None:
    rgb = drawn(graph(WEARS))
    assert is_near(rgb[90, 160], RED)
    assert is_near(rgb[90, 310], RED)
    assert is_near(rgb[90, 330], (0, 0, 0))


@pytest.mark.parametrize(
    "item",
    [
        {"opacity": 0.5},
        {"blend": "additive"},
        {"transform": {"rotation_deg": 30}},
    ],
)
def test_where_it_makes_a_difference_both_are_drawn_as_one(item: dict[str, object]) -> None:
    (layer,) = graph(WEARS, **item).composition("Main", {"Cam": CAM}.get).layers
    assert isinstance(layer.content, Composition)
    assert [each.content for each in layer.content.layers] == [CAM, EAR, EAR]
    assert layer.opacity == item.get("opacity", 1.0)
    assert layer.blend is Blend(str(item.get("blend", "normal")))


def test_half_opacity_is_of_the_unit() -> None:
    rgb = drawn(graph(WEARS, opacity=0.5))
    assert is_near(rgb[20, 20], (0, 75, 0))
    assert is_near(rgb[90, 160], (110, 0, 0))  # not a mixture with the green below


def test_the_crop_cuts_both() -> None:
    rgb = drawn(graph(WEARS, transform={"crop": {"left": 160}}))
    assert is_near(rgb[90, 5], RED)
    assert is_near(rgb[90, 40], GREEN)
    assert is_near(rgb[90, 158], RED)
    assert is_near(rgb[90, 170], (0, 0, 0))


def test_filters_before_it_change_the_picture_alone_and_those_after_it_both() -> None:
    before, after = drawn(graph(GREY, WEARS)), drawn(graph(WEARS, GREY))
    assert np.ptp(before[20, 20].astype(int)) < 12
    assert is_near(before[90, 160], RED)
    assert np.ptp(after[20, 20].astype(int)) < 12
    assert np.ptp(after[90, 160].astype(int)) < 12


def test_two_of_them_lie_over_one_another() -> None:
    again = {**WEARS, "name": "More"}
    (layer,) = graph(WEARS, again).composition("Main", {"Cam": CAM}.get).layers
    assert isinstance(layer.content, Composition)
    (below, *above) = layer.content.layers
    assert isinstance(below.content, Composition)
    assert len(above) == len(below.content.layers) - 1 == 2


def test_one_that_is_off_lays_nothing() -> None:
    off = graph({**WEARS, "enabled": False})
    assert [layer.content for layer in off.composition("Main", {"Cam": CAM}.get).layers] == [CAM]


def test_what_is_worn_does_not_make_a_group_larger() -> None:
    collection = Collection.model_validate(
        {
            "schema": 1,
            "canvas": {"width": 640, "height": 360},
            "inputs": [{"name": "Cam", "kind": "color", "filters": [WEARS]}],
            "groups": [{"name": "G", "items": [{"source": "Cam"}]}],
            "scenes": [{"name": "Main", "items": [{"source": "G", "opacity": 0.5}]}],
        }
    )
    of = SceneGraph(collection, dress=dress)
    (layer,) = of.composition("Main", {"Cam": CAM}.get).layers
    assert layer.crop == Rect(0, 0, 320, 180)


def test_a_face_is_dressed_as_it_was_made_beautiful_wherever_that_stands() -> None:
    beauty: dict[str, object] = {"name": "B", "kind": "beauty", "settings": {"slim_face": 1}}
    picture = face_picture()
    seen: list[Picture] = []

    def take(shown: str, name: str, settings: object, worn_on: Picture) -> tuple[Layer, ...]:
        seen.append(worn_on)
        return dress(shown, name, FaceEffectSettings(effect="cat"), CAM)

    inputs = [{"name": "Cam", "kind": "color", "filters": [WEARS, beauty]}]
    scenes = [{"name": "Main", "items": [{"source": "Cam"}]}]
    raw = {"schema": 1, "inputs": inputs, "scenes": scenes}
    layers = SceneGraph(Collection.model_validate(raw), dress=take).composition(
        "Main", {"Cam": picture}.get
    )
    bare = layers.layers[0]
    assert bare.content is picture
    assert isinstance(bare.filters[0], Beauty)
    (worn_on,) = seen
    jaw = 172
    assert the_face(worn_on).points[jaw, 0] > the_face(picture).points[jaw, 0] + 3
