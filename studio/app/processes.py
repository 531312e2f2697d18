"""The processes that the app has started beside itself: a room server, and a client of one.

The supervisor starts and keeps them; it takes such requests for these kinds only.  They
are asked for again when another supervisor comes, as the engine does with its own::

    studio.processes.start("room_client", {"server": …, "room": …, "invitation": …})
    studio.processes.ready.connect(...)      # kind, address
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from studio.ipc.message import Message


class AppProcesses(QObject):
    """See the module.

    Args:
        ask: Sends the supervisor a message; says whether there is one.
    """

    ready = Signal(str, str)
    """One of a kind listens there."""
    ended = Signal(str, str)
    """One of a kind has ended, and why."""

    def __init__(self, ask: Callable[[Message], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ask = ask
        self._wanted: dict[str, Message] = {}

    def start(self, kind: str, boot: Message) -> bool:
        """Have the one process of a kind run with this boot message; say whether it was asked."""
        self._wanted[kind] = boot
        return self._ask({"type": "process_start", "name": kind, "kind": kind, "boot": boot})

    def stop(self, kind: str) -> None:
        """End it."""
        self._wanted.pop(kind, None)
        self._ask({"type": "process_stop", "name": kind})

    def ask_again(self) -> None:
        """Ask a supervisor that has just come for everything."""
        for kind, boot in self._wanted.items():
            self._ask({"type": "process_start", "name": kind, "kind": kind, "boot": boot})

    def heard(self, message: Message) -> None:
        """Take what the supervisor tells of a process."""
        kind = str(message.get("kind", ""))
        if message["type"] == "process_ready":
            self.ready.emit(kind, str(message.get("address", "")))
        else:
            self.ended.emit(kind, str(message.get("reason", "")))
