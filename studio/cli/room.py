"""``rocket-studio room``: keeps an edge and a relay running in this terminal.

Two processes that know nothing of each other but a folder: each is started again by
itself when it dies, with a back-off, and both end in order on Ctrl-C.  Each says in
one line of JSON on its standard output that it listens, and where; the other end of
its standard input is this process, so that nothing is left over if it is killed.
"""

import argparse
import json
import os
import queue
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from studio.model.errors import StudioError
from studio.supervisor.backoff import SECOND_NS, Backoff
from studio.supervisor.session_file import SessionLock

EXIT_FAILED = 1
_END_S = 10.0
_PORT_WORDS = {
    "--port": "http",
    "--http-port": "http",
    "--ws-port": "ws",
    "--rtmp-port": "rtmp",
}
"""What a process says of its ports, by the word that asks for them."""

_LOG_LIMIT_BYTES = 8 * 1024 * 1024
_NEW_GROUP = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)  # Windows has it


class RoomError(StudioError):
    """The room server can't run."""


@dataclass(frozen=True, slots=True)
class RoomPlan:
    """What was asked for.

    Attributes:
        database: PostgreSQL's address, which goes by the environment, as it holds a password.
    """

    host: str
    port: int
    ws_port: int
    relay_port: int
    data: Path
    welcome_coins: int = 0
    nats: str | None = None
    database: str | None = None
    replica: str | None = None
    proxy: str | None = None

    def edge_words(self) -> list[str]:
        """Return the words of the edge's command."""
        ports = ["--port", str(self.port), "--ws-port", str(self.ws_port)]
        coins = ["--welcome-coins", str(self.welcome_coins)]
        nats = ["--nats", self.nats] if self.nats else []
        proxy = ["--behind-proxy", self.proxy] if self.proxy else []
        place = ["--data", str(self.data), "--host", self.host]
        return [*place, *ports, *coins, *nats, *proxy, "--lifeline"]

    def relay_words(self) -> list[str]:
        """Return the words of the relay's command; its WebSockets are one port above its HTTP."""
        ws_port = self.relay_port + 1 if self.relay_port else 0
        ports = ["--http-port", str(self.relay_port), "--ws-port", str(ws_port)]
        rtmp = ["--rtmp-port", "1935" if self.relay_port else "0"]
        return ["--data", str(self.data), "--host", self.host, *ports, *rtmp, "--lifeline"]

    def environment(self) -> dict[str, str]:
        """Return what both are told without anybody reading it in a list of processes."""
        said = {"ROCKET_STUDIO_DATABASE": self.database, "ROCKET_STUDIO_REPLICA": self.replica}
        return {**os.environ, **{name: value for name, value in said.items() if value}}


@dataclass(frozen=True, slots=True)
class _Ready:
    part: "_Part"
    said: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class _Ended:
    part: "_Part"
    exit_code: int


@dataclass(frozen=True, slots=True)
class _Stop:
    pass


@dataclass
class _Part:
    """One of the two processes, over all its starts."""

    name: str
    module: str
    words: list[str]
    environment: dict[str, str]
    log: Path
    events: "queue.SimpleQueue[_Ready | _Ended | _Stop]"
    backoff: Backoff = field(default_factory=Backoff)
    process: "subprocess.Popen[bytes] | None" = None
    was_ready: bool = False
    due_ns: int | None = None

    def start(self) -> None:
        """Start it; a thread tells of its ready line and of its end."""
        self.due_ns = None
        self.log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.log.exists() and self.log.stat().st_size > _LOG_LIMIT_BYTES:
            self.log.replace(self.log.with_suffix(".old"))
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", self.module, *self.words],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                env=self.environment,
                bufsize=0,
                start_new_session=True,  # Ctrl-C is ours: it ends both in order
                creationflags=_NEW_GROUP,
            )
        threading.Thread(target=self._watch, args=[self.process], daemon=True).start()

    def stay(self, said: Mapping[str, object]) -> None:
        """Have it listen where it does now when it is started again: clients know that place."""
        for index, word in enumerate(self.words):
            port = said.get(_PORT_WORDS.get(word, ""))
            if isinstance(port, int):
                self.words[index + 1] = str(port)

    def terminate(self) -> None:
        """Ask it to end; closing the pipe asks where there are no signals."""
        if self.process is not None and self.process.stdin is not None:
            self.process.stdin.close()
            self.process.terminate()

    def last_words(self) -> str:
        """Return the last sentence in its log that is for people."""
        lines = self.log.read_text("utf-8", "replace").splitlines() if self.log.exists() else []
        last = next((line for line in reversed(lines) if line.strip()), "")
        return last if last and not last.startswith(("{", " ")) else f"{self.log} says why."

    def _watch(self, process: "subprocess.Popen[bytes]") -> None:
        assert process.stdout is not None
        with process.stdout as pipe:
            line = bytearray()
            while (piece := pipe.read(4096)) and len(line) < 65_536:
                line += piece
                if line.endswith(b"\n"):
                    self.events.put(_Ready(self, _parsed(bytes(line))))
                    line.clear()
        self.events.put(_Ended(self, process.wait()))


_Events = queue.SimpleQueue[_Ready | _Ended | _Stop]


def room_plan(words: argparse.Namespace) -> RoomPlan:
    """Return what the words of a command line ask for."""
    return RoomPlan(
        host=words.host,
        port=words.port,
        ws_port=words.ws_port,
        relay_port=words.relay_port,
        data=words.data.expanduser().absolute(),
        welcome_coins=words.welcome_coins,
        nats=words.nats,
        database=words.database,
        replica=words.replica,
        proxy=words.behind_proxy,
    )


def serve_room(plan: RoomPlan) -> int:
    """Run edge and relay until Ctrl-C or SIGTERM; return the exit code.

    Raises:
        RoomError: If one of them can't start.
    """
    events: _Events = queue.SimpleQueue()
    environment, logs = plan.environment(), plan.data / "log"
    try:
        plan.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        logs.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise RoomError(
            f"The data folder {plan.data} can't be written to: {error.strerror}. "
            "Give another one with --data."
        ) from error
    edge = _Part("edge", "studio.room", plan.edge_words(), environment, logs / "edge.log", events)
    relay = _Part(
        "relay", "studio.room.relay", plan.relay_words(), environment, logs / "relay.log", events
    )
    parts = (edge, relay)
    lock = SessionLock(plan.data)
    if not lock.take():
        raise RoomError(
            f"Another room server uses the data folder {plan.data}. "
            "End it, or give another folder with --data."
        )
    with _signals(events):
        try:
            for part in parts:
                part.start()
            _follow(parts, events)
        finally:
            _end(parts)
            lock.release()
    return 0


def _follow(parts: Sequence[_Part], events: _Events) -> None:
    """Start again what dies, until it is time to end."""
    while True:
        try:
            event = events.get(timeout=_wait_s(parts))
        except queue.Empty:
            for part in parts:
                if part.due_ns is not None and part.due_ns <= time.monotonic_ns():
                    part.start()
            continue
        match event:
            case _Stop():
                return
            case _Ready(part, said):
                part.backoff.did_get_ready(time.monotonic_ns())
                if not part.was_ready:
                    part.was_ready = True
                    part.stay(said)
                    _show(part.name, said)
            case _Ended(part, exit_code):
                part.process = None
                if not part.was_ready:
                    raise RoomError(part.last_words())
                now_ns = time.monotonic_ns()
                part.due_ns = now_ns + part.backoff.did_end(now_ns)
                print(
                    f"✗ The {part.name} ended ({_how(exit_code)}). It is started again.", flush=True
                )


def _wait_s(parts: Sequence[_Part]) -> float | None:
    due_ns = [part.due_ns for part in parts if part.due_ns is not None]
    return max(0.0, (min(due_ns) - time.monotonic_ns()) / SECOND_NS) if due_ns else None


def _end(parts: Sequence[_Part]) -> None:
    for part in parts:
        part.terminate()
    end_s = time.monotonic() + _END_S
    for part in parts:
        if part.process is not None:
            try:
                part.process.wait(max(0.1, end_s - time.monotonic()))
            except subprocess.TimeoutExpired:
                part.process.kill()
                part.process.wait()


def _show(name: str, said: Mapping[str, object]) -> None:
    if name == "relay":
        print(f"· Publish  rtmp://{_host(said)}:{said.get('rtmp')}/live", flush=True)
        return
    address = f"http://{_host(said)}:{said.get('http')}"
    print(
        f"· Watch    {address}/r/1\n"
        f"· Anchor   {address}{said.get('anchor')}\n"
        f"· Operator {address}/operator   (key: {said.get('operator_key')})",
        flush=True,
    )


def _host(said: Mapping[str, object]) -> str:
    host = str(said.get("host"))
    if host in ("0.0.0.0", "::", ""):
        return "127.0.0.1"
    return f"[{host}]" if re.search(":", host) else host


def _how(exit_code: int) -> str:
    return f"signal {-exit_code}" if exit_code < 0 else f"code {exit_code}"


def _parsed(line: bytes) -> Mapping[str, object]:
    try:
        said = json.loads(line)
    except ValueError:
        said = None
    return said if isinstance(said, dict) else {}


@contextmanager
def _signals(events: _Events) -> Iterator[None]:
    def stop(number: int, frame: object) -> None:
        events.put(_Stop())

    numbers = (signal.SIGINT, signal.SIGTERM)
    before = {number: signal.signal(number, stop) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
