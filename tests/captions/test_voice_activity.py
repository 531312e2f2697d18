"""Tests of studio.captions.voice_activity, with the real model."""

import numpy as np
import pytest

from studio.captions.segments import FRAME
from studio.captions.sound import RATE_HZ, Mono
from studio.captions.voice_activity import VoiceActivity
from studio.weights.models import named, whole_path
from tests.captions.clips import at_16k, clip


@pytest.fixture
def activity() -> VoiceActivity:
    return VoiceActivity(whole_path(named("voice")))


def share(activity: VoiceActivity, samples: Mono) -> float:
    """Return in which part of the frames somebody speaks."""
    frames = [samples[at : at + FRAME] for at in range(0, len(samples) - FRAME, FRAME)]
    return sum(activity.hears(frame) for frame in frames) / len(frames)


def test_speech_is_heard(activity: VoiceActivity) -> None:
    assert share(activity, at_16k(clip("Front_Center"))) > 0.4


def test_silence_noise_and_tones_are_none(activity: VoiceActivity) -> None:
    dice = np.random.default_rng(6)
    times = np.arange(5 * RATE_HZ) / RATE_HZ
    for sound in (0 * times, dice.normal(0, 0.1, len(times)), 0.3 * np.sin(2764 * times)):
        assert share(activity, sound.astype(np.float32)) < 0.02
        activity.reset()
