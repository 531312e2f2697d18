"""Tests of studio.app.processes."""

from PySide6.QtWidgets import QApplication

from studio.app.processes import AppProcesses
from studio.ipc.message import Message


def test_what_is_wanted_is_asked_for_again_when_another_supervisor_comes(
    qapp: QApplication,
) -> None:
    asked: list[Message] = []

    def ask(message: Message) -> bool:
        asked.append(message)
        return True

    processes = AppProcesses(ask)
    assert processes.start("room_client", {"room": "1"})
    processes.start("room", {})
    processes.stop("room")
    asked.clear()
    processes.ask_again()
    assert asked == [
        {
            "type": "process_start",
            "name": "room_client",
            "kind": "room_client",
            "boot": {"room": "1"},
        }
    ]


def test_what_the_supervisor_tells_is_passed_on(qapp: QApplication) -> None:
    processes = AppProcesses(lambda message: False)
    heard: list[tuple[str, ...]] = []
    processes.ready.connect(lambda *said: heard.append(said))
    processes.ended.connect(lambda *said: heard.append(said))
    processes.heard({"type": "process_ready", "kind": "room", "address": "/a"})
    processes.heard({"type": "process_ended", "kind": "room", "reason": "It is over."})
    assert heard == [("room", "/a"), ("room", "It is over.")]
