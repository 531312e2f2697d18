"""Tests of studio.engine.canvas.drawn_process: a process that answers as effects do, and dies."""

import queue
import secrets
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from studio.engine.canvas.drawn_process import IDLE_S, EffectsProcess
from studio.engine.processes import Processes
from studio.ipc.address import free_address
from studio.ipc.channel import Channel, ChannelServer
from studio.ipc.errors import RingError
from studio.ipc.message import Message

SECRET = "a secret"


class Far:
    """The other side: it listens where a supervisor would have it, and says what it is told to."""

    def __init__(self, folder: Path) -> None:
        self.heard: list[Message] = []
        self.asked: list[Message] = []
        self.inbox: queue.Queue[Callable[[], object]] = queue.Queue()
        self._folder = folder
        self._server: ChannelServer | None = None
        self.processes = Processes()
        self.processes.supervisor_came(self.asked.append)
        self.near = EffectsProcess("live", self.processes, secret=SECRET, post=self.inbox.put)

    def start(self) -> None:
        """Listen, and have the engine told of it."""
        address = free_address(self._folder, secrets.token_hex(4))
        self._server = ChannelServer(
            address, name="far", secret=SECRET, on_message=self._on_message
        )
        self._server.start()
        self.heard.clear()
        self.processes.on_message(
            {"type": "process_ready", "name": "effects-live", "address": address}
        )

    def say(self, message: Message) -> None:
        assert self._server
        self._server.broadcast(message)

    def die(self) -> None:
        assert self._server
        self._server.close()

    def _on_message(self, channel: Channel, message: Message) -> None:
        self.heard.append(message)

    def until(self, is_so: Callable[[], object]) -> None:
        """Do what is posted to the main thread until something is so."""
        deadline_s = time.monotonic() + 20
        while not is_so():
            assert time.monotonic() < deadline_s
            try:
                self.inbox.get(timeout=0.02)()
            except queue.Empty:
                continue


@pytest.fixture
def far() -> Iterator[Far]:
    with tempfile.TemporaryDirectory(prefix="rs-") as folder:
        far = Far(Path(folder))
        yield far
        far.near.close()
        if far._server:
            far.die()


def ask(far: Far, taken: list[Message], refused: list[str], *, is_all: bool = False) -> int:
    def take(message: Message) -> bool:
        taken.append(message)
        return is_all

    return far.near.ask({"content": "x"}, take, refused.append)


def test_it_is_started_when_something_is_to_be_drawn_and_not_before(far: Far) -> None:
    assert not far.asked
    job = ask(far, [], [])
    assert far.asked[0]["type"] == "process_start"
    assert (far.asked[0]["name"], far.asked[0]["kind"]) == ("effects-live", "effects")
    far.start()
    far.until(lambda: far.heard)
    assert far.heard[0] == {"type": "draw", "id": job, "content": "x"}
    ask(far, [], [])
    assert len(far.asked) == 1


def test_all_that_lives_is_asked_for_again_after_a_death(far: Far) -> None:
    taken: list[Message] = []
    jobs = [ask(far, taken, []) for _ in range(3)]
    far.start()
    far.until(lambda: len(far.heard) == 3)
    far.say({"type": "ring", "id": jobs[0]})
    far.until(lambda: taken)
    far.near.forget(jobs[1])
    far.until(lambda: {"type": "forget", "id": jobs[1]} in far.heard)
    far.die()
    far.start()
    far.until(lambda: len(far.heard) == 2)
    assert [each["id"] for each in far.heard] == [jobs[0], jobs[2]]


def test_what_is_drawn_is_done_and_not_asked_for_again(far: Far) -> None:
    taken: list[Message] = []
    job = ask(far, taken, [], is_all=True)
    far.start()
    far.until(lambda: far.heard)
    far.say({"type": "drawn", "id": job})
    far.until(lambda: taken)
    assert not far.near.has_jobs


def test_what_kills_it_twice_is_refused_and_the_others_are_not(far: Far) -> None:
    bad: list[str] = []
    good: list[str] = []
    job, _ = ask(far, [], bad), ask(far, [], good)
    for _ in range(2):
        assert not bad
        far.start()
        far.until(lambda: len(far.heard) == 2)
        far.say({"type": "working", "id": job})
        far.until(lambda: far.near._at_work == job)
        far.die()
        far.until(lambda: far.near._at_work == 0)
    assert bad == ["Drawing it has crashed what draws, so it isn't shown."]
    assert not good


def test_what_hangs_is_refused_at_once(far: Far) -> None:
    refused: list[str] = []
    job = ask(far, [], refused)
    far.start()
    far.until(lambda: far.heard)
    far.say({"type": "hung", "id": job})
    far.until(lambda: refused)
    assert "has no end" in refused[0]


def test_memory_that_is_gone_is_asked_for_once_more(far: Far) -> None:
    refused: list[str] = []

    def take(message: Message) -> bool:
        raise RingError("It is gone.")

    job = far.near.ask({"content": "x"}, take, refused.append)
    far.start()
    far.until(lambda: far.heard)
    far.say({"type": "drawn", "id": job})
    far.until(lambda: len(far.heard) == 2)
    assert not refused
    far.say({"type": "drawn", "id": job})
    far.until(lambda: refused)
    assert refused == ["It is gone."]


def test_it_is_ended_when_nothing_was_to_be_drawn_for_a_while(far: Far) -> None:
    job = ask(far, [], [])
    far.near.end_if_idle(time.monotonic() + 10 * IDLE_S)
    assert len(far.asked) == 1
    far.near.forget(job)
    far.near.end_if_idle(time.monotonic() + IDLE_S / 2)
    assert len(far.asked) == 1
    far.near.end_if_idle(time.monotonic() + IDLE_S * 1.1)
    assert far.asked[1] == {"type": "process_stop", "name": "effects-live"}
