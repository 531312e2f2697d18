"""Tests of studio.effects.lottie."""

import gzip
import json
from typing import Any

import pytest

from studio.effects.errors import EffectError
from studio.effects.lottie import LottieStage, checked
from studio.model.canvas_content import Lottie
from tests.effects.lottie_files import spinning

CONTENT = Lottie(file="-", width=100, height=100)


def test_an_animation_is_drawn_in_its_colours_and_moves() -> None:
    stage = LottieStage(spinning(1, 0.5, 0), CONTENT)
    assert stage.moves
    assert stage.loop_ns == 2_000_000_000
    flat, upright = stage.picture(0), stage.picture(0.25)
    assert flat[50, 80].tolist() == pytest.approx([255, 127, 0, 255], abs=2)
    assert not flat[80, 50].any()
    assert upright[80, 50, 3] == 255
    assert not upright[50, 80].any()


def test_two_animations_are_not_taken_for_each_other() -> None:
    first, second = LottieStage(spinning(1, 0, 0), CONTENT), LottieStage(spinning(0, 0, 1), CONTENT)
    assert first.picture(0)[50, 50].tolist() == [255, 0, 0, 255]
    assert second.picture(0)[50, 50].tolist() == [0, 0, 255, 255]


def test_a_packed_one_is_unpacked() -> None:
    assert json.loads(checked(gzip.compress(spinning(1, 0, 0))))["fr"] == 30


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no Lottie animation"),
        (b"\x1f\x8bnonsense", "no Lottie animation"),
        (b"[" * 100_000, "no Lottie animation"),
        (b'{"fr": 30}', "no Lottie animation"),
        (spinning(1, 0, 0, op=10**9), "no length, or more than 60 s"),
        (spinning(1, 0, 0, fr=0), "no length"),
        (spinning(1, 0, 0, assets=[{"p": "img.png", "u": "/etc/"}]), "needs other files"),
        (gzip.compress(bytes(9 << 20)), "over 8 MB"),
    ],
)
def test_what_is_none_is_refused_with_a_sentence(data: bytes, reason: str) -> None:
    with pytest.raises(EffectError, match=reason):
        LottieStage(data, CONTENT)


def test_a_picture_that_is_embedded_may_stay() -> None:
    assets: list[Any] = [{"id": "a", "p": "data:image/png;base64,AAAA"}, {"id": "b", "layers": []}]
    assert checked(spinning(1, 0, 0, assets=assets))
