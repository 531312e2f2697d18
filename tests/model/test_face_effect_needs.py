"""Tests of studio.model.face_effect_needs."""

import pytest

from studio.model.face_effect_needs import needs_hands
from studio.model.kinds import ColorCorrectionSettings
from studio.model.kinds_face_effect import FaceEffectSettings


@pytest.mark.parametrize(
    ("effect", "hands"), [("sweetheart", True), ("party", True), ("cat", False), ("nobody", False)]
)
def test_only_what_waits_for_hands_needs_them(effect: str, hands: bool) -> None:
    assert needs_hands(FaceEffectSettings(effect=effect)) is hands
    assert not needs_hands(FaceEffectSettings(effect=effect, gestures=False))


def test_other_filters_need_none() -> None:
    assert not needs_hands(ColorCorrectionSettings())
