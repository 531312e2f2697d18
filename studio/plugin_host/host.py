"""Keeps plugins running beside a session, and passes on what they may hear and do.

One main thread does one thing after the other from its inbox; connections and plugins'
processes post there.  When the engine is gone, so are the canvases: plugins end, and
begin anew with the next engine.
"""

import contextlib
import itertools
import logging
import queue
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from studio.ipc.channel import Channel
from studio.ipc.message import Message
from studio.model import commands as do
from studio.model.command import Command
from studio.model.events import EventError, parse_event
from studio.plugin_host.actions import Ways
from studio.plugin_host.asked_for import Then
from studio.plugin_host.battles import BattleNews
from studio.plugin_host.combos import RoomNews
from studio.plugin_host.events import EngineNews, Told, from_often
from studio.plugin_host.room_way import RoomWay
from studio.plugin_host.tenant import Tenant
from studio.supervisor.connector import Connector

log = logging.getLogger(__name__)

MAX_INBOX = 10_000
_LOOK_S = 0.1
METERS_S = 10
"""How often a second plugins hear how loud the programme is, if any wants to."""
FACES_S = 30
"""Likewise, where faces are."""
Subscription = do.SubscribeMeters | do.SubscribeFaces
Action = Callable[[], object]


class Host:
    """See the module.

    Args:
        run_dir: Of the session.
        on_moment: Called in the main thread ten times a second or so.
    """

    def __init__(self, run_dir: Path, on_moment: Action) -> None:
        self._on_moment = on_moment
        self._inbox: queue.Queue[Action] = queue.Queue(MAX_INBOX)
        self._tenants: dict[str, Tenant] = {}
        self._engine: Channel | None = None
        self._numbers = itertools.count(1)
        self._asked: dict[int, Then] = {}
        self._is_ending = False
        self._room, self._room_news = RoomWay(), RoomNews()
        self.news, self._battles = EngineNews(), BattleNews()
        self._subscribed: set[str] = set()
        self.ways = Ways(self.post, self.ask, self._room.act)
        self.failed = 0
        """What raised where nothing should; the log says what."""
        self.lost = self._lost_said = 0
        """What was not passed on because too much waited."""
        self._connectors = (
            Connector(
                run_dir,
                "engine",
                on_message=lambda channel, message: self.post(partial(self._heard, message)),
                on_lost=lambda channel, reason: self.post(self._lose_engine),
                on_open=lambda channel: self.post(partial(self._meet_engine, channel)),
            ),
            Connector(
                run_dir,
                "room_client",
                on_message=lambda channel, message: self._hear_room(message),
                on_lost=lambda channel, reason: self.post(self._room.lose),
                on_open=lambda channel: self.post(partial(self._room.open, channel)),
            ),
        )

    def post(self, action: Action) -> None:
        """Have the main thread do something; from any thread."""
        try:
            self._inbox.put_nowait(action)
        except queue.Full:
            self.lost += 1

    def add(self, name: str, tenant: Tenant) -> None:
        """Run a plugin from now on, in place of the one of that name."""
        self.remove(name)
        self._tenants[name] = tenant
        if self._engine:
            tenant.start()

    def come(self, name: str) -> None:
        """Start a plugin that has come by itself, if there is an engine for it."""
        if self._engine and (tenant := self._tenants.get(name)):
            tenant.come()

    def remove(self, name: str) -> None:
        """End a plugin."""
        if tenant := self._tenants.pop(name, None):
            tenant.stop()

    def ask(self, command: Command, then: Then) -> None:
        """Have the engine do something; the answer comes in the main thread."""
        number = next(self._numbers)
        if self._engine is None or not self._engine.send(command.to_message(number)):
            then({"ok": False, "unsent": True, "reason": "There is no engine to do that."})
        else:
            self._asked[number] = then

    def now(self) -> list[Told]:
        """Return what a plugin that starts is told at once."""
        return [*self.news.now(), *self._battles.now(time.monotonic())]

    def run(self) -> None:
        """Go on until ``end`` is called."""
        for connector in self._connectors:
            connector.start()
        look_s = 0.0
        try:
            while not self._is_ending:
                with contextlib.suppress(queue.Empty):
                    self._guard(self._inbox.get(timeout=_LOOK_S))
                if time.monotonic() >= look_s:
                    look_s = time.monotonic() + _LOOK_S
                    self._guard(self._look)
        finally:
            for name in list(self._tenants):
                self.remove(name)
            for connector in self._connectors:
                connector.close()

    def end(self) -> None:
        """End all plugins, then ``run``."""
        self._is_ending = True

    def _guard(self, action: Action) -> None:
        """Do something; what fails in it for one plugin costs the others nothing."""
        try:
            action()
        except Exception:
            self.failed += 1
            log.exception("Something of a plugin could not be done.")

    def _look(self) -> None:
        for tenant in list(self._tenants.values()):
            tenant.do_due(time.monotonic_ns())
        if self.lost != self._lost_said:
            log.warning("Too much waited: %d things were left out", self.lost - self._lost_said)
            self._lost_said = self.lost
        self._tell(self._room_news.due(time.monotonic()))
        self._subscribe("audio", do.SubscribeMeters, METERS_S)
        self._subscribe("faces", do.SubscribeFaces, FACES_S)
        self._on_moment()

    def _subscribe(self, name: str, command: type[Subscription], per_second: float) -> None:
        """Hear of what comes often as long as any plugin listens to it."""
        wants = any(tenant.desk.listens_to(name) for tenant in self._tenants.values())
        if self._engine and wants != (name in self._subscribed):
            self._subscribed ^= {name}
            self.ask(command(per_second=per_second if wants else 0), lambda answer: None)

    def _meet_engine(self, channel: Channel) -> None:
        self._engine = channel
        for tenant in self._tenants.values():
            tenant.start()

    def _lose_engine(self) -> None:
        self._engine = None
        self._subscribed.clear()
        self._asked.clear()
        for tenant in self._tenants.values():
            tenant.lose_engine()

    def _heard(self, message: Message) -> None:
        if message["type"] == "reply":
            number = message.get("id")
            then = self._asked.pop(number, None) if isinstance(number, int) else None
            if then:
                then(message)
        elif message["type"] == "event":
            try:
                self._tell(self.news.event(parse_event(message), time.time()))
            except EventError as error:
                log.warning("%s", error)
        elif message["type"] == "snapshot" and isinstance(state := message.get("state"), dict):
            self._tell(self.news.snapshot(state, time.time()))
        elif told := from_often(message):
            self._tell([told])

    def _hear_room(self, message: Message) -> None:
        event = message.get("event")
        if message["type"] == "room_event" and isinstance(event, dict):
            self.post(partial(self._happened, event))
        elif message["type"] == "room_state":
            self.post(lambda: self._tell(self._battles.state(message, time.monotonic())))
        elif message["type"] == "acted":
            self.post(partial(self._room.acted, message))

    def _happened(self, event: Message) -> None:
        now_s = time.monotonic()
        self._tell(self._room_news.take(event, now_s))
        self._tell(self._battles.event(event, now_s))

    def _tell(self, news: Iterable[Told]) -> None:
        for told in news:
            for tenant in self._tenants.values():
                tenant.tell(told)
