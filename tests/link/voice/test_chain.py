"""Tests of studio.link.voice.chain and denoisers, on real speech: echo, noise, loudness, delay."""

import numpy as np
import pytest

from studio.link.voice import denoisers
from studio.link.voice.chain import FAR_EARLY, Chain, Wanted
from studio.link.voice.denoisers import DeepFilter, Plain, RnNoise, denoiser
from studio.link.voice.frames import FRAME
from studio.model.media import SAMPLE_RATE_HZ
from tests.link.voice.speech import (
    Mono,
    active_db,
    delay_frames,
    in_a_room,
    pink_noise,
    power_db,
    si_sdr_db,
    speech,
)

SECOND = SAMPLE_RATE_HZ


def through(chain: Chain, near: Mono, far: Mono | None = None) -> Mono:
    """Let all of it through; what is heard is given as early as the worker gives it."""
    early = np.zeros(len(near) + FAR_EARLY, np.float32)
    if far is not None:
        early[: len(far)] = far
    starts = range(0, len(near) - FRAME + 1, FRAME)
    frames = [
        chain.process(near[at : at + FRAME], early[at + FAR_EARLY : at + FAR_EARLY + FRAME])
        for at in starts
    ]
    return np.concatenate(frames)


def in_time(chain: Chain, said: Mono, out: Mono) -> tuple[Mono, Mono]:
    """Return what was said, and what came out of it, in step by what the chain says."""
    return said[: len(out) - chain.lookahead], out[chain.lookahead :]


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(cancel_echo=True),
        Wanted(suppress_noise="standard"),
        Wanted(suppress_noise="strong"),
        Wanted(even_loudness=True),
        Wanted(cancel_echo=True, suppress_noise="standard", even_loudness=True),
    ],
)
def test_the_delay_is_what_the_chain_says(wanted: Wanted) -> None:
    said = speech(3, -26)
    chain = Chain(wanted)
    measured = delay_frames(said, through(chain, said))
    assert abs(measured - chain.lookahead) <= SECOND * 5 // 1000


def test_an_echo_goes_and_the_near_voice_stays() -> None:
    far = speech(14, -20, first=4)
    near = np.zeros_like(far)
    near[9 * SECOND :] = speech(5, -24)
    echo = in_a_room(far, delay_ms=12)
    chain = Chain(Wanted(cancel_echo=True))
    out = through(chain, echo + near, far)
    said, heard = in_time(chain, echo + near, out)
    alone = slice(5 * SECOND, 9 * SECOND)
    assert power_db(said[alone]) - power_db(heard[alone]) > 25
    both = slice(9 * SECOND, 13 * SECOND)
    assert abs(active_db(heard[both]) - active_db(near[both])) < 3


@pytest.mark.parametrize(("strength", "gain_db"), [("standard", 6.0), ("strong", 7.0)])
def test_noise_goes(strength: str, gain_db: float) -> None:
    said = speech(8, -26)
    noisy = said + pink_noise(len(said), -31)
    chain = Chain(Wanted(suppress_noise=strength))
    clean, out = in_time(chain, said, through(chain, noisy))
    before_db = si_sdr_db(said[: len(clean)], noisy[: len(clean)])
    assert si_sdr_db(clean, out) - before_db > gain_db


@pytest.mark.parametrize("level_db", [-45.0, -30.0, -8.0])
@pytest.mark.parametrize("loudness_db", [-24.0, -18.0])
def test_a_voice_comes_to_the_loudness_that_was_asked_for(
    level_db: float, loudness_db: float
) -> None:
    said = np.clip(speech(16, level_db), -1, 1)
    out = through(Chain(Wanted(even_loudness=True, loudness_db=loudness_db)), said)
    assert abs(active_db(out[10 * SECOND :]) - loudness_db) < 3
    assert np.abs(out).max() <= 1


def test_another_wish_leaves_what_was_learnt_of_the_room() -> None:
    far = speech(6, -20, first=4)
    echo = in_a_room(far, delay_ms=12)
    chain = Chain(Wanted(cancel_echo=True))
    cut = 5 * SECOND
    through(chain, echo[:cut], far[:cut])
    changed = chain.changed(Wanted(cancel_echo=True, suppress_noise="standard"))
    assert changed.lookahead == chain.lookahead + RnNoise.lookahead
    out = through(changed, echo[cut:], far[cut:])[SECOND // 4 :]
    assert power_db(echo[cut:]) - power_db(out) > 25


def test_nothing_asked_for_is_nothing_done() -> None:
    said = speech(1, -26)
    assert np.array_equal(through(Chain(Wanted()), said), said)


def test_a_library_that_is_not_there_gives_way_to_a_plainer_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert isinstance(denoiser("standard"), RnNoise)
    assert isinstance(denoiser("strong"), DeepFilter)
    assert denoiser("off") is None
    monkeypatch.setitem(denoisers._RNNOISE, "linux", "nothing.so")
    assert isinstance(denoiser("standard"), Plain)
