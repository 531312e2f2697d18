"""Tests of studio.engine.face_effects.signals."""

import pytest

from studio.engine.face_effects.signals import MS_NS, Watch, shapes_for, strengths_of
from studio.model.face_effect import HAND_SIGNALS, Trigger
from tests.engine.face_effects.faces import face, hand

FACE_SIGNALS = ("open_mouth", "blink", "wink", "smile", "brows_up", "kiss", "cheeks_out", "frown")


def watch(on: str, above: float = 0.5) -> Watch:
    return Watch(Trigger.model_validate({"on": on, "parts": ("x",), "above": above}))


@pytest.mark.parametrize("signal", FACE_SIGNALS)
def test_a_face_that_gives_a_signal_gives_no_other(signal: str) -> None:
    strengths = strengths_of(face(shapes=shapes_for(signal)), ())
    strong = {name for name, strength in strengths.items() if strength >= 0.5}
    assert strong == {signal}


@pytest.mark.parametrize("gesture", HAND_SIGNALS)
def test_a_hand_gives_its_own(gesture: str) -> None:
    strengths = strengths_of(face(), (hand(""), hand(gesture)))
    assert [name for name in HAND_SIGNALS if strengths[name]] == [gesture]


def test_a_signal_must_last_and_does_not_flicker() -> None:
    watching = watch("smile")
    seen = []
    for at_ms, strength in (
        (0, 0.6),
        (30, 0.6),
        (60, 0.6),
        (90, 0.4),
        (150, 0.4),
        (200, 0.2),
        (300, 0.2),
    ):
        both = {"mouthSmileLeft": strength, "mouthSmileRight": strength}
        if watching.see(strengths_of(face(shapes=both), ()), at_ms * MS_NS):
            seen.append((at_ms, watching.is_on))
    assert seen == [(60, True), (300, False)]


def test_a_blink_whose_one_eye_is_first_is_no_wink() -> None:
    watching = watch("wink")
    closing = [
        (0, 0.7, 0.1),
        (33, 0.8, 0.3),
        (66, 0.8, 0.8),
        (100, 0.8, 0.8),
        (150, 0.3, 0.8),
        (183, 0, 0),
    ]
    for at_ms, left, right in closing:
        strengths = strengths_of(face(shapes={"eyeBlinkLeft": left, "eyeBlinkRight": right}), ())
        assert not watching.see(strengths, at_ms * MS_NS)
    for at_ms in (300, 350, 420):
        watching.see(strengths_of(face(shapes={"eyeBlinkLeft": 0.8}), ()), at_ms * MS_NS)
    assert watching.is_on


def test_a_hand_that_passes_by_is_no_gesture() -> None:
    watching = watch("thumbs_up")
    for at_ms in (0, 60, 120):
        assert not watching.see(strengths_of(face(), (hand("thumbs_up"),)), at_ms * MS_NS)
    assert watching.see(strengths_of(face(), (hand("thumbs_up"),)), 180 * MS_NS)
