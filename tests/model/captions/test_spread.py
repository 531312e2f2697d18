"""Tests of studio.model.captions.spread."""

from hypothesis import given
from hypothesis import strategies as st

from studio.model.captions.spoken import MOST_WORDS, Spoken
from studio.model.captions.spread import MS_A_COLUMN, spread


def test_words_share_the_time_by_their_length() -> None:
    words = spread("Hello there.", 1_000, 2_100)
    assert [(each.text, each.start_ms, each.end_ms) for each in words] == [
        ("Hello", 1_000, 1_500),
        ("there.", 1_500, 2_100),
    ]


def test_chinese_comes_by_the_character() -> None:
    words = spread("你好Mary！", 0)
    assert [each.text for each in words] == ["你", "好", "Mary", "！"]
    assert words[-1].end_ms == 10 * MS_A_COLUMN
    assert Spoken(id="1", words=words).text == "你好Mary！"


def test_there_may_be_nothing() -> None:
    assert spread(" \n ", 5, 9) == ()


@given(st.text(max_size=3_000), st.integers(0, 10**6), st.none() | st.integers(0, 10**6))
def test_whatever_is_written_makes_words_in_order(text: str, start: int, end: int | None) -> None:
    words = spread(text, start, end)
    assert len(words) <= MOST_WORDS
    assert Spoken(id="1", words=words).start_ms in (0, start)
