"""Tests of studio/room/web/src/lib/words.js: refusals are said in both languages."""

import re
from pathlib import Path

import pytest

from studio.room.live import actor, battles
from studio.room.rules.refusal import Code

ROOT = Path(__file__).resolve().parents[3] / "studio" / "room"
WORDS = (ROOT / "web" / "src" / "lib" / "words.js").read_text("utf-8")
PAIR = re.compile(r'  (refused_\w+): \[\s*"([^"]+)",\s*"([^"]+)",?\s*\]')
REFUSALS = {key: (chinese, english) for key, chinese, english in PAIR.findall(WORDS)}


OTHERS = ("not_kept", "away", "in_battle", "busy", "restart", "overdraft")
"""Codes that are not of the rules but of what runs them."""


@pytest.mark.parametrize("code", [*(each.value for each in Code), *OTHERS])
def test_a_refusal_is_said_in_chinese_and_english(code: str) -> None:
    chinese, english = REFUSALS[f"refused_{code}"]
    assert re.search("[\u4e00-\u9fff]", chinese)
    assert not re.search("[\u4e00-\u9fff]", english)


def test_what_is_not_kept_is_said_as_the_server_says_it() -> None:
    assert REFUSALS["refused_not_kept"][1] == actor._NOT_KEPT
    assert "battle already" in battles._IN_BATTLE
    assert "battle already" in REFUSALS["refused_in_battle"][1]


def test_no_words_wait_for_a_code_that_nobody_says() -> None:
    said = {*(each.value for each in Code), *OTHERS, "other"}
    assert {key.removeprefix("refused_") for key in REFUSALS} <= said


def test_every_key_for_a_refusal_has_two_languages() -> None:
    assert len(REFUSALS) == WORDS.count("\n  refused_")
