"""Everyone who is connected to the engine: app, command line, supervisor.

The channel's thread only posts to the main thread, where all else happens: who
comes gets a numbered snapshot, then every event with the next number::

    clients = Clients(boot, post=engine.post, answer=…, snapshot=…, …)
    clients.start()
    number = clients.tell(Notice(level="info", text="…"))
"""

import contextlib
import logging
import queue
from collections.abc import Callable
from functools import partial

from studio.engine.processes import Processes
from studio.ipc.channel import Channel, ChannelServer
from studio.ipc.child import Boot
from studio.model import commands as do
from studio.model.command import Command, Message
from studio.model.errors import StudioError
from studio.model.events import Event

log = logging.getLogger(__name__)

Outcome = dict[str, object] | StudioError
"""What a reply holds besides, or why it could not be done."""
Later = Callable[[Callable[[Outcome], None]], None]
"""Takes what is to be called with the outcome, once it is there; from any thread."""
Answer = Callable[[Channel, Command], dict[str, object] | Later]
"""Carries a command out for a peer; may raise a StudioError."""


class Clients:
    """The engine's side of all its connections.  Belongs to the main thread.

    Args:
        boot: From the supervisor.
        post: Has the main thread do something; from any thread.
        answer: Carries out a command.
        snapshot: Returns the state of everything.
        processes: Speaks with the supervisor.
        on_stop: Called when a peer wants the session ended.
        on_supervisor: Told the process of each supervisor that comes.
        on_gone: Told each peer that has gone.
        is_alive: Whether a ping is to be answered; asked in the channel's thread.
    """

    def __init__(
        self,
        boot: Boot,
        *,
        post: Callable[[Callable[[], object]], None],
        answer: Answer,
        snapshot: Callable[[], dict[str, object]],
        processes: Processes,
        on_stop: Callable[[], None],
        on_supervisor: Callable[[int], None],
        on_gone: Callable[[Channel], None],
        is_alive: Callable[[], bool],
    ) -> None:
        self._post = post
        self._answer = answer
        self._snapshot = snapshot
        self._processes = processes
        self._on_stop = on_stop
        self._on_supervisor = on_supervisor
        self._on_gone = on_gone
        self._supervisors: queue.SimpleQueue[Channel] = queue.SimpleQueue()
        self._number = 0
        self._server = ChannelServer(
            boot.address,
            name=boot.name,
            secret=boot.secret,
            on_message=self._on_message,
            on_connect=self._on_connect,
            on_close=self._on_close,
            is_alive=is_alive,
        )

    def start(self) -> None:
        """Listen from now on."""
        self._server.start()

    def close(self) -> None:
        """Send what is queued and end every connection."""
        self._server.close()

    def tell(self, event: Event) -> int:
        """Send an event to everyone; return its number."""
        self._number += 1
        self._server.broadcast(event.to_message(self._number))
        return self._number

    def meet_supervisors(self) -> None:
        """Ask a supervisor that has come for processes."""
        with contextlib.suppress(queue.Empty):
            while True:
                self._processes.supervisor_came(self._supervisors.get_nowait().send)

    def _on_connect(self, channel: Channel) -> None:
        if channel.peer_role == "supervisor":
            self._supervisors.put(channel)
            self._post(self.meet_supervisors)
            self._post(partial(self._on_supervisor, channel.peer_pid))
        self._post(partial(self._send_snapshot, channel))

    def _on_close(self, channel: Channel, reason: str) -> None:
        if channel.peer_role == "supervisor":
            log.warning("The supervisor is gone: %s", reason)
            self._post(self._processes.supervisor_went)
        self._post(partial(self._on_gone, channel))

    def _on_message(self, channel: Channel, message: Message) -> None:
        if message["type"] == "command":
            self._post(partial(self._do, channel, message))
        elif message["type"] == "stop":
            self._on_stop()
        elif channel.peer_role == "supervisor":
            self._post(partial(self._processes.on_message, message))

    def _send_snapshot(self, channel: Channel) -> None:
        channel.send({"type": "snapshot", "number": self._number, "state": self._snapshot()})

    def _do(self, channel: Channel, message: Message) -> None:
        reply = partial(self._reply, channel, message.get("id"))
        try:
            answer = self._answer(channel, do.parse(message))
            if not isinstance(answer, dict):
                answer(reply)
                return
        except StudioError as error:
            reply(error)
        else:
            reply(answer)

    @staticmethod
    def _reply(channel: Channel, number: object, outcome: Outcome) -> None:
        reply: Message = {"type": "reply", "id": number, "ok": True}
        if isinstance(outcome, StudioError):
            reply |= {"ok": False, "reason": str(outcome)}
        else:
            reply |= outcome
        channel.send(reply)
