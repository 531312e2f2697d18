"""An AR process: its channel, its lifeline and its end; what it sees is the watcher's."""

import logging
import os
import threading

from studio.ar.watcher import Watcher
from studio.ar.wishes import Look, Wishes
from studio.ipc.channel import Channel, ChannelServer
from studio.ipc.child import Boot, announce_ready, watch_lifeline
from studio.ipc.message import Message
from studio.ipc.tenure import Tenure

logger = logging.getLogger(__name__)

_GRACE_S = 10.0
_CLOSE_S = 2.0


class ArService:
    """Answers the engine and the supervisor, and lives as long as one of them.

    Args:
        boot: ``grace_s``: how long this may live alone.

    Raises:
        ChildError: If the grace is no number.
    """

    def __init__(self, boot: Boot) -> None:
        grace_s = boot.grace_s(_GRACE_S)
        self._lock = threading.Lock()
        self._kept: dict[str, Message] = {}
        self._wishes = Wishes()
        self._watcher = Watcher(boot.name, boot.secret, self._wishes, self._tell)
        self._thread = threading.Thread(target=self._look, name="looking", daemon=True)
        self._server = ChannelServer(
            boot.address,
            name=boot.name,
            secret=boot.secret,
            on_message=self._on_message,
            on_connect=self._on_connect,
            on_close=lambda channel, reason: self._tenure.client_left(),
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
        self._wishes.end()
        self._thread.join(_CLOSE_S)
        self._server.close()
        if self._thread.is_alive():  # a driver hangs; the supervisor unlinks the rings
            os._exit(1)

    def end(self) -> None:
        """End in an orderly way; from any thread."""
        self._tenure.end()

    def _look(self) -> None:
        try:
            self._watcher.run()
        except Exception:  # the border of the process: the supervisor starts another one
            logger.exception("Looking has ended in a way that nobody thought of.")
            os._exit(1)

    def _on_connect(self, channel: Channel) -> None:
        with self._lock:
            for message in self._kept.values():
                channel.send(message)

    def _on_message(self, channel: Channel, message: Message) -> None:
        match message:
            case {"type": "camera", "address": str(address)}:
                self._wishes.follow(address)
            case {"type": "look"}:
                self._wishes.want(Look.of(message))
            case {"type": "lagged", "frames": int(frames)}:
                self._wishes.lag(frames)
            case {"type": "rest"}:
                self._wishes.rest(True)
            case {"type": "wake"}:
                self._wishes.rest(False)
            case {"type": "stop"}:
                self.end()
            case _:
                logger.warning("A message of type %r means nothing here.", message.get("type"))

    def _tell(self, kind: str, message: Message) -> None:
        """Send what is new to all, and to whoever connects later."""
        with self._lock:
            self._kept[kind] = message
            self._server.broadcast(message)
