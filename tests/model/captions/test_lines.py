"""Tests of studio.model.captions.lines."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.model.captions.lines import MOST_BREATHS, CaptionBox
from studio.model.captions.mask import Mask
from studio.model.captions.spoken import Spoken
from studio.model.captions.vocabulary import Vocabulary
from studio.model.captions.writing import columns_of
from tests.model.captions.telling import anything, by_character, told


def shown(box: CaptionBox) -> list[str]:
    return [line.text for line in box.lines]


def test_lines_roll_up() -> None:
    box = CaptionBox(columns=12, rows=2)
    box.say(told("one two three four five", "1"))
    assert shown(box) == ["three four", "five"]
    box.say(told("six", "2"))
    assert shown(box) == ["five", "six"]


def test_lines_may_be_measured_in_what_one_likes() -> None:
    box = CaptionBox(60, 2, width_of=lambda text: 10 * text.count("m") + text.count("i"))
    box.say(told("mmm iii mmm m mmmmmmm"))
    assert shown(box) == ["mmmmmm", "m"]
    with pytest.raises(ValueError, match="no room"):
        CaptionBox(60, 2, width_of=lambda text: 100.0)


def test_what_is_told_again_replaces_what_was() -> None:
    box = CaptionBox(columns=20, rows=3)
    box.say(told("I sink", "1", is_final=False, speaker="Mary"))
    box.say(told("I think so", "1", speaker="Mary"))
    assert [(line.text, line.speaker, line.is_final) for line in box.lines] == [
        ("I think so", "Mary", True)
    ]
    box.say(Spoken(id="1", is_final=True))
    assert shown(box) == []


def test_a_word_taken_back_moves_only_what_is_behind_it() -> None:
    box = CaptionBox(columns=12, rows=9)
    box.say(told("one two three four five six seven", is_final=False))
    assert shown(box) == ["one two", "three four", "five six", "seven"]
    box.say(told("one two three four fixed it", is_final=False))
    assert shown(box)[:2] == ["one two", "three four"]


def test_marks_and_capitals_of_the_final_text_move_nothing() -> None:
    box = CaptionBox(columns=12, rows=9)
    box.say(told("yes i know we can go now", is_final=False))
    before = shown(box)
    assert before == ["yes i know", "we can go", "now"]
    box.say(told("Yes, I know. We can go now."))
    assert shown(box) == ["Yes, I know.", "We can go", "now."]


def test_what_has_no_room_any_more_moves_on() -> None:
    box = CaptionBox(columns=10, rows=9)
    box.say(told("aaaa bbbbb cccc", is_final=False))
    assert shown(box) == ["aaaa bbbbb", "cccc"]
    box.say(told("Aaaa, bbbbb, cccc."))
    assert shown(box) == ["Aaaa,", "bbbbb,", "cccc."]


def test_two_people_have_lines_of_their_own() -> None:
    box = CaptionBox(columns=20, rows=4)
    box.say(told("I was", "1", is_final=False, speaker="Mary"))
    box.say(told("No", "2", is_final=False, speaker="John"))
    box.say(told("I was saying", "1", is_final=False, speaker="Mary"))
    assert [(line.speaker, line.text) for line in box.lines] == [
        ("Mary", "I was saying"),
        ("John", "No"),
    ]


def test_what_is_over_goes_and_does_not_come_back() -> None:
    box = CaptionBox(columns=20, rows=2)
    box.say(told("long ago", "1"))
    box.say(told("just now", "2", start_ms=9_000))
    box.forget_before(5_000)
    assert shown(box) == ["just now"]
    box.say(told("Long ago!", "1"))
    assert shown(box) == ["just now"]
    box.clear()
    assert shown(box) == []


def test_a_day_of_talk_is_not_kept() -> None:
    box = CaptionBox(columns=20, rows=3)
    for number in range(1000):
        box.say(told(f"number {number}", str(number)))
    assert shown(box) == ["number 997", "number 998", "number 999"]
    assert len(box._breaths) == MOST_BREATHS


def test_a_box_without_room_is_refused() -> None:
    with pytest.raises(ValueError, match="no room"):
        CaptionBox(columns=1, rows=2)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text("你好吗我在这里，。", min_size=1, max_size=30), max_size=20))
def test_chinese_never_leaves_the_box(texts: list[str]) -> None:
    box = CaptionBox(columns=9, rows=2)
    for text in texts:
        box.say(by_character(text, is_final=False))
        assert len(box.lines) <= 2
        assert all(columns_of(line.text) <= 9 for line in box.lines)


@settings(max_examples=100, deadline=None)
@given(st.lists(anything(), max_size=6))
def test_whatever_is_said_fits(said: list[Spoken]) -> None:
    box = CaptionBox(columns=20, rows=3)
    for spoken in said:
        box.say(Mask(["a", "e i"]).over(Vocabulary({"o": "zero", "u": ""}).apply(spoken)))
        assert len(box.lines) <= 3
        assert all(columns_of(line.text) <= 20 for line in box.lines)
