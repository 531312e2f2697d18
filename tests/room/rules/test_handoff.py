"""Tests of studio.room.rules.handoff: who asks, who says yes, and what can't be."""

import pytest

from studio.room.protocol.actions import HandoffOffer, HandoffTake
from studio.room.rules.handoff import LAPSE_MS, Cut, Device, Handoffs, newest
from studio.room.rules.refusal import RefusalError

PC = Device(1, "pc", is_on_air=True)
LAPTOP = Device(2, "laptop")
TABLET = Device(3, "tablet", misfit="tablet sends 320x180.")
ALL = (PC, LAPTOP, TABLET)
NOW_MS = 1_000_000


def take(device: str, patience_s: int = 15) -> HandoffTake:
    return HandoffTake(type="handoff_take", id="1", device=device, patience_s=patience_s)


def offer(to: str | None = None) -> HandoffOffer:
    return HandoffOffer(type="handoff_offer", id="1", to=to)


def asked(patience_s: int = 15) -> Handoffs:
    handoffs = Handoffs()
    changed = handoffs.take("b", take("laptop", patience_s), ALL, NOW_MS)
    assert (changed.state, changed.before, changed.to) == ("asked", "pc", "laptop")
    return handoffs


def test_the_one_on_air_says_yes() -> None:
    handoffs = asked()
    with pytest.raises(RefusalError, match="Say yes on pc"):
        handoffs.confirm("b")
    assert handoffs.confirm("a").state == "cutting"
    assert handoffs.due_ms() is None
    done = handoffs.done(Cut(gap_ms=36, wait_ms=120, slate_ms=0))
    assert (done.state, done.gap_ms, done.wait_ms, done.slate_ms) == ("done", 36, 120, 0)
    assert not handoffs.goes_on


def test_no_answer_is_a_yes_after_the_time_that_was_set() -> None:
    handoffs = asked(patience_s=10)
    assert handoffs.due_ms() == NOW_MS + 10_000
    assert handoffs.tick(NOW_MS + 9_999) is None
    changed = handoffs.tick(NOW_MS + 10_000)
    assert changed
    assert changed.state == "cutting"


def test_no_answer_is_a_no_where_no_time_was_set() -> None:
    handoffs = asked(patience_s=0)
    assert handoffs.tick(NOW_MS + LAPSE_MS - 1) is None
    changed = handoffs.tick(NOW_MS + LAPSE_MS)
    assert changed
    assert (changed.state, changed.reason) == ("cancelled", "Nobody answered.")


def test_an_offer_is_taken_at_once_by_whom_it_is_for() -> None:
    handoffs = Handoffs()
    assert handoffs.offer("a", offer("laptop"), ALL, NOW_MS).to == "laptop"
    with pytest.raises(RefusalError, match="offered to laptop"):
        handoffs.take("c", take("phone"), (*ALL, Device(4, "phone")), NOW_MS)
    assert handoffs.take("b", take("laptop"), ALL, NOW_MS).state == "cutting"


def test_an_offer_to_anybody_lapses() -> None:
    handoffs = Handoffs()
    handoffs.offer("a", offer(), ALL, NOW_MS)
    changed = handoffs.tick(NOW_MS + LAPSE_MS)
    assert changed
    assert changed.state == "cancelled"
    with pytest.raises(RefusalError, match="Nothing is on air"):
        handoffs.offer("a", offer(), (LAPTOP,), NOW_MS)


def test_nobody_is_asked_where_nothing_is_on_air() -> None:
    assert Handoffs().take("b", take("laptop"), (LAPTOP,), NOW_MS).state == "cutting"


def test_a_phone_on_air_is_not_waited_for() -> None:
    devices = (Device(1, "phone", is_on_air=True, phone="p-1"), LAPTOP)
    changed = Handoffs().take("b", take("laptop", patience_s=0), devices, NOW_MS)
    assert (changed.state, changed.before, changed.to) == ("cutting", "phone", "laptop")


@pytest.mark.parametrize(
    ("device", "sentence"),
    [
        ("pc", "pc is on air"),
        ("tablet", "tablet sends 320x180"),
        ("phone", "phone does not publish to this room: start its stream there first"),
    ],
)
def test_what_can_t_be_is_refused_and_changes_nothing(device: str, sentence: str) -> None:
    handoffs = Handoffs()
    with pytest.raises(RefusalError, match=sentence):
        handoffs.take("b", take(device), ALL, NOW_MS)
    assert handoffs.now is None


def test_one_goes_on_at_a_time_until_it_is_cancelled() -> None:
    handoffs = asked()
    with pytest.raises(RefusalError, match="laptop is just taking over"):
        handoffs.take("c", take("laptop"), ALL, NOW_MS)
    with pytest.raises(RefusalError, match="laptop is just taking over"):
        handoffs.offer("a", offer(), ALL, NOW_MS)
    assert handoffs.cancel().state == "cancelled"
    with pytest.raises(RefusalError, match="No handoff goes on"):
        handoffs.cancel()
    with pytest.raises(RefusalError, match="No device asks"):
        handoffs.confirm("a")
    assert handoffs.take("c", take("laptop"), ALL, NOW_MS).state == "asked"


def test_a_failure_is_told_and_frees_the_way() -> None:
    handoffs = asked()
    handoffs.confirm("a")
    assert handoffs.failed("laptop is gone.").reason == "laptop is gone."
    assert not handoffs.goes_on


def test_of_two_connections_of_a_device_the_newest_counts() -> None:
    assert newest("pc", (PC, Device(7, "pc"), Device(5, "pc"))) == Device(7, "pc")
    assert newest("phone", ALL) is None
