"""Asks the supervisor for processes: the engine itself starts none.

Requests wait while there is no supervisor (it was killed, and a new one comes)
and are sent again to each new one, which answers at once for what runs::

    processes = Processes(send)
    processes.start("capture-Camera", "capture", boot, on_ready=source.attach, …)
"""

from collections.abc import Callable
from dataclasses import dataclass

from studio.model.command import Message

Send = Callable[[Message], object]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A process that should run."""

    kind: str
    boot: Message
    on_ready: Callable[[str], None]
    on_ended: Callable[[str], None]


class Processes:
    """The processes that the engine wants to run.  Belongs to the main thread."""

    def __init__(self, on_pid: Callable[[str, int], None] = lambda name, pid: None) -> None:
        self._wanted: dict[str, Wanted] = {}
        self._others: dict[str, Callable[[str], None]] = {}
        self._send: Send | None = None
        self._on_pid = on_pid

    def start(
        self,
        name: str,
        kind: str,
        boot: Message,
        *,
        on_ready: Callable[[str], None],
        on_ended: Callable[[str], None],
    ) -> None:
        """Have a process run until ``stop``; one that dies is started again.

        Args:
            name: The same name always means the same process.
            kind: ``capture`` or ``push``.
            boot: What it is told at its start, besides what the supervisor adds.
            on_ready: Called with the address where it listens, at each start.
            on_ended: Called with a sentence when it died.
        """
        self._wanted[name] = Wanted(kind, boot, on_ready, on_ended)
        self._ask(name)

    def hear_of(self, kind: str, on_ready: Callable[[str], None]) -> None:
        """Be told where a process listens that somebody else has started, at each start.

        Args:
            kind: Of the process; there is one of it.
            on_ready: Called with its address.
        """
        self._others[kind] = on_ready

    def stop(self, name: str) -> None:
        """End a process."""
        if self._wanted.pop(name, None) and self._send:
            self._send({"type": "process_stop", "name": name})

    def supervisor_came(self, send: Send) -> None:
        """Ask the supervisor that just connected for everything."""
        self._send = send
        for name in self._wanted:
            self._ask(name)

    def supervisor_went(self) -> None:
        """Hold requests until the next one comes."""
        self._send = None

    def on_message(self, message: Message) -> bool:
        """Handle what the supervisor says; False if it isn't about a process."""
        wanted = self._wanted.get(str(message.get("name")))
        if message["type"] == "process_ready":
            if wanted:
                pid = message.get("pid")
                self._on_pid(str(message["name"]), pid if isinstance(pid, int) else 0)
                wanted.on_ready(str(message["address"]))
            elif other := self._others.get(str(message.get("kind"))):
                other(str(message["address"]))
            return True
        if message["type"] == "process_ended":
            if wanted:
                wanted.on_ended(str(message.get("reason", "")))
            return True
        return False

    def _ask(self, name: str) -> None:
        wanted = self._wanted[name]
        if self._send:
            self._send(
                {"type": "process_start", "name": name, "kind": wanted.kind, "boot": wanted.boot}
            )
