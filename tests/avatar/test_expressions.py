"""Tests of studio.avatar.expressions."""

from dataclasses import replace

import numpy as np
import pytest

from studio.avatar.expressions import look_turns, look_weights, morphs_of
from studio.avatar.model import AvatarModel, Expression, Look, Range
from studio.avatar.turns import rotated
from tests.avatar.files import own_model


def with_expression(name: str, **changes: object) -> AvatarModel:
    model = own_model()
    expression = replace(model.expressions[name], **changes)  # type: ignore[arg-type]
    return replace(model, expressions={**model.expressions, name: expression})


def weight(model: AvatarModel, name: str, weights: dict[str, float]) -> float:
    (bind,) = model.expressions[name].binds
    return morphs_of(model, weights).get((bind.node, bind.target), 0.0)


def test_an_expression_moves_its_morph_as_far_as_it_says() -> None:
    model = own_model()
    assert weight(model, "aa", {"aa": 0.4}) == pytest.approx(0.4)
    assert weight(model, "aa", {"aa": 7.0}) == 1.0
    assert morphs_of(model, {"aa": float("nan"), "nobody": 1.0, "ih": -1.0}) == {}


def test_a_binary_expression_is_there_or_not() -> None:
    model = with_expression("happy", is_binary=True, overrides={})
    assert weight(model, "happy", {"happy": 0.4}) == 0.0
    assert weight(model, "happy", {"happy": 0.6}) == 1.0


@pytest.mark.parametrize(("how", "left"), [("block", 0.0), ("blend", 0.75)])
def test_a_mood_overrides_the_mouth_as_its_file_says(how: str, left: float) -> None:
    model = with_expression("happy", overrides={"mouth": how})
    assert weight(model, "aa", {"aa": 1.0, "happy": 0.25}) == pytest.approx(left)
    assert weight(model, "blinkLeft", {"blinkLeft": 1.0, "happy": 0.25}) == 1.0


def test_both_lids_close_where_there_is_only_one_word_for_it() -> None:
    model = own_model()
    expressions = {
        name: each for name, each in model.expressions.items() if "blink" not in name
    } | {"blink": Expression(model.expressions["blinkLeft"].binds)}
    one = replace(model, expressions=expressions)
    assert weight(one, "blink", {"blinkLeft": 0.9, "blinkRight": 0.8}) == pytest.approx(0.8)


def test_what_an_avatar_can_not_do_it_does_as_what_is_next_to_it() -> None:
    model = own_model()
    expressions = {name: each for name, each in model.expressions.items() if name != "relaxed"}
    assert weight(replace(model, expressions=expressions), "happy", {"relaxed": 1.0}) > 0.5


def test_eyes_look_by_expressions() -> None:
    look = Look(False, *[Range(30.0, 1.0)] * 4)
    assert look_weights(look, 15.0, -60.0) == {
        "lookLeft": 0.5,
        "lookRight": 0.0,
        "lookUp": 0.0,
        "lookDown": 1.0,
    }


def test_eyes_look_by_bones_and_less_far_to_the_nose() -> None:
    look = Look(True, Range(90, 10), Range(90, 30), Range(90, 10), Range(90, 10))
    turns = look_turns(look, 45.0, 45.0)
    left, right = (rotated(turns[eye], np.array([0, 0, 1.0])) for eye in ("leftEye", "rightEye"))
    assert left[0] > right[0] > 0.05, "to the avatar's left is +x"
    assert left[1] > 0.05
