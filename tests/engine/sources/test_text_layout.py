"""Tests of studio.engine.sources.text_layout."""

import pytest

from studio.engine.sources.fonts import font_book
from studio.engine.sources.text_layout import Line, TextLayout


def layout(direction: str = "auto") -> TextLayout:
    return TextLayout(font_book(), "DejaVu Sans", 40, direction)


def words(line: Line) -> str:
    return "".join(piece.text for piece in line.pieces)


def test_breaks_at_line_ends_and_keeps_empty_lines() -> None:
    assert [words(line) for line in layout().lines("one\n\ntwo", 0)] == ["one", "", "two"]


def test_wraps_at_spaces_no_wider_than_asked() -> None:
    lines = layout().lines("the quick brown fox jumps over the lazy dog", 300)
    assert len(lines) > 2
    assert all(line.width <= 300 for line in lines)
    assert " ".join(words(line) for line in lines) == "the quick brown fox jumps over the lazy dog"


def test_wraps_chinese_anywhere_but_not_before_its_marks() -> None:
    text = "欢迎来到我的直播间，点点关注不迷路。（今晚八点）抽奖送大礼！"
    for width in range(160, 420, 20):
        lines = [words(line) for line in layout().lines(text, width)]
        assert "".join(lines) == text
        assert not [line for line in lines if line[0] in "，。）！"]
        assert not [line for line in lines if line[-1] in "（"]


def test_a_word_wider_than_the_line_is_broken() -> None:
    lines = layout().lines("Donaudampfschifffahrt 🚀🚀🚀🚀🚀🚀🚀🚀", 200)
    assert all(line.width <= 200 for line in lines)
    assert "".join(words(line) for line in lines).replace(" ", "").startswith("Donaudampf")


@pytest.mark.parametrize(
    ("text", "direction", "is_rtl"),
    [
        ("hello שלום", "auto", False),
        ("שלום hello", "auto", True),
        ("123 مرحبا", "auto", True),
        ("hello", "rtl", True),
        ("שלום", "ltr", False),
    ],
)
def test_the_direction_is_that_of_the_first_letter(text: str, direction: str, is_rtl: bool) -> None:
    (line,) = layout(direction).lines(text, 0)
    assert line.pieces[0].direction == ("rtl" if is_rtl else "ltr")


def test_from_right_to_left_the_first_piece_lies_rightmost() -> None:
    (line,) = layout().lines("שלום 🚀 hello", 0)
    assert [piece.text.strip() for piece in line.pieces] == ["hello", "🚀", "שלום"]
    assert [piece.x for piece in line.pieces] == sorted(piece.x for piece in line.pieces)


def test_lines_make_room_for_the_tallest_font() -> None:
    latin, chinese = layout().lines("a", 0), layout().lines("a中", 0)
    assert layout().metrics(chinese).ascent > layout().metrics(latin).ascent
