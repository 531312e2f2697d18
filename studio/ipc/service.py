"""A process that works in a thread of its own, and answers engine and supervisor meanwhile.

What all of these share: the channel, the lifeline, the grace when nobody is there, what those are
told who connect later, and an end that a driver that hangs can't hold up::

    class Service(WorkService):
        def __init__(self, boot: Boot) -> None:
            super().__init__(boot, WorkThread("looking", self._look, self._wishes.end))

        def heard(self, channel: Channel, message: Message) -> bool: ...

    def main() -> int:
        return serve(Service, priority.AR)
"""

import logging
import os
import signal
import sys
import threading
from collections.abc import Callable
from typing import Protocol

import setproctitle

from studio.ipc import priority
from studio.ipc.channel import Channel, ChannelServer
from studio.ipc.child import Boot, announce_ready, watch_lifeline
from studio.ipc.errors import IpcError
from studio.ipc.message import Message
from studio.ipc.tenure import Tenure
from studio.model.errors import StudioError
from studio.telemetry.logs import start_logging

logger = logging.getLogger(__name__)

_GRACE_S = 10.0
_CLOSE_S = 2.0


class Work(Protocol):
    """What a process does."""

    def start(self) -> None:
        """Begin; returns at once."""

    def close(self, timeout_s: float) -> bool:
        """End; tell whether it did in that time."""


class WorkThread:
    """Work in a thread; where that fails, the process ends, and the supervisor starts another.

    Args:
        name: Of the thread.
        run: The work.
        end: Has it return soon.
    """

    def __init__(self, name: str, run: Callable[[], None], end: Callable[[], None]) -> None:
        self._run_work = run
        self._end = end
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begin; returns at once."""
        self._thread.start()

    def close(self, timeout_s: float) -> bool:
        """End; tell whether it did in that time."""
        self._end()
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            self._run_work()
        except Exception:  # the border of the process
            name = self._thread.name.capitalize()
            logger.exception("%s has ended in a way that nobody thought of.", name)
            os._exit(1)


class WorkService:
    """Answers the engine and the supervisor, and lives as long as one of them.

    Args:
        boot: ``grace_s``: how long this may live alone.
        work: What it does.

    Raises:
        ChildError: If the grace is no number.
    """

    def __init__(self, boot: Boot, work: Work) -> None:
        self._grace_s = boot.grace_s(_GRACE_S)
        self._work = work
        self._lock = threading.Lock()  # of what was told
        self._kept: dict[str, Message] = {}
        self._server = ChannelServer(
            boot.address,
            name=boot.name,
            secret=boot.secret,
            on_message=self._on_message,
            on_connect=self.came,
            on_close=self._on_close,
        )
        self._tenure = Tenure(self._grace_s, has_clients=lambda: self.counts(self._server.channels))

    def run(self) -> None:
        """Serve until told to end, or until nobody has been left for its grace."""
        self._server.start()
        watch_lifeline(self._tenure.lose_supervisor)
        announce_ready()
        self._work.start()
        if not self._tenure.wait():
            logger.warning(
                "The supervisor and the engine have been gone for %.0f s: ending.", self._grace_s
            )
        has_ended = self._work.close(_CLOSE_S)
        self._server.close()
        if not has_ended:  # a driver hangs; the supervisor unlinks the rings
            os._exit(1)

    def end(self) -> None:
        """End in an orderly way; from any thread."""
        self._tenure.end()

    def tell(self, key: str, message: Message) -> None:
        """Send what is new to all; what has a key also to whoever connects later."""
        with self._lock:
            if key:
                self._kept.pop(key, None)  # so that who comes later is told in the same order
                self._kept[key] = message
            self._server.broadcast(message)

    # -- for who knows the work; in the I/O thread ---------------------------------------

    def counts(self, channels: tuple[Channel, ...]) -> bool:
        """Tell whether anybody of these keeps it alive."""
        return bool(channels)

    def came(self, channel: Channel) -> None:
        """Tell who has connected what the others were told."""
        with self._lock:
            for message in self._kept.values():
                channel.send(message)

    def left(self, channel: Channel) -> None:
        """Note that somebody has gone."""

    def heard(self, channel: Channel, message: Message) -> bool:
        """Do what somebody says; tell whether it means anything."""
        raise NotImplementedError

    def _on_close(self, channel: Channel, reason: str) -> None:
        del reason
        self.left(channel)
        self._tenure.client_left()

    def _on_message(self, channel: Channel, message: Message) -> None:
        if message["type"] == "stop":
            self.end()
        elif not self.heard(channel, message):
            logger.warning("A message of type %r means nothing here.", message.get("type"))


class Served(Protocol):
    """A process that ``serve`` can run."""

    def run(self) -> None:
        """Serve until it ends."""

    def end(self) -> None:
        """Have it end; from a signal handler too."""


def serve(
    make: Callable[[Boot], Served], niceness: int, refused: type[StudioError] = IpcError
) -> int:
    """Be the process that the supervisor asked for, until told to end.

    Args:
        make: Makes it of the boot message.
        niceness: Its rank.
        refused: What it says, besides ``IpcError``, of a boot message that it can't do.

    Returns:
        The exit code.
    """
    try:
        boot = Boot.read()
        start_logging(boot.name)
        setproctitle.setproctitle(f"rocket-studio {boot.name}")
        priority.rank(niceness)
        service = make(boot)
        signal.signal(signal.SIGTERM, lambda number, frame: service.end())
        service.run()
    except (IpcError, refused) as error:
        print(error, file=sys.stderr)
        return 1
    return 0
