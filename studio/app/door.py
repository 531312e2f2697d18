"""The process's own door: its supervisor's pings and orders, and who wants it in front.

It listens in a thread of its own, so that pings are answered however long the UI thread is
blocked.  What comes before the window is there waits.  Knows no Qt::

    door = Door(boot)
    door.open()
    door.listen(signal.emit)             # "stop", "raise", and what the supervisor tells
    door.ask_supervisor({"type": "process_start", ...})
"""

from collections import deque
from collections.abc import Callable

from studio.ipc.channel import Channel, ChannelServer
from studio.ipc.child import Boot
from studio.ipc.message import Message

MAX_WAITING = 100
_KNOWN = ("stop", "raise", "process_ready", "process_ended")


class Door:
    """See the module.

    Args:
        boot: From the supervisor.
    """

    def __init__(self, boot: Boot) -> None:
        self._waiting: deque[Message] = deque(maxlen=MAX_WAITING)
        self._listener: Callable[[Message], object] | None = None
        self._supervisor: Channel | None = None
        self._server = ChannelServer(
            boot.address,
            name=boot.name,
            secret=boot.secret,
            on_message=self._on_message,
            on_connect=self._on_connect,
            on_close=self._on_close,
        )

    def open(self) -> None:
        """Listen from now on.

        Raises:
            ChannelError: If nobody can listen there.
        """
        self._server.start()

    def close(self) -> None:
        """Listen no more."""
        self._server.close()

    def listen(self, listener: Callable[[Message], object]) -> None:
        """Have each message, those that wait too; called in the door's thread or this one."""
        self._listener = listener
        while self._waiting:
            listener(self._waiting.popleft())

    def ask_supervisor(self, message: Message) -> bool:
        """Ask the supervisor for a process; say whether there is one to ask."""
        supervisor = self._supervisor
        return supervisor is not None and supervisor.send(message)

    def _on_connect(self, channel: Channel) -> None:
        if channel.peer_role == "supervisor":
            self._supervisor = channel
            self._pass_on({"type": "supervisor_came"})

    def _on_close(self, channel: Channel, reason: str) -> None:
        if channel is self._supervisor:
            self._supervisor = None

    def _on_message(self, channel: Channel, message: Message) -> None:
        kind = message["type"]
        if kind not in _KNOWN or (kind != "raise" and channel.peer_role != "supervisor"):
            return
        if kind == "raise":
            channel.send({"type": "raised"})
        self._pass_on(message)

    def _pass_on(self, message: Message) -> None:
        if self._listener is not None:
            self._listener(message)
        else:
            self._waiting.append(message)
