"""Tests of studio.room.inbound.arrival."""

from hypothesis import given
from hypothesis import strategies as st

from studio.room.inbound.arrival import HOLD_NS, MAX_WAITING, Arrival
from studio.room.inbound.foreign import Foreign, Sender

NOBODY = Sender("u", "n")


def item(number: int, at_ms: int) -> Foreign:
    return Foreign("test", f"m{number}", at_ms, NOBODY)


def test_what_comes_late_within_the_hold_takes_its_place() -> None:
    arrival = Arrival()
    arrival.put([item(2, 20)], 0)
    arrival.put([item(1, 10)], HOLD_NS // 2)
    assert arrival.take(HOLD_NS - 1) == []
    assert arrival.next_due_ns() == HOLD_NS
    assert [each.message for each in arrival.take(HOLD_NS)] == ["m1", "m2"]
    assert arrival.next_due_ns() is None


def test_what_comes_later_than_that_comes_all_the_same() -> None:
    arrival = Arrival()
    arrival.put([item(2, 20)], 0)
    arrival.take(HOLD_NS)
    arrival.put([item(1, 10)], HOLD_NS + 1)
    assert [each.message for each in arrival.take(3 * HOLD_NS)] == ["m1"]
    assert arrival.late == 1


def test_a_flood_is_bounded_and_what_it_lost_may_come_again() -> None:
    arrival = Arrival()
    arrival.put([item(n, n) for n in range(MAX_WAITING + 1)], 0)
    assert arrival.dropped == 1
    arrival.take(HOLD_NS)
    arrival.put([item(MAX_WAITING, 5)], HOLD_NS)
    assert len(arrival.take(3 * HOLD_NS)) == 1


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 5), st.integers(0, HOLD_NS // 2))))
def test_each_comes_once_whatever_the_order(coming: list[tuple[int, int, int]]) -> None:
    arrival = Arrival()
    now_ns = 0
    taken: list[Foreign] = []
    for number, at_ms, wait_ns in coming:
        now_ns += wait_ns
        arrival.put([item(number, at_ms)], now_ns)
        taken += arrival.take(now_ns)
    taken += arrival.take(now_ns + HOLD_NS)
    assert sorted(each.message for each in taken) == sorted({f"m{n}" for n, _, _ in coming})
