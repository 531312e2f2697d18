"""Tests of studio.room.rules.handoff_state: who asks for a state, who answers, how it ends."""

import pytest

from studio.room.protocol.actions import HandoffAsk, HandoffGive, HandoffRefuse
from studio.room.rules.handoff import LAPSE_MS, Device
from studio.room.rules.handoff_state import StateAsks
from studio.room.rules.refusal import Code, RefusalError

ALL = (Device(1, "pc", is_on_air=True), Device(2, "laptop"))
NOW_MS = 1_000_000
KEY = "A" * 43 + "="


def ask(device: str = "laptop") -> HandoffAsk:
    return HandoffAsk(type="handoff_ask", id="1", device=device, key=KEY)


def give(number: int = 1) -> HandoffGive:
    return HandoffGive(type="handoff_give", id="2", ask=number, sha256="0" * 64, size_bytes=9)


def asked() -> StateAsks:
    asks = StateAsks()
    changed = asks.ask("b", ask(), ALL, NOW_MS)
    assert (changed.state, changed.holder, changed.device, changed.key) == (
        *("asked", "pc", "laptop"),
        KEY,
    )
    return asks


def refused(code: Code, what: str) -> "pytest.RaisesExc[RefusalError]":
    return pytest.raises(RefusalError, match=what, check=lambda error: error.code is code)


def test_the_device_on_air_answers_and_the_ask_lasts_until_it_is_ended() -> None:
    asks = asked()
    with refused(Code.NOT_ALLOWED, "Answer on pc"):
        asks.give("b", give())
    given = asks.give("a", give())
    assert (given.state, given.sha256, given.size_bytes) == ("given", "0" * 64, 9)
    assert asks.due_ms() is None
    assert asks.goes_on
    with refused(Code.NOT_OPEN, "No device asks"):
        asks.give("a", give())
    assert asks.end("").state == "ended"
    assert not asks.goes_on


def test_one_device_at_a_time() -> None:
    asks = asked()
    with refused(Code.ALREADY_OPEN, "laptop is just taking over: wait for it"):
        asks.ask("c", ask("tablet"), ALL, NOW_MS)
    with refused(Code.ALREADY_OPEN, "laptop is just taking over"):
        asks.check_taker("tablet")
    asks.check_taker("laptop")
    asks.end("It was called off.")
    assert asks.ask("c", ask("tablet"), ALL, NOW_MS).ask == 2


def test_a_refusal_has_a_reason_and_is_for_the_newest_ask_alone() -> None:
    asks = asked()
    with refused(Code.NOT_OPEN, "any more"):
        asks.refuse("a", HandoffRefuse(type="handoff_refuse", id="3", ask=7))
    ended = asks.refuse("a", HandoffRefuse(type="handoff_refuse", id="3", ask=1))
    assert ended.reason == "pc does not let its programme be taken over."


def test_it_ends_without_an_answer_and_with_the_device_that_asked() -> None:
    asks = asked()
    assert asks.tick(NOW_MS + LAPSE_MS - 1) is None
    lapsed = asks.tick(NOW_MS + LAPSE_MS)
    assert lapsed is not None
    assert lapsed.reason == "Nobody answered."
    asks = asked()
    assert asks.left("a") is None
    gone = asks.left("b")
    assert gone is not None
    assert (gone.is_lost, gone.reason) == (True, "laptop has lost the room.")


def test_what_can_t_be_taken_over() -> None:
    with refused(Code.NOT_OPEN, "just go live here"):
        StateAsks().ask("b", ask(), ALL[1:], NOW_MS)
    with refused(Code.ALREADY_DONE, "give this one another name"):
        StateAsks().ask("b", ask("pc"), ALL, NOW_MS)


def test_a_phone_on_air_has_nothing_to_give_and_nobody_else_may_ask_meanwhile() -> None:
    asks = StateAsks()
    devices = (Device(1, "phone", is_on_air=True, phone="p-1"), Device(2, "laptop"))
    given = asks.ask("b", ask(), devices, NOW_MS)
    assert (given.state, given.holder, given.sha256) == ("given", "phone", "")
    assert asks.due_ms() is None
    with refused(Code.ALREADY_OPEN, "laptop is just taking over"):
        asks.ask("c", ask("tablet"), devices, NOW_MS)
