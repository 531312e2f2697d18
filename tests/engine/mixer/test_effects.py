"""Tests of studio.engine.mixer.effects, on the desk that mixes them."""

from itertools import pairwise

import numpy as np
import pytest

from studio.engine.mixer.desk import Desk
from studio.engine.mixer.effects import ATTACK_MS, RELEASE_MS, Effects
from studio.engine.mixer.fader import SILENT_DB
from studio.engine.mixer.settings import InputSettings, without_bus
from studio.engine.mixer.timeline import Samples
from studio.engine.mixer.tone_input import ToneInput
from studio.model.media import BLOCK_FRAMES, SAMPLE_RATE_HZ

BLOCK_MS = 1000 * BLOCK_FRAMES / SAMPLE_RATE_HZ


def tone(seconds: float, level: float = 0.5, hz: float = 330.0) -> Samples:
    time_s = np.arange(round(seconds * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
    one = (level * np.cos(2 * np.pi * hz * time_s)).astype(np.float32)  # begins at its peak
    return np.repeat(one[:, None], 2, axis=1)


def mixed(desk: Desk, first: int, count: int, bus: int = 0) -> Samples:
    blocks = range(first, first + count)
    ends_ns = [(n + 1) * BLOCK_FRAMES * 10**9 // SAMPLE_RATE_HZ for n in blocks]
    made = [desk.mix(n, end_ns)[bus].copy() for n, end_ns in zip(blocks, ends_ns, strict=True)]
    return np.concatenate(made)


def jump(sound: Samples) -> float:
    """The largest bend: a click is one, however loud the sound is."""
    return float(np.abs(np.diff(sound[:, 0], n=2)).max())


def test_a_sound_is_heard_once_from_the_next_block_on_in_every_bus() -> None:
    desk = Desk()
    assert not mixed(desk, 0, 2).any()
    desk.effects.play(tone(0.1), volume_db=-6.0, duck_db=0.0)
    sound = mixed(desk, 2, 8, bus=5)
    assert np.abs(sound).max() == pytest.approx(0.5 * 10 ** (-6 / 20), rel=0.01)
    assert np.abs(sound[:4800]).max(axis=1).reshape(-1, 480).max(axis=1).min() > 0.1
    assert not sound[4800:].any()
    assert desk.effects.count == 0


def test_its_meter_shows_what_is_heard_of_it_and_falls_silent() -> None:
    desk = Desk()
    desk.effects.volume_db = -6.0
    mixed(desk, 0, 1)
    desk.effects.play(tone(0.1), volume_db=0.0, duck_db=0.0)
    mixed(desk, 1, 3)
    assert desk.take_levels().effects[0].peak_db == pytest.approx(-12.0, abs=0.1)
    mixed(desk, 4, 8)
    desk.take_levels()
    mixed(desk, 12, 2)
    assert desk.take_levels().effects[1].peak_db == SILENT_DB


def test_it_neither_begins_nor_ends_with_a_click() -> None:
    desk = Desk()
    samples = tone(0.3)
    desk.effects.play(samples, volume_db=0.0, duck_db=0.0)
    assert jump(mixed(desk, 0, 20)) < 0.02 < jump(np.concatenate([np.zeros((9, 2)), samples]))


def test_several_are_heard_at_once_and_the_mix_stays_within_full_scale() -> None:
    desk = Desk()
    for _ in range(8):
        desk.effects.play(tone(0.3, level=0.9), volume_db=12.0, duck_db=0.0)
    assert np.abs(mixed(desk, 0, 12)).max() <= 1.0


def levels_db(sound: Samples) -> list[float]:
    rms = np.sqrt((sound.reshape(-1, BLOCK_FRAMES, 2) ** 2).mean(axis=(1, 2)))
    return [float(20 * np.log10(max(1e-9, each))) for each in rms]


def test_the_inputs_are_turned_down_meanwhile_and_come_back_without_a_click() -> None:
    desk = Desk()
    desk.add("music", ToneInput(1000.0, level_db=-10.0), InputSettings())
    before = levels_db(mixed(desk, 0, 10))[-1]
    silence = np.zeros((SAMPLE_RATE_HZ // 2, 2), np.float32)
    desk.effects.play(silence, volume_db=0.0, duck_db=-12.0)
    sound = mixed(desk, 10, 80)
    found = [each - before for each in levels_db(sound)]
    down = int(ATTACK_MS / BLOCK_MS) + 2
    last = len(silence) // BLOCK_FRAMES
    up = last + int(RELEASE_MS / BLOCK_MS) + 3
    assert found[down:last] == pytest.approx([-12.0] * (last - down), abs=0.1)
    assert found[up:] == pytest.approx([0.0] * (80 - up), abs=0.1)
    assert all(b <= a + 0.01 for a, b in pairwise(found[:down]))
    steady = jump(ToneInput(1000.0, level_db=-10.0).samples(0, 9999))
    assert jump(sound) < 1.05 * steady


def test_of_two_the_one_that_ducks_more_counts() -> None:
    effects = Effects()
    silence = np.zeros((30 * BLOCK_FRAMES, 2), np.float32)
    effects.play(silence, volume_db=0.0, duck_db=-6.0)
    effects.play(silence[: 10 * BLOCK_FRAMES], volume_db=0.0, duck_db=-20.0)
    gains = []
    for _ in range(100):
        gains.append(20 * np.log10(effects.next_duck_gain()))
        effects.next_block()
    assert min(gains[:12]) == pytest.approx(-20, abs=0.1)
    assert gains[29] <= -6 + 0.1
    assert gains[-1] == 0


def test_all_together_have_a_volume_and_may_be_muted_in_the_middle_of_one() -> None:
    desk = Desk()
    desk.effects.volume_db = -20.0
    mixed(desk, 0, 1)
    desk.effects.play(tone(1.0), volume_db=0.0, duck_db=-12.0)
    quiet = mixed(desk, 1, 10)
    assert np.abs(quiet).max() == pytest.approx(0.05, rel=0.01)
    desk.effects.is_muted = True
    sound = np.concatenate([quiet, mixed(desk, 11, 10)])
    assert not sound[12 * BLOCK_FRAMES :].any()
    assert jump(sound) < 0.01
    assert desk.effects.next_duck_gain() > 0.2  # what isn't heard turns nothing down


def test_it_is_heard_beside_a_bus_of_its_own_members() -> None:
    desk = Desk()
    buses = without_bus(0b111111, 2)
    desk.add("guest", ToneInput(1000.0, level_db=-10.0), InputSettings(buses=buses))
    desk.effects.play(tone(0.2), volume_db=0.0, duck_db=0.0)
    alone = mixed(desk, 0, 4, bus=2)
    assert np.abs(alone).max() == pytest.approx(0.5, rel=0.01)
