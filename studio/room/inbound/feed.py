"""One room's ear at another platform: kept going, filtered, shown in order.

Nothing overtakes anything: while the filter looks at danmaku, gifts that came after them
wait.  What waits is bounded; danmaku are left out first, then the oldest gifts, and counted::

    feed = Feed(actor, "1", make_client, judge, figures)
    feed.start(); …; await feed.close()
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from itertools import count
from typing import Protocol

from studio.room.inbound.arrival import Arrival
from studio.room.inbound.foreign import Foreign, ForeignDanmaku, ForeignGift, ForeignRemoval
from studio.room.inbound.naming import person, short
from studio.room.live.figures import Figures
from studio.room.live.judge import Judge
from studio.room.protocol import events
from studio.room.protocol.events import Accepted, Refused
from studio.room.protocol.values import MAX_DANMAKU_CHARACTERS
from studio.room.rules.outcome import Outcome
from studio.room.rules.room import Room
from studio.room.rules.verdict import Verdict

MAX_DANMAKU = 1_000
MAX_ALL = 20_000
AT_ONCE = 200

_DELAYS_S = (1.0, 2.0, 5.0, 15.0, 60.0)
_CLOSE_S = 5.0

log = logging.getLogger(__name__)

OnItems = Callable[[list[Foreign]], None]
OnState = Callable[[str], None]


class Client(Protocol):
    """What listens to a platform."""

    unreadable: int

    async def run(self) -> None:
        """Listen until cancelled, or until only a person can help."""


MakeClient = Callable[[OnItems, OnState, Arrival], Client]


class ForeignRoom(Protocol):
    """A room as a feed sees it: its actor."""

    name: str

    def perform(self, change: Callable[[Room, int], Outcome]) -> Accepted | Refused | None:
        """Do something with the room and what follows from it."""


class Feed:
    """See the module.

    Attributes:
        sentence: What is wrong, "" when all is well.
        is_connected: Whether the platform lets us listen now.
    """

    def __init__(
        self, room: ForeignRoom, make_client: MakeClient, judge: Judge, figures: Figures
    ) -> None:
        self._room = room
        self._make_client = make_client
        self._judge = judge
        self._figures = figures
        self._arrival = Arrival()
        self._waiting: deque[Foreign] = deque()
        self._danmaku = 0
        self._came = asyncio.Event()
        self._counted = (0, 0, 0)
        self._tasks: list[asyncio.Task[None]] = []
        self.sentence = "Connecting…"
        self.is_connected = False

    def start(self) -> None:
        """Begin to listen and to show."""
        name = f"platform of room {self._room.name}"
        self._tasks = [
            asyncio.create_task(work, name=name) for work in (self._listen(), self._show())
        ]

    async def close(self) -> None:
        """End in order: the platform is told."""
        for task in self._tasks:
            task.cancel()
        await asyncio.wait(self._tasks, timeout=_CLOSE_S)
        self._is_connected(False)

    async def _listen(self) -> None:
        """Keep a client going, whatever happens in it."""
        for failures in count():
            client = self._make_client(self._on_items, self._on_state, self._arrival)
            try:
                await client.run()
                return  # only a person can help, and the state says how
            except Exception as error:
                # The border to what a platform's server may do to its adapter.
                log.exception("The ear of room %s failed.", self._room.name)
                self._figures.errors += 1
                self._on_state(f"Something failed ({type(error).__name__}). It is tried again.")
            finally:
                self._figures.platform_unreadable += client.unreadable
                self._is_connected(False)
            await asyncio.sleep(_DELAYS_S[min(failures, len(_DELAYS_S) - 1)])

    def _on_state(self, sentence: str) -> None:
        if sentence and sentence != self.sentence:
            log.warning("Room %s: %s", self._room.name, sentence)
        self.sentence = sentence
        self._is_connected(not sentence)

    def _is_connected(self, is_connected: bool) -> None:
        self._figures.platforms += int(is_connected) - int(self.is_connected)
        self.is_connected = is_connected

    def _on_items(self, items: list[Foreign]) -> None:
        self._count_arrival()
        for item in items:
            is_danmaku = isinstance(item, ForeignDanmaku)
            if is_danmaku and self._danmaku >= MAX_DANMAKU:
                self._figures.platform_dropped += 1
                continue
            if len(self._waiting) >= MAX_ALL:
                self._danmaku -= isinstance(self._waiting.popleft(), ForeignDanmaku)
                self._figures.platform_dropped += 1
            self._waiting.append(item)
            self._danmaku += is_danmaku
        self._came.set()

    def _count_arrival(self) -> None:
        now = (self._arrival.repeats, self._arrival.late, self._arrival.dropped)
        repeats, late, dropped = (new - old for new, old in zip(now, self._counted, strict=True))
        self._figures.platform_repeats += repeats
        self._figures.platform_late += late
        self._figures.platform_dropped += dropped
        self._counted = now

    async def _show(self) -> None:
        while True:
            await self._came.wait()
            self._came.clear()
            while self._waiting:
                items = [self._waiting.popleft() for _ in range(min(AT_ONCE, len(self._waiting)))]
                said = [item for item in items if isinstance(item, ForeignDanmaku)]
                self._danmaku -= len(said)
                verdicts = await asyncio.gather(*(self._judge.judge(_text(each)) for each in said))
                judged = dict(zip(map(id, said), verdicts, strict=True))
                for item in items:
                    self._show_one(item, judged.get(id(item)))

    def _show_one(self, item: Foreign, verdict: Verdict | None) -> None:
        match item:
            case ForeignDanmaku() if verdict is not None:
                self._said(item, verdict)
            case ForeignGift():
                self._figures.platform_gifts += 1
                gift = events.ForeignGift(
                    source=item.platform,
                    message=item.message,
                    name=short(item.name, item.gift),
                    count=item.count,
                    worth_fen=item.worth_fen,
                    by=person(item.platform, item.by),
                    combo=item.combo,
                    combo_count=item.combo_count,
                )
                self._room.perform(lambda room, now_ms: room.foreign.gave(gift, now_ms))
            case ForeignRemoval():
                source, messages = item.platform, item.removed
                self._room.perform(
                    lambda room, now_ms: room.foreign.took_back(source, messages, now_ms)
                )
            case _:
                pass  # applause of there is not ours to count

    def _said(self, item: ForeignDanmaku, verdict: Verdict) -> None:
        by, text = person(item.platform, item.by), _text(item)
        outcomes: list[Outcome] = []

        def say(room: Room, now_ms: int) -> Outcome:
            outcomes.append(room.foreign.said(by, text, item.platform, verdict, now_ms))
            return outcomes[0]

        if text:
            self._room.perform(say)
        if outcomes and outcomes[0].records:
            self._figures.platform_danmaku += 1
        else:
            self._figures.platform_refused += 1


def _text(item: ForeignDanmaku) -> str:
    return item.text.strip()[:MAX_DANMAKU_CHARACTERS]
