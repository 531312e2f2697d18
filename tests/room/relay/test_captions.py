"""Tests of studio.room.relay.captions: when what was said is shown, and that all is bounded."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.model.captions.spoken import Spoken
from studio.room.relay.captions import LATE_MS, MOST_CUES, MOST_LANGUAGES, Captions
from tests.model.captions.telling import STEP_MS, anything, by_character, told

SHIFT_MS = 40_000
"""From the studio's clock to the programme's line."""

TIMES = re.compile(r"(\d\d):(\d\d):(\d\d)\.(\d{3})")
ALWAYS = (0, 10**9)


def ms(time: str) -> int:
    found = TIMES.fullmatch(time)
    assert found
    hours, minutes, seconds, rest = map(int, found.groups())
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + rest


def cues(captions: Captions, language: str, span: tuple[int, int] = ALWAYS) -> list[list[str]]:
    """Return the blocks of a segment behind its head: number, times, lines."""
    text = captions.segment(language, *span)
    assert text is not None
    head, *blocks = text.rstrip("\n").split("\n\n")
    assert head == "WEBVTT\nX-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:0"
    return [block.splitlines() for block in blocks]


def spans(captions: Captions, language: str = "en") -> list[tuple[int, int]]:
    found = [block[1].split(" --> ") for block in cues(captions, language)]
    return [(ms(start), ms(end)) for start, end in found]


@pytest.fixture
def captions() -> Captions:
    return Captions()


def test_what_comes_in_time_is_shown_when_it_was_said(captions: Captions) -> None:
    captions.say(told("Good evening, everybody.", start_ms=2_000), SHIFT_MS, 41_500)
    assert spans(captions)[0][0] == 42_000
    assert captions.languages == ["en"]
    assert [each[2] for each in cues(captions, "en")] == ["Good evening, everybody."]


def test_a_cue_is_in_each_segment_in_which_it_is_shown(captions: Captions) -> None:
    captions.say(told("One two three four five.", start_ms=2_500), SHIFT_MS, 42_000)
    ((start, end),) = spans(captions)
    assert (start, end > 44_000) == (42_500, True)
    for first in (42_000, 43_000, 44_000):
        assert len(cues(captions, "en", (first, first + 1_000))) == 1
    for first in (41_000, 41_500, 46_000):
        assert cues(captions, "en", (first, first + 1_000)) == []
    assert captions.segment("fr", 0, 1) is None


def test_a_late_final_comes_into_the_segment_that_grows_and_closed_ones_stay(
    captions: Captions,
) -> None:
    captions.say(told("The first words of all.", "1", start_ms=0), SHIFT_MS, 40_000)
    before = [captions.segment("en", at, at + 1_000) for at in range(40_000, 44_000, 1_000)]
    captions.say(told("What was said then.", "2", start_ms=1_000), SHIFT_MS, 44_000)
    after = [captions.segment("en", at, at + 1_000) for at in range(40_000, 44_000, 1_000)]
    assert after == before
    first, second = spans(captions)
    assert second[0] == 44_000
    assert second[1] - second[0] >= 4 * STEP_MS, "it is shown for as long as it takes to read"
    assert first[1] <= second[0]


def test_what_waits_is_shown_in_its_turn_and_catches_up(captions: Captions) -> None:
    long = " ".join(f"word{n}" for n in range(60))  # 18 s
    captions.say(told(long, start_ms=0), SHIFT_MS, SHIFT_MS + 19_000)
    found = spans(captions)
    assert len(found) > 4
    assert found[0][0] == SHIFT_MS + 19_000
    assert all(end <= start for (_, end), (start, _) in pairwise(found))
    said_s, shown_s = 18, (found[-1][1] - found[0][0]) / 1000
    assert shown_s < 0.75 * said_s
    later_ms = found[-1][1] - SHIFT_MS + LATE_MS
    captions.say(told("On time again.", "2", start_ms=later_ms), SHIFT_MS, later_ms + SHIFT_MS)
    assert spans(captions)[-1][0] == later_ms + SHIFT_MS


def test_a_translation_comes_later_into_a_track_of_its_own(captions: Captions) -> None:
    said = by_character("你好吗", start_ms=1_000)
    captions.say(said, SHIFT_MS, 41_000)
    translated = {"translation": "How are you?", "translation_language": "en"}
    captions.say(said.model_copy(update=translated), SHIFT_MS, 42_000)
    assert captions.languages == ["zh", "en"]
    assert [each[2] for each in cues(captions, "zh")] == ["你好吗"]
    assert [each[2] for each in cues(captions, "en")] == ["How are you?"]
    assert spans(captions, "en")[0][0] == 42_000
    captions.say(by_character("你好吗", start_ms=9_000), SHIFT_MS, 49_000)
    assert len(cues(captions, "zh")) == 2, "another session has the same id"


def test_what_would_be_mark_up_or_another_cue_is_text(captions: Captions) -> None:
    hostile = "<script>x</script>&--> 00:00:00.000\u2028NOTE"
    captions.say(told(f"{hostile} --> WEBVTT", speaker="<b>\n\nM", start_ms=0), 0, 0)
    text = captions.segment("en", *ALWAYS)
    assert text is not None
    assert "<script" not in text
    assert text.count("-->") == len(cues(captions, "en")) == 1
    assert "<v &lt;b&gt; M>" in text


def test_a_programme_can_have_so_many_languages_and_cues(captions: Captions) -> None:
    letters = "abcdefghijklmn"
    for letter in letters:
        captions.say(told("word", language=f"x{letter}"), 0, 0)
    assert len(captions.languages) == MOST_LANGUAGES
    for number in range(2 * MOST_CUES):
        said = told("word", str(number), start_ms=number * 3_000, language="xa")
        captions.say(said, 0, number * 3_000)
    assert len(cues(captions, "xa")) == MOST_CUES


def test_a_flood_is_left_out_and_counted(captions: Captions) -> None:
    for number in range(200):
        captions.say(told("So much is said at once here.", f"{number}", start_ms=0), 0, 1_000)
    assert captions.dropped > 100
    assert spans(captions)[-1][0] < 40_000


@given(st.lists(st.tuples(anything(), st.integers(0, 2_000)), max_size=12))
def test_whatever_is_said_no_cue_begins_in_a_closed_segment(
    said: list[tuple[Spoken, int]],
) -> None:
    captions = Captions()
    open_ms = 10_000
    for spoken, step_ms in said:
        open_ms += step_ms
        before = captions.segment(spoken.language, 0, open_ms)
        captions.say(spoken, SHIFT_MS // 4, open_ms)
        if before is not None:
            assert captions.segment(spoken.language, 0, open_ms) == before
    if captions.languages:
        found = spans(captions, captions.languages[0])
        assert all(start < end for start, end in found)
        assert found == sorted(found)
