"""Tests of studio.engine.mixer.bus_ring."""

import subprocess
import sys

import numpy as np

from studio.engine.mixer.bus_ring import LONG_SLOTS, BusRing
from studio.engine.mixer.ring_input import RingInput
from studio.engine.mixer.timeline import Timeline, block_start_ns
from studio.ipc.ring import RingReader

EPOCH_NS = 123_456_789_000

LISTENING = """
import sys
import numpy as np
from studio.ipc.ring import RingReader
reader = RingReader.attach(sys.argv[1])
while (slot := reader.next()) is not None:
    sound = np.frombuffer(slot.data, np.float32).reshape(-1, slot.channels)
    print(slot.pts_ns, slot.rate_hz, slot.format, sound.shape, float(sound[7, 1]))
reader.close()
"""


def block(value: float) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    return np.full((1024, 2), value, np.float32)


def test_another_process_hears_the_bus_with_its_times() -> None:
    ring = BusRing("test-bus", EPOCH_NS)
    ring.put(3, block(0.25))
    ring.put(4, block(0.5))
    heard = subprocess.run(
        [sys.executable, "-c", LISTENING, ring.name], capture_output=True, text=True, check=True
    )
    ring.close()
    assert heard.stdout.splitlines() == [
        f"{EPOCH_NS + 64_000_000} 48000 f32 (1024, 2) 0.25",
        f"{EPOCH_NS + 85_333_333} 48000 f32 (1024, 2) 0.5",
    ]


def test_a_long_one_holds_twenty_seconds() -> None:
    ring = BusRing("test-bus", EPOCH_NS, LONG_SLOTS)
    for n in range(2000):
        ring.put(n, block(0.25))
    reader = RingReader.attach(ring.name)
    first = reader.next()
    assert first is not None
    assert first.pts_ns == EPOCH_NS + block_start_ns(2000 - LONG_SLOTS + 1)
    assert LONG_SLOTS * 1024 / 48_000 > 20
    reader.close()
    ring.close()


def test_a_bus_can_be_an_input_again() -> None:
    ring = BusRing("test-bus", EPOCH_NS)
    buses = np.zeros((6, 1024, 2), np.float32)
    buses[2] = 0.125
    ring.put(10, buses[2])
    source, timeline = RingInput(ring.name, EPOCH_NS), Timeline(8192)
    source.deliver(timeline, 0)
    source.close()
    ring.close()
    assert (timeline.begin, timeline.end) == (10_240, 11_264)


def test_a_slow_listener_loses_the_oldest() -> None:
    ring = BusRing("test-bus", EPOCH_NS)
    reader = RingReader.attach(ring.name)
    for n in range(100):
        ring.put(n, block(n))
    slot = reader.next()
    assert slot is not None
    assert reader.overruns == slot.sequence - 1 > 60
    reader.close()
    ring.close()
