"""Tests of installer.demo_assets.speech, and that the committed clips loop as it says."""

from fractions import Fraction
from pathlib import Path

import av
import pytest

from installer.demo_assets.speech import PERIOD_S, PHRASE, openness

CLIPS = Path(__file__).resolve().parents[3] / "assets" / "clips"


def test_the_phrase_ends_before_the_loop_does() -> None:
    assert PHRASE[-1].start_s + PHRASE[-1].length_s < PERIOD_S - 0.5


def test_lips_are_closed_in_the_pauses_and_open_in_the_middle_of_a_syllable() -> None:
    assert openness(0.0) == 0.0
    assert openness(PERIOD_S) == openness(0.0)
    for syllable in PHRASE:
        assert openness(syllable.start_s + syllable.length_s / 2) >= 0.39


@pytest.mark.parametrize(("name", "size"), [("camera", (640, 360)), ("screen", (1920, 1080))])
def test_a_clip_has_the_frames_of_one_loop(name: str, size: tuple[int, int]) -> None:
    with av.open(CLIPS / f"{name}.mp4") as container:
        stream = container.streams.video[0]
        assert (stream.width, stream.height) == size
        assert stream.average_rate == Fraction(30)
        assert stream.frames == PERIOD_S * 30


@pytest.mark.parametrize(("name", "length_s"), [("voice", PERIOD_S), ("music", 2 * PERIOD_S)])
def test_sound_has_exactly_the_samples_of_a_loop(name: str, length_s: float) -> None:
    with av.open(CLIPS / f"{name}.ogg") as container:
        assert sum(frame.samples for frame in container.decode(audio=0)) == length_s * 48_000
