"""Tests of studio.engine.encoders.settings."""

from fractions import Fraction

import pytest

from studio.engine.encoders.errors import EncoderError
from studio.engine.encoders.settings import EncoderSettings


@pytest.mark.parametrize(
    ("width", "height", "fps", "kbps", "sentence"),
    [
        (0, 720, Fraction(30), 4500, "the video width must be an even number.*not 0"),
        (1280, 100_000, Fraction(30), 4500, "the video height must be .* not 100000"),
        (1281, 720, Fraction(30), 4500, "even number"),
        (1280, 720, Fraction(0), 4500, "0 frames a second"),
        (1280, 720, Fraction(1000), 4500, "choose --fps from 1 to 240"),
        (1280, 720, Fraction(30), 0, "0 kbit/s is no bit rate"),
    ],
)
def test_refuses_what_no_encoder_can_do(
    width: int, height: int, fps: Fraction, kbps: int, sentence: str
) -> None:
    with pytest.raises(EncoderError, match=sentence):
        EncoderSettings(width, height, fps, kbps)


@pytest.mark.parametrize(
    ("fps", "frames"), [(Fraction(30), 60), (Fraction(30000, 1001), 60), (Fraction(25), 50)]
)
def test_a_key_frame_every_two_seconds_is_a_number_of_frames(fps: Fraction, frames: int) -> None:
    assert EncoderSettings(64, 64, fps, 500).key_frame_interval == frames
