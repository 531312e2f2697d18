"""Tests of studio.engine.captions.cea608."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.engine.captions.cea608 import (
    COLUMNS,
    MOST_PAIRS,
    NOTHING,
    RollUp,
    is_sendable,
    pairs_a_picture,
)
from tests.engine.captions.decoder import Decoder


def decode(captions: RollUp, decoder: Decoder | None = None) -> Decoder:
    decoder = decoder or Decoder()
    while captions.waiting:
        decoder.take(captions.next_pair())
    return decoder


def test_a_row_begins_as_the_standard_says() -> None:
    captions = RollUp(rows=3)
    captions.say("Hi!")
    pairs = [captions.next_pair() for _ in range(captions.waiting)]
    # Roll-up of three rows, carriage return, row 15, each twice; then text, all in odd parity.
    assert b"".join(pairs).hex(" ", 2) == "9426 9426 94ad 94ad 9470 9470 c8e9 a180"
    assert captions.next_pair() == NOTHING


def test_text_goes_on_in_its_row_and_rolls_up() -> None:
    captions = RollUp(rows=2)
    captions.say("This is the first of all rows")
    captions.say("and more.")
    captions.say("Then it ends.")
    decoder = decode(captions)
    assert decoder.text == ["This is the first of all rows", "and more. Then it ends."]
    captions.say("Now the third row begins")
    assert decode(captions, decoder).text == ["and more. Then it ends. Now the", "third row begins"]


def test_three_rows_are_seen() -> None:
    captions = RollUp(rows=3)
    captions.say("a" * 31 + " " + "b" * 31 + " " + "c" * 31 + " " + "d" * 40)
    assert decode(captions).text == ["c" * 31, "d" * 31, "d" * 9]


def test_another_speaker_begins_a_row() -> None:
    captions = RollUp()
    captions.say("Hello.", "Mary")
    captions.say("How are you?", "Mary")
    captions.say("Fine.", "John")
    assert decode(captions).text == [">> Hello. How are you?", ">> Fine."]


def test_the_same_code_twice_in_a_row_is_two_letters() -> None:
    captions = RollUp()
    captions.say("♪♪ naïve ÀÀ ♪")
    assert decode(captions).text == ["♪♪ naïve ÀÀ ♪"]


def test_what_has_no_letters_is_refused_as_a_whole() -> None:
    captions = RollUp()
    assert not captions.say("Hello 世界")
    assert (captions.waiting, captions.refused) == (0, 1)
    assert not is_sendable("你好")
    assert is_sendable("Olé!")


def test_the_picture_is_cleared_and_goes_on() -> None:
    captions = RollUp()
    captions.say("Before")
    captions.erase()
    decoder = decode(captions)
    assert decoder.text == []
    captions.say("after")
    assert decode(captions, decoder).text == ["after"]
    assert decoder.everything == "Before after"


def test_words_of_the_bottom_row_are_taken_back() -> None:
    captions = RollUp()
    decoder = Decoder()
    captions.say("This is a row that has ended. Now I sink we")
    assert captions.take_back(2) == 2
    captions.say("think.")
    assert decode(captions, decoder).text == ["This is a row that has ended.", "Now I think."]
    assert captions.take_back(5) == 3
    assert decode(captions, decoder).text == ["This is a row that has ended.", ""]


def test_too_much_is_dropped_and_counted() -> None:
    captions = RollUp()
    while captions.say("more and more is said of it"):
        assert captions.waiting < MOST_PAIRS + 100
    assert captions.dropped == 1
    assert decode(captions).text


@pytest.mark.parametrize(
    ("fps", "pairs"),
    [
        (Fraction(24), Fraction(1)),
        (Fraction(25), Fraction(1)),
        (Fraction(30000, 1001), Fraction(1)),
        (Fraction(30), Fraction(1)),
        (Fraction(48), Fraction(1, 2)),
        (Fraction(50), Fraction(1, 2)),
        (Fraction(60000, 1001), Fraction(1, 2)),
        (Fraction(60), Fraction(1, 2)),
        (Fraction(120), Fraction(1, 4)),
        (Fraction(15), Fraction(2)),
        (Fraction(10), Fraction(3)),
    ],
)
def test_no_decoder_gets_more_than_thirty_pairs_a_second(fps: Fraction, pairs: Fraction) -> None:
    assert pairs_a_picture(fps) == pairs
    assert fps * pairs_a_picture(fps) <= 30


TEXT = st.text("abc éüÖ♪*½ .,'~", min_size=1, max_size=80).map(lambda text: " ".join(text.split()))


@settings(max_examples=60, deadline=None)
@given(st.lists(TEXT, max_size=8), st.sampled_from([2, 3]))
def test_what_is_decoded_is_what_was_said(texts: list[str], rows: int) -> None:
    captions = RollUp(rows)
    said = [text for text in texts if captions.say(text)]
    decoder = decode(captions)
    assert decoder.everything.replace(" ", "") == "".join(said).replace(" ", "")
    if all(len(word) <= COLUMNS for text in said for word in text.split()):
        assert decoder.everything == " ".join(" ".join(said).split())
