"""Tests of studio.engine.face_effects.solid: views of a model whose points are known."""

from typing import Any

import numpy as np
import pytest

from studio.engine.canvas.seen import Seen
from studio.engine.compositor.rgba import picture_from_rgba
from studio.engine.face_effects.head import Head, place_cm
from studio.engine.face_effects.signals import MS_NS
from studio.engine.face_effects.solid import SolidPart, Views, nearest_view, views_wanted
from studio.engine.face_effects.worn import Piece, Worn
from studio.engine.picture import Picture
from studio.model.face_effect import FaceEffect, FacePart
from studio.model.head_views import PITCHES_DEG, VIEWS, YAWS_DEG, Vector, view_index, view_turn
from studio.model.kinds_face_effect import FaceEffectSettings
from tests.engine.face_effects.faces import face, project, tracked, turn_of

PX_CM, SIDE = 10.0, 240
BAR = np.array([[x, 0.1 * x, 1.5] for x in np.linspace(-7, 7, 15)])
"""A bar before the eyes, as the frame of glasses is."""


def part(**more: Any) -> FacePart:
    told = {"id": "x", "content": {"kind": "model", "file": "x.glb"}, "on": "eyes", "width_mm": 140}
    return FacePart.model_validate({**told, **more})


def views(points: Vector = BAR) -> Views:
    """Return views of some points as the drawing process would make them, each point a dot."""
    found: list[Seen | None] = []
    for pitch in PITCHES_DEG:
        for yaw in YAWS_DEG:
            rgba = np.zeros((SIDE, SIDE, 4), np.uint8)
            for x, y in (points @ view_turn(yaw, pitch)[:2].T) * (PX_CM, -PX_CM) + SIDE / 2:
                rgba[int(y) - 2 : int(y) + 2, int(x) - 2 : int(x) + 2] = 255
            picture = picture_from_rgba(rgba, serial=len(found), pts_ns=0)
            found.append(Seen(picture, 0, 0, SIDE, SIDE))
    spread = np.cov(points.T, bias=True) + np.eye(3) * 1e-3
    upper = [spread[row, column] for row in range(3) for column in range(row, 3)]
    return Views.of(tuple(found), (PX_CM, *points.mean(axis=0), *upper))


ALL = views()


def swim_px(turn: Vector, at: tuple[float, float], px_cm: float) -> float:
    """Return how far any point of the bar is drawn from where the head has it."""
    head = Head.of(face(at, px_cm, turn=turn).points)
    assert head
    layer = SolidPart(part(), ALL).layer(head, "x", since_ns=0, share=1, size=1)
    assert layer
    shown = int(
        np.argmax([each is not None and each.picture is layer.content for each in ALL.seen])
    )
    row, column = divmod(shown, len(YAWS_DEG))
    drawn = (BAR @ view_turn(YAWS_DEG[column], PITCHES_DEG[row])[:2].T) * (PX_CM, -PX_CM) + SIDE / 2
    truth = project(place_cm("eyes") + BAR, turn, at, px_cm)[:, :2]
    return float(
        max(
            np.hypot(*(np.array(layer.matrix.apply(*d)) - t))
            for d, t in zip(drawn, truth, strict=True)
        )
    )


@pytest.mark.parametrize(
    ("yaw", "pitch", "roll"), [(0, 0, 0), (12.3, 3, 0), (-33, -13, 20), (58, 30, -40)]
)
def test_glasses_do_not_swim_on_a_head_that_moves(yaw: float, pitch: float, roll: float) -> None:
    """What lies in a plane is where the head has it, between two views as well."""
    turn = turn_of(yaw, pitch, roll)
    swim = max(swim_px(turn, at, 10) for at in ((320.0, 180.0), (111.4, 77.7)))
    assert swim < 0.4, f"{swim:.2f} px of a face that is 150 px wide"


def test_beyond_the_last_view_it_still_follows() -> None:
    assert swim_px(turn_of(75, 0, 0), (320, 180), 10) < 0.5


def shown(solid: SolidPart, yaw: float, at_ms: int) -> Picture:
    head = Head.of(face(turn=turn_of(yaw)).points)
    assert head
    layer = solid.layer(head, "x", since_ns=at_ms * MS_NS, share=1, size=1)
    assert layer
    assert isinstance(layer.content, Picture)
    return layer.content


def test_one_view_is_shown_alone_but_for_a_moment_after_a_change() -> None:
    drawn = {id(each.picture) for each in ALL.seen if each}
    solid = SolidPart(part(), ALL)
    assert id(shown(solid, 0, 0)) in drawn
    assert id(shown(solid, 0, 40)) in drawn
    assert id(shown(solid, 6, 80)) not in drawn
    assert id(shown(solid, 6, 120)) not in drawn
    assert id(shown(solid, 6, 200)) in drawn


def test_a_head_that_trembles_between_two_views_changes_none() -> None:
    solid = SolidPart(part(), ALL)
    seen = {id(shown(solid, 3.75 + 0.4 * (-1) ** n, 40 * n)) for n in range(12)}
    assert len(seen) == 1


def test_the_view_from_the_front_does_for_all_until_the_others_are_there() -> None:
    front = ALL.seen[view_index(len(PITCHES_DEG) // 2, len(YAWS_DEG) // 2)]
    first = Views((front,), ALL.px_cm, ALL.middle_cm, ALL.spread)
    assert front
    assert shown(SolidPart(part(), first), 30, 0) is front.picture


def test_the_front_alone_needs_none_of_the_memory_of_all() -> None:
    front = ALL.front()
    (seen,) = front.seen
    whole = ALL.seen[view_index(len(PITCHES_DEG) // 2, len(YAWS_DEG) // 2)]
    assert seen
    assert whole
    assert (seen.left, seen.top) == (whole.left, whole.top)
    np.testing.assert_array_equal(seen.picture.y, whole.picture.y)
    assert not np.shares_memory(seen.picture.y, whole.picture.y)


def test_two_heads_have_views_of_their_own() -> None:
    solid = SolidPart(part(), ALL)
    left, right = (Head.of(face(turn=turn_of(yaw)).points) for yaw in (-30, 30))
    assert left
    assert right
    for at_ms in (0, 50, 100):
        layers = [
            solid.layer(head, key, since_ns=at_ms * MS_NS, share=1, size=1)
            for head, key in ((left, "1/x"), (right, "2/x"))
        ]
        ids = [id(layer.content) for layer in layers if layer]
        assert ids == [
            id(each.picture) for each in (ALL.seen[nearest_view(h)] for h in (left, right)) if each
        ]


def test_two_cameras_with_the_same_effect_have_views_of_their_own() -> None:
    told = {"id": "e", "name": {"zh": "效", "en": "E"}, "part": [part().model_dump()]}
    piece = Piece(FaceEffect.model_validate(told), {"x": SolidPart(part(), ALL)})
    wearers = [(yaw, Worn(piece)) for yaw in (-30, 30)]
    for at_ms in (0, 50, 100):
        for yaw, worn in wearers:
            seen = tracked(face(turn=turn_of(yaw)), pts_ns=at_ms * MS_NS)
            (layer,) = worn.layers(seen, FaceEffectSettings(effect="e"))
            head = Head.of(seen.faces[0].points)
            assert head
            view = ALL.seen[nearest_view(head)]
            assert view
            assert layer.content is view.picture


def test_what_is_wanted_says_where_it_lies_on_the_head() -> None:
    wanted = views_wanted(part(x=3, y=[[0, -10], [500, 10]], z=20, on="crown"), "/x/hat.glb")
    np.testing.assert_allclose(wanted.place_mm, place_cm("crown") * 10 + (3, 10, 20))
    assert (wanted.file, wanted.width_mm, VIEWS) == ("/x/hat.glb", 140, len(ALL.seen))
