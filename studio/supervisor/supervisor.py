"""Keeps the processes of one session running until it ends.

One thread owns everything; sockets, dying children and callers only put work
into its inbox, so nothing here needs a lock.  It sleeps until the next ping or
deadline::

    supervisor = Supervisor(run_dir(), on_event=print)
    supervisor.start()
    supervisor.start_process("engine", "engine", {"scene": "scenes/demo.json"})
    supervisor.wait()
    supervisor.stop()

When the engine ends by itself, the session is over and all else is ended.
"""

import logging
import os
import queue
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from studio.ipc.address import forget, free_address
from studio.ipc.channel import Channel, ChannelServer
from studio.ipc.child import Child, Launch
from studio.ipc.io_thread import IoThread
from studio.ipc.launch import launch
from studio.ipc.message import Message
from studio.ipc.segment import unlink_leftovers
from studio.supervisor.display import app_boot
from studio.supervisor.errors import SupervisorError
from studio.supervisor.heartbeat import PING_PERIOD_NS
from studio.supervisor.process import Process, State
from studio.supervisor.roster import APP, ENGINE, PLUGIN_HOST, ROOM_VISIT, Roster
from studio.supervisor.run_dir import private_folder
from studio.supervisor.session_file import (
    ListedProcess,
    Session,
    SessionLock,
    find_session,
    read_session,
    remove_session,
    write_session,
)
from studio.supervisor.standby import Standby

logger = logging.getLogger(__name__)

KINDS: Mapping[str, str] = {
    ENGINE: "studio.engine",
    "push": "studio.push",
    "capture": "studio.capture",
    "effects": "studio.effects",
    "avatar": "studio.avatar",
    "ar": "studio.ar",
    "captions": "studio.captions",
    "link": "studio.link",
    "voice": "studio.link.voice",
    "room": "studio.room.beside",
    "room_client": "studio.room_client",
    ROOM_VISIT: "studio.room_client",
    PLUGIN_HOST: "studio.plugin_host.serving",
    APP: "studio.app",
}
_LATE_NS = PING_PERIOD_NS
_MAX_INBOX = 10_000
_ROUND = 1_000  # how much of the inbox is done before deadlines are looked at
_SIGNALS_S = 1.0
"""A signal that comes just before the main thread sleeps is heard when that wakes next."""


class Supervisor:
    """Supervises one session; see the module.

    Args:
        run_dir: The session's folder.
        on_event: Called in the supervisor's thread: ``process_ready``,
            ``process_ended`` and, last, ``session_ended`` with a ``reason``.
        kinds: The module, or the path of a file, that runs each kind of process.
        launch: Launches a module, or has one that was launched before.
    """

    def __init__(
        self,
        run_dir: Path,
        *,
        on_event: Callable[[Message], None],
        kinds: Mapping[str, str] = KINDS,
        launch: Launch = launch,
    ) -> None:
        self._run_dir = private_folder(run_dir)
        self._on_event = on_event
        self._kinds = kinds
        self._launch = launch
        self._standby = Standby(kinds.get(APP, ""), launch)
        self._lock = SessionLock(self._run_dir)
        self._secret = ""
        self._roster: Roster | None = None
        self._inbox: queue.SimpleQueue[Callable[[Roster], None]] = queue.SimpleQueue()
        self._io = IoThread("io-supervisor")
        self._server: ChannelServer | None = None
        self._thread = threading.Thread(target=self._run, name="supervisor", daemon=True)
        self._has_ended = threading.Event()
        self._next_ping_ns = 0

    def start(self) -> None:
        """Begin a new session.

        Raises:
            SupervisorError: If one is running already, or can't be begun.
        """
        self._take_lock()
        try:
            session = read_session(self._run_dir)
            if session and any(process.is_alive for process in session.processes):
                raise SupervisorError(
                    "A session whose supervisor has died is still running. "
                    "End it with: rocket-studio end"
                )
            for left in self._run_dir.glob("*.sock"):
                left.unlink(missing_ok=True)
            self._open(secrets.token_hex(32), ())
        except BaseException:
            self._lock.release()
            raise

    def adopt(self) -> int:
        """Take over the session of a supervisor that was killed.

        Returns:
            How many of its processes live; without an engine, the session ends.

        Raises:
            SupervisorError: If it has another supervisor, or there is none.
        """
        self._take_lock()
        try:
            session = read_session(self._run_dir)
            if session is None:
                raise SupervisorError(f"There is no session to take over in {self._run_dir}.")
            forget(session.supervisor_address)
            return self._open(session.secret, session.processes)
        except BaseException:
            self._lock.release()
            raise

    def start_process(self, name: str, kind: str, boot: Message) -> None:
        """Start a process, or make sure that it runs with this boot message."""
        self._inbox.put(lambda roster: roster.want(name, kind, boot))

    def stop_process(self, name: str) -> None:
        """End a process; ending the engine ends the session."""
        self._inbox.put(lambda roster: roster.stop(name))

    def request_stop(self, reason: str = "The session was ended.") -> None:
        """Begin to end everything, the engine first; also from a signal handler."""
        self._inbox.put(lambda roster: roster.end(reason))

    def stop(self) -> None:
        """End everything and return when it has ended; safe to call twice."""
        self.request_stop()
        if self._thread.ident is not None:
            self._thread.join()

    def wait(self, timeout_s: float | None = None) -> bool:
        """Wait until the session has ended; say whether it has."""
        if timeout_s is not None:
            return self._has_ended.wait(timeout_s)
        while not self._has_ended.wait(_SIGNALS_S):
            pass
        return True

    def pids(self) -> dict[str, int]:
        """Return the pid of each process that runs, ours as ``supervisor``."""
        running = {each.name: each.pid for each in self._processes() if each.pid}
        return {"supervisor": os.getpid(), **running}

    def process_connected(self, process: Process, child: Child, channel: Channel) -> None:
        """Take a process's connection; from its child's thread."""
        self._inbox.put(lambda roster: roster.connected(process, child, channel))

    def process_unreachable(self, process: Process, child: Child, reason: str) -> None:
        """Note that a process does not answer; from its child's thread."""
        self._inbox.put(lambda roster: roster.unreachable(process, child, reason))

    def process_said(self, process: Process, channel: Channel, message: Message) -> None:
        """Take a message; from the I/O thread."""
        if message["type"] not in ("pong", "process_start", "process_stop"):
            return  # what a process tells all its peers is for others
        if self._inbox.qsize() > _MAX_INBOX:
            channel.cut(f"{process.name} says more than can be heard.")
            return
        self._inbox.put(lambda roster: roster.heard(process, channel, message))

    def process_exited(self, process: Process, child: Child) -> None:
        """Note a death; from the child's thread."""
        self._inbox.put(lambda roster: roster.exited(process, child))

    def _take_lock(self) -> None:
        if self._lock.take():
            return
        session = find_session(self._run_dir)
        who = f" (its supervisor is process {session.supervisor_pid})" if session else ""
        raise SupervisorError(f"A session is running already{who}. End it with: rocket-studio end")

    def _open(self, secret: str, adopted: tuple[ListedProcess, ...]) -> int:
        self._secret = secret
        roster = Roster(
            self._run_dir,
            secret,
            kinds=self._kinds,
            make=self._make,
            on_event=self._tell,
            on_change=self._save,
        )
        self._server = ChannelServer(
            free_address(self._run_dir, "supervisor"),
            name="supervisor",
            secret=secret,
            on_message=self._on_client,
        )
        self._server.start()
        self._io.start()
        self._roster = roster
        try:
            count = sum(roster.adopt(listed) for listed in adopted)
            write_session(self._run_dir, self._session(roster))
        except BaseException:
            self._server.close()
            self._io.close()
            raise
        if adopted and not any(each.kind == ENGINE for each in roster.processes.values()):
            self.request_stop("The engine has died together with its supervisor.")
        self._thread.start()
        return count

    def _make(self, name: str, kind: str, address: str) -> Process:
        return Process(
            name,
            kind,
            self._kinds.get(kind, ""),
            address=address,
            secret=self._secret,
            run_dir=self._run_dir,
            io=self._io,
            owner=self,
            launch=self._standby.launch if kind == APP else self._launch,
        )

    def _processes(self) -> tuple[Process, ...]:
        return () if self._roster is None else tuple(self._roster.processes.values())

    def _session(self, roster: Roster) -> Session:
        address = self._server.address if self._server is not None else ""
        return Session(os.getpid(), address, self._secret, roster.listed())

    def _on_client(self, channel: Channel, message: Message) -> None:
        if message["type"] == "stop":
            self.request_stop("The session was ended from outside.")
        elif message["type"] == "app":
            self.start_process(APP, APP, app_boot(message.get("display")))
        elif message["type"] == PLUGIN_HOST:
            self.start_process(PLUGIN_HOST, PLUGIN_HOST, {})
        elif message["type"] == "visit":
            if isinstance(boot := message.get("boot"), dict):
                self.start_process(ROOM_VISIT, ROOM_VISIT, boot)
            else:
                self.stop_process(ROOM_VISIT)
        elif message["type"] == "status":
            processes = [
                {"name": each.name, "kind": each.kind, "pid": each.pid, "state": str(each.state)}
                for each in self._processes()
            ]
            channel.send({"type": "status", "processes": processes})

    def _tell(self, message: Message) -> None:
        try:
            self._on_event(message)
        except Exception:
            logger.exception("An event could not be handled.")  # its handler is not ours

    def _save(self) -> None:
        if self._roster is None:
            return
        try:
            write_session(self._run_dir, self._session(self._roster))
        except SupervisorError as error:
            logger.error("%s", error)

    def _run(self) -> None:
        roster = self._roster
        assert roster is not None
        unlink_leftovers("rs-")  # those whose writers died with another supervisor
        self._next_ping_ns = time.monotonic_ns()
        while not roster.is_over:
            deadlines = (each.due_ns() for each in self._processes())
            due_ns = min((due for due in deadlines if due), default=self._next_ping_ns)
            due_ns = min(due_ns, self._next_ping_ns)
            self._work_until(due_ns, roster)
            self._check(due_ns, roster)
        self._close(roster.end_reason)

    def _work_until(self, due_ns: int, roster: Roster) -> None:
        """Wait for work until then, and do what there is."""
        wait_ns = due_ns - time.monotonic_ns()
        try:
            if wait_ns > 0:
                self._guard(self._inbox.get(timeout=wait_ns / 1e9), roster)
            for _ in range(_ROUND):
                self._guard(self._inbox.get_nowait(), roster)
        except queue.Empty:
            pass

    def _guard(self, action: Callable[[Roster], None], roster: Roster) -> None:
        try:
            action(roster)
        except Exception:
            # The border of this thread: whatever fails, the rest is supervised on.
            logger.exception("The supervisor could not handle something.")

    def _check(self, due_ns: int, roster: Roster) -> None:
        now_ns = time.monotonic_ns()
        processes = self._processes()
        if now_ns - due_ns > _LATE_NS:
            for process in processes:  # it was us who slept
                process.forgive(now_ns)
        if now_ns >= self._next_ping_ns:
            self._next_ping_ns = max(self._next_ping_ns + PING_PERIOD_NS, now_ns)
            for process in processes:
                process.ping(now_ns)
            has_app = any(p.kind == APP and p.state is State.RUNNING for p in processes)
            self._standby.tend(is_running=has_app, now_ns=now_ns)
        for process in processes:
            if process.check(now_ns):
                roster.start(process)

    def _close(self, reason: str) -> None:
        self._standby.close()
        self._io.close()
        unlink_leftovers("rs-")
        remove_session(self._run_dir)
        self._lock.release()
        if self._server is not None:
            self._server.close()  # last: it tells clients that all of this is done
        self._tell({"type": "session_ended", "reason": reason})
        self._has_ended.set()
