"""Tests of studio.model.captions.webvtt."""

import pytest

from studio.model.captions.cues import Cue
from studio.model.captions.webvtt import HEADER, block, time_of


def test_a_file_is_as_the_standard_has_it() -> None:
    cues = [Cue(1_000, 2_500, ("Hello,", "world")), Cue(3_000, 4_000, ("你好",), "Mary")]
    text = HEADER + "".join(block(n, cue) for n, cue in enumerate(cues, 1))
    assert text == (
        "WEBVTT\n\n"
        "1\n00:00:01.000 --> 00:00:02.500\nHello,\nworld\n\n"
        "2\n00:00:03.000 --> 00:00:04.000\n<v Mary>你好\n\n"
    )


def test_what_would_be_mark_up_is_escaped() -> None:
    assert block(1, Cue(0, 1, ("a <b> & --> c",), "A&B>")).splitlines()[2] == (
        "<v A&amp;B&gt;>a &lt;b&gt; &amp; --&gt; c"
    )


@pytest.mark.parametrize(
    ("ms", "text"),
    [
        (0, "00:00:00.000"),
        (59_999, "00:00:59.999"),
        (3_600_000, "01:00:00.000"),
        (45_296_789, "12:34:56.789"),
        (360_000_001, "100:00:00.001"),
    ],
)
def test_times_go_past_an_hour(ms: int, text: str) -> None:
    assert time_of(ms) == text
