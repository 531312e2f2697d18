"""A client of the running engine: its events come in, commands go out."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from pydantic import ValidationError

from studio.ipc.channel import Channel
from studio.ipc.errors import ChannelError
from studio.ipc.message import Message
from studio.model.command import Command, CommandError
from studio.model.events import Event, EventError, OutputStateChanged, parse_event
from studio.supervisor.session_file import find_session

log = logging.getLogger(__name__)

REPLY_TIMEOUT_S = 10.0


class EngineClient:
    """Follows the engine of a run directory.

    Args:
        run_dir: Of the session.
        on_event: Gets every event, in the connection's thread.  How outputs were when it was
            connected comes as events too: some begin before anybody can listen.

    Attributes:
        address: Where the engine listens; empty before the first connection.
    """

    def __init__(self, run_dir: Path, on_event: Callable[[Event], None]) -> None:
        self._run_dir = run_dir
        self._on_event = on_event
        self._channel: Channel | None = None
        self._number = 0
        self._replies: dict[int, Message] = {}
        self._replied = threading.Condition()
        self._has_snapshot = threading.Event()
        self._states: dict[str, str] = {}  # of outputs, as this connection told them
        self.snapshot: dict[str, object] = {}
        self.address = ""

    def connect(self, address: str) -> bool:
        """Connect to the engine that listens there; say whether it answered."""
        session = find_session(self._run_dir)
        if session is None:
            return False
        self._states = {}
        try:
            self._channel = Channel.connect(
                address,
                role="client",
                secret=session.secret,
                on_message=self._on_message,
                on_close=lambda channel, reason: None,
            )
        except ChannelError as error:
            log.info("The engine can't be reached: %s", error)
            return False
        self.address = address
        return True

    def wait_snapshot(self, timeout_s: float = REPLY_TIMEOUT_S) -> bool:
        """Wait until the engine has said how it is; say whether it has."""
        return self._has_snapshot.wait(timeout_s)

    def do(self, command: Command) -> Message:
        """Have the engine do something, and wait until it is done; return its answer.

        Raises:
            CommandError: If it can't be done, or the engine doesn't answer.
        """
        self._number += 1
        number = self._number
        if self._channel is None or not self._channel.send(command.to_message(number)):
            raise CommandError("There is no engine to do that.")
        with self._replied:
            if not self._replied.wait_for(lambda: number in self._replies, REPLY_TIMEOUT_S):
                raise CommandError("The engine does not answer.")
            reply = self._replies.pop(number)
        if not reply["ok"]:
            raise CommandError(str(reply.get("reason")))
        return reply
        return reply

    def close(self) -> None:
        """Hang up."""
        if self._channel:
            self._channel.close()

    def _on_message(self, channel: Channel, message: Message) -> None:
        if message["type"] == "event":
            try:
                event = parse_event(message)
            except EventError as error:
                log.warning("%s", error)
                return
            if isinstance(event, OutputStateChanged):
                self._states[event.output] = event.state
            self._on_event(event)
        elif message["type"] == "snapshot":
            state = message.get("state")
            self.snapshot = state if isinstance(state, dict) else {}
            for begun in _outputs_in(self.snapshot):
                if begun.state != self._states.get(begun.output):
                    self._on_event(begun)
            self._has_snapshot.set()
        elif message["type"] == "reply":
            with self._replied:
                number = message.get("id")
                if isinstance(number, int):
                    self._replies[number] = message
                self._replied.notify_all()


def _outputs_in(snapshot: dict[str, object]) -> Iterator[OutputStateChanged]:
    outputs = snapshot.get("outputs")
    for name, each in outputs.items() if isinstance(outputs, dict) else ():
        told = {key: each.get(key) for key in ("address", "title", "state", "reason")}
        with suppress(ValidationError):  # of another version
            yield OutputStateChanged.model_validate({"output": name, **told})
