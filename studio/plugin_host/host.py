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
from collections.abc import Callable
from functools import partial
from pathlib import Path

from studio.ipc.channel import Channel
from studio.ipc.message import Message
from studio.model.command import Command
from studio.model.events import EventError, parse_event
from studio.plugin_host.events import Told, from_engine, from_room
from studio.plugin_host.tenant import Tenant, Then
from studio.supervisor.connector import Connector

log = logging.getLogger(__name__)

MAX_INBOX = 10_000
MAX_ASKED = 1_000
_LOOK_S = 0.1
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
        self.lost = 0
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
                on_lost=lambda channel, reason: None,
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

    def remove(self, name: str) -> None:
        """End a plugin."""
        if tenant := self._tenants.pop(name, None):
            tenant.stop()

    def ask(self, command: Command, then: Then) -> None:
        """Have the engine do something; the answer comes in the main thread."""
        number = next(self._numbers)
        if len(self._asked) >= MAX_ASKED:
            then({"ok": False, "reason": "The engine has too much to do."})
        elif self._engine is None or not self._engine.send(command.to_message(number)):
            then({"ok": False, "reason": "There is no engine to do that."})
        else:
            self._asked[number] = then

    def run(self) -> None:
        """Go on until ``end`` is called."""
        for connector in self._connectors:
            connector.start()
        look_s = 0.0
        try:
            while not self._is_ending:
                with contextlib.suppress(queue.Empty):
                    self._inbox.get(timeout=_LOOK_S)()
                if time.monotonic() >= look_s:
                    look_s = time.monotonic() + _LOOK_S
                    self._look()
        finally:
            for name in list(self._tenants):
                self.remove(name)
            for connector in self._connectors:
                connector.close()

    def end(self) -> None:
        """End all plugins, then ``run``."""
        self._is_ending = True

    def _look(self) -> None:
        for tenant in list(self._tenants.values()):
            tenant.do_due(time.monotonic_ns())
        self._on_moment()

    def _meet_engine(self, channel: Channel) -> None:
        self._engine = channel
        for tenant in self._tenants.values():
            tenant.start()

    def _lose_engine(self) -> None:
        self._engine = None
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
                told = from_engine(parse_event(message))
            except EventError as error:
                log.warning("%s", error)
            else:
                self._tell(told)

    def _hear_room(self, message: Message) -> None:
        event = message.get("event")
        if message["type"] == "room_event" and isinstance(event, dict):
            told = from_room(event)
            if told:
                self.post(partial(self._tell, told))

    def _tell(self, told: Told | None) -> None:
        for tenant in self._tenants.values() if told else ():
            assert told
            tenant.tell(told)
