"""Tests of studio.engine.meters."""

import threading
import time
from collections.abc import Callable, Iterator

import pytest

from studio.engine.demand import Demand, Taker
from studio.engine.meters import MOST_QUEUED_BYTES, Meters, message_of
from studio.engine.mixer.desk import Desk, Levels
from studio.engine.mixer.meter import Level
from studio.engine.mixer.settings import InputSettings
from studio.engine.mixer.tone_input import ToneInput
from studio.ipc.message import Decoder, Message

PATIENCE_S = 20.0
LEVELS = Levels({"Mic": (Level(-6.02, -3.0, -9.03), Level())})


class Client:
    """The end of a channel."""

    def __init__(self) -> None:
        self.queued_bytes = 0
        self.got: list[Message] = []
        self.times_s: list[float] = []
        self._decoder = Decoder()
        self._lock = threading.Lock()

    def send_bytes(self, data: bytes) -> bool:
        with self._lock:
            self.times_s.append(time.monotonic())
            self.got += self._decoder.feed(data)
        return True


def wait(is_so: Callable[[], object]) -> None:
    deadline_s = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < deadline_s
        time.sleep(0.005)


@pytest.fixture
def demand() -> Demand:
    return Demand()


@pytest.fixture
def meters(demand: Demand) -> Iterator[Meters]:
    meters = Meters(lambda: LEVELS, demand)
    yield meters
    meters.close()


def test_levels_travel_as_pairs_of_peak_and_rms() -> None:
    message = message_of(LEVELS)
    assert message["inputs"] == {"Mic": [-6.0, -9.0, -100.0, -100.0]}
    assert message["buses"] == {str(bus): [-100.0] * 4 for bus in range(1, 7)}
    assert message["effects"] == [-100.0] * 4


def test_everybody_gets_levels_as_often_as_they_like(meters: Meters, demand: Demand) -> None:
    quick, slow = Client(), Client()
    meters.subscribe(quick, 50)
    meters.subscribe(slow, 5)
    assert demand.count(Taker.METERS) == 2
    wait(lambda: len(slow.got) == 4)
    span_s = slow.times_s[-1] - slow.times_s[0]
    assert span_s > 0.5
    assert len(quick.got) > len(slow.got)
    assert quick.got[0] == message_of(LEVELS)


def test_nobody_is_sent_more_than_they_asked_for(meters: Meters) -> None:
    client = Client()
    meters.subscribe(client, 1)
    wait(lambda: client.got)
    meters.subscribe(client, 10)
    wait(lambda: len(client.got) >= 6)
    gaps = [b - a for a, b in zip(client.times_s[1:], client.times_s[2:], strict=False)]
    assert sum(gaps) / len(gaps) > 0.07


def test_it_ends_with_the_client_and_with_zero(meters: Meters, demand: Demand) -> None:
    one, other = Client(), Client()
    meters.subscribe(one, 50)
    meters.subscribe(other, 50)
    wait(lambda: one.got and other.got)
    meters.gone(one)
    meters.subscribe(other, 0)
    assert not demand.needs_sound
    third = Client()
    meters.subscribe(third, 50)
    wait(lambda: third.got)
    seen = len(one.got), len(other.got)
    wait(lambda: len(third.got) > 3)
    assert (len(one.got), len(other.got)) == seen


def test_a_client_that_does_not_read_is_left_out(meters: Meters) -> None:
    stuck, other = Client(), Client()
    stuck.queued_bytes = MOST_QUEUED_BYTES + 1
    meters.subscribe(stuck, 50)
    meters.subscribe(other, 50)
    wait(lambda: len(other.got) > 3)
    assert stuck.got == []
    assert meters.skipped > 0


@pytest.mark.parametrize(
    ("settings", "peak_db"),
    [
        (InputSettings(), 0.0),
        (InputSettings(volume_db=-12.0), -12.0),
        (InputSettings(is_muted=True), 0.0),
    ],
    ids=["as it is", "turned down", "muted"],
)
def test_inputs_are_measured_after_the_fader(settings: InputSettings, peak_db: float) -> None:
    """As in OBS, which shows what a muted input would be, in grey."""
    desk = Desk()
    reference = Desk()
    desk.add("tone", ToneInput(), settings)
    reference.add("tone", ToneInput(), InputSettings())
    for block in range(4):
        desk.mix(block, block * 21_333_333)
        reference.mix(block, block * 21_333_333)
    full_db = reference.take_levels().inputs["tone"][0].peak_db
    shown_db = desk.take_levels().inputs["tone"][0].peak_db
    assert shown_db == pytest.approx(max(-100.0, full_db + peak_db), abs=0.1)
