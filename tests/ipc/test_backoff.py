"""Tests of studio.ipc.backoff."""

from studio.ipc.backoff import SECOND_NS, Backoff


def test_pauses_grow_to_five_seconds() -> None:
    backoff = Backoff()
    pauses = [backoff.did_end(0) / SECOND_NS for _ in range(7)]
    assert pauses == [0, 0.5, 1, 2, 5, 5, 5]
    assert backoff.failures == backoff.false_starts == 7


def test_who_gets_ready_and_dies_makes_no_false_start() -> None:
    backoff = Backoff()
    backoff.did_end(0)
    for second in range(4):
        backoff.did_get_ready(second)
        backoff.did_end(second)
    assert (backoff.failures, backoff.false_starts) == (5, 0)


def test_half_a_minute_of_health_forgets_what_was() -> None:
    backoff = Backoff()
    for _ in range(4):
        backoff.did_end(0)
    backoff.did_get_ready(10 * SECOND_NS)
    assert backoff.did_end(40 * SECOND_NS - 1) == 5 * SECOND_NS
    backoff.did_get_ready(50 * SECOND_NS)
    assert backoff.did_end(80 * SECOND_NS) == 0
    assert backoff.did_end(200 * SECOND_NS) == SECOND_NS // 2  # it never got ready in between
