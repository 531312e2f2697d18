"""The app's line to the engine: commands go out, the snapshot and events come in.

Nothing here waits.  Messages come in an I/O thread and are handed over to the UI thread by
one queued signal at a time (see ``inbox``), so that a UI thread that is blocked neither
grows nor loses the connection.  A hole in the events' numbers is a reason to connect anew::

    link.do(SetInputMute(input="Microphone", muted=True), lambda reply: ...)
    link.happened.connect(...)      # each Event; ``Mirror`` keeps what they say
    link.want_meters(30)         # then ``link.meters`` has them
"""

import itertools
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from studio.app.link.inbox import Inbox
from studio.app.words import tr
from studio.ipc.channel import Channel
from studio.ipc.errors import MessageError
from studio.ipc.message import Message
from studio.model.command import Command
from studio.model.commands import SubscribeMeters
from studio.model.events import (
    Captioned,
    Event,
    EventError,
    InputSizeChanged,
    InputStateChanged,
    Notice,
    OutputStateChanged,
    parse_event,
)
from studio.supervisor.connector import Connector

log = logging.getLogger(__name__)

REPLY_TIMEOUT_S = 15.0
MAX_ASKED = 1000
"""Commands that may wait for their answers."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What the engine answered.

    Attributes:
        ok: It was done.
        reason: Why not, a sentence.
        data: What else the answer holds (``number``, ``view``, ``output``, …).
    """

    ok: bool
    reason: str = ""
    data: Message = field(default_factory=dict)


Then = Callable[[Reply], None]


@dataclass(frozen=True, slots=True)
class _Asked:
    channel: Channel
    then: Then | None
    due_s: float


class EngineLink(QObject):
    """See the module.  For the UI thread; ``start`` it once.

    Args:
        run_dir: Of the session.
    """

    connected = Signal()
    """The engine has said how it is; ``snapshot`` came before."""
    lost = Signal(str)
    """The connection has ended; it is sought again by itself."""
    snapshot = Signal(dict)
    happened = Signal(object)
    """Each event; not named so, as every QObject has an ``event`` of its own."""
    meters = Signal(dict)
    _arrived = Signal()

    def __init__(self, run_dir: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.run_dir = run_dir
        self._inbox = Inbox(self._arrived.emit)
        self._arrived.connect(self.take, Qt.ConnectionType.QueuedConnection)
        self._connector = Connector(
            run_dir, "engine", on_message=self._on_message, on_lost=self._on_lost
        )
        self._last_number: int | None = None  # of the I/O thread
        self._channel: Channel | None = None
        self._asked: dict[int, _Asked] = {}
        self._numbers = itertools.count(1)
        self._meters_per_second = 0.0
        self._do_meters_rest = False
        self._overdue = QTimer(self, interval=1000)
        self._overdue.timeout.connect(self._give_up_on_old)

    def start(self) -> None:
        """Begin to look for the engine."""
        self._connector.start()

    def close(self) -> None:
        """Hang up."""
        self._connector.close()
        self._overdue.stop()
        self._inbox.take()

    @property
    def is_connected(self) -> bool:
        """Whether the engine has said how it is, and is still there."""
        return self._channel is not None

    def do(self, command: Command, then: Then | None = None) -> None:
        """Have the engine do something.

        Args:
            command: What.
            then: Called later, in the UI thread, with the answer; always, and once.
        """
        number = next(self._numbers)
        refusal = self._send(command, number)
        if refusal:
            log.info("%s was not sent: %s", type(command).__name__, refusal)
            if then is not None:
                reply = Reply(ok=False, reason=refusal)
                QTimer.singleShot(0, self, lambda: then(reply))
            return
        assert self._channel is not None
        due_s = time.monotonic() + REPLY_TIMEOUT_S
        self._asked[number] = _Asked(self._channel, then, due_s)
        if not self._overdue.isActive():
            self._overdue.start()

    def want_meters(self, per_second: float) -> None:
        """Have ``meters`` emitted so often, from now on and on each new connection; 0 ends them."""
        self._meters_per_second = per_second
        if self.is_connected and not self._do_meters_rest:
            self.do(SubscribeMeters(per_second=per_second))

    def rest_meters(self, do_rest: bool) -> None:
        """Have none for a while, whatever is wanted, or have them again."""
        if do_rest != self._do_meters_rest:
            self._do_meters_rest = do_rest
            if self.is_connected:
                self.do(SubscribeMeters(per_second=0 if do_rest else self._meters_per_second))

    def _send(self, command: Command, number: int) -> str:
        """Send a command; return why not, or nothing."""
        if self._channel is None:
            return tr("The engine is being started; try again in a moment.")
        if len(self._asked) >= MAX_ASKED:
            return tr("The engine has too much to do; try again in a moment.")
        try:
            was_sent = self._channel.send(command.to_message(number))
        except MessageError as error:
            return str(error)
        return "" if was_sent else tr("The engine does not listen now; try again in a moment.")

    # -- in the I/O thread ------------------------------------------------------------

    def _on_message(self, channel: Channel, message: Message) -> None:
        match message["type"]:
            case "event":
                self._on_event(channel, message)
            case "reply":
                self._inbox.put("reply", message, key=("reply", message.get("id")))
            case "meters":
                self._inbox.put("meters", message, key="meters")
            case "snapshot":
                number = message.get("number")
                self._last_number = number if isinstance(number, int) else None
                self._inbox.forget("event")  # they are in it
                self._inbox.put("snapshot", (channel, message.get("state")), key="snapshot")

    def _on_event(self, channel: Channel, message: Message) -> None:
        number = message.get("number")
        if self._last_number is None:
            return  # those before the snapshot are in it
        if number != self._last_number + 1:
            self._last_number = None
            channel.cut("Something that the engine told was lost; it is asked anew.")
            return
        self._last_number = number
        try:
            event = parse_event(message)
        except EventError as error:
            log.warning("%s", error)  # of a newer engine
            return
        if isinstance(event, Notice):
            self._inbox.put("notice", event)
        else:
            self._inbox.put("event", event, key=_subject(event))

    def _on_lost(self, channel: Channel, reason: str) -> None:
        self._last_number = None
        self._inbox.put("lost", reason, key="lost")

    # -- in the UI thread -------------------------------------------------------------

    def take(self) -> None:
        """Say what has come; done by itself, sooner by whoever keeps the UI thread for long."""
        for kind, value in self._inbox.take():
            if kind in ("event", "notice"):
                self.happened.emit(value)
            elif kind == "meters":
                self.meters.emit(value)
            elif kind == "reply" and isinstance(value, dict):
                self._answer(value)
            elif kind == "snapshot" and isinstance(value, tuple):
                self._begin(*value)
            elif kind == "lost":
                self._end(str(value))

    def _begin(self, channel: Channel, state: object) -> None:
        if channel.is_closed:
            return  # ``lost`` follows, or came already
        self._end("The engine was started again.")
        self._channel = channel
        log.info("The engine has said how it is.")
        self.snapshot.emit(state if isinstance(state, dict) else {})
        self.connected.emit()
        if self._meters_per_second and not self._do_meters_rest:
            self.do(SubscribeMeters(per_second=self._meters_per_second))

    def _end(self, reason: str) -> None:
        """Let go of what has ended; a UI thread that was blocked may see several ends as one."""
        for number, asked in tuple(self._asked.items()):
            if asked.channel.is_closed:
                self._finish(
                    number,
                    Reply(ok=False, reason=tr("The engine is gone: {reason}", reason=reason)),
                )
        if self._channel is not None and self._channel.is_closed:
            self._channel = None
            log.info("The engine is gone: %s", reason)
            self.lost.emit(reason)

    def _answer(self, message: Message) -> None:
        number = message.get("id")
        if isinstance(number, int):
            reason = message.get("reason")
            data = {key: message[key] for key in message.keys() - {"type", "id", "ok", "reason"}}
            self._finish(number, Reply(message.get("ok") is True, str(reason or ""), data))

    def _give_up_on_old(self) -> None:
        now_s = time.monotonic()
        for number, asked in tuple(self._asked.items()):
            if now_s >= asked.due_s:
                self._finish(number, Reply(ok=False, reason=tr("The engine does not answer.")))
        if not self._asked:
            self._overdue.stop()

    def _finish(self, number: int, reply: Reply) -> None:
        asked = self._asked.pop(number, None)
        if asked is not None and asked.then is not None:
            asked.then(reply)


def _subject(event: Event) -> tuple[str, ...]:
    """Return what an event is about: a newer one takes its place."""
    if isinstance(event, OutputStateChanged):
        return ("output", event.output)
    if isinstance(event, InputStateChanged):
        return ("input", event.input)
    if isinstance(event, InputSizeChanged):
        return ("size", event.input)
    if isinstance(event, Captioned):
        return ("captioned", event.spoken.id)
    return (type(event).__name__,)
