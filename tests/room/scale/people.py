"""People of tests who stay in a room whatever happens to its nodes, as good clients do."""

import asyncio
import json
import time
from collections import Counter
from contextlib import suppress
from typing import Any

from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

RETRY_S = 0.1
_OPEN_S = 5.0


class Somebody:
    """Comes back, goes on from the last offset, and gives again what was not acknowledged.

    Attributes:
        outages_s: How long each absence took, until the room let them in again.
        shown: How often each gift was shown, by number; clients know it by that.
        order: Danmaku as they were seen: epoch, offset, text.
        paid: Gifts that were acknowledged, by key.
        unpaid: Keys that were not acknowledged yet.
    """

    def __init__(self, url: str, token: str) -> None:
        self._url = url
        self._token = token
        self._socket: Any = None
        self._last: dict[str, Any] = {}
        self._lost_s = 0.0
        self.is_in = asyncio.Event()
        self.outages_s: list[float] = []
        self.shown: Counter[int] = Counter()
        self.order: list[tuple[str, int, str]] = []
        self.paid: dict[str, int] = {}
        self.unpaid: dict[str, dict[str, Any]] = {}
        self.refused: list[dict[str, Any]] = []
        self.resets = 0
        self._tasks: set[asyncio.Task[None]] = set()

    async def stay(self) -> None:
        """Be there until cancelled."""
        while True:
            try:
                async with connect(
                    self._url, open_timeout=_OPEN_S, compression=None, proxy=None
                ) as socket:
                    self._socket = socket
                    await self.say(type="join", room="1", token=self._token, **self._last)
                    async for text in socket:
                        for message in json.loads(text):
                            await self._heard(message)
            except (OSError, WebSocketException, TimeoutError):
                pass
            if self.is_in.is_set():
                self._lost_s = time.monotonic()
                self.is_in.clear()
            await asyncio.sleep(RETRY_S)

    async def say(self, **message: object) -> None:
        """Send something, if there is a connection."""
        with suppress(WebSocketException):
            await self._socket.send(json.dumps(message))

    async def give(self, key: str, count: int = 1) -> None:
        """Wish to give hearts."""
        action = {"type": "give", "id": key, "key": key, "gift": "heart", "count": count}
        self.unpaid[key] = action
        if self.is_in.is_set():
            await self.say(**action)

    async def _heard(self, message: dict[str, Any]) -> None:
        match message["type"]:
            case "joined":
                await self._came_in(message)
            case "accepted" if message["id"] in self.unpaid:
                del self.unpaid[message["id"]]
                self.paid[message["id"]] = message["gift"]
            case "refused":
                self.refused.append(message)
                if message["id"] in self.unpaid:
                    asyncio.get_running_loop().call_later(0.2, self._again, message["id"])
            case "gift":
                self.shown[message["gift"]] += 1
            case "danmaku":
                self.order.append((self._last["epoch"], message["offset"], message["text"]))
        if "offset" in message and message["type"] != "joined":
            self._last["offset"] = max(self._last["offset"], message["offset"])

    async def _came_in(self, joined: dict[str, Any]) -> None:
        if not joined["recovered"]:
            self.resets += 1
            self._last = {"epoch": joined["epoch"], "offset": joined["offset"]}
        if self._lost_s:
            self.outages_s.append(time.monotonic() - self._lost_s)
        self.is_in.set()
        for action in list(self.unpaid.values()):
            await self.say(**action)

    def _again(self, key: str) -> None:
        if key in self.unpaid and self.is_in.is_set():
            task = asyncio.create_task(self.say(**self.unpaid[key]))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
