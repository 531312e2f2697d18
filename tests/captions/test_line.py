"""Tests of studio.captions.line."""

import numpy as np
import pytest

from studio.captions.line import Ended, Hole, Line
from studio.captions.segments import FRAME, LONGEST, PRE_ROLL
from studio.captions.sound import RATE_HZ, Mono
from tests.captions.voices import LoudIsSpeech, voice

BLOCK = 341


@pytest.fixture
def line() -> Line:
    return Line(LoudIsSpeech())


def quiet(seconds: float) -> Mono:
    return np.zeros(round(seconds * RATE_HZ), np.float32)


def said(seconds: float) -> Mono:
    return voice(seconds, RATE_HZ)


def play(line: Line, at: int, *sounds: Mono) -> list[Ended | Hole]:
    """Put sound in, block by block, and return what came of it."""
    sound = np.concatenate(sounds)
    events: list[Ended | Hole] = []
    for first in range(0, len(sound), BLOCK):
        line.put(at + first, sound[first : first + BLOCK])
        while (event := line.go_on()) is not None:
            events.append(event)
    return events


def test_what_was_said_comes_out_with_a_little_before_it(line: Line) -> None:
    (ended,) = play(line, 0, quiet(2), said(1), quiet(1))
    assert isinstance(ended, Ended)
    assert abs(ended.segment.start - 2 * RATE_HZ + PRE_ROLL) <= FRAME
    assert len(ended.samples) == ended.segment.end - ended.segment.start
    voiced = np.flatnonzero(np.abs(ended.samples) > 0.1)
    assert ended.segment.start + voiced[0] == pytest.approx(2 * RATE_HZ, abs=20)
    assert len(voiced) > 0.7 * RATE_HZ


def test_what_goes_on_is_looked_at_when_there_is_more_of_it(line: Line) -> None:
    assert line.look() is None
    play(line, 0, said(1))
    first = line.look()
    assert first is not None
    assert len(first.samples) > 0.9 * RATE_HZ
    assert not line.has_news
    play(line, RATE_HZ, said(0.5))
    second = line.look()
    assert second is not None
    assert second.segment.number == first.segment.number
    play(line, RATE_HZ * 3 // 2, quiet(0.25))
    line.look()  # the last frame in which there was some voice
    play(line, RATE_HZ * 7 // 4, quiet(0.3))
    assert line.open is not None
    assert line.look() is None, "only silence came"


def test_a_click_comes_to_nothing(line: Line) -> None:
    assert play(line, 0, quiet(1), said(0.1), quiet(1)) == []


def test_a_hole_ends_what_was_said_and_is_told(line: Line) -> None:
    assert play(line, 0, said(1)) == []
    ended, hole = play(line, 5 * RATE_HZ, said(1))
    assert isinstance(ended, Ended)
    assert isinstance(hole, Hole)
    assert abs(hole.start - RATE_HZ) <= FRAME
    assert hole.end == 5 * RATE_HZ
    assert line.open is not None
    assert line.open.start == 5 * RATE_HZ


def test_some_samples_that_are_missing_are_no_hole(line: Line) -> None:
    play(line, 0, said(0.5))
    assert play(line, RATE_HZ // 2 + 100, said(0.5), quiet(0.2)) == []
    assert line.open is not None


def test_what_was_heard_by_the_one_before_is_left_out() -> None:
    line = Line(LoudIsSpeech(), at=2 * RATE_HZ, number=7)
    (ended,) = play(line, 0, said(1), quiet(2), said(1), quiet(1))
    assert isinstance(ended, Ended)
    assert ended.segment.number == 7
    assert ended.segment.start > 2 * RATE_HZ


@pytest.mark.parametrize("loud", [0.0, 0.3], ids=["silence", "one that never pauses"])
def test_half_an_hour_takes_no_more_memory_than_a_minute(line: Line, loud: float) -> None:
    minute = voice(60, RATE_HZ, loud)
    for n in range(30):
        line.put(n * len(minute), minute)
        while line.go_on() is not None:
            pass
        assert line.kept <= LONGEST + len(minute)
    assert line.until > 29 * len(minute)
    line.put(30 * len(minute), quiet(2))
    while line.go_on() is not None:
        pass
    assert line.kept <= PRE_ROLL + 2 * RATE_HZ
