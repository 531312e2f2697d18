"""Tests of studio.engine.face_effects.worn."""

from typing import Any

import numpy as np
import pytest

from studio.engine.compositor.composition import Layer
from studio.engine.compositor.rgba import picture_from_rgba
from studio.engine.face_effects.flat import FlatPart
from studio.engine.face_effects.signals import MS_NS
from studio.engine.face_effects.worn import Piece, Worn
from studio.engine.sources.still import Still
from studio.model.face_effect import FaceEffect
from studio.model.kinds_face_effect import FaceEffectSettings
from studio.model.tracking import Face, Tracked
from tests.engine.face_effects.faces import face, hand, tracked

SETTINGS = FaceEffectSettings(effect="e")


def piece(**more: Any) -> Piece:
    part = {"id": "x", "content": {"kind": "image", "file": "x"}, "on": "nose", "width_mm": 20}
    told = {"id": "e", "name": {"zh": "效", "en": "E"}, "part": [{**part, **more.pop("part", {})}]}
    effect = FaceEffect.model_validate({**told, **more})
    rgba = np.zeros((20, 20, 4), np.uint8)
    rgba[4:-4, 4:-4] = 255
    still = Still((picture_from_rgba(rgba, serial=1, pts_ns=0),))
    return Piece(effect, {each.id: FlatPart(each, still) for each in effect.part})


def keys(layers: tuple[Layer, ...]) -> list[str]:
    return [layer.key for layer in layers]


def at(ms: int, *faces: Face, **more: Any) -> Tracked:
    return tracked(*faces, pts_ns=ms * MS_NS, **more)


def test_each_face_wears_it_the_nearest_above_the_others() -> None:
    faces = [face(number=n, px_cm=12 - n) for n in (1, 2, 3, 4)]
    assert keys(Worn(piece()).layers(at(0, *faces), SETTINGS)) == ["4/x", "3/x", "2/x", "1/x"]


@pytest.mark.parametrize("most", [1, 3])
def test_only_so_many_faces_as_wanted(most: int) -> None:
    """Ten faces are never more than four in what is tracked, and may be fewer here."""
    faces = [face(number=n) for n in range(1, 11)]
    settings = FaceEffectSettings(effect="e", most_faces=most)
    assert len(Worn(piece()).layers(at(0, *faces), settings)) == most


def test_a_face_half_out_of_the_picture_wears_it_where_it_is() -> None:
    (layer,) = Worn(piece()).layers(at(0, face((-20, 180))), SETTINGS)
    assert layer.matrix.tx < 0


def test_it_fades_with_its_face_and_by_its_strength() -> None:
    (layer,) = Worn(piece()).layers(at(0, face(presence=0.5)), SETTINGS)
    assert layer.opacity == pytest.approx(0.5)
    half = FaceEffectSettings(effect="e", strength=0.5)
    (layer,) = Worn(piece()).layers(at(0, face(presence=0.5)), half)
    assert layer.opacity == pytest.approx(0.25)
    assert Worn(piece()).layers(at(0, face(presence=0.0)), SETTINGS) == ()


def test_without_a_face_there_is_nothing() -> None:
    assert Worn(piece()).layers(at(0), SETTINGS) == ()


def test_the_same_picture_has_the_same_layers_for_all_who_ask() -> None:
    worn = Worn(piece(part={"x": [[0, 0], [1000, 50]]}))
    old, new = at(0, face()), at(500, face())
    first = worn.layers(old, SETTINGS)
    second = worn.layers(new, SETTINGS)
    assert first != second
    assert worn.layers(old, SETTINGS) is first  # a small view is a picture behind
    assert worn.layers(new, SETTINGS) is second


def test_a_gesture_counts_for_every_face() -> None:
    trigger = {"on": "heart", "parts": ["x"], "fade_ms": 0}
    worn = Worn(piece(part={"is_waiting": True}, trigger=[trigger]))
    faces = face(number=1), face(number=2)
    assert worn.layers(at(0, *faces, hands=(hand("heart"),)), SETTINGS) == ()
    assert len(worn.layers(at(200, *faces, hands=(hand("heart"),)), SETTINGS)) == 2


def toggled() -> Worn:
    trigger = {"on": "open_mouth", "does": "toggle", "parts": ["x"], "fade_ms": 0}
    worn = Worn(piece(trigger=[trigger]))
    for ms in (0, 40, 100):
        worn.layers(at(ms, face(shapes={"jawOpen": 1.0})), SETTINGS)
    return worn


def test_a_face_that_is_lost_for_a_moment_is_the_same_when_it_is_back() -> None:
    worn = toggled()
    worn.layers(at(200), SETTINGS)
    assert worn.layers(at(1_500, face()), SETTINGS) == ()
    worn.layers(at(3_000), SETTINGS)
    assert worn.layers(at(4_000, face()), SETTINGS)  # by now it is somebody new


def test_a_file_that_begins_again_begins_the_effect_again() -> None:
    worn = toggled()
    assert worn.layers(at(9_000, face()), SETTINGS)
    worn = toggled()
    for ms in range(1_000, 9_000, 1_000):
        assert worn.layers(at(ms, face()), SETTINGS) == ()
    assert worn.layers(at(0, face()), SETTINGS)


def test_what_was_read_anew_is_worn_at_once() -> None:
    worn = Worn(piece())
    seen = at(0, face())
    (small,) = worn.layers(seen, SETTINGS)
    worn.use(piece(part={"width_mm": 60}))
    (large,) = worn.layers(seen, SETTINGS)
    assert large.matrix.scale[0] == pytest.approx(3 * small.matrix.scale[0])
