"""Tests of installer.gift_assets.sounds."""

from io import BytesIO

import av
import numpy as np
import pytest

from installer.gift_assets.sounds import PEAK, RATE_HZ, SOUNDS, ogg_of


@pytest.mark.parametrize("name", SOUNDS)
def test_a_sound_is_short_and_begins_and_ends_in_silence(name: str) -> None:
    signal = SOUNDS[name]()
    assert 0.3 < len(signal) / RATE_HZ <= 4
    assert np.abs(signal).max() == pytest.approx(PEAK)
    assert np.abs(signal[0]).max() < 0.01
    assert np.abs(signal[-48:]).max() < 0.01
    assert np.abs(signal.mean(axis=0)).max() < 0.02


def test_what_is_encoded_is_what_was_made() -> None:
    made = SOUNDS["pop"]()
    with av.open(BytesIO(ogg_of(made)), "r") as file:
        frames = [frame.to_ndarray() for frame in file.decode(audio=0)]
        rate_hz = file.streams.audio[0].rate
    heard = np.concatenate(frames, axis=1).reshape(2, -1).T if frames[0].shape[0] == 2 else (
        np.concatenate(frames, axis=1).reshape(-1, 2)
    )  # fmt: skip
    assert rate_hz == RATE_HZ
    assert len(heard) == pytest.approx(len(made), abs=2_000)
    loud = np.sqrt((heard[: len(made)] ** 2).mean()) / np.sqrt((made**2).mean())
    assert loud == pytest.approx(1, abs=0.15)
