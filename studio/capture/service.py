"""The capture as a process: its channel, its lifeline and its end."""

import logging
import os
import threading

from studio.capture.container import Info
from studio.capture.errors import BootError
from studio.capture.followers import Followers
from studio.capture.runner import Runner
from studio.capture.settings import read_settings, read_size
from studio.ipc.channel import Channel, ChannelServer
from studio.ipc.child import Boot, announce_ready, watch_lifeline
from studio.ipc.message import Message
from studio.ipc.tenure import Tenure

logger = logging.getLogger(__name__)

_GRACE_S = 10.0
_CLOSE_S = 2.0


class CaptureService:
    """Answers the engine and the supervisor, and lives as long as one of them.

    Args:
        boot: What is captured, as ``read_settings`` reads it; and ``grace_s``, how long this
            may live on alone.

    Raises:
        BootError: If that can't be done.
        ChildError: If the grace is no number.
    """

    def __init__(self, boot: Boot) -> None:
        self._grace_s = boot.grace_s(_GRACE_S)
        self._lock = threading.Lock()
        self._kept: dict[str, Message] = {}
        self._followers = Followers()
        self._runner = Runner(
            boot.name,
            read_settings(boot),
            on_ring=self._on_ring,
            on_state=self._on_state,
            on_info=self._on_info,
            on_wrote=self._followers.tell,
        )
        self._server = ChannelServer(
            boot.address,
            name=boot.name,
            secret=boot.secret,
            on_message=self._on_message,
            on_connect=self._on_connect,
            on_close=self._on_close,
        )
        self._tenure = Tenure(self._grace_s, has_clients=self._has_clients)

    def run(self) -> None:
        """Serve until told to end, or until nobody has been left for its grace."""
        self._server.start()
        watch_lifeline(self._tenure.lose_supervisor)
        announce_ready()
        self._runner.start()
        if not self._tenure.wait():
            logger.warning(
                "The supervisor and the engine have been gone for %.0f s: ending.", self._grace_s
            )
        has_ended = self._runner.close(_CLOSE_S)
        self._server.close()
        if not has_ended:  # a driver hangs; the supervisor unlinks the rings
            os._exit(1)

    def end(self) -> None:
        """End in an orderly way; from any thread."""
        self._tenure.end()

    def _has_clients(self) -> bool:
        """Who only looks on keeps nobody alive."""
        return any(each not in self._followers for each in self._server.channels)

    def _on_connect(self, channel: Channel) -> None:
        with self._lock:
            for message in self._kept.values():
                channel.send(message)

    def _on_close(self, channel: Channel, reason: str) -> None:
        self._followers.remove(channel)
        self._tenure.client_left()

    def _on_message(self, channel: Channel, message: Message) -> None:
        orders = self._runner.orders
        match message:
            case {"type": "want", "width": int(width), "height": int(height)}:
                try:
                    orders.show(read_size([width, height]))
                except BootError as error:
                    logger.warning("A message was left out: %s", error)
            case {"type": "pause"}:
                orders.pause(True)
            case {"type": "resume"}:
                orders.pause(False)
            case {"type": "rest"}:
                orders.rest(True)
            case {"type": "wake"}:
                orders.rest(False)
            case {"type": "seek", "ns": int(place_ns)} if place_ns >= 0:
                orders.seek(place_ns)
            case {"type": "follow"}:
                self._followers.add(channel)
            case {"type": "stop"}:
                self.end()
            case _:
                logger.warning("A message of type %r means nothing here.", message.get("type"))

    def _on_ring(self, kind: str, name: str) -> None:
        self._tell(f"ring-{kind}", {"type": "ring", "kind": kind, "name": name})

    def _on_state(self, health: str, reason: str) -> None:
        self._tell("state", {"type": "state", "health": health, "reason": reason})

    def _on_info(self, info: Info) -> None:
        self._tell(
            "info",
            {
                "type": "info",
                "width": info.width,
                "height": info.height,
                "fps": float(info.fps),
                "duration_ns": info.duration_ns,
                "has_audio": info.has_audio,
                "codec": info.codec,
            },
        )

    def _tell(self, key: str, message: Message) -> None:
        """Send what is new to all, and to whoever connects later."""
        with self._lock:
            self._kept.pop(key, None)  # so that who comes later is told in the same order
            self._kept[key] = message
            self._server.broadcast(message)
