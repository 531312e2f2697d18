"""Tests of studio.model.captions.reading, on what our own writers write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.model.captions import srt, transcript, webvtt
from studio.model.captions.cues import cues_of
from studio.model.captions.reading import Line, lines_in
from studio.model.captions.spoken import Spoken
from studio.model.captions.writing import on_one_line
from tests.model.captions.telling import told

SAID = told("3 < 5 & so it is!", speaker="Mary & Jo", start_ms=3_723_000)


def files(spoken: Spoken) -> dict[str, str]:
    cues = list(enumerate(cues_of(spoken), 1))
    return {
        ".srt": srt.HEADER + "".join(srt.block(number, cue) for number, cue in cues),
        ".vtt": webvtt.HEADER + "".join(webvtt.block(number, cue) for number, cue in cues),
        ".txt": transcript.HEADER + transcript.line(spoken),
    }


@pytest.mark.parametrize("suffix", [".srt", ".vtt", ".txt"])
def test_what_is_written_is_read(suffix: str) -> None:
    assert list(lines_in(files(SAID)[suffix], suffix)) == [
        Line(3_723_000, "Mary & Jo: 3 < 5 & so it is!")
    ]


def test_a_cue_of_two_lines_is_one() -> None:
    spoken = told("these are a few more words than there is room for on one line of a cue")
    (line,) = list(lines_in(files(spoken)[".srt"], ".srt"))
    assert line.text == spoken.text


def test_lines_of_chinese_have_no_space_between_them() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\n今天天气\n很好\n\n"
    assert list(lines_in(text, ".srt")) == [Line(1000, "今天天气很好")]


def test_files_of_others() -> None:
    vtt = (
        "\ufeffWEBVTT - show\n\nNOTE a word\n\nSTYLE\n::cue { color: red }\n\n"
        "first\n01:02.500 --> 01:04.000 line:0\n<b>Hello</b>, <i>all</i>\n\n"
    )
    assert list(lines_in(vtt, ".vtt")) == [Line(62_500, "Hello, all")]
    rtl = "1\r\n00:00:00,000 --> 00:00:01,000\r\n{\\an8}<i>Hi</i>"
    assert list(lines_in(rtl, ".srt")) == [Line(0, "Hi")]
    assert list(lines_in("notes of mine\n[x] no time\n", ".txt")) == []
    assert list(lines_in("anything", ".mkv")) == []


@given(st.text(max_size=200), st.sampled_from([".srt", ".vtt", ".txt"]))
def test_anything_is_read_without_a_fault(text: str, suffix: str) -> None:
    for line in lines_in(text, suffix):
        assert line.text == on_one_line(line.text) != ""
