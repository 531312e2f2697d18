"""Tests of studio.engine.captions.listening, with a real captions process."""

import os
import signal
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from studio.engine.captions.listening import NAME, Line, Listening
from studio.engine.processes import Processes
from studio.ipc.address import free_address
from studio.ipc.child import Child
from studio.ipc.message import Message
from studio.model.captions.spoken import Spoken
from tests.captions.clips import SoundRing, clip, letters, silence

PATIENCE_S = 30.0
SECRET = "secret of a test"


class Rig:
    """Listens, and starts the process as the supervisor would, again when it has died."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.starts = 0
        self.is_closing = False
        self.child: Child | None = None
        self.told: list[Spoken] = []
        self.ring = SoundRing("engine-bus-1-test", epoch_ns=time.monotonic_ns())
        self._changed = threading.Condition()
        self._address = ""
        self.processes = Processes()
        self.processes.supervisor_came(self._asked)
        self.listening = Listening(self.processes, secret=SECRET, on_spoken=self._spoken)
        self.line = Line("1", self.ring.name, self.ring.epoch_ns, "en", "Mary")

    def wait(self, is_it: Callable[[Spoken], bool]) -> Spoken:
        """Return the first of what was said that is it."""
        with self._changed:
            assert self._changed.wait_for(lambda: any(map(is_it, self.told)), PATIENCE_S), self.told
            return next(filter(is_it, self.told))

    def close(self) -> None:
        self.is_closing = True
        self.listening.close()
        if self.child is not None:
            self.child.kill()
            assert self.child.wait(PATIENCE_S)
        self.ring.close()

    def _spoken(self, spoken: Spoken) -> None:
        with self._changed:
            self.told.append(spoken)
            self._changed.notify_all()

    def _asked(self, message: Message) -> None:
        if message["type"] == "process_start":
            self._start()
        elif self.child is not None:
            self.child.terminate()

    def _start(self) -> None:
        self.starts += 1
        self._address = free_address(self.folder, f"captions-{self.starts}")
        log = self.folder / f"captions-{self.starts}.log"
        boot: Message = {
            "name": NAME,
            "address": self._address,
            "secret": SECRET,
            "log": str(log),
        }
        self.child = Child(
            NAME, NAME, "studio.captions", boot, log, on_ready=self._ready, on_exit=self._ended
        )
        self.child.start()

    def _ready(self, child: Child) -> None:
        ready: Message = {"type": "process_ready", "name": NAME, "address": self._address, "pid": 0}
        self.processes.on_message(ready)

    def _ended(self, child: Child) -> None:
        if child.exit_code == -signal.SIGKILL and not self.is_closing:
            ended: Message = {"type": "process_ended", "name": NAME, "reason": "It was killed."}
            self.processes.on_message(ended)
            self._start()


@pytest.fixture
def rig() -> Iterator[Rig]:
    # pytest's own folders have paths too long for a socket.
    with tempfile.TemporaryDirectory(prefix="rs-") as folder:
        made = Rig(Path(folder))
        yield made
        made.close()


def is_final(id: str) -> Callable[[Spoken], bool]:
    return lambda spoken: spoken.is_final and spoken.id == id


def test_nobody_listens_until_somebody_is_to_be_heard(rig: Rig) -> None:
    rig.listening.update([])
    assert rig.starts == 0


def test_what_is_said_is_told_and_what_is_open_at_the_end_is_final(rig: Rig) -> None:
    rig.listening.update([rig.line])
    rig.ring.skip(0.5)
    rig.ring.put(clip())
    rig.ring.put(silence(1.5))
    final = rig.wait(is_final("1.0"))
    assert (letters(final.text), final.speaker) == ("front center", "Mary")
    assert 500 <= final.start_ms < final.end_ms <= 2500
    rig.ring.put(clip("Side_Left"))
    rig.wait(lambda spoken: letters(spoken.text) == "side left")
    rig.listening.update([])
    assert rig.told[-1].id == "1.1"
    assert rig.told[-1].is_final
    told = len(rig.told)
    rig.listening.update([replace(rig.line, speaker="Ann")])
    assert rig.starts == 2
    rig.ring.skip((time.monotonic_ns() - rig.ring.epoch_ns) / 1e9 - rig.ring.frames / 48_000 + 1)
    rig.ring.put(clip())
    rig.ring.put(silence(1.5))
    again = rig.wait(lambda spoken: spoken.is_final and spoken.speaker == "Ann")
    assert again.id not in {spoken.id for spoken in rig.told[:told]}


def test_a_process_that_is_killed_loses_nothing_of_what_is_said(rig: Rig) -> None:
    rig.listening.update([rig.line])
    rig.ring.skip(0.5)
    rig.ring.put(clip("Front_Right"))
    partial = rig.wait(lambda spoken: bool(spoken.words))
    assert rig.child is not None
    os.kill(rig.child.pid, signal.SIGKILL)
    rig.ring.put(silence(1.5))
    final = rig.wait(is_final(partial.id))
    assert letters(final.text) == "front right"
    assert rig.starts == 2
    assert [spoken.id for spoken in rig.told if spoken.is_final] == [partial.id]
