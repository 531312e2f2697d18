"""A real captions process for tests, and the engine's end of it."""

import secrets
import threading
import time
from collections.abc import Callable
from pathlib import Path

from studio.ipc.address import free_address
from studio.ipc.channel import Channel
from studio.ipc.child import Child
from studio.ipc.message import Message
from studio.model.captions.spoken import Spoken
from tests.captions.clips import EPOCH_NS

PATIENCE_S = 30.0


class CaptionsProcess:
    """Starts ``python -m studio.captions`` and connects; end it with ``close``."""

    def __init__(self, run_dir: Path, *, grace_s: float = 10.0) -> None:
        name = f"captions-{secrets.token_hex(4)}"
        self.log = run_dir / f"{name}.log"
        self.secret = secrets.token_hex(16)
        self._heard: list[tuple[float, Message]] = []
        self._changed = threading.Condition()
        boot: dict[str, object] = {
            "name": name,
            "address": free_address(run_dir, name),
            "secret": self.secret,
            "log": str(self.log),
            "grace_s": grace_s,
        }
        self.child = Child(name, "captions", "studio.captions", boot, self.log)
        self.child.start()
        assert self.child.wait_ready(PATIENCE_S), self.log.read_text()
        self.channel = Channel.connect(
            str(boot["address"]),
            role="engine",
            secret=self.secret,
            on_message=self._hear,
            on_close=lambda channel, reason: None,
            timeout_s=PATIENCE_S,
        )

    def hear(
        self, ring: str, *, line: str = "1", language: str = "en", since_ns: int = 0, next: int = 0
    ) -> None:
        """Have a speaker heard."""
        self.channel.send(
            {
                "type": "hear",
                "line": line,
                "speaker": "Mary",
                "language": language,
                "ring": ring,
                "epoch_ns": EPOCH_NS,
                "since_ns": since_ns,
                "next": next,
            }
        )

    def wait_for(self, is_it: Callable[[Message], bool]) -> Message:
        """Return the first message that is it."""
        deadline_s = time.monotonic() + PATIENCE_S
        with self._changed:
            while not (found := [each for _, each in self._heard if is_it(each)]):
                left_s = deadline_s - time.monotonic()
                assert self._changed.wait(left_s), f"{self._heard}\n{self.log.read_text()}"
        return found[0]

    def wait_spoken(self, is_it: Callable[[Spoken], bool]) -> Spoken:
        """Return the first of what was said that is it."""
        message = self.wait_for(
            lambda each: each["type"] == "spoken" and is_it(Spoken.model_validate(each["spoken"]))
        )
        return Spoken.model_validate(message["spoken"])

    def spoken(self) -> list[tuple[float, Spoken]]:
        """Return all that was said so far, each with the time at which it was told."""
        with self._changed:
            return [
                (at_s, Spoken.model_validate(each["spoken"]))
                for at_s, each in self._heard
                if each["type"] == "spoken"
            ]

    def messages(self, type: str) -> list[Message]:
        """Return all messages of a type so far."""
        with self._changed:
            return [each for _, each in self._heard if each["type"] == type]

    def close(self) -> None:
        """End it, whatever it does."""
        self.channel.close()
        self.child.kill()
        assert self.child.wait(PATIENCE_S)

    def _hear(self, channel: Channel, message: Message) -> None:
        with self._changed:
            self._heard.append((time.monotonic(), message))
            self._changed.notify_all()
