"""The host of the session that runs, for the command line: what it has, and what it is to do.

if host := find_host(run_dir()):
    with host:
        host.plugins
        host.do(SetPluginEnabled(plugin="thanks", enabled=True))
"""

import contextlib
import queue
import threading
from pathlib import Path
from typing import Self

from studio.ipc.channel import Channel
from studio.ipc.errors import ChannelError
from studio.ipc.message import Message
from studio.model.command import Command, CommandError
from studio.model.plugin_state import Plugin, parse_snapshot
from studio.supervisor.session_file import find_session

KIND = "plugin_host"
ANSWER_S = 20.0


class RunningHost:
    """One connection to it.

    Attributes:
        plugins: As they were when this connected.
    """

    def __init__(self, address: str, secret: str) -> None:
        self._heard: queue.SimpleQueue[Message] = queue.SimpleQueue()
        self._number = 0
        self._channel = Channel.connect(
            address,
            role="client",
            secret=secret,
            on_message=lambda channel, message: self._heard.put(message),
            on_close=lambda channel, reason: self._heard.put({"type": "gone"}),
        )
        self.plugins: list[Plugin] = parse_snapshot(self._wait_for("snapshot"))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._channel.close()

    def do(self, command: Command) -> None:
        """Have it do something, and wait until it is done.

        Raises:
            CommandError: If it can't be done.
        """
        self._number += 1
        self._channel.send(command.to_message(self._number))
        answer = self._wait_for("reply")
        if not answer["ok"]:
            raise CommandError(str(answer.get("reason")))

    def _wait_for(self, kind: str) -> Message:
        try:
            while (message := self._heard.get(timeout=ANSWER_S))["type"] != kind:
                if message["type"] == "gone":
                    raise CommandError("The plugin host has ended; try again in a moment.")
        except queue.Empty:
            raise CommandError("The plugin host does not answer; try again in a moment.") from None
        return message


def wake_host(run_dir: Path) -> None:
    """Have the session that runs start its host, if one runs and has none."""
    session = find_session(run_dir)
    if session is None or any(each.kind == KIND for each in session.processes):
        return
    has_answered = threading.Event()
    with contextlib.suppress(ChannelError):  # without a supervisor there is nobody to start it
        channel = Channel.connect(
            session.supervisor_address,
            role="client",
            secret=session.secret,
            on_message=lambda channel, message: has_answered.set(),
            on_close=lambda channel, reason: has_answered.set(),
        )
        channel.send({"type": KIND})
        channel.send({"type": "status"})  # answered after it
        has_answered.wait(ANSWER_S)
        channel.close()


def find_host(run_dir: Path) -> RunningHost | None:
    """Return the host of the session that runs, if one does.

    Raises:
        CommandError: If it does not answer.
    """
    session = find_session(run_dir)
    processes = session.processes if session else ()
    address = next((each.address for each in processes if each.kind == KIND), "")
    if session is None or not address:
        return None
    try:
        return RunningHost(address, session.secret)
    except ChannelError:
        return None  # it is just starting, and reads the files then
