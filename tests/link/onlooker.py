"""What a guest of tests is sent: decoded as aiortc does it, pictures and sound as they come.

onlooker = Onlooker(sender)             # before it offers
await until(lambda: onlooker.numbers)
"""

import asyncio
import time
from typing import Any

import numpy as np
from aiortc import MediaStreamTrack
from aiortc.mediastreams import MediaStreamError
from numpy.typing import NDArray

from tests.link.encoded_clip import read_number
from tests.link.sender import Sender

RATE_HZ = 48_000


class Onlooker:
    """See the module; belongs to a loop.

    Attributes:
        numbers: That were drawn on the pictures, in the order in which they came.
        seen: The last picture's luma.
        seen_s: When each picture came.
        levels: Loudest sample of each 20 ms of sound, and when it came.
    """

    def __init__(self, sender: Sender) -> None:
        self.numbers: list[int] = []
        self.seen: NDArray[np.uint8] | None = None
        self.seen_s: list[float] = []
        self.levels: list[tuple[float, float]] = []
        self._heard: list[NDArray[np.float32]] = []
        self._tasks: set[asyncio.Task[None]] = set()
        sender.on_track(self._take)

    def tone_hz(self) -> float:
        """Return the strongest tone of the last half second; 0 for silence, or not enough yet."""
        heard = np.concatenate([np.zeros(0, np.float32), *self._heard[-25:]])
        if len(heard) < RATE_HZ // 2 or np.abs(heard).max() < 0.01:
            return 0.0
        power = np.abs(np.fft.rfft(heard * np.hanning(len(heard))))
        return float(power.argmax() * RATE_HZ / len(heard))

    def _take(self, track: MediaStreamTrack) -> None:
        task = asyncio.create_task(self._follow(track))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _follow(self, track: MediaStreamTrack) -> None:
        while True:
            try:
                frame: Any = await track.recv()
            except MediaStreamError:
                return
            if track.kind == "video":
                self.seen = np.asarray(frame.to_ndarray(format="gray"))
                self.seen_s.append(time.monotonic())
                if (number := read_number(self.seen)) is not None:
                    self.numbers.append(number)
            else:
                samples = frame.to_ndarray().reshape(-1, 2)[:, 0].astype(np.float32) / 32768
                self._heard = [*self._heard[-50:], samples]
                self.levels.append((float(np.abs(samples).max()), time.monotonic()))
