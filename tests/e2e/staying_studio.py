"""A session that stays, of a test: a real supervisor and engine, with nothing live at first.

with StayingStudio(folder, LivePlan(collection=str(scene), stays=True)) as studio:
    studio.do(StartOutput(url=server.url()))
    studio.wait_output("push-1", "live")
    studio.kill_engine()
    studio.connect()
"""

import os
import queue
import signal
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from studio.cli.client import EngineClient
from studio.ipc.message import Message
from studio.model import commands as do
from studio.model.command import Command
from studio.model.events import Event, OutputStateChanged
from studio.model.session import LivePlan
from studio.supervisor.supervisor import Supervisor

PATIENCE_S = 90.0
"""How long a busy machine may take for anything at all."""

E = TypeVar("E", bound=Event)


class StayingStudio:
    """One session.

    Args:
        plan: With ``stays``.

    Attributes:
        heard: All events, in order.
    """

    def __init__(self, plan: LivePlan) -> None:
        # A socket's path may have about 100 bytes, and pytest's folders are deep.
        self._home = tempfile.TemporaryDirectory(prefix="rs-")
        self.run_dir = Path(self._home.name)
        self._plan = plan
        self._told: queue.SimpleQueue[Message] = queue.SimpleQueue()
        self.supervisor = Supervisor(self.run_dir, on_event=self._told.put)
        self.heard: list[Event] = []
        self._client: EngineClient | None = None

    def __enter__(self) -> Self:
        self.supervisor.start()
        boot: Message = {"plan": self._plan.model_dump(mode="json")}
        self.supervisor.start_process("engine", "engine", boot)
        self.connect()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._client:
            self._client.close()
        self.supervisor.stop()
        self._home.cleanup()

    def connect(self) -> dict[str, object]:
        """Connect to the engine when it is ready; return its snapshot."""
        if self._client:
            self._client.close()
        while True:
            told = self._told.get(timeout=PATIENCE_S)
            if told["type"] == "process_ready" and told["name"] == "engine":
                break
        self._client = EngineClient(self.run_dir, self.heard.append)
        assert self._client.connect(str(told["address"]))
        assert self._client.wait_snapshot(PATIENCE_S)
        return self._client.snapshot

    def look(self) -> dict[str, object]:
        """Return a new snapshot."""
        client = EngineClient(self.run_dir, lambda event: None)
        assert self._client
        assert self._client.address
        assert client.connect(self._client.address)
        assert client.wait_snapshot(PATIENCE_S)
        client.close()
        return client.snapshot

    def do(self, command: Command) -> Message:
        """Carry out a command; return the answer."""
        assert self._client
        return self._client.do(command)

    def end(self) -> None:
        """End the session in order, and wait for it."""
        self.do(do.EndSession())
        assert self.supervisor.wait(PATIENCE_S)

    def kill_engine(self) -> None:
        """End the engine as a crash would."""
        os.kill(self.supervisor.pids()["engine"], signal.SIGKILL)

    def wait_event(
        self, kind: type[E], is_it: Callable[[E], bool] = lambda event: True, after: int = 0
    ) -> E:
        """Wait for an event and return it.

        Args:
            kind: Of the event.
            is_it: Tells whether it is the one.
            after: Only look behind so many of ``heard``.
        """
        deadline_s = time.monotonic() + PATIENCE_S
        while True:
            for event in self.heard[after:]:
                if isinstance(event, kind) and is_it(event):
                    return event
            assert time.monotonic() < deadline_s, f"no {kind.__name__} in {self.heard[after:]}"
            time.sleep(0.02)

    def wait_output(self, name: str, state: str, after: int = 0) -> OutputStateChanged:
        """Wait until an output is in a state."""
        return self.wait_event(
            OutputStateChanged, lambda event: (event.output, event.state) == (name, state), after
        )
