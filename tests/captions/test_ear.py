"""Tests of studio.captions.ear, on real rings."""

from collections.abc import Iterator

import numpy as np
import pytest

from studio.captions.ear import Ear
from studio.captions.sound import RATE_HZ, Mono
from studio.ipc.errors import RingError
from tests.captions.clips import EPOCH_NS, SoundRing, silence
from tests.captions.voices import voice

SECOND_NS = 1_000_000_000


@pytest.fixture
def ring() -> Iterator[SoundRing]:
    made = SoundRing("captions-test-ear", seconds=3)
    yield made
    made.close()


def heard(ear: Ear) -> list[tuple[int, Mono]]:
    return list(ear.hear())


def test_sound_has_its_place_on_the_programme_s_clock(ring: SoundRing) -> None:
    ear = Ear(ring.name, EPOCH_NS)
    ring.put(silence(0.5))
    ring.put(voice(1, 48_000))
    blocks = heard(ear)
    ends = [at + len(samples) for at, samples in blocks]
    assert [at for at, _ in blocks] == [0, *ends[:-1]]
    sound = np.concatenate([samples for _, samples in blocks])
    assert abs(np.flatnonzero(np.abs(sound) > 0.1)[0] - RATE_HZ // 2) < 50
    assert abs(ends[-1] - 1.5 * RATE_HZ) < 50
    ear.close()


def test_what_was_not_mixed_is_a_jump(ring: SoundRing) -> None:
    ear = Ear(ring.name, EPOCH_NS)
    ring.put(voice(0.5, 48_000))
    ring.skip(10)
    ring.put(voice(0.5, 48_000))
    places = [at for at, _ in heard(ear)]
    assert max(np.diff(places)) > 9.9 * RATE_HZ
    assert abs(places[-1] - 11 * RATE_HZ) < RATE_HZ // 10
    ear.close()


def test_what_was_overwritten_is_a_jump_too(ring: SoundRing) -> None:
    ring.put(voice(1, 48_000))
    ear = Ear(ring.name, EPOCH_NS)
    list(ear.hear())
    ring.put(voice(8, 48_000))
    blocks = heard(ear)
    assert blocks[0][0] > 5 * RATE_HZ
    assert abs(blocks[-1][0] - 9 * RATE_HZ) < RATE_HZ // 10
    ear.close()


def test_another_rate_goes_on_where_the_last_ended() -> None:
    for rate_hz in (44_100, 48_000):
        ring = SoundRing("captions-test-rate", seconds=3, rate_hz=rate_hz)
        ring.put(voice(1, rate_hz))
        ear = Ear(ring.name, EPOCH_NS)
        assert abs(sum(len(samples) for _, samples in heard(ear)) - RATE_HZ) < 60
        ear.close()
        ring.close()


def test_what_lies_before_the_programme_began_is_left_out(ring: SoundRing) -> None:
    ring.put(voice(1, 48_000))
    ear = Ear(ring.name, EPOCH_NS + SECOND_NS // 2)
    assert all(at >= 0 for at, _ in heard(ear))
    ear.close()


def test_a_ring_that_is_none_is_said() -> None:
    with pytest.raises(RingError):
        Ear("rs-captions-none", EPOCH_NS)
