"""Tests of studio.engine.tracking.results, on a real ring."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.engine.tracking.results import MOST_KEPT, Fit, Results
from studio.ipc.errors import RingError
from tests.engine.tracking.ar_stand_in import ArStandIn
from tests.engine.tracking.seen import FRAME_NS, HEIGHT, WIDTH, face, points, seen, swim_px

SIZE = WIDTH, HEIGHT


@pytest.fixture
def ar(run_dir: Path) -> Iterator[ArStandIn]:
    with ArStandIn(run_dir) as running:
        yield running


@pytest.fixture
def results(ar: ArStandIn) -> Iterator[Results]:
    one = Results()
    one.take(ar.ring_name)
    yield one
    one.close()


def test_what_was_written_is_found_by_its_time(ar: ArStandIn, results: Results) -> None:
    assert results.find(FRAME_NS, SIZE).fit is Fit.NONE
    ar.write(seen(FRAME_NS, face(100)))
    ar.write(seen(3 * FRAME_NS, face(120)))
    results.read()
    assert results.newest_ns == 3 * FRAME_NS
    own = results.find(FRAME_NS, SIZE)
    assert own.fit is Fit.OWN
    assert swim_px(own.tracked, points(100)) == 0
    assert results.find(2 * FRAME_NS, SIZE).fit is Fit.BETWEEN
    assert results.find(4 * FRAME_NS, SIZE).fit is Fit.CARRIED
    assert results.find(0, SIZE).fit is Fit.NONE


def test_results_of_pictures_of_another_size_fit_none(ar: ArStandIn, results: Results) -> None:
    ar.write(seen(FRAME_NS, face(100), size=(1280, 720)))
    results.read()
    assert results.find(FRAME_NS, SIZE).fit is Fit.NONE
    assert results.find(FRAME_NS, (1280, 720)).fit is Fit.OWN


def test_rubbish_is_counted_and_costs_nothing_else(ar: ArStandIn, results: Results) -> None:
    ar.write_rubbish(FRAME_NS)
    ar.write(seen(2 * FRAME_NS, face(100)))
    results.read()
    assert results.damaged == 1
    assert results.find(2 * FRAME_NS, SIZE).fit is Fit.OWN


def test_what_was_overwritten_is_counted(ar: ArStandIn, results: Results) -> None:
    for frame in range(10):
        ar.write(seen(frame * FRAME_NS, face(100)))
    results.read()
    assert results.damaged > 0
    assert results.newest_ns == 9 * FRAME_NS


def test_only_the_newest_are_kept(ar: ArStandIn, results: Results) -> None:
    for frame in range(1, 3 * MOST_KEPT):
        ar.write(seen(frame * FRAME_NS, face(100)))
        results.read()
    assert results.find(FRAME_NS, SIZE).fit is Fit.NONE


def test_time_that_goes_back_begins_anew(ar: ArStandIn, results: Results) -> None:
    ar.write(seen(100 * FRAME_NS, face(100)))
    ar.write(seen(FRAME_NS, face(200)))
    results.read()
    assert results.newest_ns == FRAME_NS
    assert results.find(100 * FRAME_NS, SIZE).fit is Fit.NONE


def test_a_ring_that_is_gone_is_told_and_what_was_read_stays(
    ar: ArStandIn, results: Results
) -> None:
    ar.write(seen(FRAME_NS, face(100)))
    results.read()
    with pytest.raises(RingError):
        results.take("rs-nobody-00000000")
    results.close()
    results.read()
    assert results.find(2 * FRAME_NS, SIZE).fit is Fit.CARRIED
