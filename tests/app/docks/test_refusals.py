"""Tests of studio.app.docks.refusals."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from studio.app import words
from studio.app.docks.refusals import refusal
from studio.ipc.message import Message
from studio.room.rules.refusal import Code

CODES = (
    *(Code.MUTED, Code.BANNED, Code.SLOW_MODE, Code.UNWANTED, Code.NOT_ALLOWED, Code.GUEST),
    *(Code.NOT_HERE, Code.UNKNOWN_DANMAKU, Code.ALREADY_DONE, Code.TOO_MANY, Code.ROOM_FULL),
    *("too_fast", "busy", "not_kept", "away", "restart", "unreachable"),
)
"""What may come of saying, hiding, muting and putting out; the rest is of the room's pages."""


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


def test_an_unknown_code_is_not_silent() -> None:
    said = refusal({"type": "refused", "code": "no_moon", "sentence": "There is no moon."})
    assert said == "The room refused it: There is no moon."
    assert refusal({"type": "refused"}) == "The room refused it."
