"""Tests of studio.engine.program."""

import numpy as np
import pytest

from studio.engine.compositor.composition import Composition
from studio.engine.picture import Picture
from studio.engine.program import Program
from studio.model.scene import Collection

SECOND = 1_000_000_000


def picture() -> Picture:
    return Picture(2, 2, np.zeros((2, 2), np.uint8), np.zeros((1, 1, 2), np.uint8), None, 1, 0)


PICTURES = {"A": picture(), "B": picture()}


def collection(*names: str) -> Collection:
    return Collection.model_validate(
        {
            "schema": 1,
            "inputs": [{"name": name, "kind": "color"} for name in PICTURES],
            "scenes": [{"name": f"Scene {n}", "items": [{"source": n}]} for n in names],
            "transition": {"kind": "fade", "duration_ms": 500},
        }
    )


@pytest.fixture
def program() -> Program:
    return Program(collection("A", "B"))


def on_air(program: Program, at_ns: int) -> Composition:
    return program.composition(at_ns, PICTURES.get)


def test_a_cut_shows_the_other_scene_at_once(program: Program) -> None:
    program.show("Scene B", SECOND, "cut", None)
    assert on_air(program, SECOND).layers[0].content is PICTURES["B"]
    assert program.inputs() == {"B"}


def test_a_fade_goes_by_time_and_ends(program: Program) -> None:
    program.show("Scene B", SECOND, None, None)
    assert program.inputs() == {"A", "B"}
    old, new = on_air(program, SECOND + SECOND // 8).layers
    assert isinstance(old.content, Composition)
    assert old.content.layers[0].content is PICTURES["A"]
    assert new.opacity == 0.25
    assert on_air(program, SECOND + SECOND // 2).layers[0].content is PICTURES["B"]
    assert program.inputs() == {"B"}


def test_a_fade_of_no_length_is_a_cut(program: Program) -> None:
    program.show("Scene B", SECOND, "fade", 0)
    assert len(on_air(program, SECOND).layers) == 1


def test_what_does_not_exist_is_not_shown(program: Program) -> None:
    program.show("Scene C", SECOND, "cut", None)
    assert program.scene == "Scene A"


def test_preview_and_programme_change_places(program: Program) -> None:
    program.preview = "Scene B"
    program.swap_preview(SECOND)
    assert (program.scene, program.preview) == ("Scene B", "Scene A")


def test_a_scene_that_is_removed_while_it_fades_out_is_no_trouble(program: Program) -> None:
    program.show("Scene B", SECOND, "fade", 1000)
    program.use(collection("B"))
    assert len(on_air(program, SECOND + 1).layers) == 1


def test_a_scene_that_is_removed_on_air_gives_way_to_the_first(program: Program) -> None:
    program.use(collection("B"))
    assert (program.scene, program.preview) == ("Scene B", "Scene B")
