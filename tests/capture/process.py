"""A real capture process for tests, and somebody who talks with it as the engine does."""

import secrets
import threading
import time
from collections.abc import Callable
from pathlib import Path

from studio.ipc.address import free_address
from studio.ipc.channel import Channel
from studio.ipc.child import Child
from studio.ipc.message import Message
from studio.ipc.ring import RingReader, Slot

PERIOD_NS = 1_000_000_000 // 30


class CaptureProcess:
    """Starts ``python -m studio.capture``; end it with ``close``."""

    def __init__(
        self,
        run_dir: Path,
        source: dict[str, object],
        *,
        want: tuple[int, int] = (640, 360),
        name: str = "",
        secret: str = "",
        grace_s: float | None = None,
    ) -> None:
        self.secret = secret or secrets.token_hex(16)
        self.name = name or f"capture-test-{secrets.token_hex(4)}"
        self.address = free_address(run_dir, self.name)
        self.log = run_dir / f"{self.name}.log"
        grid = [time.monotonic_ns(), 1_000_000_000, 30]
        boot: dict[str, object] = {
            "name": self.name,
            "address": self.address,
            "secret": self.secret,
            "log": str(self.log),
            "source": {"grid_ns": grid, **source},
            "want": list(want),
        }
        if grace_s is not None:
            boot["grace_s"] = grace_s
        self.child = Child(self.name, "capture", "studio.capture", boot, self.log)
        self.child.start()
        assert self.child.wait_ready(60), self.log.read_text()

    def close(self) -> None:
        self.child.kill()
        assert self.child.wait(30)


class Engine:
    """Connects with the role of an engine, or another one, and keeps what it hears."""

    def __init__(self, process: CaptureProcess, role: str = "engine") -> None:
        self.messages: list[Message] = []
        self.closed = threading.Event()
        self._changed = threading.Condition()
        self.channel = Channel.connect(
            process.address,
            role=role,
            secret=process.secret,
            on_message=self._on_message,
            on_close=lambda channel, reason: self.closed.set(),
            timeout_s=30,
        )

    def _on_message(self, channel: Channel, message: Message) -> None:
        with self._changed:
            self.messages.append(message)
            self._changed.notify_all()

    def wait_for(self, is_it: Callable[[Message], bool]) -> Message:
        """Return the newest message that is it, waiting for the first one."""

        def found() -> Message | None:
            return next((each for each in reversed(self.messages) if is_it(each)), None)

        with self._changed:
            message = self._changed.wait_for(found, timeout=60)
        assert message is not None, self.messages
        return message

    def ring(self, kind: str) -> RingReader:
        """Attach to the newest ring of a kind."""
        message = self.wait_for(lambda each: each["type"] == "ring" and each["kind"] == kind)
        return RingReader.attach(str(message["name"]))


def next_picture(reader: RingReader, after: int = 0) -> Slot:
    """Return a due picture with a sequence above ``after``."""
    deadline_s = time.monotonic() + 60
    while time.monotonic() < deadline_s:
        slot = reader.newest(time.monotonic_ns())
        if slot is not None and slot.sequence > after:
            return slot
        time.sleep(0.005)  # the ring wakes nobody: readers look once a tick
    raise AssertionError("no picture came")
