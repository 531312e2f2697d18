"""Tests of studio.engine.backing, with the scene graph that uses it."""

from dataclasses import replace

from studio.engine.backing import backed, backed_outfit
from studio.engine.compositor.composition import Composition
from studio.engine.compositor.filter_background import BLUR, PICTURE, Background
from studio.engine.compositor.filters import ChromaKey, ColorCorrection
from studio.engine.dressing import outfit_of
from studio.engine.picture import Picture
from studio.engine.scene_graph import SceneGraph, filters_of, shown_sizes
from studio.model.behind import all_behind
from studio.model.scene import Collection, Input
from tests.engine.compositor.pictures import plain_picture

CAMERA = plain_picture(320, 180, (90, 90, 90, 255))
SEA = plain_picture(640, 180, (0, 0, 255, 255))


def collection(**settings: object) -> Collection:
    background = {"name": "Sea", "kind": "background", "settings": settings}
    return Collection.model_validate(
        {
            "schema": 1,
            "canvas": {"width": 640, "height": 360},
            "inputs": [{"name": "Camera", "kind": "camera", "filters": [background]}],
            "scenes": [
                {
                    "name": "Main",
                    "items": [{"source": "Camera", "transform": {"scale_x": 2, "scale_y": 2}}],
                }
            ],
        }
    )


def shown(shows: Collection, pictures: dict[str, Picture]) -> tuple[Composition, Background]:
    composition = SceneGraph(shows).composition("Main", pictures.get)
    (layer,) = composition.layers
    (found,) = layer.filters
    assert isinstance(found, Background)
    return composition, found


def test_settings_become_what_the_compositors_take() -> None:
    shows = collection(mode="color", color="#102030", feather=0.1, shift=-0.5, light_wrap=0.2)
    _, found = shown(shows, {"Camera": CAMERA})
    assert found == Background(
        mode="color", blur=0.5, color=(16, 32, 48), feather=0.1, shift=-0.5, wrap=0.2
    )


def test_a_file_is_latched_with_the_camera_that_it_lies_behind() -> None:
    shows = collection(mode="video", file="sea.mp4")
    (hidden,) = all_behind(shows)
    assert SceneGraph(shows).inputs_of("Main") == {"Camera", hidden.name}
    _, found = shown(shows, {"Camera": CAMERA})
    assert (found.mode, found.behind) == (PICTURE, None)
    pictures = {"Camera": CAMERA, hidden.name: SEA}
    composition, found = shown(shows, pictures)
    assert found.behind is SEA
    # It fills the camera's place, 640 by 360, and what is too wide is cut off.
    assert shown_sizes(composition, pictures) == {"Camera": (640, 360), hidden.name: (1280, 360)}


def test_other_filters_are_left_as_they_are() -> None:
    filters = (ChromaKey(), Background(mode=BLUR))
    assert backed(filters, lambda name: None) is filters
    sea = Background(mode=PICTURE, source="sea")
    assert backed((*filters, sea), {"sea": SEA}.get) == (
        ChromaKey(),
        replace(filters[1], behind=None),
        replace(sea, behind=SEA),
    )


def test_what_faces_wear_is_not_cut_off_by_a_background_that_comes_later() -> None:
    filters = [
        {"name": "Key", "kind": "chroma_key"},
        {"name": "Ears", "kind": "face_effect", "settings": {"effect": "ears"}},
        {"name": "Warm", "kind": "color_correction", "settings": {"saturation": 0.2}},
        {"name": "Sea", "kind": "background"},
    ]
    shown = Input.model_validate({"name": "Camera", "kind": "camera", "filters": filters})
    outfit = outfit_of(shown, filters_of)
    (wear,) = outfit.wears
    assert [type(one) for one in wear.below] == [ChromaKey, Background]
    assert [type(one) for one in outfit.filters] == [ColorCorrection]
    pictures = {"sea": SEA}
    sea = Background(mode=PICTURE, source="sea")
    worn = replace(outfit, wears=(replace(wear, below=(sea,)),))
    assert backed_outfit(outfit, pictures.get) is outfit
    assert backed_outfit(worn, pictures.get).wears[0].below == (replace(sea, behind=SEA),)
