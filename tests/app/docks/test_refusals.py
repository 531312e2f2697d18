"""Tests of studio.app.docks.refusals."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from studio.app import words
from studio.app.docks.refusals import refusal
from studio.ipc.message import Message
from studio.room.rules.refusal import Code

CODES = (*Code, "busy", "not_kept", "away", "in_battle", "restart", "unreachable")


@pytest.fixture
def chinese(qapp: QApplication) -> Iterator[None]:
    words.use(qapp, "zh")
    yield
    words.use(qapp, "en")


@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize("retry_ms", [None, 4_200])
@pytest.mark.parametrize("code", CODES)
def test_a_refusal_is_said_in_the_window_s_language(code: str, retry_ms: int | None) -> None:
    answer: Message = {
        "type": "refused",
        "code": code,
        "sentence": "English.",
        "retry_ms": retry_ms,
    }
    said = refusal(answer)
    assert any("\u4e00" <= letter <= "\u9fff" for letter in said), said
    assert "English" not in said


def test_it_says_how_long_to_wait() -> None:
    answer: Message = {"type": "refused", "code": "slow_mode", "sentence": "…", "retry_ms": 4_200}
    assert refusal(answer) == "Slow mode: speak again in 5 s."


def test_english_has_the_names_that_the_room_says() -> None:
    told = "Mia has seat 2: choose another, or move them."
    said = refusal({"type": "refused", "code": "seat_taken", "sentence": told})
    assert said == f"The room refused it: {told}"
    assert refusal({"type": "refused", "code": "seat_taken"}).startswith("That seat is taken")


def test_an_unknown_code_is_not_silent() -> None:
    said = refusal({"type": "refused", "code": "no_moon", "sentence": "There is no moon."})
    assert said == "The room refused it: There is no moon."
    assert refusal({"type": "refused"}) == "The room refused it."
