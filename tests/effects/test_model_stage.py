"""Tests of studio.effects.model_stage, on whatever GPU there is."""

from typing import Any

import numpy as np
import pytest

from studio.effects.errors import EffectError
from studio.effects.model_stage import ModelStage
from studio.effects.planes import Pixels, filled_box
from studio.model.canvas_content import Model
from tests.effects.glb_files import Glb, paint, rocket

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

RED = paint(0.8, 0.02, 0.02)
SHINING = paint(0, 0, 0, rough=1, glow=(0.2, 0.4, 1))


def stage(glb: Glb | bytes, **more: Any) -> ModelStage:
    data = glb if isinstance(glb, bytes) else glb.data()
    content = Model.model_validate({"file": "-", "width": 96, "height": 96, **more})
    return ModelStage(data, content)


def box_of(picture: Pixels) -> tuple[int, int]:
    box = filled_box(picture)
    return box.width, box.height


def test_a_model_is_lit_and_fills_its_picture_with_clear_around() -> None:
    picture = stage(Glb().cube(RED)).picture(0)
    red, green, blue, alpha = picture[48, 48].tolist()
    assert alpha == 255
    assert red > 80
    assert max(green, blue) < red / 2
    assert not picture[0].any()
    assert 78 <= max(box_of(picture)) <= 96
    assert len(np.unique(picture[picture[..., 3] == 255][:, 0])) > 10
    assert (picture[..., :3] <= picture[..., 3:]).all()


@pytest.mark.parametrize("size", [(160, 60), (60, 160)])
def test_it_is_seen_as_a_whole_in_pictures_of_any_shape(size: tuple[int, int]) -> None:
    glowing = stage(rocket(), width=size[0], height=size[1], turns=1)
    for share in (0, 0.3, 0.6):
        picture = glowing.picture(share)
        edges = picture[:1], picture[-1:], picture[:, :1], picture[:, -1:]
        assert picture.any()
        assert not any(edge.any() for edge in edges)


def test_edges_are_smooth() -> None:
    alphas = np.unique(stage(Glb().cube(RED), roll_deg=17).picture(0)[..., 3])
    assert len(alphas) >= 5


def test_it_turns_and_sways_and_comes_back_to_where_it_was() -> None:
    cube = Glb().cube(RED)
    turning = stage(cube, turns=1, yaw_deg=0, pitch_deg=0)
    assert turning.moves
    first, eighth, half = (turning.picture(share) for share in (0, 0.125, 0.5))
    assert box_of(eighth)[0] > box_of(first)[0] * 1.1
    assert abs(half.astype(int) - first).max() <= 40
    swaying = stage(cube, sway_deg=30)
    assert (swaying.picture(0) == swaying.picture(0.5)).mean() > 0.99
    assert not (swaying.picture(0) == swaying.picture(0.25)).all()
    assert not stage(cube).moves


def test_an_animation_is_played_as_often_as_fits() -> None:
    glb = Glb().cube(RED)
    glb.moves(0, "scale", [0, 0.5, 1], [(1, 1, 1), (0.3, 1, 1), (1, 1, 1)], "squeeze")
    glb.moves(0, "scale", [0, 1], [(1, 1, 1), (1, 1, 1)], "rest")
    twice = stage(glb, loop_ms=2_000, yaw_deg=0, clip="squeeze")
    wide, narrow, again = (box_of(twice.picture(share))[0] for share in (0, 0.25, 0.5))
    assert narrow < wide * 0.6
    assert again == wide
    assert stage(glb, loop_ms=900, clip="squeeze").moves
    with pytest.raises(EffectError, match='no animation "fly"; it has squeeze, rest'):
        stage(glb, clip="fly")


def test_what_shines_glows_around_itself() -> None:
    glb = Glb().turned([(0.3, -0.3), (0.3, 0.3)], SHINING)
    bare, glowing = (stage(glb, glow=glow, zoom=0.4).picture(0) for glow in (0.0, 1.0))
    assert np.count_nonzero(glowing[..., 3]) > 2 * np.count_nonzero(bare[..., 3])
    assert (glowing[..., :3] <= glowing[..., 3:]).all()
    halo = glowing[(bare[..., 3] == 0) & (glowing[..., 3] > 8)].astype(int)
    assert (halo[:, 2] >= halo[:, 0]).all()


def test_zoom_light_and_pitch_are_obeyed() -> None:
    cube = Glb().cube(paint(0.8, 0.8, 0.8))
    large, small = (box_of(stage(cube, zoom=zoom).picture(0)) for zoom in (1.0, 0.5))
    assert small[0] == pytest.approx(large[0] / 2, abs=6)
    warm = stage(cube, light="#ff4000").picture(0)[48, 40].astype(int)
    assert warm[0] > warm[2] + 20
    above, below = (stage(cube, pitch_deg=pitch).picture(0) for pitch in (60, -60))
    assert above[30:60, 40:60, :3].mean() > below[30:60, 40:60, :3].mean() * 1.2


def test_what_has_nothing_to_see_is_refused() -> None:
    empty = Glb()
    empty.document["nodes"].append({})
    empty.document["scenes"][0]["nodes"].append(0)
    for key in ("meshes", "materials", "accessors", "bufferViews"):
        del empty.document[key]
    with pytest.raises(EffectError):
        stage(empty)
    flat = np.zeros((3, 3), np.float32)
    with pytest.raises(EffectError, match="no size"):
        stage(Glb().mesh(flat, flat, flat[:, :2], [0, 1, 2], RED))
