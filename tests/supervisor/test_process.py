"""Tests of studio.supervisor.process: what its owner is told, and in which order."""

import sys
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from studio.ipc.address import free_address
from studio.ipc.channel import Channel
from studio.ipc.child import Child
from studio.ipc.io_thread import IoThread
from studio.ipc.message import Message
from studio.supervisor.process import Process

TIMES = 15
PATIENCE_S = 60


class Listener:
    """Notes what it is told of a process."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.channel: Channel | None = None
        self.has_heard = threading.Event()

    def process_connected(self, process: Process, child: Child, channel: Channel) -> None:
        del process, child
        self.told.append("connected")
        self.channel = channel

    def process_unreachable(self, process: Process, child: Child, reason: str) -> None:
        del process, child
        self.told.append(reason)
        self.has_heard.set()

    def process_said(self, process: Process, channel: Channel, message: Message) -> None:
        del process, channel
        self.told.append(str(message["type"]))
        self.has_heard.set()

    def process_exited(self, process: Process, child: Child) -> None:
        del process, child


@pytest.fixture
def hasty_threads() -> Iterator[None]:
    """Have the interpreter go from thread to thread all the time, as a full machine does."""
    before_s = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before_s)


@pytest.mark.usefixtures("hasty_threads")
def test_a_process_is_known_before_anything_that_it_says(
    run_dir: Path, kinds: Mapping[str, str]
) -> None:
    run_dir.mkdir(mode=0o700)
    io = IoThread("io-test")
    io.start()
    for _ in range(TIMES):
        listener = Listener()
        process = Process(
            "engine",
            "engine",
            kinds["eager"],
            address=free_address(run_dir, "engine"),
            secret="secret",
            run_dir=run_dir,
            io=io,
            owner=listener,
        )
        process.boot = {}
        process.start(0)
        assert listener.has_heard.wait(PATIENCE_S)
        assert process.child
        process.child.kill()
        assert listener.told[0] == "connected"
        assert listener.told.count("connected") == 1
        assert listener.channel
        listener.channel.close()
    io.close()
