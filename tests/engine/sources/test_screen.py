"""Tests of studio.engine.sources.screen and screen_input, against a real X server."""

import os
import threading
import time
from collections.abc import Iterator

import numpy as np
import pytest

from studio.engine.picture import Picture
from studio.engine.sources.screen import ScreenSource
from studio.engine.sources.source import Health
from tests.engine.sources.conftest import Display

PERIOD_NS = 1_000_000_000 // 30


class Ticks:
    """Asks a source as the tick does."""

    def __init__(self, source: ScreenSource) -> None:
        self.source = source
        self.longest_ns = 0

    def once(self) -> Picture | None:
        due_ns = time.monotonic_ns()
        self.source.request(due_ns)
        picture = self.source.latch(due_ns)
        self.longest_ns = max(self.longest_ns, time.monotonic_ns() - due_ns)
        return picture

    def until(self, luma: int, chroma: tuple[int, int] = (128, 128)) -> Picture:
        """Tick until a picture of one colour comes."""
        for _ in range(1800):
            picture = self.once()
            if picture is not None and (picture.y == luma).all():
                assert (picture.uv == chroma).all()
                return picture
            time.sleep(PERIOD_NS / 1e9)
        raise AssertionError(f"no such picture; {self.source.state}")

    def until_state(self, health: Health) -> str:
        for _ in range(1800):
            self.once()
            if self.source.state.health is health:
                return self.source.state.reason
            time.sleep(PERIOD_NS / 1e9)
        raise AssertionError(f"still {self.source.state}")


@pytest.fixture
def ticks(display: Display) -> Iterator[Ticks]:
    source = ScreenSource("Screen", display=display.name, show_cursor=False)
    yield Ticks(source)
    source.close()


def test_shows_what_is_on_the_screen_now(display: Display, ticks: Ticks) -> None:
    ticks.source.want(1920, 1080)
    display.paint(0xFFFFFF)
    white = ticks.until(235)
    assert (white.width, white.height, white.y.shape) == (640, 360, (360, 640))
    assert ticks.source.state.health is Health.RUNNING
    display.paint(0xFF0000)
    red = ticks.until(63, (102, 240))
    assert red.serial > white.serial
    assert red.pts_ns > white.pts_ns
    assert (white.y == 235).all()  # what was handed over never changes


def test_is_made_no_larger_than_it_is_shown(display: Display, ticks: Ticks) -> None:
    ticks.source.want(320, 180)
    display.paint(0xFFFFFF)
    picture = ticks.until(235)
    assert (picture.y.shape, picture.uv.shape) == ((180, 320), (90, 160, 2))
    assert (picture.width, picture.height) == (640, 360)


def test_a_region_of_the_screen(display: Display) -> None:
    display.paint(0xFFFFFF)
    source = ScreenSource("Screen", display=display.name, region=(10, 20, 64, 48))
    try:
        picture = Ticks(source).until(235)
        assert (picture.width, picture.height) == (64, 48)
    finally:
        source.close()


def test_the_pointer_is_shown_or_not(display: Display) -> None:
    display.paint(0xFFFFFF)
    levels = {}
    for is_shown in (False, True):
        source = ScreenSource("Screen", display=display.name, show_cursor=is_shown)
        try:
            ticks = Ticks(source)
            ticks.until_state(Health.RUNNING)
            picture = ticks.once()
            assert picture is not None
            levels[is_shown] = int(picture.y.min())
        finally:
            source.close()
    assert levels[False] == 235
    assert levels[True] < 100


def test_it_is_not_grabbed_while_it_is_not_shown(display: Display, ticks: Ticks) -> None:
    display.paint(0xFFFFFF)
    last = ticks.until(235)
    ticks.source.want(0, 0)
    for _ in range(10):
        picture = ticks.once()
        time.sleep(0.01)
    assert picture is not None
    again = ticks.once()
    assert again is picture
    assert again.serial <= last.serial + 1


def test_a_display_that_is_not_there_is_named_and_tried_again() -> None:
    source = ScreenSource("Screen", display=":987")
    try:
        ticks = Ticks(source)
        reason = ticks.until_state(Health.FAILED)
        assert reason.startswith("The display :987 can't be captured")
        ticks_before = time.monotonic_ns()
        card = None
        while card is None and time.monotonic_ns() - ticks_before < 60e9:
            card = ticks.once()
            time.sleep(0.01)
        assert card is not None
        assert (card.width, card.height) == (1280, 720)
        assert np.ptp(card.y) > 100  # there is something written on it
    finally:
        source.close()


def test_without_any_display_it_says_so() -> None:
    if "DISPLAY" in os.environ:
        pytest.skip("this session has a display")
    source = ScreenSource("Screen")
    try:
        assert "has no DISPLAY" in Ticks(source).until_state(Health.FAILED)
    finally:
        source.close()


def test_a_killed_server_fails_with_a_sentence_and_its_last_picture(
    display: Display, ticks: Ticks
) -> None:
    display.paint(0xFFFFFF)
    ticks.until(235)
    display.kill()
    reason = ticks.until_state(Health.FAILED)
    assert display.name in reason
    picture = ticks.once()
    assert picture is not None
    assert picture.width == 640


def test_a_frozen_server_costs_one_tick_a_quarter_of_its_time_and_no_more(
    display: Display, ticks: Ticks
) -> None:
    display.paint(0xFFFFFF)
    ticks.until(235)
    display.freeze()
    ticks.longest_ns = 0
    waits = []
    reason = ""
    while not reason:
        begun_ns = time.monotonic_ns()
        assert ticks.once() is not None
        waits.append(time.monotonic_ns() - begun_ns)
        if ticks.source.state.health is Health.FAILED:
            reason = ticks.source.state.reason
        time.sleep(PERIOD_NS / 1e9)
    assert f"The display {display.name} does not answer" in reason
    # Whatever this machine is busy with: only one tick waited as long as it may.
    assert sum(wait_ns > PERIOD_NS // 8 for wait_ns in waits) <= max(2, len(waits) // 10)
    display.thaw()
    display.paint(0x000000)
    ticks.until(16)
    assert ticks.source.state.health is Health.RUNNING


def test_a_closed_source_leaves_no_thread_even_of_a_frozen_display(display: Display) -> None:
    before = set(threading.enumerate())
    source = ScreenSource("Screen", display=display.name)
    ticks = Ticks(source)
    ticks.until_state(Health.RUNNING)
    display.freeze()
    ticks.once()
    ticks.once()
    begun_s = time.monotonic()
    source.close()
    assert time.monotonic() - begun_s < 5  # a second, on an idle machine
    display.thaw()
    for thread in set(threading.enumerate()) - before:
        thread.join(30)
        assert not thread.is_alive()
