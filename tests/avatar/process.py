"""A real avatar's process for tests, and somebody who talks with it as the engine does."""

import secrets
import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from studio.ipc.address import free_address
from studio.ipc.channel import Channel
from studio.ipc.child import Child
from studio.ipc.message import Message
from studio.ipc.ring import RingReader, Slot, unlink_leftovers

PATIENCE_S = 150.0


class AvatarProcess:
    """Starts ``python -m studio.avatar`` and connects; end it with ``close``."""

    def __init__(self, run_dir: Path, settings: Message, *, grace_s: float = 10.0) -> None:
        self.name = f"avatar-test-{secrets.token_hex(4)}"
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
            "grace_s": grace_s,
        }
        self.child = Child(self.name, "avatar", "studio.avatar", boot, self.log)
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
        self.use(settings)

    def use(self, settings: Message) -> None:
        """Tell it its settings."""
        self.channel.send({"type": "settings", "settings": settings})

    def wait_for(self, is_it: Callable[[Message], bool], *, after: int = 0) -> Message:
        """Return the first message that is it, of those that came after so many."""
        deadline_s = time.monotonic() + PATIENCE_S
        with self._changed:
            while not (found := [each for each in self._heard[after:] if is_it(each)]):
                left_s = deadline_s - time.monotonic()
                assert self._changed.wait(left_s), f"{self._heard}\n{self.log.read_text()}"
        return found[0]

    def wait_health(self, health: str, *, after: int = 0) -> str:
        """Wait for this state; return its reason."""
        state = self.wait_for(
            lambda each: each["type"] == "state" and each["health"] == health, after=after
        )
        return str(state["reason"])

    @property
    def heard(self) -> int:
        """How many messages have come."""
        with self._changed:
            return len(self._heard)

    def pictures(self) -> RingReader:
        """Attach to the ring of its pictures."""
        return RingReader.attach(str(self.wait_for(lambda each: each["type"] == "ring")["name"]))

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


def next_picture(
    reader: RingReader, is_it: Callable[[Slot, NDArray[np.uint8]], bool] = lambda slot, luma: True
) -> tuple[Slot, NDArray[np.uint8]]:
    """Return the next picture that is it, and its luma."""
    deadline_s = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline_s:
        slot = reader.next()
        if slot is not None:
            area = slot.width * slot.height
            luma = np.frombuffer(bytes(slot.data[:area]), np.uint8)
            if reader.is_whole(slot) and is_it(slot, luma.reshape(slot.height, slot.width)):
                return slot, luma.reshape(slot.height, slot.width)
        else:
            time.sleep(0.005)  # the ring wakes nobody: the engine looks once a tick
    raise AssertionError("no such picture came")
