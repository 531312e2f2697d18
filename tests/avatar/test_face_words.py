"""Tests of studio.avatar.face_words."""

import math

import pytest

from studio.avatar.face_words import (
    VOWELS,
    expressions_of,
    gaze_deg,
    mirrored,
    takes_all,
    with_sound,
)
from studio.model.tracking import BLENDSHAPES

STILL = {
    "eyeBlinkLeft": 0.18,
    "eyeBlinkRight": 0.2,
    "mouthPucker": 0.3,
    "jawOpen": 0.02,
    "browDownLeft": 0.15,
    "browDownRight": 0.15,
    "eyeSquintLeft": 0.4,
    "eyeSquintRight": 0.4,
    "browInnerUp": 0.2,
}
"""What MediaPipe says of a face that does nothing."""


def main_of(weights: dict[str, float], names: tuple[str, ...]) -> str:
    return max(names, key=lambda name: weights[name])


def test_a_still_face_does_nothing() -> None:
    assert max(expressions_of(STILL).values()) < 0.05


@pytest.mark.parametrize(
    ("shapes", "vowel"),
    [
        ({"jawOpen": 0.6}, "aa"),
        ({"jawOpen": 0.35, "mouthFunnel": 0.6}, "oh"),
        ({"mouthPucker": 0.95, "jawOpen": 0.06}, "ou"),
        ({"jawOpen": 0.3, "mouthStretchLeft": 0.6, "mouthStretchRight": 0.6}, "ee"),
        ({"mouthStretchLeft": 0.6, "mouthStretchRight": 0.6}, "ih"),
    ],
)
def test_each_vowel_is_the_main_one_of_its_mouth(shapes: dict[str, float], vowel: str) -> None:
    weights = expressions_of(STILL | shapes)
    assert main_of(weights, VOWELS) == vowel
    assert weights[vowel] > 0.3
    assert sum(weights[name] for name in VOWELS) <= 1.0 + 1e-9


@pytest.mark.parametrize(
    ("shapes", "mood"),
    [
        ({"mouthSmileLeft": 0.8, "mouthSmileRight": 0.75}, "happy"),
        ({"browDownLeft": 0.8, "browDownRight": 0.8}, "angry"),
        ({"mouthFrownLeft": 0.6, "mouthFrownRight": 0.6}, "sad"),
        (
            {"eyeWideLeft": 0.6, "eyeWideRight": 0.6}
            | {"browOuterUpLeft": 0.8, "browOuterUpRight": 0.8},
            "surprised",
        ),
    ],
)
def test_each_mood_is_the_strongest_of_its_face(shapes: dict[str, float], mood: str) -> None:
    weights = expressions_of(STILL | shapes)
    moods = ("happy", "angry", "sad", "surprised", "relaxed")
    assert main_of(weights, moods) == mood
    assert weights[mood] > 0.5


def test_lids_close_together_but_for_a_wink() -> None:
    both = expressions_of(STILL | {"eyeBlinkLeft": 0.6, "eyeBlinkRight": 0.5})
    assert both["blinkLeft"] == both["blinkRight"] > 0.8
    wink = expressions_of(STILL | {"eyeBlinkLeft": 0.7})
    assert wink["blinkLeft"] == 1.0
    assert wink["blinkRight"] == 0.0


def test_a_mirror_changes_left_and_right() -> None:
    assert mirrored({"eyeBlinkLeft": 0.7, "mouthRight": 0.2, "jawOpen": 0.1}) == {
        "eyeBlinkRight": 0.7,
        "mouthLeft": 0.2,
        "jawOpen": 0.1,
    }


def test_eyes_that_look_to_the_persons_left_and_up_say_so() -> None:
    left, up = gaze_deg(
        {"eyeLookOutLeft": 0.8, "eyeLookInRight": 0.8, "eyeLookUpLeft": 0.5, "eyeLookUpRight": 0.5}
    )
    assert left > 15
    assert up > 8


def test_a_microphone_moves_the_mouth_where_no_face_is_seen() -> None:
    mouths = [with_sound({}, -14.0, step / 10, is_seen=False) for step in range(20)]
    assert all(sum(each.values()) > 0.4 for each in mouths)
    assert (
        len({main_of({"oh": 0, "ih": 0, "aa": 0} | each, ("aa", "oh", "ih")) for each in mouths})
        > 1
    )
    assert with_sound({}, -70.0, 0.0, is_seen=False) == {}
    assert with_sound({"aa": 0.2}, -math.inf, 0.0, is_seen=True) == {"aa": 0.2}


def test_a_microphone_only_adds_to_a_mouth_that_is_seen() -> None:
    closed, opened = {"aa": 0.0}, {"aa": 0.8}
    assert with_sound(closed, -14.0, 0.0, is_seen=True)["aa"] > 0.3
    assert with_sound(opened, -14.0, 0.0, is_seen=True) == opened


def test_an_avatar_with_the_52_movements_takes_them_as_they_are() -> None:
    assert takes_all(set(BLENDSHAPES))
    assert not takes_all({"aa", "happy", "jawOpen"})
