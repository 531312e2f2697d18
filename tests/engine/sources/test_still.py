"""Tests of studio.engine.sources.still."""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from studio.engine.compositor.rgba import picture_from_rgba
from studio.engine.picture import Picture
from studio.engine.sources.source import Health
from studio.engine.sources.still import Still, StillSource
from studio.model.errors import StudioError

MS_NS = 1_000_000
Start = Callable[..., StillSource]


def grey(level: int) -> Picture:
    return picture_from_rgba(np.full((4, 4, 4), (level, level, level, 255), np.uint8), 0, 0)


def wait_until(condition: Callable[[], bool]) -> None:
    deadline_s = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline_s
        time.sleep(0.01)  # sources tell nobody: the tick looks at them


@pytest.fixture
def start() -> Iterator[Start]:
    started: list[StillSource] = []

    def start_one(make: Callable[[], Still], watched: Path | None = None) -> StillSource:
        started.append(StillSource("Logo", make, watched))
        return started[-1]

    yield start_one
    for source in started:
        source.close()
    assert not [thread for thread in threading.enumerate() if thread.name == "still-Logo"]


def test_one_picture_stays_the_same_for_ever(start: Start) -> None:
    source = start(lambda: Still((grey(100),)))
    wait_until(lambda: source.latch(0) is not None)
    first = source.latch(0)
    assert source.latch(10**15) is first
    assert source.state.health is Health.RUNNING


def test_an_animation_goes_by_its_times_and_begins_again(start: Start) -> None:
    still = Still((grey(0), grey(128), grey(255)), (40 * MS_NS, 140 * MS_NS, 150 * MS_NS))
    source = start(lambda: still)
    wait_until(lambda: source.state.health is Health.RUNNING)
    begin_ns = 5_000 * MS_NS
    shown = []
    for at_ms in (0, 39, 40, 139, 140, 149, 150, 190, 300, 449, 450):
        picture = source.latch(begin_ns + at_ms * MS_NS)
        assert picture is not None
        shown.append((int(picture.y[0, 0]), picture.serial))
    assert [level for level, _ in shown] == [16, 16, 126, 126, 235, 235, 16, 126, 16, 235, 16]
    serials = [serial for _, serial in shown]
    assert serials == sorted(serials)
    assert len(set(serials)) == 8  # one for each change


def test_a_failure_shows_its_card_says_why_and_is_tried_again(start: Start) -> None:
    tries: list[int] = []

    def make() -> Still:
        tries.append(1)
        if len(tries) < 2:
            raise StudioError("The logo is not there.")
        return Still((grey(100),))

    source = start(make)
    wait_until(lambda: source.state.health is Health.FAILED)
    assert source.state.reason == "The logo is not there."
    card = source.latch(0)
    assert card is not None
    assert card.width == 1280
    wait_until(lambda: source.state.health is Health.RUNNING)
    picture = source.latch(0)
    assert picture is not None
    assert picture.width == 4
    assert picture.serial > card.serial


def test_a_fault_of_ours_does_not_end_the_programme(start: Start) -> None:
    def make() -> Still:
        raise ZeroDivisionError

    source = start(make)
    wait_until(lambda: source.state.health is Health.FAILED)
    assert "fault in Rocket Studio" in source.state.reason


def test_a_changed_file_is_made_again(start: Start, tmp_path: Path) -> None:
    path = tmp_path / "level"
    path.write_text("50")
    source = start(lambda: Still((grey(int(path.read_text())),)), path)
    wait_until(lambda: source.latch(0) is not None)
    first = source.latch(0)
    assert first is not None
    path.write_text("200")
    wait_until(lambda: source.latch(0) is not first)
    second = source.latch(0)
    assert second is not None
    assert second.y[0, 0] > first.y[0, 0]
    assert second.serial > first.serial
