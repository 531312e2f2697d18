"""Tests of what the supervisor does for an app, which comes and goes."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from studio.ipc.channel import Channel
from studio.ipc.message import Message
from studio.supervisor.session_file import ListedProcess, find_session
from studio.supervisor.supervisor import Supervisor

PATIENCE_S = 60

# A supervisor in a process of its own, to be killed.
FIRST = """
import json, sys
from pathlib import Path
from studio.supervisor.supervisor import Supervisor
supervisor = Supervisor(Path(sys.argv[1]), on_event=lambda event: 0, kinds=json.loads(sys.argv[2]))
supervisor.start()
supervisor.start_process("engine", "engine", {"grace_s": 60})
supervisor.start_process("app", "app", {})
supervisor.wait()
"""


def until(condition: Callable[[], object]) -> None:
    end_s = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < end_s
        time.sleep(0.02)


def process(run_dir: Path, kind: str) -> ListedProcess | None:
    session = find_session(run_dir)
    found = [each for each in session.processes if each.kind == kind] if session else []
    return found[0] if found and found[0].is_alive else None


def say(run_dir: Path, address: str, *messages: Message) -> None:
    """Say something to a process of the session, as a client."""
    session = find_session(run_dir)
    assert session is not None
    channel = Channel.connect(
        address,
        role="client",
        secret=session.secret,
        on_message=lambda channel, message: None,
        on_close=lambda channel, reason: None,
    )
    for message in messages:
        assert channel.send(message)
    channel.close()


def pid(run_dir: Path, kind: str, *, but: int = 0) -> int:
    """Wait for a process of a kind, another one than ``but``, and return its number."""
    until(lambda: (found := process(run_dir, kind)) and found.pid != but)
    found = process(run_dir, kind)
    assert found is not None
    return found.pid


@pytest.fixture
def events() -> list[Message]:
    return []


@pytest.fixture
def supervisor(
    run_dir: Path, kinds: Mapping[str, str], events: list[Message]
) -> Iterator[Supervisor]:
    made = Supervisor(run_dir, on_event=events.append, kinds=kinds)
    made.start()
    made.start_process("engine", "engine", {})
    until(lambda: is_ready(events, "engine"))
    yield made
    made.stop()


def is_ready(events: list[Message], name: str) -> bool:
    ready = [event for event in events if event["type"] == "process_ready"]
    return any(event["name"] == name for event in ready)


def address(events: list[Message], name: str) -> str:
    until(lambda: is_ready(events, name))
    ready = (event for event in events if event["type"] == "process_ready")
    return next(str(event["address"]) for event in ready if event["name"] == name)


def open_app(run_dir: Path) -> int:
    session = find_session(run_dir)
    assert session is not None
    say(run_dir, session.supervisor_address, {"type": "app"}, {"type": "app"})
    return pid(run_dir, "app")


def test_an_app_is_opened_on_demand_once_and_comes_back_only_from_a_crash(
    supervisor: Supervisor, run_dir: Path, events: list[Message]
) -> None:
    first = open_app(run_dir)
    assert open_app(run_dir) == first
    os.kill(first, signal.SIGKILL)
    second = pid(run_dir, "app", but=first)
    until(lambda: any(event.get("pid") == second for event in events))
    say(run_dir, address(events, "app"), {"type": "end"})
    until(lambda: not process(run_dir, "app"))
    assert find_session(run_dir) is not None  # the session goes on without its window
    assert process(run_dir, "engine")
    assert open_app(run_dir) != second


def test_an_app_may_have_a_room_client_and_nothing_else(
    supervisor: Supervisor, run_dir: Path, events: list[Message]
) -> None:
    open_app(run_dir)
    door = address(events, "app")
    wanted = ("push", "push-1"), ("room_client", "engine"), ("engine", "room"), ("app", "app")
    for kind, name in (*wanted, ("good", "room_client")):
        say(run_dir, door, {"type": "process_start", "kind": kind, "name": name, "boot": {}})
    say(run_dir, door, {"type": "process_stop", "name": "engine"})
    start: Message = {
        "type": "process_start",
        "kind": "room_client",
        "name": "room_client",
        "boot": {},
    }
    say(run_dir, door, start)
    assert pid(run_dir, "room_client")
    assert set(supervisor.pids()) == {"supervisor", "engine", "app", "room_client"}
    say(run_dir, door, {"type": "process_stop", "name": "room_client"})
    until(lambda: not process(run_dir, "room_client"))


def test_an_app_that_was_taken_over_is_started_again_too(
    run_dir: Path, kinds: Mapping[str, str]
) -> None:
    first = subprocess.Popen([sys.executable, "-c", FIRST, str(run_dir), json.dumps(dict(kinds))])
    until(lambda: process(run_dir, "app"))
    first.kill()
    first.wait()
    taken_over: list[Message] = []
    second = Supervisor(run_dir, on_event=taken_over.append, kinds=kinds)
    assert second.adopt() == 2
    until(lambda: is_ready(taken_over, "app"))
    before = pid(run_dir, "app")
    os.kill(before, signal.SIGKILL)
    assert pid(run_dir, "app", but=before)
    second.stop()
