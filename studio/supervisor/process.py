"""One process of a session: its child, its connection, its deadlines.

Belongs to the supervisor's thread, which is told of everything that happens in
other threads through ``Owner``; a process never acts on the others.
"""

import logging
import re
import threading
import time
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from studio.ipc.address import forget
from studio.ipc.backoff import SECOND_NS, Backoff
from studio.ipc.channel import Channel
from studio.ipc.child import Child, Launch
from studio.ipc.errors import ChannelError
from studio.ipc.io_thread import IoThread
from studio.ipc.launch import launch
from studio.ipc.message import Message
from studio.ipc.segment import segment_prefix, unlink_leftovers
from studio.supervisor.heartbeat import Heartbeat
from studio.supervisor.session_file import ListedProcess

logger = logging.getLogger(__name__)

START_LIMIT_NS = 60 * SECOND_NS  # a cold import of everything on a loaded machine
STOP_LIMIT_NS = 5 * SECOND_NS
_CONNECT_S = 5.0
_ADOPT_S = 20.0
_RETRY_S = 0.1
_LOG_LIMIT_BYTES = 8 * 1024 * 1024


class State(StrEnum):
    """Where a process is in its life."""

    STARTING = "starting"
    RUNNING = "running"
    WAITING = "waiting"
    """It died and is started again after its back-off."""
    STOPPING = "stopping"


class Owner(Protocol):
    """Who is told, each time in the thread of the child or the socket."""

    def process_connected(self, process: "Process", child: Child, channel: Channel) -> None:
        """It listens and has welcomed us."""

    def process_unreachable(self, process: "Process", child: Child, reason: str) -> None:
        """It said that it listens, and does not answer."""

    def process_said(self, process: "Process", channel: Channel, message: Message) -> None:
        """It sent a message."""

    def process_exited(self, process: "Process", child: Child) -> None:
        """It has ended."""


class Process:
    """One supervised process over all its starts.

    Args:
        name: What it is called.
        kind: What it is.
        module: What runs it; see ``Child``.
        address: Where it listens, at each start the same.
        secret: The session's.
        run_dir: Where its log goes.
        io: The thread for its connection.
        owner: Who is told.
        launch: See ``Child``.
    """

    def __init__(
        self,
        name: str,
        kind: str,
        module: str,
        *,
        address: str,
        secret: str,
        run_dir: Path,
        io: IoThread,
        owner: Owner,
        launch: Launch = launch,
    ) -> None:
        self.name = name
        self.kind = kind
        self.address = address
        self.boot: Message | None = None
        """What it was asked to be started with; None for an adopted one."""
        self.digest = ""
        self.state = State.STARTING
        self.child: Child | None = None
        self.channel: Channel | None = None
        self.backoff = Backoff()
        self.replacement: Message | None = None
        """The boot to start it with once it has ended."""
        self.is_resumed = False
        self._module = module
        self._secret = secret
        self._run_dir = run_dir
        self._log_path = run_dir / "log" / (re.sub(r"[^\w.-]", "_", name)[:60] + ".log")
        self._io = io
        self._owner = owner
        self._launch = launch
        self._heartbeat = Heartbeat()
        self._deadline_ns: int | None = None
        self._fault = ""  # why we killed it

    @property
    def pid(self) -> int:
        """Its process now, or 0."""
        return self.child.pid if self.child is not None else 0

    def start(self, now_ns: int) -> None:
        """Start it.

        Raises:
            ChildError: If the system can't.
        """
        boot: Message = {
            **(self.boot or {}),
            "name": self.name,
            "address": self.address,
            "secret": self._secret,
            "log": str(self._log_path),
            "run_dir": str(self._run_dir),
        }
        if self.is_resumed:
            boot["resume"] = True
        self._log_path.parent.mkdir(mode=0o700, exist_ok=True)
        _rotate(self._log_path)
        self.child = self._make_child(boot, self._connect_once)
        self._fault = ""
        self.state = State.STARTING
        self._deadline_ns = now_ns + START_LIMIT_NS
        self.child.start()

    def adopt(self, listed: ListedProcess, now_ns: int) -> None:
        """Take over a process that another supervisor started.

        Raises:
            ChildError: If it has ended.
        """
        self.digest = listed.digest
        self.child = self._make_child({}, lambda child: self._connect_with_patience(child, listed))
        self.state = State.STARTING
        self._deadline_ns = now_ns + START_LIMIT_NS
        self.child.adopt(listed.pid, lambda: listed.is_alive)

    def did_connect(self, channel: Channel, now_ns: int) -> None:
        """Take the connection; it runs now."""
        self.channel = channel
        self._heartbeat = Heartbeat()
        self.backoff.did_get_ready(now_ns)
        if self.state is State.STOPPING:
            channel.send({"type": "stop"})
        else:
            self.state = State.RUNNING
            self._deadline_ns = None

    def stop(self, now_ns: int) -> None:
        """Ask it to end; ``check`` kills it if it takes too long."""
        if self.state is State.STOPPING or self.child is None:
            return
        self.state = State.STOPPING
        self._deadline_ns = now_ns + STOP_LIMIT_NS
        if self.channel is None or not self.channel.send({"type": "stop"}):
            self.child.terminate()

    def kill(self, fault: str) -> None:
        """End it at once, for this reason, a sentence."""
        logger.warning("%s is killed: %s", self.name, fault)
        self._fault = fault
        self._deadline_ns = None
        if self.child is not None:
            self.child.kill()

    def wait(self, until_ns: int) -> None:
        """Be started again at that time."""
        self.state = State.WAITING
        self._deadline_ns = until_ns

    def ping(self, now_ns: int) -> None:
        """Send a ping, if it runs."""
        if self.state is State.RUNNING and self.channel is not None:
            self.channel.send({"type": "ping", "id": self._heartbeat.ping(now_ns)})

    def pong(self, ping_id: int) -> None:
        """Note its answer."""
        self._heartbeat.pong(ping_id)

    def forgive(self, now_ns: int) -> None:
        """Give it time anew, as we ourselves were stopped."""
        self._heartbeat.forgive(now_ns)

    def due_ns(self) -> int | None:
        """When ``check`` has something to do."""
        if self.state is State.RUNNING and self._deadline_ns is None:
            return None if self._fault else self._heartbeat.deadline_ns()
        return self._deadline_ns

    def check(self, now_ns: int) -> bool:
        """Kill it if it is over a deadline; say whether it is time to start it again."""
        due_ns = self.due_ns()
        if due_ns is None or now_ns < due_ns:
            return False
        if self.state is State.WAITING:
            return True
        if self.state is State.RUNNING:
            self.kill(f"{self.name} did not answer for 3 s.")
        elif self.state is State.STARTING:
            self.kill(f"{self.name} did not get ready in {START_LIMIT_NS // SECOND_NS} s.")
        else:
            self.kill(f"{self.name} did not end in {STOP_LIMIT_NS // SECOND_NS} s.")
        return False

    def did_exit(self) -> tuple[bool, str]:
        """Clear up after its end; return whether it was orderly, and a sentence."""
        assert self.child is not None
        code = self.child.exit_code
        is_orderly = code == 0
        if code is None and not self._fault:
            # An adopted one's exit code is its parent's to know.  Who ends in
            # order removes its socket file, who is killed can't.
            is_orderly = self.address.startswith("/") and not Path(self.address).exists()
        reason = self._fault or f"{self.name} was stopped."
        if not self._fault and self.state is not State.STOPPING:
            reason = _sentence(self.name, code, is_orderly, self._log_path)
        if self.channel is not None:
            self.channel.close()
            self.channel = None
        self.child = None
        self._deadline_ns = None
        forget(self.address)
        unlink_leftovers(segment_prefix(self.name))
        return is_orderly, reason

    def _make_child(self, boot: Message, on_ready: Callable[[Child], None]) -> Child:
        return Child(
            self.name,
            self.kind,
            self._module,
            boot,
            self._log_path,
            on_ready=on_ready,
            launch=self._launch,
            on_exit=lambda child: self._owner.process_exited(self, child),
        )

    def _connect_once(self, child: Child) -> None:
        try:
            self._connect(child)
        except ChannelError as error:
            self._owner.process_unreachable(self, child, str(error))

    def _connect_with_patience(self, child: Child, listed: ListedProcess) -> None:
        """Connect to one that perhaps had not come to listen yet when it was orphaned."""
        end_s = time.monotonic() + _ADOPT_S
        while True:
            try:
                self._connect(child)
            except ChannelError as error:
                if time.monotonic() >= end_s or not listed.is_alive:
                    self._owner.process_unreachable(self, child, str(error))
                    return
            else:
                return
            time.sleep(_RETRY_S)

    def _connect(self, child: Child) -> None:
        """Connect, and tell the owner before anything that the process says.

        An engine asks for its processes at once, and its words came before the news that there
        is a line to it: they were taken for those of an earlier one, and a session had no
        cameras for good.
        """
        announcing = threading.Lock()
        is_announced = False

        def announce(channel: Channel) -> None:
            nonlocal is_announced
            with announcing:
                if not is_announced:
                    is_announced = True
                    self._owner.process_connected(self, child, channel)

        def said(channel: Channel, message: Message) -> None:
            announce(channel)
            self._owner.process_said(self, channel, message)

        channel = Channel.connect(
            self.address,
            role="supervisor",
            secret=self._secret,
            on_message=said,
            on_close=lambda channel, reason: None,  # then it dies or stays silent: both are seen
            timeout_s=_CONNECT_S,
            io=self._io,
        )
        announce(channel)


def _sentence(name: str, code: int | None, is_orderly: bool, log_path: Path) -> str:
    if is_orderly:
        return f"{name} has ended."
    if code is None:
        return f"{name} has died; {log_path} may say why."
    if code < 0:
        return f"{name} was ended by signal {-code}; {log_path} may say why."
    return f"{name} has failed with code {code}; {log_path} says why."


def _rotate(path: Path) -> None:
    try:
        if path.stat().st_size > _LOG_LIMIT_BYTES:
            path.replace(path.with_suffix(".old"))
    except FileNotFoundError:
        pass
