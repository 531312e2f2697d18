"""The capture as a process: what it is told and tells; what it plays is the runner's."""

import logging

from studio.capture.container import Info
from studio.capture.errors import BootError
from studio.capture.followers import Followers
from studio.capture.runner import Runner
from studio.capture.settings import read_settings, read_size
from studio.ipc.channel import Channel
from studio.ipc.child import Boot
from studio.ipc.message import Message
from studio.ipc.service import WorkService

logger = logging.getLogger(__name__)


class CaptureService(WorkService):
    """See the module and ``WorkService``.

    Args:
        boot: What is captured, as ``read_settings`` reads it.

    Raises:
        BootError: If that can't be done.
    """

    def __init__(self, boot: Boot) -> None:
        self._followers = Followers()
        self._runner = Runner(
            boot.name,
            read_settings(boot),
            on_ring=self._on_ring,
            on_state=self._on_state,
            on_info=self._on_info,
            on_wrote=self._followers.tell,
        )
        super().__init__(boot, self._runner)

    def counts(self, channels: tuple[Channel, ...]) -> bool:
        """Tell whether anybody of these keeps it alive: not who only looks on."""
        return any(each not in self._followers for each in channels)

    def left(self, channel: Channel) -> None:
        """Tell who has gone of no more pictures."""
        self._followers.remove(channel)

    def heard(self, channel: Channel, message: Message) -> bool:
        """Do what somebody says; tell whether it means anything."""
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
            case _:
                return False
        return True

    def _on_ring(self, kind: str, name: str) -> None:
        self.tell(f"ring-{kind}", {"type": "ring", "kind": kind, "name": name})

    def _on_state(self, health: str, reason: str) -> None:
        self.tell("state", {"type": "state", "health": health, "reason": reason})

    def _on_info(self, info: Info) -> None:
        self.tell(
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
