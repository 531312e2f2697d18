"""Tests of studio.supervisor.heartbeat."""

from studio.ipc.backoff import SECOND_NS
from studio.supervisor.heartbeat import Heartbeat


def test_who_answers_owes_nothing() -> None:
    heartbeat = Heartbeat()
    assert heartbeat.deadline_ns() is None
    for second in range(5):
        ping_id = heartbeat.ping(second * SECOND_NS)
        assert heartbeat.deadline_ns() == (second + 3) * SECOND_NS
        heartbeat.pong(ping_id)
        assert heartbeat.deadline_ns() is None


def test_the_oldest_open_ping_counts() -> None:
    heartbeat = Heartbeat()
    heartbeat.pong(heartbeat.ping(0))
    for second in (1, 2, 3):
        heartbeat.ping(second * SECOND_NS)
    assert heartbeat.deadline_ns() == 4 * SECOND_NS


def test_an_answer_to_something_else_does_not_count() -> None:
    heartbeat = Heartbeat()
    old = heartbeat.ping(0)
    heartbeat.pong(old)
    heartbeat.ping(SECOND_NS)
    heartbeat.pong(old)
    heartbeat.pong(99)
    assert heartbeat.deadline_ns() == 4 * SECOND_NS


def test_a_sleep_of_our_own_is_forgiven() -> None:
    heartbeat = Heartbeat()
    heartbeat.forgive(0)
    assert heartbeat.deadline_ns() is None
    heartbeat.ping(0)
    heartbeat.forgive(100 * SECOND_NS)
    assert heartbeat.deadline_ns() == 103 * SECOND_NS
