"""Tests of studio.engine.sources.caption_text: what is read, by whom it was said, how long."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.engine.sources.caption_text import MOST_OF_A_NAME, UNFINISHED_MS, CaptionText
from studio.model.captions.spoken import Spoken
from studio.model.captions.writing import columns_of
from studio.model.kinds_captions import SPEAKER_COLORS, CaptionSourceSettings
from tests.model.captions.telling import anything, by_character, told

PX_A_COLUMN = 30


def width_of(text: str) -> float:
    return columns_of(text) * PX_A_COLUMN


def text_of(**changes: object) -> CaptionText:
    """Return one of 20 columns and two lines that stay for four seconds."""
    chosen = {"width_px": 640, "padding_px": 18, **changes}
    return CaptionText(CaptionSourceSettings.model_validate(chosen), width_of, width_of)


def read(text: CaptionText) -> list[str]:
    return [row.text for row in text.rows]


def translated(spoken: Spoken, translation: str) -> Spoken:
    changes = {"translation": translation, "translation_language": "en"}
    return spoken.model_copy(update=changes)


def test_lines_roll_up_within_the_width() -> None:
    text = text_of()
    text.say(told("one two three four five", is_final=False), 0)
    assert read(text) == ["one two three four", "five"]
    text.say(told("one two three four five six seven eight nine"), 0)
    assert read(text) == ["five six seven eight", "nine"]


def test_what_was_understood_stays_as_long_as_is_set() -> None:
    text = text_of(stays_s=3)
    assert text.next_ms is None
    text.say(told("Hello.", "1"), 1_000)
    text.say(told("Bye.", "2"), 2_000)
    assert text.next_ms == 4_000
    text.pass_time(3_999)
    assert read(text) == ["Hello.", "Bye."]
    text.pass_time(4_000)
    assert read(text) == ["Bye."]
    text.pass_time(5_000)
    assert read(text) == []
    assert text.next_ms is None


def test_who_speaks_on_is_read_on_and_who_is_never_finished_is_not() -> None:
    text = text_of()
    for count in range(1, 30):
        text.say(told("word " * count, is_final=False), count * 900)
        text.pass_time(count * 900)
    assert read(text)
    text.pass_time(29 * 900 + UNFINISHED_MS)
    assert read(text) == []


def test_an_empty_final_takes_it_away() -> None:
    text = text_of()
    text.say(told("hm", is_final=False), 0)
    text.say(Spoken(id="1", is_final=True), 10)
    text.say(Spoken(id="never heard of", is_final=True), 10)
    assert read(text) == []
    assert text.next_ms is None


def test_the_same_again_does_not_stay_longer_or_come_back() -> None:
    text = text_of()
    text.say(told("Hello."), 0)
    text.say(told("Hello."), 3_000)
    assert text.next_ms == 4_000
    text.pass_time(4_000)
    text.say(told("Hello."), 5_000)
    assert read(text) == []


def test_a_program_that_has_one_id_for_all_is_read() -> None:
    text = text_of()
    text.say(told("One."), 0)
    text.pass_time(9_000)
    text.say(told("Two."), 10_000)
    assert read(text) == ["Two."]
    assert text.next_ms == 14_000


def test_a_correction_changes_what_stands_there_and_brings_nothing_back() -> None:
    text = text_of()
    text.say(told("Hello jon.", "1"), 0)
    text.say(told("Bye jon.", "2"), 3_000)
    text.pass_time(4_000)
    text.correct(told("Hello John.", "1"))
    text.correct(told("Bye John.", "2"))
    text.correct(told("Who is John?", "3"))
    assert read(text) == ["Bye John."]
    assert text.next_ms == 7_000


def test_a_speaker_is_named_when_another_one_spoke() -> None:
    text = text_of(lines=4)
    for number, speaker in enumerate(["Mary", "Mary", "", "Mary", "Tom"]):
        text.say(told(f"Line {number}.", str(number), speaker=speaker), 0)
    assert read(text) == ["Line 1.", "Line 2.", "Mary: Line 3.", "Tom: Line 4."]
    text.pass_time(4_000)
    text.say(told("Again.", "9", speaker="Tom"), 5_000)
    assert read(text) == ["Tom: Again."]


def test_a_name_is_written_as_the_language_wants_it() -> None:
    text = text_of()
    spoken = by_character("大家好").model_copy(update={"speaker": "小\n红"})
    text.say(spoken, 0)
    assert read(text) == ["小 红：大家好"]
    text.say(told("Hi", "2", speaker="x" * 100), 0)
    assert read(text)[-2] == "x" * 20  # what is wider than a line is cut
    assert MOST_OF_A_NAME < 100
    assert "…: Hi" in read(text)[-1]


@pytest.mark.parametrize("speaker", ["hidden", "name", "color", "both"])
def test_speakers_are_told_by_name_or_colour_or_neither(speaker: str) -> None:
    text = text_of(speaker=speaker, lines=4)
    for number, who in enumerate(["Mary", "Tom", "Ann", "Mary"]):
        text.say(told("Hi.", str(number), speaker=who), 0)
    has_names, has_colors = speaker in ("name", "both"), speaker in ("color", "both")
    names = ["Mary: ", "Tom: ", "Ann: ", "Mary: "]
    assert read(text) == [(name if has_names else "") + "Hi." for name in names]
    colors = ["", SPEAKER_COLORS[0], SPEAKER_COLORS[1], ""]
    assert [row.color for row in text.rows] == (colors if has_colors else [""] * 4)


def test_a_translation_stands_below_once_it_comes() -> None:
    text = text_of(text="both")
    spoken = by_character("大家好")
    text.say(spoken, 0)
    assert [(row.text, row.is_translated) for row in text.rows] == [("大家好", False)]
    text.say(translated(spoken, "Hello, everybody."), 1_500)
    assert [(row.text, row.is_translated) for row in text.rows] == [
        ("大家好", False),
        ("Hello, everybody.", True),
    ]
    assert text.next_ms == 5_500
    text.pass_time(5_500)
    assert read(text) == []


def test_a_translation_alone_is_read_once_it_comes() -> None:
    text = text_of(text="translation", lines=1)
    spoken = by_character("大家好").model_copy(update={"speaker": "小红"})
    text.say(spoken.model_copy(update={"is_final": False}), 0)
    text.say(spoken, 500)
    assert read(text) == []
    assert text.next_ms is None
    text.say(translated(spoken, "Hello."), 9_000)
    assert read(text) == ["小红：Hello."]
    assert not text.rows[0].is_translated
    text.pass_time(13_000)
    assert read(text) == []


def test_a_translation_is_nothing_to_who_reads_the_original() -> None:
    text = text_of()
    spoken = by_character("大家好")
    text.say(spoken, 0)
    text.say(translated(spoken, "Hello."), 1_000)
    assert read(text) == ["大家好"]
    assert text.next_ms == 4_000


def test_a_breath_as_long_as_may_be_is_read_at_its_end() -> None:
    text = text_of()
    text.say(told(" ".join(f"w{number}" for number in range(500))), 0)
    assert read(text)[-1].endswith("w499")
    assert len(read(text)) == 2


@settings(deadline=None)
@given(
    st.lists(st.tuples(anything(), st.integers(0, 5_000), st.booleans()), max_size=12),
    st.sampled_from(["original", "translation", "both"]),
)
def test_whatever_is_told_fits_and_is_over_some_day(
    said: list[tuple[Spoken, int, bool]], mode: str
) -> None:
    text = text_of(text=mode, speaker="both")
    now_ms = 0
    for spoken, later_ms, is_new in said:
        now_ms += later_ms
        if is_new:
            text.say(translated(spoken, spoken.text[:500]) if spoken.text else spoken, now_ms)
        else:
            text.correct(spoken)
        text.pass_time(now_ms)
        assert len(text.rows) <= 4
        for row in text.rows:
            assert row.text.isprintable() or row.text
            assert "\n" not in row.text
    text.pass_time(now_ms + UNFINISHED_MS)
    assert text.rows == ()
    assert text.next_ms is None
