"""The line to the capture whose pictures are looked at.

It tells where its ring is and, once it is followed, of each picture that it writes.  A capture
that has gone is looked for again, as it may come back at the same address::

    line = CameraLine(secret, wishes)
    line.keep(now)              # in the thread that looks, at each round
    line.close()
"""

import logging
import time

from studio.ar.wishes import Now, Wishes
from studio.ipc.channel import Channel
from studio.ipc.errors import IpcError
from studio.ipc.message import Message

logger = logging.getLogger(__name__)

_AGAIN_S = 0.5
_PATIENCE_S = 2.0


class CameraLine:
    """See the module.

    Args:
        secret: The session's.
        wishes: Get to know the ring and the pictures.
    """

    def __init__(self, secret: str, wishes: Wishes) -> None:
        self._secret = secret
        self._wishes = wishes
        self._channel: Channel | None = None
        self._camera: tuple[str, int] = ("", 0)
        self._next_try_s = 0.0

    def keep(self, now: Now) -> None:
        """Be connected to the capture as long as its pictures are wanted."""
        is_wanted = bool(now.look) and not now.is_resting
        camera = (now.camera, now.camera_changes) if is_wanted else ("", 0)
        if camera != self._camera:
            self.close()
            self._camera = camera
            self._next_try_s = 0.0
        is_lost = self._channel is None or self._channel.is_closed
        if camera[0] and is_lost and time.monotonic() >= self._next_try_s:
            self._next_try_s = time.monotonic() + _AGAIN_S
            self._connect(camera[0])

    def close(self) -> None:
        """Hang up; what it said counts no more."""
        channel, self._channel = self._channel, None
        if channel is not None:
            channel.close()
            self._wishes.read("")

    def _connect(self, address: str) -> None:
        try:
            channel = Channel.connect(
                address,
                role="ar",
                secret=self._secret,
                on_message=self._on_message,
                on_close=self._on_close,
                timeout_s=_PATIENCE_S,
            )
        except IpcError as error:
            logger.info("The camera's capture is not there yet: %s", error)
            return
        self._channel = channel
        channel.send({"type": "follow"})

    def _on_message(self, channel: Channel, message: Message) -> None:
        match message:
            case {"type": "wrote"}:
                self._wishes.see()
            case {"type": "ring", "kind": "picture", "name": str(name)}:
                self._wishes.read(name)
            case _:
                pass  # its sound, its state and what it is are the engine's

    def _on_close(self, channel: Channel, reason: str) -> None:
        self._wishes.read("")
