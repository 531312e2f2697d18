"""Tests of studio.engine.sources.fonts, on the fonts of this machine."""

import pytest

from studio.engine.sources.fonts import FontBook, FontError, font_book, load_face


def runs(text: str, family: str = "DejaVu Sans") -> list[tuple[str, str]]:
    book = font_book()
    return [(face.families[0], piece) for face, piece in book.runs(text, book.find(family))]


def test_finds_a_family_whatever_its_case() -> None:
    assert font_book().find("dejavu SERIF").families[0] == "DejaVu Serif"
    assert font_book().find("DejaVu Serif").weight == 400
    assert font_book().find("DejaVu Serif Bold").weight == 700


def test_an_unknown_family_is_the_default_one() -> None:
    assert font_book().find("No Such Font") is font_book().find("")


def test_each_character_is_drawn_by_a_font_that_has_it() -> None:
    assert runs("Hi 你好 🚀!") == [
        ("DejaVu Sans", "Hi "),
        ("Noto Sans CJK SC", "你好 "),
        ("Noto Color Emoji", "🚀"),
        ("DejaVu Sans", "!"),
    ]


def test_a_chinese_font_draws_latin_too_if_it_was_asked_for() -> None:
    assert runs("Hi 你好", "Noto Serif CJK SC") == [("Noto Serif CJK SC", "Hi 你好")]


def test_a_character_that_no_font_has_stays_with_the_first() -> None:
    assert runs("a\U000e0fff") == [("DejaVu Sans", "a\U000e0fff")]


def test_without_fonts_it_says_so() -> None:
    with pytest.raises(FontError, match="no fonts on this computer"):
        FontBook([]).find("Arial")


def test_a_font_of_pictures_is_opened_in_the_size_it_has() -> None:
    assert load_face(font_book().find("Noto Color Emoji"), 30).size == 109
    assert load_face(font_book().find("DejaVu Sans"), 30).size == 30
