"""Tests of studio.engine.sound."""

import time
from collections.abc import Iterator

import numpy as np
import pytest

from studio.engine.demand import Demand
from studio.engine.mixer.settings import InputSettings
from studio.engine.mixer.tone_input import ToneInput
from studio.engine.sound import Sound
from studio.ipc.errors import RingError
from studio.ipc.ring import RingReader
from studio.model.errors import StudioError
from studio.model.media import AudioFormat, Packet
from studio.model.scene import Audio


class Nobody:
    """Takes what is encoded: nothing is, in here."""

    def put(self, packet: Packet) -> None:
        raise AssertionError

    def put_format(self, track: int, format: AudioFormat) -> None:
        raise AssertionError


@pytest.fixture
def demand() -> Demand:
    return Demand()


@pytest.fixture
def sound(demand: Demand) -> Iterator[Sound]:
    sound = Sound(time.monotonic_ns(), Audio(), Nobody(), demand)
    sound.add("Guest", ToneInput(440), InputSettings())
    sound.add("Host", ToneInput(1000), InputSettings())
    yield sound
    sound.close()


def loudest_hz(ring: str) -> float:
    """Return the strongest tone of what a ring carries for a while, from when it is heard."""
    reader = RingReader.attach(ring)
    blocks: list[np.ndarray[tuple[int], np.dtype[np.float32]]] = []
    give_up_s = time.monotonic() + 10
    while len(blocks) < 8 and time.monotonic() < give_up_s:
        slot = reader.next()
        if slot is None:
            time.sleep(0.005)
        elif (block := np.frombuffer(slot.data, np.float32)[::2]).any():
            blocks.append(block)
    reader.close()
    samples = np.concatenate(blocks)
    power = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return float(np.argmax(power) * 48_000 / len(samples))


def test_a_guest_gets_a_ring_without_himself_until_he_goes(sound: Sound, demand: Demand) -> None:
    ring = sound.minus_ring("Guest")
    assert ring == sound.minus_ring("Guest")
    assert demand.needs_sound
    assert loudest_hz(ring) == pytest.approx(1000, abs=10)
    assert loudest_hz(sound.minus_ring("Host")) == pytest.approx(440, abs=10)
    sound.rename("Guest", "Ada")
    assert sound.minus_ring("Ada") == ring
    sound.remove("Ada")
    sound.remove("Host")
    assert not demand.needs_sound
    with pytest.raises(RingError):
        RingReader.attach(ring)


def test_who_has_no_sound_has_no_such_ring(sound: Sound) -> None:
    with pytest.raises(StudioError, match="'Nobody'"):
        sound.minus_ring("Nobody")
