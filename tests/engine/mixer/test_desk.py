"""Tests of studio.engine.mixer.desk and of the strips in it."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from studio.engine.mixer.desk import Desk
from studio.engine.mixer.settings import ALL_BUSES, Ducking, InputSettings, without_bus
from studio.engine.mixer.timeline import Samples, Timeline
from studio.engine.mixer.tone_input import ToneInput
from studio.engine.sources.source import Health, SourceState

PLAIN = InputSettings()


class TapeInput:
    """Delivers given sound from a given sample on, all of it at the first call."""

    state = SourceState(Health.RUNNING)

    def __init__(self, sound: Samples, start: int = 0, delay_ns: int = 0) -> None:
        self.delay_ns = delay_ns
        self._sound = sound
        self._start = start
        self.is_closed = False

    def deliver(self, timeline: Timeline, now_ns: int) -> None:
        if timeline.is_empty:
            timeline.write(self._start, self._sound)

    def skip(self) -> None:
        pass

    def close(self) -> None:
        self.is_closed = True


def noise(blocks: int, level: float = 0.1) -> Samples:
    sound = np.random.default_rng(7).standard_normal((blocks * 1024, 2)) * level
    return np.clip(sound, -0.9, 0.9).astype(np.float32)


def constant(blocks: int, value: float) -> Samples:
    return np.full((blocks * 1024, 2), value, np.float32)


def mixed(desk: Desk, blocks: range, bus: int = 0) -> NDArray[np.float32]:
    return np.concatenate([desk.mix(n, 0)[bus].copy() for n in blocks])


def test_one_input_at_its_own_volume_passes_bit_for_bit() -> None:
    desk, sound = Desk(), noise(4)
    desk.add("music", TapeInput(sound), PLAIN)
    assert (mixed(desk, range(4)) == sound).all()


@pytest.mark.parametrize("offset_ms", [-950, -7, 0, 7, 300, 20_000])
def test_the_sync_offset_is_exact_to_the_sample(offset_ms: int) -> None:
    desk = Desk()
    impulse = np.zeros((48, 2), np.float32)
    impulse[0] = 0.5
    desk.add("mic", TapeInput(impulse, start=48_000), replace(PLAIN, sync_offset_ms=offset_ms))
    out = mixed(desk, range(1000))
    assert np.flatnonzero(out[:, 0]).tolist() == [48_000 + 48 * offset_ms]


def test_a_change_of_the_sync_offset_is_a_cross_fade() -> None:
    desk = Desk()
    rising = np.repeat(np.linspace(0, 0.9, 8 * 1024, dtype=np.float32)[:, None], 2, axis=1)
    desk.add("mic", TapeInput(rising), PLAIN)
    first = mixed(desk, range(4))
    desk.strips["mic"].settings = replace(PLAIN, sync_offset_ms=20)
    out = np.concatenate([first, mixed(desk, range(4, 8))])
    assert np.abs(np.diff(out[:, 0])).max() < 0.0003
    assert (out[5 * 1024 :] == rising[5 * 1024 - 960 : 8 * 1024 - 960]).all()


def test_the_mixer_waits_for_the_slowest() -> None:
    desk = Desk()
    assert desk.delay_ns == 0
    desk.add("mic", TapeInput(noise(1), delay_ns=30_000_000), PLAIN)
    assert desk.delay_ns == 30_000_000
    desk.add("early", TapeInput(noise(1)), replace(PLAIN, sync_offset_ms=-950))
    assert desk.delay_ns == 950_000_000


def test_a_mix_minus_lacks_one_input_and_nothing_else() -> None:
    desk = Desk()
    desk.add("host", TapeInput(constant(1, 0.25)), PLAIN)
    desk.add("guest", TapeInput(constant(1, 0.5)), replace(PLAIN, buses=without_bus(ALL_BUSES, 3)))
    buses = desk.mix(0, 0)
    assert [float(bus[5, 0]) for bus in buses] == [0.75, 0.75, 0.75, 0.25, 0.75, 0.75]
    levels = desk.take_levels()
    assert levels.buses[3][0].peak_db == pytest.approx(-12.04, abs=0.01)
    assert levels.buses[4][0].peak_db == pytest.approx(-2.5, abs=0.01)
    assert levels.limited == 0


def test_a_bus_that_is_too_loud_is_limited_and_said_to_be() -> None:
    desk = Desk()
    for key, mask in (("a", ALL_BUSES), ("b", 0b000101)):
        desk.add(key, TapeInput(constant(2, 0.9)), replace(PLAIN, buses=mask))
    out = mixed(desk, range(2))
    assert out.max() <= 1.0
    assert desk.take_levels().limited == 0b000101
    assert desk.take_levels().limited == 0


def test_buses_that_part_are_limited_on_from_where_they_were() -> None:
    desk = Desk()
    desk.add("a", TapeInput(constant(4, 0.9)), PLAIN)
    desk.add("b", TapeInput(constant(4, 0.9)), PLAIN)
    desk.add("c", TapeInput(constant(4, 0.1)), replace(PLAIN, buses=0))
    first = mixed(desk, range(2), bus=1)
    desk.strips["c"].settings = replace(PLAIN, buses=1)  # bus 0 leaves the others
    out = np.concatenate([first, mixed(desk, range(2, 4), bus=1)])[:, 0]
    assert np.abs(np.diff(out[1024:])).max() < 0.001


def test_a_new_volume_is_a_ramp_over_one_block() -> None:
    desk = Desk()
    desk.add("music", TapeInput(constant(4, 0.5)), PLAIN)
    first = mixed(desk, range(1))
    desk.strips["music"].settings = replace(PLAIN, volume_db=-20.0)
    out = np.concatenate([first, mixed(desk, range(1, 3))])
    assert np.abs(np.diff(out[:, 0])).max() < 0.5 / 1024
    assert out[-1] == pytest.approx([0.05, 0.05])


def test_mute_silences_but_the_meter_goes_on() -> None:
    desk = Desk()
    desk.add("mic", TapeInput(constant(4, 0.5)), replace(PLAIN, is_muted=True))
    assert not mixed(desk, range(2)).any()
    assert desk.take_levels().inputs["mic"][0].peak_db == pytest.approx(-6.02, abs=0.01)


def test_music_is_ducked_while_the_microphone_is_heard() -> None:
    desk = Desk()
    voice = np.concatenate([constant(4, 0), constant(8, 0.2), constant(24, 0)])
    ducking = Ducking("mic", amount_db=20, attack_ms=64, release_ms=256)
    desk.add("music", TapeInput(constant(36, 0.5)), replace(PLAIN, buses=1, ducking=ducking))
    desk.add("mic", TapeInput(voice), replace(PLAIN, buses=2))
    music = mixed(desk, range(36))[:, 0]
    assert (music[: 4 * 1024] == 0.5).all()
    assert music[7 * 1024 - 1 : 12 * 1024] == pytest.approx(0.05, abs=1e-6)
    assert 0.05 < music[18 * 1024] < 0.5
    assert music[24 * 1024 :] == pytest.approx(0.5)
    assert np.abs(np.diff(music)).max() < 0.5 / 1024


def test_a_muted_microphone_ducks_nothing() -> None:
    desk = Desk()
    desk.add("music", TapeInput(constant(4, 0.5)), replace(PLAIN, ducking=Ducking("mic")))
    desk.add("mic", TapeInput(constant(4, 0.2)), replace(PLAIN, is_muted=True))
    assert (mixed(desk, range(4)) == 0.5).all()


def test_what_is_missing_is_silence_and_counted() -> None:
    desk = Desk()
    desk.add("mic", TapeInput(constant(2, 0.5), start=1500), PLAIN)
    out = mixed(desk, range(5))[:, 0]
    assert np.flatnonzero(out).tolist() == list(range(1500, 1500 + 2048))
    # Before its first sample an input has not begun; in that block, it has.
    assert desk.strips["mic"].missing_frames == 1500 - 1024 + 5 * 1024 - 3548


def test_a_leaving_input_fades_out() -> None:
    desk = Desk()
    desk.add("music", TapeInput(constant(4, 0.5)), PLAIN)
    first = mixed(desk, range(1))
    desk.strips["music"].is_leaving = True
    out = np.concatenate([first, mixed(desk, range(1, 3))])[:, 0]
    assert np.abs(np.diff(out)).max() < 0.51 / 1024
    assert not out[2 * 1024 - 1 :].any()
    assert not desk.strips


def test_a_key_is_given_once() -> None:
    desk = Desk()
    desk.add("mic", TapeInput(noise(1)), PLAIN)
    with pytest.raises(ValueError, match="already has an input called 'mic'"):
        desk.add("mic", TapeInput(noise(1)), PLAIN)


def test_an_input_without_sound_costs_the_others_nothing() -> None:
    desk, sound = Desk(), noise(3)
    empty: Samples = np.zeros((0, 2), np.float32)
    desk.add("clip", TapeInput(empty), PLAIN)
    desk.add("music", TapeInput(sound), PLAIN)
    assert (mixed(desk, range(3)) == sound).all()
    assert desk.strips["clip"].is_silent
    assert not desk.strips["music"].is_silent
    assert desk.strips["clip"].missing_frames == 0


def test_an_input_that_comes_back_is_as_loud_as_was_set_meanwhile() -> None:
    desk = Desk()
    desk.add("mic", TapeInput(constant(2, 0.5), start=2 * 1024), PLAIN)
    mixed(desk, range(1))
    desk.strips["mic"].settings = replace(PLAIN, volume_db=-20.0)
    out = mixed(desk, range(1, 4))[:, 0]
    assert out[1024 : 3 * 1024] == pytest.approx(0.05)


def test_a_bus_that_parts_takes_its_meter_along() -> None:
    desk = Desk()
    desk.add("a", TapeInput(constant(2, 0.5)), PLAIN)
    desk.add("b", TapeInput(constant(2, 0)), PLAIN)
    mixed(desk, range(1))
    desk.strips["b"].settings = replace(PLAIN, buses=without_bus(ALL_BUSES, 2))
    desk.strips["a"].settings = replace(PLAIN, volume_db=-20.0)
    mixed(desk, range(1, 3))
    holds = [bus[0].hold_db for bus in desk.take_levels().buses]
    assert holds[2] == holds[0] == pytest.approx(-6.02, abs=0.01)


def test_an_input_is_heard_on_under_another_key() -> None:
    desk = Desk()
    desk.add("a", ToneInput(), InputSettings())
    desk.mix(0, 0)
    before = desk.strips["a"]
    desk.rename("a", "b")
    assert desk.strips == {"b": before}
    desk.add("a", ToneInput(), InputSettings())
    with pytest.raises(ValueError, match="already"):
        desk.rename("a", "b")
