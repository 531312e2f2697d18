"""Tests of studio.supervisor.supervisor, with real processes."""

import contextlib
import os
import queue
import signal
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import psutil
import pytest

from studio.ipc.channel import Channel
from studio.ipc.message import Message
from studio.supervisor.errors import SupervisorError
from studio.supervisor.session_file import find_session, read_session
from studio.supervisor.supervisor import Supervisor

PATIENCE_S = 60


class Session:
    """A supervisor, and what it tells."""

    def __init__(self, run_dir: Path, kinds: Mapping[str, str]) -> None:
        self.events: queue.Queue[Message] = queue.Queue()
        self.supervisor = Supervisor(run_dir, on_event=self.events.put, kinds=kinds)
        self.run_dir = run_dir

    def event(self, type: str, name: str = "") -> Message:
        """Wait for the next event of this type and process, and drop those before."""
        while True:
            event = self.events.get(timeout=PATIENCE_S)
            if event["type"] == type and event.get("name", "") == name:
                return event

    def start(self, name: str, kind: str, boot: Message | None = None) -> int:
        self.supervisor.start_process(name, kind, boot or {})
        return self.ready(name)

    def ready(self, name: str) -> int:
        pid = self.event("process_ready", name)["pid"]
        assert isinstance(pid, int)
        return pid


class Client:
    """Somebody who talks with the test's engine, and by it with the supervisor."""

    def __init__(self, run_dir: Path) -> None:
        session = find_session(run_dir)
        assert session is not None
        assert session.engine is not None
        self.heard: queue.Queue[Message] = queue.Queue()
        self.channel = Channel.connect(
            session.engine.address,
            role="client",
            secret=session.secret,
            on_message=lambda channel, message: self.heard.put(message),
            on_close=lambda channel, reason: None,
        )

    def ask(self, message: Message) -> None:
        assert self.channel.send(message)

    def hear(self, type: str) -> Message:
        while True:
            message = self.heard.get(timeout=PATIENCE_S)
            if message["type"] == type:
                return message


@pytest.fixture
def session(run_dir: Path, kinds: Mapping[str, str]) -> Iterator[Session]:
    made = Session(run_dir, kinds)
    made.supervisor.start()
    yield made
    children = psutil.Process().children()
    made.supervisor.stop()
    assert not [child for child in children if child.is_running()]
    assert made.event("session_ended")
    assert find_session(run_dir) is None
    assert [path.name for path in run_dir.iterdir() if path.suffix in (".sock", ".tmp")] == []


@pytest.fixture
def client(session: Session) -> Iterator[Callable[[], Client]]:
    made: list[Client] = []

    def make() -> Client:
        made.append(Client(session.run_dir))
        return made[-1]

    yield make
    for each in made:
        each.channel.close()


def test_a_session_starts_lists_and_ends_its_processes(session: Session) -> None:
    engine = session.start("engine", "engine", {"scene": "demo.json"})
    push = session.start("push-1", "good", {"url": "rtmp://host/app/the-key"})
    assert session.supervisor.pids() == {
        "supervisor": os.getpid(),
        "engine": engine,
        "push-1": push,
    }
    found = find_session(session.run_dir)
    assert found is not None
    assert found.is_supervised
    assert found.supervisor_pid == os.getpid()
    assert [(each.name, each.kind, each.pid) for each in found.processes] == [
        ("engine", "engine", engine),
        ("push-1", "good", push),
    ]
    content = (session.run_dir / "session.lock").read_text()
    assert "the-key" not in content
    assert (session.run_dir / "session.lock").stat().st_mode & 0o777 == 0o600
    session.supervisor.stop()
    order = [session.event("process_ended", name) for name in ("engine", "push-1")]
    assert [event["reason"] for event in order] == ["engine was stopped.", "push-1 was stopped."]
    session.supervisor.stop()
    session.events.put({"type": "session_ended"})  # for the fixture, which stops once more


def test_the_engine_has_ended_before_the_others_are_told_to(
    session: Session, kinds: dict[str, str]
) -> None:
    kinds["engine"] = kinds["slow"]  # it takes its time to write its trailers
    session.start("engine", "engine")
    session.start("push-1", "good")
    session.supervisor.stop()
    ended = []
    while (event := session.events.get(timeout=PATIENCE_S))["type"] == "process_ended":
        ended.append(event["name"])
    assert ended == ["engine", "push-1"]
    session.events.put(event)  # for the fixture, which stops once more


def test_a_killed_process_is_started_again_at_once(session: Session) -> None:
    first = session.start("push-1", "good")
    os.kill(first, signal.SIGKILL)
    ended = session.event("process_ended", "push-1")
    assert ended["restarting"] is True
    assert "was ended by signal 9" in str(ended["reason"])
    assert session.ready("push-1") != first


def test_a_process_that_ends_by_itself_is_not_started_again(
    session: Session, client: Callable[[], Client]
) -> None:
    session.start("engine", "engine")
    session.start("push-1", "good")
    found = find_session(session.run_dir)
    assert found is not None
    channel = Channel.connect(
        found.processes[1].address,
        role="engine",
        secret=found.secret,
        on_message=lambda channel, message: None,
        on_close=lambda channel, reason: None,
    )
    channel.send({"type": "end"})
    ended = session.event("process_ended", "push-1")
    assert (ended["reason"], ended["restarting"]) == ("push-1 has ended.", False)
    assert "push-1" not in session.supervisor.pids()
    channel.close()


def test_one_that_crashes_at_once_is_tried_with_growing_pauses(session: Session) -> None:
    session.supervisor.start_process("push-1", "crash", {})
    begin_s = time.monotonic()
    for _ in range(3):
        ended = session.event("process_ended", "push-1")
        assert ended["restarting"] is True
        assert "has failed with code 1" in str(ended["reason"])
        assert "push-1.log says why" in str(ended["reason"])
    assert time.monotonic() - begin_s >= 0.5  # none before the second, 0.5 s before the third
    assert "it can not be" in (session.run_dir / "log" / "push-1.log").read_text()


@pytest.mark.slow
def test_one_that_hangs_is_killed_and_started_again(session: Session) -> None:
    session.supervisor.start_process("push-1", "hang", {})
    session.supervisor.start_process("push-2", "good", {})
    other = session.ready("push-2")
    ended = session.event("process_ended", "push-1")
    assert ended["reason"] in (
        "push-1 did not answer for 3 s.",
        # It stopped before it could welcome us.
        "The process that listens there does not answer: timed out.",
    )
    assert ended["restarting"] is True
    assert session.supervisor.pids()["push-2"] == other


@pytest.mark.slow
def test_one_that_freezes_later_is_noticed_too(session: Session) -> None:
    first = session.start("push-1", "good")
    os.kill(first, signal.SIGSTOP)
    ended = session.event("process_ended", "push-1")
    assert ended["reason"] == "push-1 did not answer for 3 s."
    assert session.ready("push-1") != first


@pytest.mark.slow
def test_one_that_does_not_stop_is_killed(session: Session) -> None:
    session.start("push-1", "stubborn")
    session.supervisor.stop_process("push-1")
    ended = session.event("process_ended", "push-1")
    assert (ended["reason"], ended["restarting"]) == ("push-1 did not end in 5 s.", False)


def test_one_that_says_ready_and_does_not_listen_is_killed(session: Session) -> None:
    session.supervisor.start_process("push-1", "deaf", {})
    ended = session.event("process_ended", "push-1")
    assert "Nobody answers at" in str(ended["reason"])
    assert ended["restarting"] is True


def test_a_dead_writer_leaves_no_ring(session: Session) -> None:
    pid = session.start("capture-Camera", "ring")
    (ring,) = Path("/dev/shm").glob("rs-capture-Camera-*")
    os.kill(pid, signal.SIGKILL)
    session.ready("capture-Camera")
    assert not ring.exists()
    assert len(list(Path("/dev/shm").glob("rs-capture-Camera-*"))) == 1


def test_the_engine_has_processes_started_and_stopped(
    session: Session, client: Callable[[], Client]
) -> None:
    session.start("engine", "engine")
    user = client()
    start: Message = {
        "type": "process_start",
        "name": "capture-摄像头",
        "kind": "good",
        "boot": {"want": [1280, 720]},
    }
    user.ask(start)
    ready = user.hear("process_ready")
    pid = ready["pid"]
    assert ready["name"] == "capture-摄像头"
    assert session.supervisor.pids()["capture-摄像头"] == pid

    user.ask(start)  # the same once more: it runs already
    assert user.hear("process_ready") == ready

    user.ask({**start, "boot": {"want": [640, 360]}})  # with another boot: not the same
    again = user.hear("process_ready")
    assert again["pid"] != pid

    user.ask({"type": "process_stop", "name": "capture-摄像头"})
    ended = user.hear("process_ended")
    assert (ended["reason"], ended["restarting"]) == ("capture-摄像头 was stopped.", False)
    assert set(session.supervisor.pids()) == {"supervisor", "engine"}


@pytest.mark.parametrize(
    ("name", "kind", "boot", "reason"),
    [
        ("x", "teapot", {}, "there is no kind of process 'teapot'"),
        ("x" * 201, "good", {}, "its name is too long"),
        ("x", "good", {"data": b"bytes"}, "can't be written as JSON"),
        ("x", "good", {"data": "x" * 70_000}, "is too long"),
    ],
)
def test_what_can_not_be_started_is_answered_with_a_sentence(
    session: Session,
    client: Callable[[], Client],
    name: str,
    kind: str,
    boot: Message,
    reason: str,
) -> None:
    session.start("engine", "engine")
    user = client()
    user.ask({"type": "process_start", "name": name, "kind": kind, "boot": boot})
    ended = user.hear("process_ended")
    assert ended["restarting"] is False
    assert reason in str(ended["reason"])


def test_the_engine_can_not_replace_itself_and_others_can_not_ask(
    session: Session, client: Callable[[], Client]
) -> None:
    pid = session.start("engine", "engine")
    user = client()
    messages: list[Message] = [
        {"type": "process_stop", "name": "engine"},
        {"type": "process_start", "name": "engine-2", "kind": "engine", "boot": {}},
        {"type": "process_start", "name": 5, "kind": "good", "boot": {}},
        {"type": "process_start", "name": "x", "kind": "good", "boot": "boot"},
        {"type": "pong", "id": "x"},
    ]
    for message in messages:
        user.ask(message)
    user.ask({"type": "process_start", "name": "x", "kind": "good", "boot": {}})
    assert user.hear("process_ready")["name"] == "x"
    assert session.supervisor.pids()["engine"] == pid
    assert set(session.supervisor.pids()) == {"supervisor", "engine", "x"}


def test_a_killed_engine_comes_back_resumed_and_keeps_its_processes(
    session: Session, client: Callable[[], Client]
) -> None:
    engine = session.start("engine", "engine", {"scene": "demo.json"})
    start: Message = {"type": "process_start", "name": "push-1", "kind": "good", "boot": {"n": 1}}
    user = client()
    user.ask(start)
    push = user.hear("process_ready")["pid"]
    os.kill(engine, signal.SIGKILL)
    assert session.event("process_ended", "engine")["restarting"] is True
    assert session.ready("engine") != engine
    user = client()
    user.ask({"type": "boot?"})
    boot = user.hear("boot")
    assert (boot["scene"], boot["resume"]) == ("demo.json", True)
    user.ask(start)
    assert user.hear("process_ready")["pid"] == push


def test_when_the_engine_ends_by_itself_all_ends(
    session: Session, client: Callable[[], Client]
) -> None:
    session.start("engine", "engine")
    session.start("push-1", "good")
    client().ask({"type": "end"})
    assert session.event("process_ended", "engine")["reason"] == "engine has ended."
    assert session.event("process_ended", "push-1")["reason"] == "push-1 was stopped."
    assert session.supervisor.wait(PATIENCE_S)
    assert session.event("session_ended")["reason"] == "engine has ended."
    session.events.put({"type": "session_ended"})  # for the fixture, which stops once more


@pytest.mark.slow
def test_an_engine_that_never_starts_is_given_up(session: Session, kinds: dict[str, str]) -> None:
    kinds["engine"] = kinds["crash"]
    session.supervisor.start_process("engine", "engine", {})
    session.supervisor.start_process("push-1", "good", {})
    while session.event("process_ended", "engine")["restarting"]:
        pass
    assert session.supervisor.wait(PATIENCE_S)
    assert "has failed with code 1" in str(session.event("session_ended")["reason"])
    session.events.put({"type": "session_ended"})  # for the fixture, which stops once more


def test_a_second_session_is_refused_with_what_to_do(
    session: Session, run_dir: Path, kinds: Mapping[str, str]
) -> None:
    session.start("push-1", "good")
    second = Supervisor(run_dir, on_event=lambda event: None, kinds=kinds)
    with pytest.raises(SupervisorError, match="End it with: rocket-studio end"):
        second.start()
    with pytest.raises(SupervisorError, match=f"its supervisor is process {os.getpid()}"):
        second.adopt()
    second.stop()


def test_there_is_nothing_to_take_over(run_dir: Path) -> None:
    supervisor = Supervisor(run_dir, on_event=lambda event: None)
    with pytest.raises(SupervisorError, match="no session to take over"):
        supervisor.adopt()
    assert find_session(run_dir) is None


def test_a_client_sees_and_ends_the_session(session: Session) -> None:
    session.start("engine", "engine")
    found = read_session(session.run_dir)
    assert found is not None
    heard: queue.Queue[Message | None] = queue.Queue()
    channel = Channel.connect(
        found.supervisor_address,
        role="client",
        secret=found.secret,
        on_message=lambda channel, message: heard.put(message),
        on_close=lambda channel, reason: heard.put(None),
    )
    channel.send({"type": "status"})
    status = heard.get(timeout=PATIENCE_S)
    assert status is not None
    assert isinstance(status["processes"], list)
    assert status["processes"][0]["name"] == "engine"
    assert status["processes"][0]["state"] == "running"
    channel.send({"type": "stop"})
    assert heard.get(timeout=PATIENCE_S) is None
    assert session.supervisor.wait(PATIENCE_S)
    assert session.event("session_ended")["reason"] == "The session was ended from outside."
    session.events.put({"type": "session_ended"})  # for the fixture, which stops once more
    channel.close()


def test_the_handler_of_events_can_not_hurt(run_dir: Path, kinds: Mapping[str, str]) -> None:
    ready: queue.Queue[Message] = queue.Queue()

    def handle(event: Message) -> None:
        ready.put(event)
        raise KeyError("oh")

    supervisor = Supervisor(run_dir, on_event=handle, kinds=kinds)
    supervisor.start()
    supervisor.start_process("push-1", "good", {})
    assert ready.get(timeout=PATIENCE_S)["type"] == "process_ready"
    with contextlib.suppress(SupervisorError):
        supervisor.stop()
    assert supervisor.wait(0)
