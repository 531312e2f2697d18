"""Tests of studio.room.rules.refusal."""

from studio.room.protocol.events import Refused
from studio.room.rules.refusal import Code, RefusalError


def test_it_answers_an_action() -> None:
    refusal = RefusalError(Code.MUTED, "You are muted.", 500)
    assert refusal.reply("7") == Refused(
        id="7", code="muted", sentence="You are muted.", retry_ms=500
    )
    assert str(refusal) == "You are muted."
