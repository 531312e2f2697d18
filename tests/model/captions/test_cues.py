"""Tests of studio.model.captions.cues."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from studio.model.captions import srt, webvtt
from studio.model.captions.cues import (
    GAP_MS,
    LINGERS_MS,
    SHORTEST_MS,
    Cue,
    CueTrain,
    cues_of,
    timed,
)
from studio.model.captions.spoken import Spoken, Word
from studio.model.captions.writing import columns_of
from tests.model.captions.telling import anything, by_character, told


def test_a_short_word_is_read_long_enough() -> None:
    assert cues_of(told("Yes.", start_ms=5_000)) == [Cue(5_000, 5_000 + SHORTEST_MS, ("Yes.",))]


def test_fast_speech_lingers_but_not_for_long() -> None:
    slow = told("everything happens at once right here and now")
    words = tuple(
        Word(text=word.text, start_ms=n * 50, end_ms=n * 50 + 50)
        for n, word in enumerate(slow.words)
    )
    (cue,) = cues_of(Spoken(id="1", words=words, is_final=True))
    assert cue.end_ms == 400 + LINGERS_MS
    assert cue.lines == ("everything happens at once right here and", "now")


def test_chinese_is_read_by_the_character() -> None:
    words = (Word(text="大家好今天我们去看电影", start_ms=0, end_ms=900),)
    (cue,) = cues_of(Spoken(id="1", words=words, is_final=True))
    assert cue.end_ms == round(11 * 1000 / 9)


def test_two_lines_and_seven_seconds_end_a_cue() -> None:
    cues = cues_of(told("word " * 40))
    assert [len(cue.lines) for cue in cues] == [2, 2, 1]
    assert all(columns_of(line) <= 42 for cue in cues for line in cue.lines)
    assert all(cue.end_ms - cue.start_ms <= 7_000 for cue in cues)
    chinese = cues_of(by_character("我们今天去看电影然后吃饭再回家休息" * 3))
    assert all(len(line) <= 16 for cue in chinese for line in cue.lines)


def test_a_silence_ends_a_cue() -> None:
    first, second = told("Wait").words, told("Go", start_ms=4_000).words
    cues = cues_of(Spoken(id="1", words=(*first, *second), is_final=True))
    assert [(cue.start_ms, cue.lines) for cue in cues] == [(0, ("Wait",)), (4_000, ("Go",))]


def test_the_end_of_a_cue_waits_for_the_next() -> None:
    train = CueTrain()
    assert train.add(told("Yes.", "1")) == []
    assert train.add(told("No.", "2", start_ms=500)) == [Cue(0, 500 - GAP_MS, ("Yes.",))]
    assert train.due(2_000) == []
    assert train.due(10_000) == [Cue(500, 500 + SHORTEST_MS, ("No.",))]
    assert train.flush() == []


def test_a_short_gap_is_closed_and_a_long_one_stays() -> None:
    cues = [Cue(0, 1_000, ("a",)), Cue(1_500, 2_500, ("b",)), Cue(9_000, 9_900, ("c",))]
    assert [(cue.start_ms, cue.end_ms) for cue in timed(cues)] == [
        (0, 1_500 - GAP_MS),
        (1_500, 2_500),
        (9_000, 9_900),
    ]


def test_two_at_once_are_not_cut() -> None:
    cues = [Cue(0, 3_000, ("a",)), Cue(10, 3_000, ("b",))]
    assert timed(cues) == cues


def test_a_recording_that_began_later_has_its_own_time() -> None:
    assert Cue(5_000, 6_000, ("a",)).moved(5_500) == Cue(0, 500, ("a",))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4_000), st.integers(1, 30)), max_size=10))
def test_cues_never_overlap_where_one_person_speaks(gaps: list[tuple[int, int]]) -> None:
    train, cues, now_ms = CueTrain(), [], 0
    for number, (gap_ms, count) in enumerate(gaps):
        spoken = told("word " * count, str(number), start_ms=now_ms + gap_ms)
        now_ms = spoken.end_ms
        cues += train.add(spoken)
    cues += train.flush()
    assert all(cue.end_ms > cue.start_ms for cue in cues)
    assert all(cue.end_ms + GAP_MS <= after.start_ms for cue, after in pairwise(cues))
    assert sum(len(" ".join(cue.lines).split()) for cue in cues) == sum(n for _, n in gaps)


@settings(max_examples=100, deadline=None)
@given(st.lists(anything(), max_size=4))
def test_whatever_is_said_makes_whole_blocks(said: list[Spoken]) -> None:
    train = CueTrain()
    cues = [cue for spoken in said for cue in train.add(spoken)] + train.flush()
    for number, cue in enumerate(cues, 1):
        for block in (srt.block(number, cue), webvtt.block(number, cue)):
            head, times, *lines, gap, end = block.split("\n")
            assert (head, gap, end) == (str(number), "", "")
            assert times.count("-->") == block.count("-->") == 1
            assert lines
            assert all(line.strip() for line in lines)
