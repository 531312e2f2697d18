"""The processes of a session, and what follows when one of them comes or goes.

Belongs to the supervisor's thread and has none of its own: it is told what
happened, and acts on processes.  The engine is the one that counts: it asks for
the others, is ended first, and when it ends by itself, so does all else.  The app
comes and goes as the anchor likes, and may ask for a room beside it.
"""

import logging
import time
from collections.abc import Callable, Collection
from pathlib import Path

from studio.ipc.address import free_address
from studio.ipc.channel import Channel
from studio.ipc.child import Child
from studio.ipc.errors import IpcError
from studio.ipc.foreign import start_mark
from studio.ipc.message import Message
from studio.supervisor.errors import SupervisorError
from studio.supervisor.process import Process, State
from studio.supervisor.session_file import ListedProcess, boot_digest

logger = logging.getLogger(__name__)

ENGINE = "engine"
APP = "app"
PLUGIN_HOST = "plugin_host"
ROOM_VISIT = "room_visit"
"""A client of another studio's room, on whose stage we are."""
OF_APP = ("room", "room_client", ROOM_VISIT, PLUGIN_HOST)
"""Kinds that the app may have started too, one of each, called as its kind."""
_TRIES = 5
_MAX_PROCESSES = 200

MakeProcess = Callable[[str, str, str], Process]
"""Makes a process of a name, a kind and an address, not started yet."""


class Roster:
    """All processes of one session.

    Args:
        run_dir: Where they listen.
        secret: The session's.
        kinds: What can be started; only other kinds that run already are kept.
        make: Makes a process.
        on_event: Told what the user may want to know.
        on_change: Called when the list that a successor needs has changed.

    Attributes:
        processes: By name; read from any thread, changed in one.
        is_over: There was an engine, and now there is nothing more to do.
        end_reason: Why the session ends, once it does.
    """

    def __init__(
        self,
        run_dir: Path,
        secret: str,
        *,
        kinds: Collection[str],
        make: MakeProcess,
        on_event: Callable[[Message], None],
        on_change: Callable[[], None],
    ) -> None:
        self.processes: dict[str, Process] = {}
        self.is_over = False
        self.end_reason = ""
        self._run_dir = run_dir
        self._secret = secret
        self._kinds = kinds
        self._make = make
        self._on_event = on_event
        self._on_change = on_change

    def listed(self) -> tuple[ListedProcess, ...]:
        """Return those that run, as the session file lists them."""
        return tuple(
            ListedProcess(
                each.name, each.kind, each.pid, each.address, each.digest, start_mark(each.pid)
            )
            for each in self.processes.values()
            if each.pid
        )

    def adopt(self, listed: ListedProcess) -> bool:
        """Take over one process of a dead supervisor; say whether it lives."""
        process = self._make(listed.name, listed.kind, listed.address)
        if listed.digest == boot_digest(self._secret, {}):
            process.boot = {}  # nothing that only a dead supervisor knew: it can be started again
        try:
            process.adopt(listed, time.monotonic_ns())
        except IpcError as error:
            logger.warning("Not taken over: %s", error)
            return False
        self.processes[listed.name] = process
        return True

    def want(self, name: str, kind: str, boot: Message) -> None:
        """Start a process, or make sure that it runs with this boot message."""
        try:
            digest = boot_digest(self._secret, boot)
            if self.end_reason:
                raise SupervisorError("The session is ending.")
            known = self.processes.get(name)
            if known is not None:
                self._want_again(known, digest, boot)
                return
            process = self._make_new(name, kind)
        except (IpcError, SupervisorError) as error:
            self._report_ended(name, kind, f"{name} can't be started: {error}", False)
            return
        process.boot, process.digest = boot, digest
        self.processes[name] = process
        self.start(process)

    def start(self, process: Process) -> None:
        """Start one, for the first time or again."""
        try:
            process.start(time.monotonic_ns())
        except (IpcError, OSError) as error:
            self._drop(process, f"{process.name} can't be started: {error}")
        self._on_change()

    def stop(self, name: str) -> None:
        """End one."""
        process = self.processes.get(name)
        if process is None:
            return
        process.replacement = None
        if process.state is State.WAITING:
            self._drop(process, f"{name} was stopped.")
        else:
            process.stop(time.monotonic_ns())

    def end(self, reason: str) -> None:
        """End all: the engine first, and the others when it has gone."""
        self.end_reason = self.end_reason or reason
        engines = [each for each in self.processes.values() if each.kind == ENGINE]
        for process in engines or tuple(self.processes.values()):
            self.stop(process.name)
        self.is_over = not self.processes

    def connected(self, process: Process, child: Child, channel: Channel) -> None:
        """Take note that one listens."""
        if process.child is not child:
            channel.close()
            return
        process.did_connect(channel, time.monotonic_ns())
        if process.state is not State.RUNNING:
            return
        self._report_ready(process)
        if process.kind == ENGINE:  # a new one hears of those that it has not asked for
            for other in self.processes.values():
                if other.kind in OF_APP and other.state is State.RUNNING:
                    self._report_ready(other)

    def unreachable(self, process: Process, child: Child, reason: str) -> None:
        """Take note that one can't be connected to."""
        if process.child is child:
            process.kill(reason)

    def heard(self, process: Process, channel: Channel, message: Message) -> None:
        """Take note of what one says."""
        if process.channel is not channel:
            return
        name, kind, boot = (message.get(key) for key in ("name", "kind", "boot"))
        if message["type"] == "pong":
            if isinstance(ping_id := message.get("id"), int):
                process.pong(ping_id)
        elif not isinstance(name, str) or not self._may_ask(process, name, kind):
            logger.warning("%s asked for what it may not.", process.name)
        elif message["type"] == "process_stop":
            self.stop(name)
        elif isinstance(kind, str) and isinstance(boot, dict):
            self.want(name, kind, boot)

    def _may_ask(self, process: Process, name: str, kind: object) -> bool:
        """Say whether a process may have another one started or stopped."""
        known = self.processes.get(name)
        kinds = {str(each) for each in (kind, known and known.kind) if each is not None}
        if process.kind == ENGINE:
            return not kinds & {ENGINE, APP}
        return process.kind == APP and name in OF_APP and kinds <= {name}

    def exited(self, process: Process, child: Child) -> None:
        """Take note that one has ended, and start it again if it should run."""
        if process.child is not child:
            return
        was_stopping = process.state is State.STOPPING
        is_orderly, reason = process.did_exit()
        now_ns = time.monotonic_ns()
        delay_ns = process.backoff.did_end(now_ns)
        if self.end_reason:
            self._drop(process, reason)
        elif process.replacement is not None:
            self._replace(process)
        elif was_stopping or is_orderly or not _can_restart(process):
            self._drop(process, reason)
        else:
            process.is_resumed = process.kind in (ENGINE, APP)
            process.wait(now_ns + delay_ns)
            self._report_ended(process.name, process.kind, reason, True)
        self._on_change()

    def _make_new(self, name: str, kind: str) -> Process:
        if not 0 < len(name) <= 200 or len(self.processes) >= _MAX_PROCESSES:
            raise SupervisorError("its name is too long, or too many processes run.")
        if kind not in self._kinds:
            raise SupervisorError(f"there is no kind of process {kind!r}.")
        return self._make(name, kind, free_address(self._run_dir, name))

    def _want_again(self, process: Process, digest: str, boot: Message) -> None:
        # It may be dead already, and its death be what the inbox has next, or not even that.
        has_ended = process.child is not None and not (
            process.child.is_alive and start_mark(process.pid)
        )
        is_as_wanted = process.state is not State.STOPPING and process.digest == digest
        if is_as_wanted and not has_ended:
            process.boot = boot
            if process.state is State.RUNNING:
                self._report_ready(process)
            return
        process.replacement = boot
        if process.state is State.WAITING:
            self._replace(process)
        elif not has_ended:
            process.stop(time.monotonic_ns())

    def _replace(self, process: Process) -> None:
        assert process.replacement is not None
        process.boot, process.replacement = process.replacement, None
        process.digest = boot_digest(self._secret, process.boot)
        self.start(process)

    def _drop(self, process: Process, reason: str) -> None:
        del self.processes[process.name]
        self._report_ended(process.name, process.kind, reason, False)
        if process.kind == ENGINE or self.end_reason:
            self.end(reason)

    def _report_ready(self, process: Process) -> None:
        self._report(
            {
                "type": "process_ready",
                "name": process.name,
                "kind": process.kind,
                "address": process.address,
                "pid": process.pid,
            }
        )

    def _report_ended(self, name: str, kind: str, reason: str, is_restarting: bool) -> None:
        logger.info("%s%s", reason, " It is started again." if is_restarting else "")
        self._report(
            {
                "type": "process_ended",
                "name": name,
                "kind": kind,
                "reason": reason,
                "restarting": is_restarting,
            }
        )

    def _report(self, message: Message) -> None:
        for process in self.processes.values():
            is_for_it = process.kind == ENGINE or (
                process.kind == APP and message["kind"] in OF_APP
            )
            if is_for_it and process.channel is not None:
                process.channel.send(message)
        self._on_event(message)


def _can_restart(process: Process) -> bool:
    """Say whether it is of use: we must know how, and some must get ready some day.

    A capture that runs and dies again and again is better than none, while it is live.
    """
    if process.kind in (ENGINE, APP) and process.backoff.false_starts >= _TRIES:
        return False
    return process.kind == ENGINE or process.boot is not None
