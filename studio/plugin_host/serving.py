"""The host of a session's plugins as a process: ``python -m studio.plugin_host.serving``.

Started by the supervisor.  It runs the plugins that are on, tells those who look how they
are, and does what they command; see ``studio.model.plugin_state`` for the channel.
"""

import logging
import signal
import sys
import time
from functools import partial
from pathlib import Path

import setproctitle

from studio.ipc import priority
from studio.ipc.channel import Channel, ChannelServer
from studio.ipc.child import Boot, announce_ready, watch_lifeline
from studio.ipc.message import Message
from studio.model.commands import parse
from studio.model.errors import StudioError
from studio.model.plugin_commands import InstallPlugin
from studio.plugin_host.gallery import Gallery
from studio.plugin_host.host import Host
from studio.plugin_host.installing import Installing
from studio.plugin_host.leftovers import end_leftovers, note
from studio.plugin_host.shelf import Shelf
from studio.supervisor.run_dir import run_dir
from studio.supervisor.user_folder import config_folder
from studio.telemetry.logs import start_logging

log = logging.getLogger(__name__)

GRACE_S = 10.0
NICENESS = 8


class Service:
    """See the module.

    Args:
        boot: ``grace_s`` is how long another supervisor may take to come when ours has died.
    """

    def __init__(self, boot: Boot) -> None:
        self._run_dir = Path(str(boot.get("run_dir") or run_dir()))
        self._grace_s = boot.grace_s(GRACE_S)
        self._host = Host(self._run_dir, self._look)
        shelf = Shelf(config_folder())
        self._gallery = gallery = Gallery(shelf, self._host, self._tell)
        self._installing = Installing(shelf, self._host.post, put=gallery.put, tell=gallery.tell)
        self._listeners: set[Channel] = set()
        self._orphaned_s: float | None = None
        self._noted: set[int] = set()
        self._server = ChannelServer(
            boot.address,
            name=boot.name,
            secret=boot.secret,
            on_message=self._on_message,
            on_connect=lambda channel: self._host.post(partial(self._welcome, channel)),
            on_close=lambda channel, reason: self._host.post(partial(self._forget, channel)),
        )

    def run(self) -> None:
        """Serve until told to stop, or the supervisor is gone."""
        for pid in end_leftovers(self._run_dir):
            log.warning("the plugin process %d of the host before was ended", pid)
        self._gallery.start()
        self._server.start()
        watch_lifeline(lambda: self._host.post(self._orphan))
        announce_ready()
        try:
            self._host.run()
        finally:
            self._installing.close()
            self._gallery.close()
            self._server.close()

    def end(self) -> None:
        """End all plugins, then ``run``; from any thread."""
        self._host.end()

    def _look(self) -> None:
        now_s = time.monotonic()
        self._gallery.look(now_s)
        pids = self._gallery.pids()
        if pids != self._noted:
            self._noted = pids
            note(self._run_dir, pids)
        if self._orphaned_s is not None and now_s - self._orphaned_s > self._grace_s:
            if any(each.peer_role == "supervisor" for each in self._server.channels):
                self._orphaned_s = now_s
            else:
                log.warning("the supervisor has been gone for %.0f s: ending", self._grace_s)
                self.end()

    def _orphan(self) -> None:
        self._orphaned_s = time.monotonic()

    def _on_message(self, channel: Channel, message: Message) -> None:
        if message["type"] == "command":
            self._host.post(partial(self._do, channel, message))
        elif message["type"] == "stop" and channel.peer_role == "supervisor":
            self.end()

    def _do(self, channel: Channel, message: Message) -> None:
        why = ""
        try:
            command = parse(message)
            if isinstance(command, InstallPlugin):
                self._installing.begin(command, partial(self._answer, channel, message.get("id")))
                return
            self._gallery.do(command)
        except StudioError as error:
            why = str(error)
        except OSError as error:
            why = f"{error.filename}: {error.strerror}."
        self._answer(channel, message.get("id"), why)

    def _answer(self, channel: Channel, number: object, why: str) -> None:
        channel.send({"type": "reply", "id": number, "ok": not why, "reason": why})

    def _welcome(self, channel: Channel) -> None:
        if channel.peer_role != "supervisor":
            self._listeners.add(channel)
            self._send(channel, self._gallery.snapshot())

    def _forget(self, channel: Channel) -> None:
        self._listeners.discard(channel)

    def _tell(self, message: Message) -> None:
        for channel in tuple(self._listeners):
            self._send(channel, message)

    def _send(self, channel: Channel, message: Message) -> None:
        if not channel.send(message):
            self._forget(channel)
            channel.cut("It does not read what it is told; it may come again.")


def main() -> int:
    """Read the boot message and serve; return the exit code."""
    start_logging("plugin host")
    try:
        boot = Boot.read()
        setproctitle.setproctitle(f"rocket-studio {boot.name}")
        start_logging(boot.name)
        priority.rank(NICENESS)
        service = Service(boot)
        signal.signal(signal.SIGTERM, lambda number, frame: service.end())
        service.run()
    except StudioError as error:
        log.error("%s", error)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
