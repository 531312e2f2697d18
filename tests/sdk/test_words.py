"""Tests of studio.sdk.words."""

import pytest

from studio.sdk.words import cells, initial, shorten


@pytest.mark.parametrize(
    ("text", "most", "kept"),
    [
        ("小雨", 10, "小雨"),
        ("一二三四五六", 7, "一二三…"),
        ("Alexandra", 5, "Alex…"),
        ("a\n\tb", 9, "a b"),
        ("", 9, "·"),
        ("\u202eevil", 9, "evil"),
        ("👨‍👩‍👧‍👦👨‍👩‍👧‍👦x", 3, "👨‍👩‍👧‍👦…"),
        ("🇨🇳🇫🇷🇩🇪", 5, "🇨🇳🇫🇷…"),
        ("👍🏽👍🏽", 3, "👍🏽…"),
        ("नमस्ते", 3, "नम…"),
    ],
)
def test_a_name_is_cut_between_characters(text: str, most: int, kept: str) -> None:
    assert shorten(text, most) == kept
    assert cells(shorten(text, most)) <= most


def test_towers_of_accents_and_endless_names_are_cut() -> None:
    assert shorten("a" + "\u0301" * 90, 5) == "a" + "\u0301" * 4
    assert len(shorten("ا" * 100_000, 8)) == 8


def test_the_first_character_stands_for_a_face() -> None:
    assert initial("ann") == "A"
    assert initial("👨‍👩‍👧‍👦 us") == "👨‍👩‍👧‍👦"
    assert initial("\u200e ") == "·"
