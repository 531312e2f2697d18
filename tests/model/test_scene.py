"""Tests of studio.model.scene."""

from fractions import Fraction

import pytest

from studio.model.scene import Collection, Scene, parse_fps


@pytest.mark.parametrize(
    ("value", "fps"),
    [
        (30, Fraction(30)),
        ("60", Fraction(60)),
        (29.97, Fraction(30000, 1001)),
        ("23.976", Fraction(24000, 1001)),
        ("59.94", Fraction(60000, 1001)),
        ("30000/1001", Fraction(30000, 1001)),
        (25.0, Fraction(25)),
        (12.5, Fraction(25, 2)),
    ],
)
def test_reads_rates_as_they_are_meant(value: object, fps: Fraction) -> None:
    assert parse_fps(value) == fps


@pytest.mark.parametrize(
    "value", [0, -30, 1000, "fast", "1/0", None, float("inf"), float("nan"), [], True - 1]
)
def test_refuses_what_is_no_rate(value: object) -> None:
    with pytest.raises(ValueError, match="fps must"):
        parse_fps(value)


def test_every_item_has_a_number_of_its_own() -> None:
    scene = Scene.model_validate(
        {
            "name": "Main",
            "items": [{"source": "a"}, {"source": "b", "id": 1}, {"source": "c", "id": 1}],
        }
    )
    assert [item.id for item in scene.items] == [2, 1, 3]


def test_the_first_scene_is_shown_when_none_is_current() -> None:
    collection = Collection.model_validate(
        {"schema": 1, "scenes": [{"name": "A"}, {"name": "B"}], "current_scene": "B"}
    )
    assert collection.first_scene == "B"
    assert collection.model_copy(update={"current_scene": ""}).first_scene == "A"
