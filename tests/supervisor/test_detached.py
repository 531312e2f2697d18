"""Tests of studio.supervisor.detached: supervisors that are killed, and their successors."""

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import psutil
import pytest

from studio.ipc.channel import Channel
from studio.ipc.message import Message
from studio.supervisor.detached import end_session
from studio.supervisor.errors import SupervisorError
from studio.supervisor.session_file import Session, SessionLock, find_session
from studio.supervisor.supervisor import Supervisor

PATIENCE_S = 60

# A supervisor in a process of its own, which says what happens.
FIRST = """
import json, sys
from pathlib import Path
from studio.supervisor.supervisor import Supervisor
supervisor = Supervisor(
    Path(sys.argv[1]),
    on_event=lambda event: print(json.dumps(event), flush=True),
    kinds=json.loads(sys.argv[2]),
)
supervisor.start()
supervisor.start_process("engine", "engine", {"grace_s": 20, "scene": "demo.json"})
supervisor.start_process("push-1", "good", {"grace_s": 20, "url": "rtmp://host/app/key"})
supervisor.wait()
"""
SECOND = """
import json, logging, sys
from pathlib import Path
from studio.supervisor.detached import supervise
logging.basicConfig(level=logging.INFO, stream=sys.stdout, format="%(message)s")
supervise(Path(sys.argv[1]), kinds=json.loads(sys.argv[2]))
"""

# A signal that comes just before the main thread sleeps does not wake it, as one that another
# thread takes does not.
UNHEARD = """
import signal, sys, threading, time
def strike():
    callers = []
    while callers[-1:] != ["wait"]:  # what it has called stands there
        time.sleep(0.05)
        frame, callers = sys._current_frames()[threading.main_thread().ident], []
        while frame is not None and frame.f_code.co_name != "supervise":
            callers.append(frame.f_code.co_name)
            frame = frame.f_back
        if frame is None:
            callers = []
    signal.pthread_kill(threading.get_ident(), signal.SIGTERM)
threading.Thread(target=strike, daemon=True).start()
"""

Start = Callable[[str], "subprocess.Popen[str]"]


@pytest.fixture
def start(run_dir: Path, kinds: Mapping[str, str]) -> Iterator[Start]:
    started: list[subprocess.Popen[str]] = []

    def start_program(program: str) -> subprocess.Popen[str]:
        arguments = [str(run_dir), json.dumps(dict(kinds))]
        process = subprocess.Popen(
            [sys.executable, "-c", program, *arguments], stdout=subprocess.PIPE, text=True
        )
        started.append(process)
        return process

    yield start_program
    session = find_session(run_dir)
    for listed in session.processes if session else ():
        with contextlib.suppress(ProcessLookupError):
            os.kill(listed.pid, signal.SIGKILL)
    for process in started:
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


def read_until(process: subprocess.Popen[str], word: str) -> str:
    assert process.stdout is not None
    for line in process.stdout:
        if word in line:
            return line
    raise AssertionError(f"it ended without {word!r}")


def read_all(process: subprocess.Popen[str], *words: str) -> list[str]:
    """Read until each word was said, in whatever order: several threads speak."""
    missing, said = list(words), []
    while missing:
        line = read_until(process, "")
        said.append(line)
        if found := next((word for word in missing if word in line), None):
            missing.remove(found)
    return said


def running(run_dir: Path) -> Session:
    session = find_session(run_dir)
    assert session is not None
    return session


@pytest.fixture
def orphaned(start: Start, run_dir: Path) -> Session:
    """A session whose supervisor was killed."""
    first = start(FIRST)
    for _ in range(2):
        read_until(first, "process_ready")
    first.kill()
    first.wait()
    session = running(run_dir)
    assert not session.is_supervised
    assert [process.is_alive for process in session.processes] == [True, True]
    return session


def alive(session: Session) -> list[bool]:
    return [process.is_alive for process in session.processes]


def ask_engine(session: Session, message: Message, type: str) -> Message:
    """Have the engine say something to its supervisor, and return what comes back."""
    assert session.engine is not None
    heard: queue.Queue[Message] = queue.Queue()
    channel = Channel.connect(
        session.engine.address,
        role="client",
        secret=session.secret,
        on_message=lambda channel, message: heard.put(message),
        on_close=lambda channel, reason: None,
    )
    channel.send(message)
    while (answer := heard.get(timeout=PATIENCE_S))["type"] != type:
        pass
    channel.close()
    return answer


def test_a_successor_takes_over_everything_and_ends_it_when_told(
    orphaned: Session, start: Start, run_dir: Path
) -> None:
    second = start(SECOND)
    said = read_all(second, "Took over", "process_ready", "process_ready")
    assert "Took over a session with 2 processes.\n" in said
    session = running(run_dir)
    assert session.is_supervised
    assert session.supervisor_pid == second.pid
    assert session.secret == orphaned.secret
    assert [(each.name, each.pid) for each in session.processes] == [
        (each.name, each.pid) for each in orphaned.processes
    ]
    assert end_session(run_dir)
    assert second.wait(PATIENCE_S) == 0
    assert alive(orphaned) == [False, False]
    assert find_session(run_dir) is None
    assert not end_session(run_dir)


def test_the_engine_asks_again_and_keeps_what_is_the_same(
    orphaned: Session, start: Start, run_dir: Path
) -> None:
    second = start(SECOND)
    for _ in range(2):
        read_until(second, "process_ready")
    push = orphaned.processes[1]
    boot: Message = {"grace_s": 20, "url": "rtmp://host/app/key"}
    want: Message = {"type": "process_start", "name": "push-1", "kind": "good", "boot": boot}
    assert ask_engine(running(run_dir), want, "process_ready")["pid"] == push.pid
    os.kill(push.pid, signal.SIGKILL)  # now it is known how to start it again
    assert "push-1 has died" in read_until(second, "process_ended")
    read_until(second, "process_ready")
    new = running(run_dir).processes[1]
    assert (new.name, new.address) == ("push-1", push.address)
    assert new.pid != push.pid


def test_an_adopted_process_nobody_knows_how_to_start_is_told_of(
    orphaned: Session, start: Start, run_dir: Path
) -> None:
    second = start(SECOND)
    for _ in range(2):
        read_until(second, "process_ready")
    os.kill(orphaned.processes[1].pid, signal.SIGKILL)
    assert "push-1 has died" in read_until(second, "process_ended")
    answer = ask_engine(running(run_dir), {"type": "boot?"}, "boot")
    assert answer["scene"] == "demo.json"
    end_s = time.monotonic() + PATIENCE_S  # it is told before it is written down
    while [each.name for each in running(run_dir).processes] != ["engine"]:
        assert time.monotonic() < end_s
        time.sleep(0.02)


def test_an_adopted_engine_that_is_killed_is_resumed(
    orphaned: Session, start: Start, run_dir: Path
) -> None:
    second = start(SECOND)
    for _ in range(2):
        read_until(second, "process_ready")
    assert orphaned.engine is not None
    os.kill(orphaned.engine.pid, signal.SIGKILL)
    assert "engine has died" in read_until(second, "process_ended")
    read_until(second, "process_ready: engine")
    answer = ask_engine(running(run_dir), {"type": "boot?"}, "boot")
    assert answer["resume"] is True
    assert orphaned.processes[1].is_alive


def test_an_adopted_engine_that_ends_by_itself_ends_the_session(
    orphaned: Session, start: Start, run_dir: Path
) -> None:
    second = start(SECOND)
    for _ in range(2):
        read_until(second, "process_ready")
    with contextlib.suppress(queue.Empty):
        assert orphaned.engine is not None
        channel = Channel.connect(
            orphaned.engine.address,
            role="client",
            secret=orphaned.secret,
            on_message=lambda channel, message: None,
            on_close=lambda channel, reason: None,
        )
        channel.send({"type": "end"})
    assert second.wait(PATIENCE_S) == 0
    channel.close()
    assert alive(orphaned) == [False, False]
    assert find_session(run_dir) is None


def test_sigterm_ends_everything_in_order(orphaned: Session, start: Start, run_dir: Path) -> None:
    second = start(SECOND)
    for _ in range(2):
        read_until(second, "process_ready")
    second.terminate()
    assert "engine was stopped." in read_until(second, "process_ended")
    assert "push-1 was stopped." in read_until(second, "process_ended")
    assert second.wait(PATIENCE_S) == 0
    assert alive(orphaned) == [False, False]


def test_a_signal_that_does_not_wake_it_is_heard_all_the_same(
    orphaned: Session, start: Start
) -> None:
    second = start(UNHEARD + SECOND)
    assert second.wait(PATIENCE_S) == 0
    assert alive(orphaned) == [False, False]


def test_only_one_successor_comes(orphaned: Session, start: Start, run_dir: Path) -> None:
    second = start(SECOND)
    read_until(second, "Took over")
    third = start(SECOND.replace("supervise(", "from contextlib import suppress\nsupervise("))
    assert third.wait(PATIENCE_S) == 1
    assert running(run_dir).supervisor_pid == second.pid


def test_an_orphaned_session_can_be_ended_without_a_supervisor(
    orphaned: Session, run_dir: Path
) -> None:
    assert end_session(run_dir)
    assert alive(orphaned) == [False, False]
    assert find_session(run_dir) is None


def test_a_session_that_is_just_being_taken_over_can_be_ended(
    orphaned: Session, run_dir: Path
) -> None:
    lock = SessionLock(run_dir)  # one who has the lock, and has not said yet where he listens
    assert lock.take()
    timer = threading.Timer(0.5, lock.release)
    timer.start()
    assert end_session(run_dir)
    timer.join()
    assert alive(orphaned) == [False, False]
    assert find_session(run_dir) is None


def test_no_new_session_beside_orphans(orphaned: Session, run_dir: Path) -> None:
    supervisor = Supervisor(run_dir, on_event=lambda event: None)
    with pytest.raises(SupervisorError, match=r"still running\. End it with: rocket-studio end"):
        supervisor.start()
    assert alive(orphaned) == [True, True]


def test_a_process_that_has_the_number_of_a_dead_one_is_left_alone(
    orphaned: Session, run_dir: Path
) -> None:
    path = run_dir / "session.lock"
    content = json.loads(path.read_text())
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as bystander:
        content["processes"][1]["pid"] = bystander.pid
        path.write_text(json.dumps(content))
        assert end_session(run_dir)
        assert psutil.Process(bystander.pid).status() != psutil.STATUS_ZOMBIE
        assert bystander.poll() is None
        bystander.kill()
    os.kill(orphaned.processes[1].pid, signal.SIGKILL)


@pytest.mark.slow
def test_when_engine_and_supervisor_are_dead_the_rest_is_ended(
    orphaned: Session, start: Start
) -> None:
    assert orphaned.engine is not None
    os.kill(orphaned.engine.pid, signal.SIGKILL)
    second = start(SECOND)
    assert "Took over a session with 1 processes." in read_until(second, "Took over")
    assert second.wait(PATIENCE_S) == 0
    assert alive(orphaned) == [False, False]


@pytest.mark.slow
def test_a_supervisor_that_hangs_is_named_with_what_to_do(start: Start, run_dir: Path) -> None:
    first = start(FIRST)
    for _ in range(2):
        read_until(first, "process_ready")
    first.send_signal(signal.SIGSTOP)
    with pytest.raises(SupervisorError, match=f"kill -9 {first.pid}"):
        end_session(run_dir)
    first.kill()
    first.wait()
    assert end_session(run_dir)


@pytest.mark.slow
def test_a_supervisor_that_was_frozen_blames_nobody(start: Start, run_dir: Path) -> None:
    first = start(FIRST)
    for _ in range(2):
        read_until(first, "process_ready")
    before = running(run_dir)
    first.send_signal(signal.SIGSTOP)
    threading.Event().wait(5)  # longer than a process may owe an answer
    first.send_signal(signal.SIGCONT)
    os.kill(before.processes[1].pid, signal.SIGKILL)
    assert "push-1 was ended by signal 9" in read_until(first, "process_ended")
    read_until(first, "process_ready")
    assert before.engine is not None
    assert before.engine.is_alive
    assert end_session(run_dir)
