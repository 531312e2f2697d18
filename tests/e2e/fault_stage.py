"""A live session to two servers and into a file, on which faults are tried.

What a fault strikes is the first server, its push process or what all share; the
second server and the file are those that must not notice::

    with FaultStage(folder, ["scenes/demo.json"]) as stage:
        stage.studio.kill("push-1")
        took_s = stage.until(lambda: "push-1 live" in stage.studio.text, 9)
"""

import socket
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import psutil

from studio.cli.client import EngineClient
from studio.model.events import Event, StatsChanged
from studio.supervisor.session_file import find_session
from tests.bench.subscriber import Subscriber
from tests.e2e.live_studio import LOOK_S, PATIENCE_S, LiveStudio
from tests.servers import NginxRtmp

CONNECTIONS_EVERY_S = 0.25
EVENTS = 2000


class MutePeer:
    """Accepts connections and never says a word.

    Attributes:
        accepted_ns: When it took the first one; 0 before that.
    """

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._taken: list[socket.socket] = []
        self._thread = threading.Thread(target=self._accept, name="mute-peer")
        self.accepted_ns = 0

    @property
    def url(self) -> str:
        """Where to publish to."""
        return f"rtmp://127.0.0.1:{self._listener.getsockname()[1]}/live/key"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self._listener.close()
        for taken in self._taken:
            taken.close()

    def _accept(self) -> None:
        with suppress(OSError):  # that is how it ends
            while True:
                self._taken.append(self._listener.accept()[0])
                self.accepted_ns = self.accepted_ns or time.monotonic_ns()


class FaultStage:
    """The session and all that stands round it.

    Args:
        folder: Gets what everyone writes.
        words: The scene and what else follows ``rocket-studio live``.

    Attributes:
        struck: The first server, ``push-1``.
        kept: The second one, ``push-2``.
        mute: A peer that no destination goes to yet.
        connections: Our ends of all connections that push processes had to ``struck``.
    """

    studio: LiveStudio
    client: EngineClient

    def __init__(self, folder: Path, words: list[str]) -> None:
        self.struck = NginxRtmp(folder / "struck")
        self.kept = NginxRtmp(folder / "kept")
        self.mute = MutePeer()
        self.struck_viewer = Subscriber(folder / "struck-viewer", self.struck.url())
        self.kept_viewer = Subscriber(folder / "kept-viewer", self.kept.url())
        self.recording = folder / "live.mkv"
        to = ["--to", self.struck.url(), "--to", self.kept.url()]
        self.studio = LiveStudio(folder, [*words, *to, "--record", str(self.recording)])
        self.heard: deque[Event] = deque(maxlen=EVENTS)
        self.connections: set[int] = set()
        self._looked_s = 0.0
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            for part in (self.struck, self.kept, self.mute, self.struck_viewer, self.kept_viewer):
                stack.enter_context(part)
            stack.enter_context(self.studio)
            for viewer in (self.struck_viewer, self.kept_viewer):
                assert viewer.first_video.wait(PATIENCE_S), self.studio.text
            self.studio.wait_for("record recording")
            self.client = EngineClient(self.studio.run_dir, self.heard.append)
            stack.callback(self.client.close)
            session = find_session(self.studio.run_dir)
            assert session
            assert session.engine
            assert self.client.connect(session.engine.address)
            self.prepare(stack)
            self._stack = stack.pop_all()
        return self

    def prepare(self, stack: ExitStack) -> None:
        """Bring about what the fault needs; what fails here ends the session, too."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.__exit__(kind, error, trace)

    def until(self, condition: Callable[[], bool], patience_s: float = PATIENCE_S) -> float | None:
        """Wait for a condition; return the seconds that took, or None if it never held."""
        start_s = time.monotonic()
        while not condition():
            if time.monotonic() - start_s > patience_s:
                return None
            self._note_connections()
            time.sleep(LOOK_S)
        return time.monotonic() - start_s

    def wait(self, seconds: float) -> None:
        """Let time pass, and go on looking who is connected."""
        self.until(lambda: False, seconds)

    @property
    def counts(self) -> tuple[int, int]:
        """Frames lagged and skipped so far, as the engine last said."""
        for event in reversed(list(self.heard)):
            if isinstance(event, StatsChanged):
                return event.frames_lagged, event.frames_skipped
        return 0, 0

    def _note_connections(self) -> None:
        if time.monotonic() - self._looked_s < CONNECTIONS_EVERY_S:
            return
        self._looked_s = time.monotonic()
        for process in self.studio.processes:
            if process.kind != "push":
                continue
            with suppress(psutil.Error):  # it has just died
                found = psutil.Process(process.pid).net_connections("tcp")
                self.connections |= {
                    each.laddr.port
                    for each in found
                    if each.raddr and each.raddr.port == self.struck.port
                }
