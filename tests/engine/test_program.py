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


def test_a_fade_that_is_held_stands_still_however_long(program: Program) -> None:
    program.hold("Scene B", 0.25)
    program.hold("Scene B", 0.75)
    for at_ns in (SECOND, 100 * SECOND):
        old, new = on_air(program, at_ns).layers
        assert (old.opacity, new.opacity) == (1, 0.75)
    assert program.scene == "Scene A"
    assert program.inputs() == {"A", "B"}


def test_a_fade_that_is_let_go_goes_on_from_where_it_was(program: Program) -> None:
    program.hold("Scene B", 0.5)
    program.let_go(SECOND, is_done=True)
    assert program.scene == "Scene B"
    assert on_air(program, SECOND + SECOND // 8).layers[1].opacity == 0.75
    assert on_air(program, SECOND + SECOND // 4).layers[0].content is PICTURES["B"]


def test_a_fade_that_is_let_go_early_goes_back(program: Program) -> None:
    program.hold("Scene B", 0.5)
    program.let_go(SECOND, is_done=False)
    assert program.scene == "Scene A"
    assert on_air(program, SECOND + SECOND // 8).layers[1].opacity == 0.25
    assert on_air(program, SECOND + SECOND // 4).layers[0].content is PICTURES["A"]
    assert program.inputs() == {"A"}


def test_a_fade_that_is_let_go_at_its_end_is_over(program: Program) -> None:
    program.hold("Scene B", 1)
    program.let_go(SECOND, is_done=True)
    assert len(on_air(program, SECOND).layers) == 1


def test_only_what_is_held_is_let_go(program: Program) -> None:
    program.let_go(SECOND, is_done=True)
    assert program.scene == "Scene A"


def test_a_scene_on_air_may_get_another_name(program: Program) -> None:
    named = collection("A", "B").model_copy(update={"scenes": collection("B", "A").scenes})
    program.use(named, scene="Scene B")
    assert program.scene == "Scene B"


def test_a_scene_that_is_removed_while_it_fades_out_is_no_trouble(program: Program) -> None:
    program.show("Scene B", SECOND, "fade", 1000)
    program.use(collection("B"))
    assert len(on_air(program, SECOND + 1).layers) == 1


def test_a_scene_that_is_removed_on_air_gives_way_to_the_first(program: Program) -> None:
    program.use(collection("B"))
    assert program.scene == "Scene B"
