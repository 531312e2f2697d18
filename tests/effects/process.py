"""A real effects process for tests, and somebody who talks with it as the engine does."""

import secrets
import threading
import time
from collections.abc import Callable
from pathlib import Path

from studio.ipc.address import free_address
from studio.ipc.channel import Channel
from studio.ipc.child import Child
from studio.ipc.message import Message
from studio.ipc.ring import unlink_leftovers

PATIENCE_S = 150.0


class EffectsProcess:
    """Starts ``python -m studio.effects`` and connects; end it with ``close``."""

    def __init__(self, run_dir: Path, work: str, *, grace_s: float = 10.0) -> None:
        self.name = f"effects-test-{secrets.token_hex(4)}"
        self.log = run_dir / f"{self.name}.log"
        self.closed = threading.Event()
        self._heard: list[Message] = []
        self._changed = threading.Condition()
        secret = secrets.token_hex(16)
        boot: dict[str, object] = {
            "name": self.name,
            "address": free_address(run_dir, self.name),
            "secret": secret,
            "log": str(self.log),
            "work": work,
            "grace_s": grace_s,
        }
        self.child = Child(self.name, "effects", "studio.effects", boot, self.log)
        self.child.start()
        assert self.child.wait_ready(PATIENCE_S), self.log.read_text()
        self.channel = Channel.connect(
            str(boot["address"]),
            role="engine",
            secret=secret,
            on_message=self._hear,
            on_close=lambda channel, reason: self.closed.set(),
            timeout_s=PATIENCE_S,
        )

    def draw(self, job: int, content: dict[str, object], **more: float) -> None:
        """Ask for something."""
        self.channel.send({"type": "draw", "id": job, "content": content, "begins_ns": 0, **more})

    @property
    def heard(self) -> list[Message]:
        """All that it said so far."""
        with self._changed:
            return list(self._heard)

    def wait_for(self, kind: str, job: int) -> Message:
        """Return what it first said of a kind about a job."""
        return self.wait_for_any(lambda each: (each["type"], each.get("id")) == (kind, job))

    def wait_for_any(self, is_it: Callable[[Message], bool]) -> Message:
        """Return the first message that is it."""
        deadline_s = time.monotonic() + PATIENCE_S
        with self._changed:
            while not (found := [each for each in self._heard if is_it(each)]):
                assert self._changed.wait(deadline_s - time.monotonic()), (
                    f"{self._heard}\n{self.log.read_text()}"
                )
        return found[0]

    def close(self) -> None:
        """End it, whatever it does."""
        self.channel.close()
        self.child.kill()
        assert self.child.wait(30)
        unlink_leftovers(f"rs-{self.name}")

    def _hear(self, channel: Channel, message: Message) -> None:
        with self._changed:
            self._heard.append(message)
            self._changed.notify_all()
