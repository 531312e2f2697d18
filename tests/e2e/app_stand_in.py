"""What the app is to an engine: a client that knows what it was told last, and looks on."""

import time
from collections.abc import Callable
from typing import TypeVar

import numpy as np

from studio.cli.client import EngineClient
from studio.engine.picture import Plane
from studio.ipc.message import Message
from studio.ipc.ring import RingReader
from studio.model import commands as do
from studio.model import events as told
from studio.model.command import Command
from studio.model.events import Event
from studio.model.scene import Collection
from studio.supervisor.session_file import find_session
from tests.e2e.live_studio import PATIENCE_S, LiveStudio

E = TypeVar("E", bound=Event)


class AppStandIn:
    """A client of the engine that runs now."""

    def __init__(self, studio: LiveStudio) -> None:
        self.events: list[Event] = []
        self._client = EngineClient(studio.run_dir, self.events.append)
        session = find_session(studio.run_dir)
        assert session
        assert session.engine
        assert self._client.connect(session.engine.address)
        assert self._client.wait_snapshot()
        self.snapshot = self._client.snapshot

    def do(self, command: Command) -> Message:
        """Have the engine do something."""
        return self._client.do(command)

    def close(self) -> None:
        """Hang up."""
        self._client.close()

    @property
    def collection(self) -> Collection:
        """The newest collection."""
        told_last = self.last(told.CollectionChanged)
        state = told_last.collection if told_last else self.snapshot["collection"]
        return Collection.model_validate(state)

    def last(self, kind: type[E]) -> E | None:
        """Return the newest event of a kind."""
        return next((each for each in reversed(self.events) if isinstance(each, kind)), None)

    def open_view(self, **asked: object) -> tuple[int, RingReader]:
        """Open a view, of 320x180 unless asked otherwise; return its number and its ring."""
        command = do.OpenView.model_validate({"width": 320, "height": 180, **asked})
        reply = self.do(command)
        number = reply["view"]
        assert isinstance(number, int)
        return number, RingReader.attach(str(reply["ring"]))


def wait(is_so: Callable[[], object]) -> None:
    """Wait until something is so."""
    deadline_s = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < deadline_s
        time.sleep(0.02)


def seen(ring: RingReader) -> Plane:
    """Return the newest picture of a view as ``(height, width, 3)`` RGB; black before the first."""
    while (slot := ring.newest(time.monotonic_ns())) is not None:
        bgra = np.frombuffer(slot.data, np.uint8).reshape(slot.height, slot.width, 4).copy()
        if ring.is_whole(slot):
            return bgra[..., 2::-1]
    return np.zeros((2, 2, 3), np.uint8)


def pictures(ring: RingReader) -> int:
    """Return how many pictures a view has had."""
    slot = ring.newest(time.monotonic_ns())
    return slot.sequence if slot else 0
