"""What faces wear, drawn by both compositors: they must not be told apart."""

import numpy as np
import pytest

from studio.engine.compositor.array import ArrayCompositor
from studio.engine.compositor.composition import Composition, Compositor
from studio.engine.compositor.gpu import GpuCompositor
from studio.engine.compositor.rgba import rgb_from_nv12
from studio.engine.face_effects.reading import read_all
from studio.engine.face_effects.solid import SolidPart
from studio.engine.face_effects.worn import DrawnPart, Piece, Worn
from studio.engine.picture import Plane
from studio.engine.scene_graph import SceneGraph
from studio.model.face_effect_folders import STUDIO_EFFECTS
from studio.model.kinds_face_effect import FaceEffectSettings
from studio.model.scene import Collection
from tests.engine.face_effects.faces import astronaut
from tests.engine.face_effects.test_solid import ALL, part

CAM = astronaut()


def composition(**item: object) -> Composition:
    """Return the photograph with a cat's parts and a model half-way between two views."""
    read = read_all(STUDIO_EFFECTS / "cat")
    solid = SolidPart(part(on="nose"), ALL)
    parts: dict[str, DrawnPart] = {**read.flat, "nose": solid}
    worn = Worn(Piece(read.effect, parts))
    wear = {"name": "Cat", "kind": "face_effect", "settings": {"effect": "cat"}}
    collection = Collection.model_validate(
        {
            "schema": 1,
            "canvas": {"width": 640, "height": 512},
            "inputs": [{"name": "Cam", "kind": "color", "filters": [wear]}],
            "scenes": [{"name": "Main", "items": [{"source": "Cam", **item}]}],
        }
    )

    def dress(shown: str, name: str, settings: FaceEffectSettings, picture: object) -> tuple:  # type: ignore[type-arg]
        assert CAM.tracked
        return worn.layers(CAM.tracked, settings)

    return SceneGraph(collection, dress=dress).composition("Main", {"Cam": CAM}.get)


def drawn(compositor: Compositor, of: Composition) -> Plane:
    compositor.submit(of, 0)
    taken = compositor.take(wait=True)
    assert taken
    return rgb_from_nv12(np.array(taken[1]), of.height, of.width)


@pytest.mark.parametrize(
    "item",
    [
        {},
        {"transform": {"x": 40, "scale_x": 1.3, "scale_y": 0.8, "crop": {"top": 60}}},
        {"opacity": 0.6, "transform": {"rotation_deg": 12, "x": 80}},
    ],
    ids=["plain", "scaled and cropped", "turned and faint"],
)
def test_both_compositors_draw_the_same(
    item: dict[str, object], array_compositor: ArrayCompositor, gpu_compositor: GpuCompositor
) -> None:
    of = composition(**item)
    ours, theirs = (drawn(each, of).astype(int) for each in (array_compositor, gpu_compositor))
    apart = np.abs(ours - theirs)
    assert apart.mean() < 1.0
    assert (apart.max(axis=2) > 24).mean() < 0.004
