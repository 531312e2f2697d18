"""An effects process: what it is told; what it draws is ``Work``'s."""

import logging
from collections.abc import Callable
from typing import Protocol

from studio.effects.errors import BootError, EffectError
from studio.effects.orders import Orders
from studio.ipc.channel import Channel
from studio.ipc.child import Boot
from studio.ipc.message import Message
from studio.ipc.service import WorkService, WorkThread

logger = logging.getLogger(__name__)


class Work(Protocol):
    """What a process does."""

    def run(self) -> None:
        """Do it until told to end."""


Tell = Callable[[Message], None]
MakeWork = Callable[[str, Orders, Tell], Work]
"""Makes it of the process's name, its orders, and how to tell the engine something."""


class EffectsService(WorkService):
    """See the module and ``WorkService``.

    Args:
        boot: ``work``: ``live`` or ``rounds``.
        works: What makes each kind of work.

    Raises:
        BootError: If there is no such work.
    """

    def __init__(self, boot: Boot, works: dict[str, MakeWork]) -> None:
        make = works.get(str(boot.get("work")))
        if make is None:
            raise BootError(f"There is no work {boot.get('work')!r} for effects.")
        self._orders = Orders()
        self._engine: Channel | None = None
        work = make(boot.name, self._orders, self._tell_engine)
        super().__init__(boot, WorkThread("drawing", work.run, self._orders.end))

    def came(self, channel: Channel) -> None:
        """Draw for an engine that has come, and nothing that another one wanted."""
        if channel.peer_role == "engine":
            self._engine = channel
            self._post({"type": "forget_all"})

    def left(self, channel: Channel) -> None:
        """Forget what an engine had: a new one asks anew."""
        if channel is self._engine:
            self._engine = None
            self._post({"type": "forget_all"})

    def heard(self, channel: Channel, message: Message) -> bool:
        """Draw what the engine says; others mean nothing."""
        if channel is self._engine:
            self._post(message)
        return True

    def _post(self, message: Message) -> None:
        try:
            self._orders.post(message)
        except EffectError as error:
            logger.warning("%s", error)

    def _tell_engine(self, message: Message) -> None:
        """Send the engine a message, from any thread; nothing if there is none."""
        engine = self._engine
        if engine is not None:
            engine.send(message)
