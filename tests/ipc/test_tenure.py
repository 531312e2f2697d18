"""Tests of studio.ipc.tenure."""

import threading

from studio.ipc.tenure import Tenure

PATIENCE_S = 20.0


def outcome_of(tenure: Tenure) -> tuple[threading.Thread, list[bool]]:
    found: list[bool] = []
    thread = threading.Thread(target=lambda: found.append(tenure.wait()))
    thread.start()
    return thread, found


def test_it_ends_when_it_is_told_to() -> None:
    tenure = Tenure(0.0, lambda: False)
    thread, found = outcome_of(tenure)
    tenure.end()
    thread.join(PATIENCE_S)
    assert found == [True]


def test_alone_it_ends_after_its_grace() -> None:
    tenure = Tenure(0.05, lambda: False)
    thread, found = outcome_of(tenure)
    assert thread.is_alive()  # the supervisor is there
    tenure.lose_supervisor()
    thread.join(PATIENCE_S)
    assert found == [False]


def test_a_client_keeps_it_until_it_has_left() -> None:
    clients = ["engine"]
    tenure = Tenure(0.0, lambda: bool(clients))
    tenure.lose_supervisor()
    thread, found = outcome_of(tenure)
    assert thread.is_alive()
    clients.clear()
    tenure.client_left()
    thread.join(PATIENCE_S)
    assert found == [False]
