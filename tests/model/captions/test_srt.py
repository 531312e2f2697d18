"""Tests of studio.model.captions.srt."""

from studio.model.captions.cues import Cue
from studio.model.captions.srt import block, time_of


def test_a_cue_is_as_players_read_it() -> None:
    cue = Cue(3_661_001, 3_662_000, ("Hello,", "world"), "Mary")
    assert block(7, cue) == "7\n01:01:01,001 --> 01:01:02,000\nMary: Hello,\nworld\n\n"


def test_nothing_that_is_said_is_mark_up() -> None:
    (line,) = block(1, Cue(0, 1, (r"<i>a {\an8}b --> 1 < 2",))).splitlines()[2:3]
    assert line == "<\u200bi>a {\u200b\\an8}b → 1 < 2"


def test_times_have_a_comma() -> None:
    assert time_of(3_600_000) == "01:00:00,000"
