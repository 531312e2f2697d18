"""A camera for tests: a ring and a channel as a capture has them, filled with given pictures."""

import secrets
import threading
import time
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.ipc.address import free_address
from studio.ipc.channel import Channel, ChannelServer
from studio.ipc.message import Message
from studio.ipc.ring import RingFormat, RingWriter

PATIENCE_S = 60.0
Pixels = NDArray[np.uint8]


def nv12(rgb: Pixels) -> Pixels:
    """Return the bytes of an RGB picture as NV12."""
    height, width = rgb.shape[:2]
    planar = cv2.cvtColor(rgb, cv2.COLOR_RGB2YUV_I420).reshape(-1)
    luma, chroma = planar[: width * height], planar[width * height :]
    both = chroma.reshape(2, -1).T.reshape(-1)
    return np.concatenate([luma, both])


class Camera:
    """Writes pictures, and tells those who follow; end it with ``close``."""

    def __init__(self, run_dir: Path, secret: str, width: int, height: int) -> None:
        self.name = f"capture-test-{secrets.token_hex(4)}"
        self.address = free_address(run_dir, self.name)
        self._size = (width, height)
        self._ring = RingWriter.create(f"{self.name}-picture", 8, width * height * 3 // 2)
        self._followers: list[Channel] = []
        self._changed = threading.Condition()
        self._server = ChannelServer(
            self.address,
            name=self.name,
            secret=secret,
            on_message=self._hear,
            on_connect=self._greet,
            on_close=self._forget,
        )
        self._server.start()

    def show(self, rgb: Pixels, pts_ns: int) -> None:
        """Write a picture and say so."""
        data = nv12(rgb)
        self._ring.begin()[: data.size] = data.data
        width, height = self._size
        self._ring.commit(
            pts_ns=pts_ns,
            format=RingFormat.NV12,
            width=width,
            height=height,
            natural_width=width,
            natural_height=height,
        )
        for follower in self._followers:
            follower.send({"type": "wrote"})

    def wait_followed(self, is_followed: bool = True) -> None:
        """Wait until somebody follows, or nobody any more."""
        deadline_s = time.monotonic() + PATIENCE_S
        with self._changed:
            while bool(self._followers) is not is_followed:
                assert self._changed.wait(deadline_s - time.monotonic()), "nobody came or went"

    def close(self) -> None:
        """End, as a capture that has died."""
        self._server.close()
        self._ring.close()

    def _greet(self, channel: Channel) -> None:
        channel.send({"type": "ring", "kind": "picture", "name": self._ring.name})

    def _hear(self, channel: Channel, message: Message) -> None:
        if message["type"] == "follow":
            with self._changed:
                self._followers.append(channel)
                self._changed.notify_all()

    def _forget(self, channel: Channel, reason: str) -> None:
        with self._changed:
            self._followers = [each for each in self._followers if each is not channel]
            self._changed.notify_all()
