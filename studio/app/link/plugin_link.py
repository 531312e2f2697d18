"""The app's line to the plugin host of the session, and its copy of what that tells.

studio.plugins.changed.connect(draw)             # with a plugin's id
studio.plugins.plugins["lottery"].state
studio.plugins.do(SetPluginEnabled(plugin="lottery", enabled=True), then)
"""

import itertools
import logging
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from studio.app.link.engine_link import Reply
from studio.app.link.inbox import Inbox
from studio.app.words import tr
from studio.ipc.channel import Channel
from studio.ipc.message import Message
from studio.model.command import Command
from studio.model.events import EventError, parse_event
from studio.model.plugin_state import (
    MAX_LINES,
    InstallProgress,
    Plugin,
    PluginChanged,
    PluginLines,
    PluginRemoved,
    parse_snapshot,
)
from studio.supervisor.connector import Connector

log = logging.getLogger(__name__)

HOST = "plugin_host"
MAX_ASKED = 200
MAX_KEPT = 5_000
"""Events that wait for a UI thread that is blocked; beyond it the host is asked anew."""
Then = Callable[[Reply], None]


class PluginLink(QObject):
    """See the module.  For the UI thread; ``start`` it once.

    Attributes:
        plugins: By id, as they are listed.
        is_there: Whether the host has told of them.
    """

    changed = Signal(str)
    """A plugin is otherwise, or new."""
    lines_came = Signal(str)
    """A plugin's log has more."""
    installs = Signal(str, int)
    """How far one from a file is, in percent."""
    listed = Signal()
    """Which plugins there are is otherwise, or whether the host is there."""
    _arrived = Signal()

    def __init__(
        self,
        run_dir: Path,
        ask_supervisor: Callable[[Message], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.plugins: dict[str, Plugin] = {}
        self.is_there = False
        self._ask_supervisor = ask_supervisor
        self._inbox = Inbox(self._arrived.emit)
        self._arrived.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._connector = Connector(
            run_dir, HOST, on_message=self._on_message, on_lost=self._on_lost
        )
        self._channel: Channel | None = None
        self._is_started = False
        self._numbers = itertools.count(1)
        self._kept = itertools.count()
        self._asked: dict[int, Then] = {}

    def start(self) -> None:
        """Begin to look for the host; safe to call twice."""
        if not self._is_started:
            self._is_started = True
            self._connector.start()

    def wake(self) -> None:
        """Have a host, where the session has none yet."""
        self.start()
        if not self.is_there:
            self._ask_supervisor({"type": HOST})

    def close(self) -> None:
        """Hang up."""
        if self._is_started:
            self._connector.close()
        self._inbox.take()

    def do(self, command: Command, then: Then | None = None) -> None:
        """Have the host do something; ``then`` gets the answer later, in the UI thread, once."""
        number = next(self._numbers)
        is_full = len(self._asked) >= MAX_ASKED
        is_sent = self._channel is not None and self._channel.send(command.to_message(number))
        if is_sent and not is_full:
            self._asked[number] = then or (lambda reply: None)
        elif then is not None:
            reply = Reply(ok=False, reason=tr("The plugin host is not there; try again."))
            QTimer.singleShot(0, self, lambda: then(reply))

    def _on_message(self, channel: Channel, message: Message) -> None:
        match message["type"]:
            case "snapshot":
                self._inbox.put("snapshot", (channel, message), key="snapshot")
            case "event" if len(self._inbox) < MAX_KEPT:
                self._inbox.put("event", message, key=("event", next(self._kept)))
            case "event":
                channel.cut("The window does not keep up with the plugins.")
            case "reply":
                self._inbox.put("reply", message, key=("reply", message.get("id")))

    def _on_lost(self, channel: Channel, reason: str) -> None:
        self._inbox.put("lost", reason, key="lost")

    def _take(self) -> None:
        for kind, value in self._inbox.take():
            if kind == "snapshot" and isinstance(value, tuple):
                self._begin(*value)
            elif kind == "event" and isinstance(value, dict):
                self._follow(value)
            elif kind == "reply" and isinstance(value, dict):
                self._answer(value)
            elif kind == "lost":
                self._end(str(value))

    def _begin(self, channel: Channel, message: Message) -> None:
        if channel.is_closed:
            return
        try:
            told = parse_snapshot(message)
        except EventError as error:
            log.warning("%s", error)
            return
        self._channel, self.is_there = channel, True
        self.plugins = {each.id: each for each in told}
        self.listed.emit()

    def _follow(self, message: Message) -> None:
        try:
            event = parse_event(message)
        except EventError as error:
            log.warning("%s", error)
            return
        if isinstance(event, PluginChanged):
            self._put(event.plugin)
        elif isinstance(event, InstallProgress):
            self.installs.emit(event.path, event.percent)
        elif isinstance(event, PluginRemoved) and event.id in self.plugins:
            del self.plugins[event.id]
            self.listed.emit()
        elif isinstance(event, PluginLines) and (old := self.plugins.get(event.id)):
            lines = (*old.lines, *event.lines)[-MAX_LINES:]
            self.plugins[event.id] = old.model_copy(update={"lines": lines})
            self.lines_came.emit(event.id)

    def _put(self, plugin: Plugin) -> None:
        old = self.plugins.get(plugin.id)
        kept = old.lines if old else plugin.lines
        self.plugins[plugin.id] = plugin.model_copy(update={"lines": kept})
        if old is None:
            self.listed.emit()
        self.changed.emit(plugin.id)

    def _answer(self, message: Message) -> None:
        number = message.get("id")
        then = self._asked.pop(number, None) if isinstance(number, int) else None
        if then is not None:
            then(Reply(ok=message.get("ok") is True, reason=str(message.get("reason") or "")))

    def _end(self, reason: str) -> None:
        if self._channel is not None and not self._channel.is_closed:
            return
        self._channel, self.is_there = None, False
        asked, self._asked = self._asked, {}
        for then in asked.values():
            then(Reply(ok=False, reason=reason))
        self.listed.emit()
