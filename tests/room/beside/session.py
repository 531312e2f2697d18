"""A supervisor with a room, and ways to talk to its processes."""

import queue
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from studio.ipc.channel import Channel
from studio.ipc.message import Message
from studio.supervisor.session_file import ListedProcess, find_session
from studio.supervisor.supervisor import Supervisor

DEADLINE_S = 60.0


class Peer:
    """A connection to a process of the session."""

    def __init__(self, address: str, secret: str) -> None:
        self._said: queue.SimpleQueue[Message] = queue.SimpleQueue()
        self.channel = Channel.connect(
            address,
            role="client",
            secret=secret,
            on_message=lambda channel, message: self._said.put(message),
            on_close=lambda channel, reason: None,
        )

    def heard(self, is_it: Callable[[Message], bool]) -> Message:
        """Return the next message that is the right one."""
        end_s = time.monotonic() + DEADLINE_S
        while True:
            said = self._said.get(timeout=max(0.0, end_s - time.monotonic()))
            if is_it(said):
                return said

    def ask(self, question: Message) -> Message:
        """Say something and return the answer to it."""
        self.channel.send(question)
        return self.heard(lambda said: said.get("id") == question["id"])


class RunningSession:
    """A session without an engine."""

    def __init__(self, folder: Path) -> None:
        self.events: queue.SimpleQueue[Message] = queue.SimpleQueue()
        self.run_dir = Path(tempfile.mkdtemp(prefix="rs-room-"))  # sockets' paths are short
        self.supervisor = Supervisor(self.run_dir, on_event=self.events.put)
        self.supervisor.start()

    def start(self, kind: str, boot: Message) -> Message:
        """Start a process; return the event that says it is ready."""
        self.supervisor.start_process(kind, kind, boot)
        return self.event("process_ready", kind)

    def event(self, what: str, name: str) -> Message:
        """Return the next event of a kind about a process."""
        end_s = time.monotonic() + DEADLINE_S
        while True:
            event = self.events.get(timeout=max(0.0, end_s - time.monotonic()))
            if (event["type"], event.get("name")) == (what, name):
                return event

    def peer(self, name: str) -> Peer:
        """Connect to a process."""
        session = find_session(self.run_dir)
        assert session is not None
        return Peer(self.listed(name).address, session.secret)

    def listed(self, name: str) -> ListedProcess:
        """Return a process as the session's file has it."""
        session = find_session(self.run_dir)
        assert session is not None
        return next(each for each in session.processes if each.name == name)


@contextmanager
def running_session(folder: Path) -> Iterator[RunningSession]:
    """Run a session until the block ends."""
    session = RunningSession(folder)
    try:
        yield session
    finally:
        session.supervisor.stop()
