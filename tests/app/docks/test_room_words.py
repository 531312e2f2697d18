"""Tests of studio.app.docks.room_words."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.app.docks.room_words import one_line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("来了！", "来了！"),
        ("two\nlines\tand\x00more", "two lines and more"),
        ("\u202eevil\u202c", "evil"),
        ("👨‍👩‍👧 family", "👨‍👩‍👧 family"),
        ("e" + "\u0301" * 50, "e\u0301\u0301"),
        ("x" * 100, "x" * 9 + "…"),
        (None, ""),
        (17, ""),
    ],
)
def test_makes_one_harmless_line(text: object, line: str) -> None:
    assert one_line(text, 10 if text == "x" * 100 else 64) == line


@given(st.text(max_size=300))
def test_whatever_comes_stays_in_its_line(text: str) -> None:
    line = one_line(text, 50)
    assert len(line) <= 50
    assert not any(unicodedata.bidirectional(letter) in ("RLO", "LRO", "RLI") for letter in line)
    assert len(line.splitlines()) <= 1
