"""Tests of studio.engine.captions.cea608_letters."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.engine.captions.cea608_letters import EXTENDED, SPECIAL, STANDARD, codes_of


def test_letters_are_where_the_standard_has_them() -> None:
    assert codes_of("Az0 ~") == [b"A", b"z", b"0", b" ", b"-\x13\x2f"]
    assert codes_of("áéíóúçÑñ") == [bytes((code,)) for code in b"*\\^_`{}~"]
    assert codes_of("♪½®û") == [b"\x11\x37", b"\x11\x32", b"\x11\x30", b"\x11\x3f"]
    assert codes_of("ÀÖß*") == [b"A\x12\x30", b"O\x13\x32", b"s\x13\x34", b" \x12\x28"]


def test_other_ways_of_writing_the_same_are_folded() -> None:
    assert codes_of("it’s – ｏｋ… e\u0301") == codes_of("it's - ok... é")
    assert codes_of("Œuvre, 5 €, Łódź") == codes_of("OEuvre, 5 EUR, Lódz")
    assert codes_of("「ok」。") == codes_of('"ok".')


def test_pictures_are_left_out() -> None:
    assert codes_of("hi 😀!") == codes_of("hi !")


@pytest.mark.parametrize("text", ["你好", "ok 你", "привет", "안녕", "العربية", "かな"])
def test_other_writings_can_not_be_said(text: str) -> None:
    assert codes_of(text) is None


def test_each_code_is_one_letter() -> None:
    codes = [
        *(bytes((code,)) for letter, code in STANDARD.items() if letter != "’"),
        *(bytes((0x11, code)) for code in SPECIAL.values()),
        *EXTENDED.values(),
    ]
    assert len(set(codes)) == len(codes) == 96 + 16 + 63


@settings(max_examples=60, deadline=None)
@given(st.text())
def test_whatever_is_said_gives_codes_or_none(text: str) -> None:
    for code in codes_of(text) or []:
        assert len(code) in (1, 2, 3)
        assert all(0x10 < byte < 0x80 for byte in code)
