"""Tests of studio.engine.sources.emoji."""

import pytest

from studio.engine.sources.emoji import emoji_clusters


@pytest.mark.parametrize(
    "emoji",
    ["🚀", "👨‍👩‍👧", "🇨🇳", "👍🏽", "1️⃣", "❤️", "🏳️‍🌈", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "👩🏽‍🚀", "☀️", "⭐", "🤷‍♀️"],
)
def test_what_is_one_picture_stays_together(emoji: str) -> None:
    pieces = list(emoji_clusters(f"a{emoji}b"))
    assert pieces == [("a", False), (emoji, True), ("b", False)]


@pytest.mark.parametrize("text", ["1", "#", "®", "✔", "☃", "你", "，", "é", "مرحبا", "\U0001f1e8"])
def test_what_is_text_stays_text(text: str) -> None:
    assert [is_emoji for _, is_emoji in emoji_clusters(text)] == [False] * len(text)


def test_nothing_is_lost() -> None:
    text = "直播 🚀🚀 7️⃣7 🇨🇳🇯 end"
    assert "".join(piece for piece, _ in emoji_clusters(text)) == text
