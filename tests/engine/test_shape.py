"""Tests of studio.engine.shape."""

import time
from fractions import Fraction

import pytest

from studio.engine.encoders.errors import EncoderError
from studio.engine.encoders.settings import Latency
from studio.engine.shape import Shape
from studio.model.scene import Canvas
from studio.model.session import LivePlan

PLAN = LivePlan(collection="/none.json")
CANVAS = Canvas(width=1280, height=720, fps=Fraction(25))


def test_what_the_plan_does_not_say_is_the_canvass() -> None:
    assert Shape.of(PLAN, CANVAS) == Shape((1280, 720), Fraction(25))
    asked = PLAN.model_copy(update={"width": 640, "height": 360, "fps": Fraction(60)})
    assert Shape.of(asked, CANVAS) == Shape((640, 360), Fraction(60))


def test_the_tick_that_is_under_way() -> None:
    shape = Shape((64, 48), Fraction(30))
    assert shape.tick_index(time.monotonic_ns() + 10**9) == 0
    assert 300 <= shape.tick_index(time.monotonic_ns() - 10 * 10**9) < 600


def test_the_encoder_gets_what_the_plan_says() -> None:
    plan = PLAN.model_copy(update={"video_kbps": 800, "latency": "low", "preset": "fast"})
    settings = Shape((64, 48), Fraction(30)).encoder_settings(plan)
    assert (settings.width, settings.height, settings.fps) == (64, 48, Fraction(30))
    assert (settings.kbps, settings.latency, settings.preset) == (800, Latency.LOW, "fast")
    with pytest.raises(EncoderError, match="no bit rate"):
        Shape((64, 48), Fraction(30)).encoder_settings(PLAN.model_copy(update={"video_kbps": 1}))
