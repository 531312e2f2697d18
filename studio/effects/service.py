"""An effects process: its channel, its lifeline and its end; what it draws is ``Work``'s."""

import logging
import os
import threading
from collections.abc import Callable
from typing import Protocol

from studio.effects.errors import BootError, EffectError
from studio.effects.orders import Orders
from studio.ipc.channel import Channel, ChannelServer
from studio.ipc.child import Boot, announce_ready, watch_lifeline
from studio.ipc.message import Message
from studio.ipc.tenure import Tenure

logger = logging.getLogger(__name__)

_GRACE_S = 10.0
_CLOSE_S = 2.0


class Work(Protocol):
    """What a process does."""

    def run(self) -> None:
        """Do it until told to end."""


Tell = Callable[[Message], None]
MakeWork = Callable[[str, Orders, Tell], Work]
"""Makes it of the process's name, its orders, and how to tell the engine something."""


class EffectsService:
    """Answers the engine and the supervisor, and lives as long as one of them.

    Args:
        boot: ``work``: ``live`` or ``rounds``; and ``grace_s``, how long this may live alone.
        works: What makes each kind of work.

    Raises:
        BootError: If there is no such work.
        ChildError: If the grace is no number.
    """

    def __init__(self, boot: Boot, works: dict[str, MakeWork]) -> None:
        grace_s = boot.grace_s(_GRACE_S)
        make = works.get(str(boot.get("work")))
        if make is None:
            raise BootError(f"There is no work {boot.get('work')!r} for effects.")
        self._orders = Orders()
        self._engine: Channel | None = None
        self._work = make(boot.name, self._orders, self._tell)
        self._thread = threading.Thread(target=self._run_work, name="drawing", daemon=True)
        self._server = ChannelServer(
            boot.address,
            name=boot.name,
            secret=boot.secret,
            on_message=self._on_message,
            on_connect=self._on_connect,
            on_close=self._on_close,
        )
        self._tenure = Tenure(grace_s, has_clients=lambda: bool(self._server.channels))

    def run(self) -> None:
        """Serve until told to end, or until nobody has been left for its grace."""
        self._server.start()
        watch_lifeline(self._tenure.lose_supervisor)
        announce_ready()
        self._thread.start()
        if not self._tenure.wait():
            logger.warning("The supervisor and the engine are gone: ending.")
        self._orders.end()
        self._thread.join(_CLOSE_S)
        self._server.close()
        if self._thread.is_alive():  # a driver hangs; the supervisor unlinks the rings
            os._exit(1)

    def end(self) -> None:
        """End in an orderly way; from any thread."""
        self._tenure.end()

    def _run_work(self) -> None:
        try:
            self._work.run()
        except Exception:  # the border of the process: the supervisor starts another one
            logger.exception("Drawing has ended in a way that nobody thought of.")
            os._exit(1)

    def _on_connect(self, channel: Channel) -> None:
        if channel.peer_role == "engine":
            self._engine = channel
            self._post({"type": "forget_all"})

    def _on_close(self, channel: Channel, reason: str) -> None:
        if channel is self._engine:  # what it had is its own; a new engine asks anew
            self._engine = None
            self._post({"type": "forget_all"})
        self._tenure.client_left()

    def _on_message(self, channel: Channel, message: Message) -> None:
        if message["type"] == "stop":
            self.end()
        elif channel is self._engine:
            self._post(message)

    def _post(self, message: Message) -> None:
        try:
            self._orders.post(message)
        except EffectError as error:
            logger.warning("%s", error)

    def _tell(self, message: Message) -> None:
        """Send the engine a message, from any thread; nothing if there is none."""
        engine = self._engine
        if engine is not None:
            engine.send(message)
