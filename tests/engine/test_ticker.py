"""Tests of studio.engine.ticker, with the real array compositor."""

import threading
from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pytest

from studio.engine.clock import FrameClock
from studio.engine.compositor.array import ArrayCompositor
from studio.engine.compositor.array_sheet import Sheet
from studio.engine.compositor.composition import Composition, Compositor
from studio.engine.demand import Demand, Taker
from studio.engine.picture import Picture, Plane
from studio.engine.program import Program
from studio.engine.sources.source import Health, SourceState
from studio.engine.ticker import STALE_SHEETS, Ticker
from studio.model.errors import StudioError
from studio.model.scene import Collection

SIZE = (64, 48)
COLLECTION = Collection.model_validate(
    {
        "schema": 1,
        "canvas": {"width": SIZE[0], "height": SIZE[1]},
        "inputs": [{"name": "Grey", "kind": "color"}],
        "scenes": [{"name": "Main", "items": [{"source": "Grey"}]}, {"name": "Empty"}],
    }
)


class Grey:
    """A source whose picture gets one level brighter each time it is asked for."""

    state = SourceState(Health.RUNNING)

    def __init__(self) -> None:
        self.wanted: list[tuple[int, int]] = []
        self.requests = 0
        self.level = 16

    def want(self, width: int, height: int) -> None:
        self.wanted.append((width, height))

    def request(self, due_ns: int) -> None:
        self.requests += 1

    def latch(self, due_ns: int) -> Picture | None:
        self.level += 1
        y = np.full(SIZE[::-1], min(self.level, 255), np.uint8)  # nothing holds the clock back
        uv = np.full((SIZE[1] // 2, SIZE[0] // 2, 2), 128, np.uint8)
        return Picture(*SIZE, y, uv, None, self.level, due_ns - 1_000_000)

    def close(self) -> None:
        pass


class Encoder:
    """Keeps the index and level of what it gets; tells when there is enough."""

    def __init__(self, enough: int, on_picture: Callable[[int], bool] = lambda index: True) -> None:
        self.got: list[tuple[int, int]] = []
        self.full = threading.Event()
        self._enough = enough
        self._on_picture = on_picture

    def put(self, index: int, nv12: Plane) -> bool:
        self.got.append((index, int(nv12[0, 0])))
        if len(self.got) >= self._enough:
            self.full.set()
        return self._on_picture(index)


class FakeTime:
    """A clock that moves only when something sleeps or stalls."""

    def __init__(self) -> None:
        self.ns = 1_000_000_000

    def now_ns(self) -> int:
        return self.ns

    def spend_ns(self, ns: int) -> None:
        self.ns += ns


def make(
    encoder: Encoder,
    source: Grey,
    compositor: Compositor | None = None,
    fake_time: FakeTime | None = None,
) -> Ticker:
    demand = Demand()
    demand.set(Taker.OUTPUT, 1)
    ticker = resting(source, demand, compositor, fake_time)
    ticker.deliver_to(encoder.put)
    return ticker


def resting(
    source: Grey,
    demand: Demand,
    compositor: Compositor | None = None,
    fake_time: FakeTime | None = None,
) -> Ticker:
    """Return a ticker that delivers to nobody."""
    fake_time = fake_time or FakeTime()
    ticker = Ticker(
        FrameClock(Fraction(100), None, fake_time.now_ns, fake_time.spend_ns),
        Program(COLLECTION),
        compositor or ArrayCompositor(*SIZE),
        fallback=lambda: ArrayCompositor(*SIZE),
        demand=demand,
    )
    ticker.use_sources({"Grey": source})
    return ticker


def run(ticker: Ticker, encoder: Encoder) -> None:
    ticker.start()
    assert encoder.full.wait(30)
    ticker.close()


def test_each_tick_shows_the_newest_picture() -> None:
    source, encoder = Grey(), Encoder(20)
    ticker = make(encoder, source)
    run(ticker, encoder)
    indexes = [index for index, _ in encoder.got]
    assert indexes == sorted(set(indexes))
    levels = [level for _, level in encoder.got]
    assert levels == sorted(levels)
    assert levels[0] == 17
    assert ticker.stats.unique == source.requests
    assert ticker.stats.total >= 20
    assert ticker.stats.late.count == source.requests


def test_it_tells_the_natural_size_of_each_input_once() -> None:
    source, encoder = Grey(), Encoder(5)
    ticker = make(encoder, source)
    told: list[tuple[str, int, int]] = []
    ticker.tell_sizes(lambda *size: told.append(size))
    run(ticker, encoder)
    assert told == [("Grey", *SIZE)]
    assert ticker.natural_sizes == {"Grey": SIZE}


class Slow(Grey):
    """A source that needs a while to open."""

    def __init__(self, opens_after: int) -> None:
        super().__init__()
        self._opens_after = opens_after

    @property
    def state(self) -> SourceState:  # type: ignore[override] # a constant in the class above
        is_open = self.requests > self._opens_after
        return SourceState(Health.RUNNING if is_open else Health.STARTING)

    def latch(self, due_ns: int) -> Picture | None:
        return super().latch(due_ns) if self.requests > self._opens_after else None


def test_the_first_picture_waits_for_sources_that_open() -> None:
    encoder = Encoder(5)
    ticker = make(encoder, Slow(opens_after=30))
    run(ticker, encoder)
    assert encoder.got[0] == (30, 17)
    assert (ticker.stats.lagged, ticker.stats.total) == (0, len(encoder.got))


def test_but_not_for_ever() -> None:
    encoder = Encoder(5)
    run(make(encoder, Slow(opens_after=1000)), encoder)
    assert encoder.got[0] == (151, 16)


def test_a_source_learns_how_large_it_is_shown_and_when_it_is_not() -> None:
    source = Grey()

    def hide(index: int) -> bool:
        if index == 15:
            ticker.post(lambda: ticker.program.show("Empty", 0, "cut", None))
        return True

    encoder = Encoder(60, hide)
    ticker = make(encoder, source)
    run(ticker, encoder)
    assert source.wanted[0] == SIZE
    assert source.wanted[-1] == (0, 0)
    assert encoder.got[-1][1] == 16
    assert source.requests < 60


def test_a_short_stall_repeats_the_picture_and_a_long_one_jumps() -> None:
    fake_time = FakeTime()

    def stall(index: int) -> bool:
        if index == 10:
            fake_time.spend_ns(25_000_000)  # 11 passes unrendered
        elif index == 30:
            fake_time.spend_ns(200_000_000)
        return True

    encoder = Encoder(40, stall)
    ticker = make(encoder, Grey(), None, fake_time)
    run(ticker, encoder)
    got = dict(encoder.got)
    indexes = [index for index, _ in encoder.got]
    assert indexes[:31] == list(range(31))
    assert got[11] == got[10]
    assert got[12] > got[11]
    assert indexes[31] == 50
    assert (ticker.stats.repeated, ticker.stats.lagged) == (1, 22)


def test_pictures_that_the_encoder_refuses_are_counted() -> None:
    encoder = Encoder(20, lambda index: index % 2 == 0)
    ticker = make(encoder, Grey())
    run(ticker, encoder)
    assert ticker.stats.skipped >= 8


def test_gifts_that_stand_still_count_a_part_of_a_late_picture() -> None:
    compositor = ArrayCompositor(*SIZE)
    ticker = make(Encoder(1), Grey(), compositor)
    assert (ticker.overlays_late, ticker.behind) == (0, 0)
    sheet = compositor.sheet
    assert isinstance(sheet, Sheet)
    sheet.late = 2 * STALE_SHEETS + 1
    assert (ticker.overlays_late, ticker.behind) == (2 * STALE_SHEETS + 1, 2)
    ticker.stats.lagged += 3
    assert ticker.behind == 5
    ticker.close()


class Broken:
    """A compositor whose device is lost after some pictures."""

    name = adapter = "broken"
    sheet = None

    def __init__(self) -> None:
        self.is_closed = False
        self._inner = ArrayCompositor(*SIZE)

    def submit(self, composition: Composition, tick_index: int) -> None:
        if tick_index >= 5:
            raise StudioError("the device is lost")
        self._inner.submit(composition, tick_index)

    def take(self, wait: bool) -> tuple[int, Plane] | None:
        return self._inner.take(wait)

    def close(self) -> None:
        self.is_closed = True


def test_another_compositor_takes_over_when_one_fails(caplog: pytest.LogCaptureFixture) -> None:
    broken, encoder = Broken(), Encoder(20)
    ticker = make(encoder, Grey(), broken)
    run(ticker, encoder)
    assert broken.is_closed
    assert ticker.compositor.name == "array"
    assert "the device is lost" in caplog.text
    assert encoder.got[-1][0] >= 19


def test_tells_how_late_the_pictures_of_files_are_shown() -> None:
    encoder = Encoder(5)
    ticker = make(encoder, Grey())
    ticker.stats.timed = frozenset({"Grey"})
    run(ticker, encoder)
    assert ticker.stats.shown_late_ms == 1.0


def test_with_nobody_who_wants_pictures_it_rests_but_lives_and_does_what_is_posted() -> None:
    source, demand = Grey(), Demand()
    ticker = resting(source, demand)
    done = threading.Event()
    ticker.start()
    ticker.post(done.set)
    assert done.wait(30)
    assert ticker.is_alive
    assert source.requests == 0
    ticker.close()
    assert (ticker.stats.total, source.requests) == (0, 0)


def test_it_wakes_for_who_comes_and_rests_again_without_a_frame_lost() -> None:
    fake_time, demand = FakeTime(), Demand()
    source = Grey()
    ticker = resting(source, demand, None, fake_time)
    ticker.start()
    for _ in range(2):
        fake_time.spend_ns(60_000_000_000)  # a minute in which nobody looks
        encoder, stopped = Encoder(20), threading.Event()
        ticker.deliver_to(encoder.put)
        demand.set(Taker.OUTPUT, 1)
        assert encoder.full.wait(30)
        ticker.deliver_to(None, stopped.set)
        assert stopped.wait(30)
        got = len(encoder.got)
        demand.set(Taker.OUTPUT, 0)
        rests = threading.Event()
        ticker.post(rests.set)  # what waits for a tick that was due is past then
        assert rests.wait(30)
        indexes = [index for index, _ in encoder.got]
        assert indexes == list(range(indexes[0], indexes[0] + got))
    ticker.close()
    assert len(encoder.got) == got
    assert ticker.stats.lagged == 0


def test_a_canvas_of_another_size_and_rate() -> None:
    encoder, demand = Encoder(5), Demand()
    shapes: list[tuple[int, ...]] = []

    def put(index: int, nv12: Plane) -> bool:
        shapes.append(nv12.shape)
        return encoder.put(index, nv12)

    ticker = resting(Grey(), demand)
    ticker.start()
    fake_time = FakeTime()
    ticker.use_canvas(
        FrameClock(Fraction(50), None, fake_time.now_ns, fake_time.spend_ns),
        ArrayCompositor(32, 16),
        fallback=lambda: ArrayCompositor(32, 16),
        collection=COLLECTION,
        size=(32, 16),
    )
    ticker.deliver_to(put)
    demand.set(Taker.OUTPUT, 1)
    assert encoder.full.wait(30)
    ticker.close()
    assert set(shapes) == {(24, 32)}
    assert ticker.program.size == (32, 16)
