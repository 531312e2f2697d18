"""A bad network on one connection of tests: delay, loss and a narrow line, both ways, with no root.

What ``tests.line`` says is done here to the packets of one connection, so no test machine need
be root::

    line = BadLine(delay_s=0.04, loss=0.02)
    line.put_on(pc)                         # once it has its tracks
    line.kbps = 400
"""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from typing import Any

from aiortc import RTCPeerConnection

from tests.line import Line, Way


class BadLine:
    """See the module.

    Args:
        delay_s: Each way.
        loss: Share of packets that are lost, each way.
        kbps: Each way; None for as many as there are.

    Attributes:
        lost: Packets that were.
    """

    def __init__(
        self, *, delay_s: float = 0.0, loss: float = 0.0, kbps: float | None = None
    ) -> None:
        self.delay_s = delay_s
        self.loss = loss
        self.kbps = kbps
        self.lost = 0
        self.dice = random.Random(8)
        self._tasks: set[asyncio.Task[None]] = set()

    def put_on(self, pc: RTCPeerConnection) -> None:
        """Have all that a connection sends and gets go over this line."""
        parts = [each.sender.transport for each in pc.getTransceivers()]
        if pc.sctp:
            parts.append(pc.sctp.transport)
        for ice in {each.transport for each in parts}:
            ice._send = self._sending(ice._send)
            ice._recv = self._receiving(ice._recv)

    def _due_s(self, way: Way, size: int) -> float | None:
        """Return when a packet comes out of one direction; count it if it is lost."""
        line = Line(self.delay_s, self.loss, self.kbps)
        due_s = way.due_s(line, size, time.monotonic())
        self.lost += due_s is None
        return due_s

    def _sending(self, send: Callable[[bytes], Awaitable[None]]) -> Any:
        way = Way(self.dice)

        async def later(data: bytes, due_s: float) -> None:
            await asyncio.sleep(due_s - time.monotonic())
            try:
                await send(data)
            except ConnectionError:  # it was closed meanwhile
                return

        async def put(data: bytes) -> None:
            due_s = self._due_s(way, len(data))
            if due_s is None:
                return
            if due_s <= time.monotonic():
                await send(data)
            else:
                self._spawn(later(data, due_s))

        return put

    def _receiving(self, receive: Callable[[], Awaitable[bytes]]) -> Any:
        way = Way(self.dice)
        come: asyncio.Queue[tuple[float, bytes | None]] = asyncio.Queue()
        is_pumping = False

        async def pump() -> None:
            while True:
                try:
                    data = await receive()
                except ConnectionError:
                    come.put_nowait((0.0, None))
                    return
                if (due_s := self._due_s(way, len(data))) is not None:
                    come.put_nowait((due_s, data))

        async def take() -> bytes:
            nonlocal is_pumping
            if not is_pumping:
                is_pumping = True
                self._spawn(pump())
            due_s, data = await come.get()
            if data is None:
                raise ConnectionError
            await asyncio.sleep(max(0.0, due_s - time.monotonic()))
            return data

        return take

    def _spawn(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
