"""Givers and watchers of a room, in a process of their own, who come back when the edge dies.

    python -m tests.e2e.room_givers PLAN.json

A giver keeps what was not acknowledged and gives it again by the same key, as a client
of ours should; a watcher remembers what ``studio.room_client`` would pass on.  Standard
input takes orders, a line each, answered by a line of JSON: ``status``, and ``stop``,
which gives no more, waits for what is under way, and writes the whole story to the plan's
``report``.
"""

import asyncio
import json
import random
import sys
import time
from pathlib import Path
from typing import Any

import uvloop
from picows import WSError, WSFrame, WSListener, WSMsgType, WSTransport, ws_connect

from studio.room_client.line import Line

MOST_UNANSWERED = 6
FIRST_RETRY_S = 0.05
RETRY_S = 0.4
"""Between two tries of a giver to come back, about."""
WATCHERS_RETRY_S = 0.1
"""Of a watcher: who comes back much later than a room that is that hot finds its history gone."""
DRAIN_S = 30.0
TRY_LATER = frozenset({"too_fast", "busy", "unavailable"})
_REPLIES = (b'[{"type":"accepted"', b'[{"type":"refused"', b'[{"type":"joined"')


class Guest(WSListener):
    """Somebody who stays in the room, over all connections.

    Attributes:
        outages_s: Each time from the loss of a connection to being in again: begin and end.
    """

    def __init__(self, url: str, room: str, token: str, retry_s: float = RETRY_S) -> None:
        self.line = Line(room)
        self.is_in = False
        self.outages_s: list[tuple[float, float]] = []
        self._url = url
        self._retry_s = retry_s
        self._token = token
        self._lost_s = 0.0
        self._transport: WSTransport | None = None

    async def stay(self) -> None:
        """Be there until cancelled."""
        wait_s = FIRST_RETRY_S
        while True:
            try:
                transport, _ = await ws_connect(lambda: self, self._url)
            except (OSError, WSError, TimeoutError):
                await asyncio.sleep(wait_s * random.uniform(0.5, 1.5))
                wait_s = self._retry_s
            else:
                await transport.wait_disconnected()
                wait_s = FIRST_RETRY_S

    def on_ws_connected(self, transport: WSTransport) -> None:
        """Ask to come in."""
        self._transport = transport
        self.send(self.line.join(self._token))

    def on_ws_disconnected(self, transport: WSTransport) -> None:
        """Note when it was lost."""
        if self.is_in:
            self._lost_s = time.monotonic()
        self.is_in = False
        self._transport = None

    def send(self, text: str) -> None:
        """Send a message, if there is a connection."""
        if self._transport:
            self._transport.send(WSMsgType.TEXT, text.encode())

    def came_in(self) -> None:
        """Note that the room let us in."""
        self.is_in = True
        if self._lost_s:
            self.outages_s.append((self._lost_s, time.monotonic()))


class Watcher(Guest):
    """Sees gifts.

    Attributes:
        seen: Numbers of gifts, as passed on: what it knew already is not.
    """

    def __init__(self, url: str, room: str, token: str) -> None:
        super().__init__(url, room, token, WATCHERS_RETRY_S)
        self.seen: list[int] = []

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        """Take what the room says."""
        for message in self.line.take(frame.get_payload_as_bytes()):
            if message["type"] == "gift":
                number = message["gift"]
                assert isinstance(number, int)
                self.seen.append(number)
            elif message["type"] == "joined":
                self.came_in()


class Giver(Guest):
    """Gives.

    Attributes:
        unanswered: Keys of gifts under way, and when they were given first.
        acknowledged: The numbers of all others.
        failures: Answers that must not be.
    """

    def __init__(self, url: str, room: str, user: str, token: str) -> None:
        super().__init__(url, room, token)
        self.unanswered: dict[str, float] = {}
        self.acknowledged: dict[str, int] = {}
        self.waits_s: list[float] = []
        self.failures: list[str] = []
        self.retries = 0
        self._user = user
        self._turn = 0

    def give(self) -> None:
        """Wish to give once more."""
        self._turn += 1
        key = f"{self._user}-{self._turn:06d}"
        self.unanswered[key] = time.monotonic()
        self._ask(key)

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        """Take answers; the events are for the watchers."""
        text = frame.get_payload_as_bytes()
        if not text.startswith(_REPLIES):
            return
        for reply in json.loads(text):
            match reply["type"]:
                case "joined":
                    self.came_in()
                    self.retries += len(self.unanswered)
                    for key in self.unanswered:
                        self._ask(key)
                case "accepted":
                    self._accepted(reply["id"], reply["gift"])
                case "refused" if reply["code"] in TRY_LATER and reply["id"]:
                    self.retries += 1
                    wait_s = (reply["retry_ms"] or 200) / 1000
                    asyncio.get_running_loop().call_later(wait_s, self._ask_again, reply["id"])
                case "refused":
                    self.failures.append(f"{reply['id']}: {reply['code']}, {reply['sentence']}")

    def _accepted(self, key: str, number: int) -> None:
        begun_s = self.unanswered.pop(key, None)
        if begun_s is not None:
            self.waits_s.append(time.monotonic() - begun_s)
        if self.acknowledged.setdefault(key, number) != number:
            self.failures.append(f"{key}: paid as {self.acknowledged[key]} and as {number}")

    def _ask(self, key: str) -> None:
        action = {"type": "give", "id": key, "key": key, "gift": "heart"}
        self.send(json.dumps(action))

    def _ask_again(self, key: str) -> None:
        if self.is_in and key in self.unanswered:
            self._ask(key)


class Crowd:
    """All of them."""

    def __init__(self, plan: dict[str, Any]) -> None:
        url, room = plan["url"], plan["room"]
        self.givers = [Giver(url, room, user, token) for user, token in plan["givers"]]
        self.watchers = [Watcher(url, room, token) for token in plan["watchers"]]
        self.per_s: float = plan["per_s"]
        self.report = Path(plan["report"])

    async def pace(self) -> None:
        """Give at the rate that was asked for, by whoever is in and not too far behind."""
        turn, last_s, owed = 0, time.monotonic(), 0.0
        while True:
            await asyncio.sleep(0.01)
            now_s = time.monotonic()
            owed = min(owed + (now_s - last_s) * self.per_s, self.per_s / 10)
            last_s = now_s
            for _ in self.givers:
                if owed < 1:
                    break
                turn = (turn + 1) % len(self.givers)
                giver = self.givers[turn]
                if giver.is_in and len(giver.unanswered) < MOST_UNANSWERED:
                    giver.give()
                    owed -= 1

    def status(self) -> dict[str, Any]:
        """Return how it goes."""
        return {
            "acknowledged": sum(len(giver.acknowledged) for giver in self.givers),
            "unanswered": sum(len(giver.unanswered) for giver in self.givers),
            "giving": sum(giver.is_in for giver in self.givers),
            "watching": sum(watcher.is_in for watcher in self.watchers),
            "seen": [len(watcher.seen) for watcher in self.watchers],
            "outages": [len(watcher.outages_s) for watcher in self.watchers],
        }

    async def drain(self) -> None:
        """Wait until all is acknowledged and seen; not for ever."""
        end_s = time.monotonic() + DRAIN_S
        while time.monotonic() < end_s:
            numbers = {each for giver in self.givers for each in giver.acknowledged.values()}
            if not any(giver.unanswered for giver in self.givers) and all(
                numbers <= set(watcher.seen) for watcher in self.watchers
            ):
                return
            await asyncio.sleep(0.2)

    def write_report(self) -> None:
        """Write what happened, for whoever checks the books."""
        waits_s = sorted(wait for giver in self.givers for wait in giver.waits_s)
        story = {
            "acknowledged": {
                key: number for giver in self.givers for key, number in giver.acknowledged.items()
            },
            "unanswered": [key for giver in self.givers for key in giver.unanswered],
            "failures": [each for giver in self.givers for each in giver.failures],
            "retries": sum(giver.retries for giver in self.givers),
            "seen": [watcher.seen for watcher in self.watchers],
            "watchers_outages_s": [watcher.outages_s for watcher in self.watchers],
            "givers_outages_s": [giver.outages_s for giver in self.givers],
            "waits_ms": [round(1e3 * waits_s[len(waits_s) * part // 100], 1) for part in (50, 99)]
            if waits_s
            else [],
        }
        self.report.write_text(json.dumps(story))


async def main(plan: dict[str, Any]) -> None:
    """See the module."""
    loop, crowd = asyncio.get_running_loop(), Crowd(plan)
    orders = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(orders), sys.stdin)
    staying = [loop.create_task(guest.stay()) for guest in (*crowd.watchers, *crowd.givers)]
    pacing = loop.create_task(crowd.pace())
    while order := (await orders.readline()).decode().strip():
        if order == "stop":
            pacing.cancel()
            await crowd.drain()
            crowd.write_report()
        print(json.dumps(crowd.status()), flush=True)
    for task in staying:
        task.cancel()


if __name__ == "__main__":
    uvloop.run(main(json.loads(Path(sys.argv[1]).read_text())))
