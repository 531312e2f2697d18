"""Tests of studio.engine.tracking.people and sighting: a programme, and nodes on its canvases."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from studio.engine.canvas.tree import Tree
from studio.engine.picture import Picture
from studio.engine.program import Program
from studio.engine.tracking.sighting import Sighting
from studio.model.canvas import Mask, Node
from studio.model.canvas_content import Box
from studio.model.scene import Collection
from studio.model.tracking import Tracked
from tests.engine.tracking.seen import FRAME_NS, HEIGHT, WIDTH, face, points, seen

CANVAS = 1280, 720


def program(*items: Mapping[str, object]) -> Program:
    return Program(
        Collection.model_validate(
            {
                "schema": 1,
                "canvas": {"width": CANVAS[0], "height": CANVAS[1], "fps": "30"},
                "inputs": [
                    {"name": "Camera", "kind": "camera"},
                    {"name": "Other", "kind": "camera"},
                ],
                "scenes": [{"name": "Main", "items": [dict(each) for each in items]}],
            }
        )
    )


def on_camera(tracked: Tracked | None) -> Picture:
    y, uv = (
        np.full((HEIGHT, WIDTH), 90, np.uint8),
        np.full((HEIGHT // 2, WIDTH // 2, 2), 120, np.uint8),
    )
    return Picture(WIDTH, HEIGHT, y, uv, None, 1, tracked.pts_ns if tracked else 0, tracked=tracked)


def put(program: Program, node: Node) -> Tree:
    tree = Tree("canvas 1", 1920, 1080, program.overlay.places)
    tree.put(node, {}, 0)
    program.overlay.add(1, 0, tree)
    return tree


HAT = Node(id="hat", content=Box(width=20, height=20), place="face.nose")
BEHIND = Node(id="back", content=Box(width=20, height=20), mask=Mask(name="person"))
DOUBLED = {"source": "Camera", "transform": {"scale_x": 2, "scale_y": 2}}


def nose(program: Program) -> tuple[float, float]:
    """Return where nodes at the nose are, in pixels of the programme."""
    at = program.overlay.places.at("face.nose", *CANVAS)
    assert at is not None
    return at.tx, at.ty


def test_a_place_follows_the_face_through_the_cameras_placement() -> None:
    show = program(DOUBLED)
    put(show, HAT)
    show.composition(0, {"Camera": on_camera(seen(0, face(200)))}.get)
    x, y = (points(200)[[1, 4]].mean(0) * 2)[:2].tolist()
    assert nose(show) == pytest.approx((x, y), abs=0.1)
    show.composition(FRAME_NS, {"Camera": on_camera(seen(FRAME_NS, face(230)))}.get)
    assert nose(show) == pytest.approx((x + 60, y), abs=0.1)


def test_a_lost_face_leaves_things_where_they_were_as_long_as_they_are_there() -> None:
    show = program(DOUBLED)
    put(show, HAT)
    usual = nose(show)
    show.composition(0, {"Camera": on_camera(seen(0, face(200)))}.get)
    found = nose(show)
    assert found != usual
    minute_ns = 60_000_000_000
    for due_ns in (FRAME_NS, minute_ns):
        show.composition(due_ns, {"Camera": on_camera(None)}.get)
        assert nose(show) == found


def test_what_comes_later_begins_where_a_face_usually_is() -> None:
    show = program(DOUBLED)
    usual = nose(show)
    tree = put(show, HAT)
    show.composition(0, {"Camera": on_camera(seen(0, face(200)))}.get)
    tree.remove(HAT.id)
    show.composition(FRAME_NS, {"Camera": on_camera(None)}.get)
    put(show, HAT)
    show.composition(2 * FRAME_NS, {"Camera": on_camera(None)}.get)
    assert nose(show) == usual


def test_the_larger_face_counts_and_one_that_is_about_as_large_takes_nothing_over() -> None:
    show = program(DOUBLED)
    put(show, HAT)

    def look(*faces: object) -> tuple[float, float]:
        show.composition(0, {"Camera": on_camera(seen(0, *faces))}.get)  # type: ignore[arg-type]
        return nose(show)

    first = look(face(200, scale=0.5, number=1))
    second = look(face(400, scale=1.0, number=2), face(200, scale=0.5, number=1))
    assert second[0] > first[0]
    assert look(face(200, scale=1.2, number=1), face(400, scale=1.0, number=2)) == second


def test_while_nothing_follows_nothing_is_looked_for() -> None:
    show = program(DOUBLED)
    version = show.overlay.places.version
    assert not show.people.is_wanted
    show.composition(0, {"Camera": on_camera(seen(0, face(200)))}.get)
    assert show.overlay.places.version == version


def test_the_person_is_a_mask_of_the_programme() -> None:
    show = program({"source": "Camera"})
    put(show, BEHIND)
    mask = np.full((36, 64), 255, np.uint8)
    tracked = replace(seen(0), person=mask)
    picture = on_camera(tracked)
    show.composition(0, {"Camera": picture}.get)
    cover = show.overlay.places.mask("person")
    assert cover is not None
    rows, columns = cover.shape
    assert cover[rows // 4, columns // 4] == 255
    assert cover[rows * 3 // 4, columns * 3 // 4] == 0
    version = show.overlay.places.version
    show.composition(1, {"Camera": picture}.get)
    assert show.overlay.places.version == version
    show.composition(2, {"Camera": on_camera(None)}.get)
    assert show.overlay.places.mask("person") is None


def test_who_is_told_gets_each_camera_where_it_is_largest() -> None:
    told: list[tuple[Sighting, ...]] = []
    show = program({"source": "Camera"}, DOUBLED, {"source": "Other"})
    show.people.tell(lambda sightings, size: told.append(sightings))
    pictures = {
        "Camera": on_camera(seen(0, face(200))),
        "Other": on_camera(seen(0, face(100))),
    }
    show.composition(0, pictures.get)
    (sightings,) = told
    assert [each.input for each in sightings] == ["Camera", "Other"]
    assert sightings[0].to_programme.scale == (2, 2)
    assert sightings[1].to_programme.scale == (1, 1)
    show.people.tell(None)
    show.composition(FRAME_NS, pictures.get)
    assert len(told) == 1


def test_a_picture_that_is_drawn_elsewhere_is_looked_at_too() -> None:
    show = program(DOUBLED)
    put(show, HAT)
    usual = nose(show)
    show.look(0, {"Camera": on_camera(seen(0, face(200)))}.get)
    assert nose(show) != usual
