"""A process of a session as its clients see it: it listens, and a test says what it tells.

It is a peer and no imitation of ours: what the real engine says is tested with the real one;
here it says what the real one would never.
"""

import os
import secrets
from collections.abc import Callable
from pathlib import Path

from studio.ipc.address import free_address
from studio.ipc.channel import Channel, ChannelServer
from studio.ipc.foreign import start_mark
from studio.ipc.message import Message
from studio.supervisor.session_file import ListedProcess, Session, write_session


class Peer:
    """One listening process of a session; everything it heard is in ``heard``."""

    def __init__(self, run_dir: Path, kind: str) -> None:
        self.heard: list[Message] = []
        self.channels: list[Channel] = []
        self.greeting: list[Message] = []
        self.answer: Callable[[Message], Message | None] = lambda message: None
        secret = secrets.token_hex(8)
        address = free_address(run_dir, kind)
        self.server = ChannelServer(
            address,
            name=kind,
            secret=secret,
            on_message=self._hear,
            on_connect=self._greet,
        )
        self.server.start()
        listed = ListedProcess(kind, kind, os.getpid(), address, "", start_mark(os.getpid()))
        write_session(run_dir, Session(os.getpid(), "", secret, (listed,)))

    def _greet(self, channel: Channel) -> None:
        self.channels.append(channel)
        for message in self.greeting:
            channel.send(message)

    def _hear(self, channel: Channel, message: Message) -> None:
        self.heard.append(message)
        if (answer := self.answer(message)) is not None:
            channel.send({"type": "reply", "id": message.get("id"), **answer})

    def commands(self, name: str) -> list[object]:
        """Return the arguments of all commands of a name that were heard."""
        return [each.get("args") for each in self.heard if each.get("name") == name]

    def tell(self, message: Message) -> None:
        self.server.broadcast(message)

    def close(self) -> None:
        self.server.close()
