"""Tests of studio.engine.encoding, with real encoders, a real ticker and a real mixer."""

import queue
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction

import pytest

from studio.engine.demand import Demand, Taker
from studio.engine.encoders.settings import EncoderSettings, Latency
from studio.engine.encoding import Encoding, EncodingPlan
from studio.engine.outputs.bus import PacketBus
from studio.engine.outputs.queue import Format
from studio.engine.shape import Shape
from studio.engine.sound import Sound
from studio.engine.ticker import Ticker
from studio.engine.views.lookout import Lookout
from studio.model.events import Event
from studio.model.media import Packet, VideoFormat
from studio.model.scene import Audio, Collection
from studio.model.session import LivePlan, Session

WAIT_S = 60
SHAPE = Shape((64, 48), Fraction(30))
COLLECTION = Collection.model_validate({"schema": 1, "scenes": [{"name": "Empty"}]})


class Output:
    """Keeps what hangs on the bus gets."""

    name = "output"

    def __init__(self) -> None:
        self.packets: list[Packet] = []
        self.formats: list[tuple[int, Format]] = []

    def put(self, packet: Packet) -> None:
        self.packets.append(packet)

    def put_format(self, track: int, format: Format) -> None:
        self.formats.append((track, format))

    def has(self, track: int) -> bool:
        return any(packet.track == track for packet in self.packets)


class Stand:
    """The parts around an Encoding, and the main thread's inbox."""

    def __init__(self) -> None:
        self.inbox: queue.SimpleQueue[Callable[[], object]] = queue.SimpleQueue()
        self.demand = Demand()
        self.session = Session.begin(LivePlan(collection="/none.json"))
        self.bus = PacketBus(tracks=1)
        self.output = Output()
        self.bus.add(self.output)
        self.sound = Sound(self.session.epoch_ns, Audio(), self.bus, self.demand)
        self.ticker: Ticker = SHAPE.ticker(
            self.session, COLLECTION, self.demand, Lookout(COLLECTION)
        )
        self.settings = EncoderSettings(*SHAPE.size, SHAPE.fps, 300, "libx264", "ultrafast")
        self.events: list[Event] = []
        self.failures: list[str] = []
        self.closings = 0
        self.encoding = Encoding(
            self.bus,
            self.sound,
            self.ticker,
            plan=self.plan,
            post=self.inbox.put,
            on_event=self.events.append,
            on_failed=self.failures.append,
            on_closed=self.closed,
        )
        self.ticker.start()

    def plan(self) -> EncodingPlan:
        index = SHAPE.tick_index(self.session.epoch_ns)
        return EncodingPlan(self.settings, index, may_speed_up=False, buses=(1,), audio_kbps=96)

    def closed(self) -> None:
        self.closings += 1

    def want(self, is_wanted: bool) -> None:
        self.demand.set(Taker.OUTPUT, int(is_wanted))
        self.encoding.want(is_wanted)

    def until(self, is_so: Callable[[], bool]) -> None:
        """Do what is posted until something is so."""
        deadline_s = time.monotonic() + WAIT_S
        while not is_so():
            assert time.monotonic() < deadline_s
            try:
                self.inbox.get(timeout=0.02)()
            except queue.Empty:
                continue

    def close(self) -> None:
        self.ticker.close()
        self.encoding.close()
        self.sound.close()
        while not self.inbox.empty():
            self.inbox.get()()


@pytest.fixture
def stand() -> Iterator[Stand]:
    one = Stand()
    yield one
    one.close()


def test_nothing_is_encoded_before_somebody_wants_it(stand: Stand) -> None:
    stand.until(lambda: SHAPE.tick_index(stand.session.epoch_ns) > 6)
    assert not stand.encoding.is_open
    assert (stand.output.packets, stand.encoding.settings, stand.encoding.encoded) == ([], None, 0)
    stand.encoding.force_key()


def test_opened_and_closed_again_and_again(stand: Stand) -> None:
    encoded = 0
    for _ in range(2):
        stand.output.packets.clear()
        stand.want(True)
        assert stand.encoding.is_open
        stand.until(lambda: stand.output.has(0) and stand.output.has(1))
        first = next(packet for packet in stand.output.packets if packet.track == 0)
        assert first.is_key
        stand.want(False)
        stand.until(lambda: not stand.encoding.is_open)
        assert stand.encoding.encoder is None
        assert stand.encoding.encoded > encoded
        encoded = stand.encoding.encoded
        times = [packet.dts_ns for packet in stand.output.packets]
        assert times == sorted(times)
        got = len(stand.output.packets)
        assert not stand.demand.needs_pictures
    assert len(stand.output.packets) == got
    assert stand.closings == 2
    assert stand.encoding.settings
    assert stand.encoding.settings.preset == "ultrafast"
    assert stand.encoding.encode_times.count > 0
    assert sum(isinstance(format, VideoFormat) for _, format in stand.output.formats) == 2


def test_wanted_again_while_it_closes(stand: Stand) -> None:
    stand.want(True)
    stand.until(lambda: stand.output.has(0))
    stand.want(False)
    stand.want(True)
    stand.output.packets.clear()
    stand.until(lambda: stand.closings == 1)
    stand.until(lambda: stand.encoding.encoder is not None and stand.output.has(0))
    assert stand.encoding.is_open


def test_no_longer_wanted_while_it_opens(stand: Stand) -> None:
    stand.want(True)
    stand.want(False)
    stand.until(lambda: not stand.encoding.is_open)
    assert stand.failures == []


def test_an_encoder_that_does_not_open_is_a_sentence(stand: Stand) -> None:
    good = stand.settings
    stand.settings = EncoderSettings(
        *SHAPE.size, SHAPE.fps, 300, "libx264", "ultrafast", options={"nonsense": "1"}
    )
    stand.want(True)
    stand.until(lambda: bool(stand.failures))
    assert "nonsense" in stand.failures[0]
    assert not stand.encoding.is_open
    stand.settings = good
    stand.want(True)
    stand.until(lambda: stand.output.has(0))


def test_the_end_hands_out_every_packet(stand: Stand) -> None:
    stand.demand.set(Taker.OUTPUT, 1)
    stand.encoding.open_now()
    stand.until(lambda: stand.output.has(0))
    stand.ticker.close()
    stand.encoding.close()
    videos = sum(packet.track == 0 for packet in stand.output.packets)
    assert videos == stand.encoding.encoded


def test_what_opens_while_the_session_ends_is_closed(stand: Stand) -> None:
    stand.want(True)
    stand.ticker.close()
    stand.encoding.close()
    while not stand.inbox.empty():
        stand.inbox.get()()
    assert stand.encoding.encoder is None


def test_what_is_hurried_goes_on_over_a_key_frame_with_the_same_format(stand: Stand) -> None:
    stand.want(True)
    stand.until(lambda: stand.output.has(0))
    encoder = stand.encoding.encoder
    stand.encoding.hurry(True)
    stand.until(lambda: encoder is not None and encoder.settings.latency is Latency.LOW)
    stand.encoding.hurry(False)
    stand.until(lambda: encoder is not None and encoder.settings.latency is Latency.NORMAL)
    stand.until(lambda: sum(each.is_key for each in stand.output.packets if each.track == 0) >= 2)
    assert stand.encoding.encoder is encoder
    assert len([each for each in stand.output.formats if each[0] == 0]) == 1


def test_what_is_renewed_is_opened_as_it_is_planned_then(stand: Stand) -> None:
    assert not stand.encoding.renew()
    stand.want(True)
    stand.until(lambda: stand.output.has(0))
    before = stand.encoding.encoder
    stand.settings = replace(stand.settings, kbps=500)
    assert stand.encoding.renew()
    stand.until(lambda: stand.encoding.encoder not in (before, None))
    assert stand.closings == 1
    assert stand.encoding.settings
    assert stand.encoding.settings.kbps == 500
