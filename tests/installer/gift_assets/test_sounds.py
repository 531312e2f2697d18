"""Tests of installer.gift_assets.sounds, and of the files as they lie in assets/gifts."""

import tomllib
from functools import cache
from io import BytesIO
from pathlib import Path

import av
import numpy as np
import pytest

from installer.gift_assets import __main__ as assets
from installer.gift_assets.loudness import LOUDNESS_LUFS, PEAK, momentary_lufs
from installer.gift_assets.sounds import RATE_HZ, SOUNDS, Stereo, ogg_of
from studio.model.effect import Effect

FILES = sorted(assets.GIFTS.glob("*/*.ogg"))
HEARD_DB, SOON_S = -40.0, 0.02
"""A sound has begun once it is above that, and that is to be so soon."""
FULL_SCALE_DB = -1.0


@cache
def made(name: str) -> Stereo:
    return SOUNDS[name]()


@pytest.mark.parametrize("name", SOUNDS)
def test_a_sound_is_short_and_begins_and_ends_in_silence(name: str) -> None:
    signal = made(name)
    assert 0.3 < len(signal) / RATE_HZ <= 4
    assert np.abs(signal).max() <= PEAK
    assert np.abs(signal[0]).max() < 0.01
    assert np.abs(signal[-48:]).max() < 0.01
    assert np.abs(signal.mean(axis=0)).max() < 0.02


def decoded(file: BytesIO | Path) -> Stereo:
    """Return a sound as a player hears it."""
    with av.open(file, "r") as opened:
        assert opened.streams.audio[0].rate == RATE_HZ
        frames = [frame.to_ndarray() for frame in opened.decode(audio=0)]
    is_planar = frames[0].shape[0] == 2
    whole = np.concatenate(frames, axis=1).astype(np.float64)
    return whole.T if is_planar else whole.reshape(-1, 2)


@cache
def heard(path: Path) -> Stereo:
    return decoded(path)


def db(level: float) -> float:
    return float(20 * np.log10(level))


def test_what_is_encoded_is_what_was_made() -> None:
    pop = made("pop")
    found = decoded(BytesIO(ogg_of(pop)))
    assert len(found) == pytest.approx(len(pop), abs=2_000)
    loud = np.sqrt((found[: len(pop)] ** 2).mean()) / np.sqrt((pop**2).mean())
    assert loud == pytest.approx(1, abs=0.15)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_file_is_as_loud_as_the_others_never_clips_and_begins_at_once(path: Path) -> None:
    sound = heard(path)
    assert momentary_lufs(sound) == pytest.approx(LOUDNESS_LUFS, abs=0.7)
    assert db(np.abs(sound).max()) < FULL_SCALE_DB
    first = np.flatnonzero(np.abs(sound).max(axis=1) > 10 ** (HEARD_DB / 20))[0]
    assert first / RATE_HZ <= SOON_S
    assert len(sound) / RATE_HZ == pytest.approx(len(made(path.stem)) / RATE_HZ, abs=0.03)


@pytest.mark.parametrize(
    "path", sorted(assets.GIFTS.glob("*/effect.toml")), ids=lambda p: p.parent.name
)
def test_an_effects_sounds_fit_it_and_turn_the_programme_down(path: Path) -> None:
    effect = Effect.model_validate(tomllib.loads(path.read_text("utf-8")))
    parts = [part for part in effect.part if part.sound]
    assert any(part.sound and part.sound.duck_db < 0 for part in parts)
    for part in parts:
        assert part.sound
        seconds = len(heard(path.parent / part.sound.file)) / RATE_HZ
        assert part.at_ms / 1000 + seconds <= effect.ms / 1000 + 0.5
        assert -16 <= part.sound.volume_db <= -6


def test_each_tier_has_a_sound_and_dearer_ones_are_louder_and_turn_more_down() -> None:
    told = tomllib.loads((assets.GIFTS / "tiers.toml").read_text("utf-8"))["tier"]
    volumes = [tier["volume_db"] for tier in told]
    ducks = [tier["duck_db"] for tier in told]
    assert volumes == sorted(set(volumes))
    assert ducks == sorted(set(ducks), reverse=True)
    assert all((assets.GIFTS / tier["sound"]) in FILES for tier in told)
    assert len({tier["sound"] for tier in told}) == len(told)
