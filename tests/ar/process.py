"""A real AR process for tests, and somebody who talks with it as the engine does."""

import secrets
import threading
import time
from collections.abc import Callable
from pathlib import Path

from studio.ipc.address import free_address
from studio.ipc.channel import Channel
from studio.ipc.child import Child
from studio.ipc.message import Message
from studio.ipc.ring import RingReader, unlink_leftovers
from studio.model.tracking import Tracked, unpack
from tests.ar.camera import PATIENCE_S


class ArProcess:
    """Starts ``python -m studio.ar`` and connects; end it with ``close``."""

    def __init__(self, run_dir: Path, *, grace_s: float = 10.0) -> None:
        self.name = f"ar-{secrets.token_hex(4)}"
        self.log = run_dir / f"{self.name}.log"
        self.secret = secrets.token_hex(16)
        self.closed = threading.Event()
        self._heard: list[Message] = []
        self._changed = threading.Condition()
        boot: dict[str, object] = {
            "name": self.name,
            "address": free_address(run_dir, self.name),
            "secret": self.secret,
            "log": str(self.log),
            "grace_s": grace_s,
        }
        self.child = Child(self.name, "ar", "studio.ar", boot, self.log)
        self.child.start()
        assert self.child.wait_ready(PATIENCE_S), self.log.read_text()
        self.channel = Channel.connect(
            str(boot["address"]),
            role="engine",
            secret=self.secret,
            on_message=self._hear,
            on_close=lambda channel, reason: self.closed.set(),
            timeout_s=PATIENCE_S,
        )

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

    def newest_rate(self) -> float:
        """Return how many pictures it looked at in the last second that it told of."""
        with self._changed:
            rates = [each["results_s"] for each in self._heard if each["type"] == "rate"]
        return float(str(rates[-1]))

    @property
    def heard(self) -> int:
        """How many messages have come."""
        with self._changed:
            return len(self._heard)

    def results(self) -> RingReader:
        """Attach to the ring of its results."""
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


def next_result(reader: RingReader, give_up_s: float = PATIENCE_S) -> Tracked:
    """Return the next result, waiting for it."""
    deadline_s = time.monotonic() + give_up_s
    while time.monotonic() < deadline_s:
        slot = reader.next()
        if slot is not None:
            tracked = unpack(slot.data)
            assert reader.is_whole(slot)
            return tracked
        time.sleep(0.002)  # the ring wakes nobody: the engine looks once a tick
    raise AssertionError("no result came")
