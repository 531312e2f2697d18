"""Tests of studio.engine.processes."""

from studio.engine.processes import Processes
from studio.model.command import Message


class Log:
    """What was sent and what was called back."""

    def __init__(self) -> None:
        self.sent: list[Message] = []
        self.called: list[str] = []

    def start(self, processes: Processes, name: str) -> None:
        processes.start(
            name,
            "push",
            {"url": "rtmp://host/app/key"},
            on_ready=lambda address: self.called.append(f"{name} at {address}"),
            on_ended=lambda reason: self.called.append(f"{name}: {reason}"),
        )


def test_requests_wait_for_a_supervisor_and_are_asked_again_of_the_next() -> None:
    log, processes = Log(), Processes()
    log.start(processes, "push-1")
    assert not log.sent
    processes.supervisor_came(log.sent.append)
    processes.supervisor_went()
    log.start(processes, "push-2")
    processes.supervisor_came(log.sent.append)
    assert [message["name"] for message in log.sent] == ["push-1", "push-1", "push-2"]


def test_tells_who_asked_what_became_of_a_process() -> None:
    pids: list[tuple[str, int]] = []
    log, processes = Log(), Processes(on_pid=lambda name, pid: pids.append((name, pid)))
    log.start(processes, "push-1")
    processes.supervisor_came(log.sent.append)
    assert processes.on_message(
        {"type": "process_ready", "name": "push-1", "address": "/run/p1", "pid": 7}
    )
    assert processes.on_message({"type": "process_ended", "name": "push-1", "reason": "Killed."})
    assert log.called == ["push-1 at /run/p1", "push-1: Killed."]
    assert pids == [("push-1", 7)]
    assert not processes.on_message({"type": "something else"})


def test_a_process_that_was_stopped_is_not_heard_of_again() -> None:
    log, processes = Log(), Processes()
    log.start(processes, "push-1")
    processes.supervisor_came(log.sent.append)
    processes.stop("push-1")
    assert log.sent[-1] == {"type": "process_stop", "name": "push-1"}
    processes.on_message({"type": "process_ready", "name": "push-1", "address": "x", "pid": 1})
    assert log.called == []
