"""What stands in for an AR process: it speaks its protocol, and writes what a test says.

with ArStandIn(run_dir) as ar:
    ar.tell_ring()
    ar.write(seen(pts_ns, face(100)))
"""

import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from studio.ipc.address import free_address
from studio.ipc.channel import Channel, ChannelServer
from studio.ipc.message import Message
from studio.ipc.ring import RingFormat, RingWriter
from studio.model.tracking import Tracked, most_bytes, pack

SECRET = "0123456789abcdef"


class ArStandIn:
    """See the module.

    Args:
        run_dir: For its socket.
        name: Of the process.

    Attributes:
        heard: What it was told, in order.
    """

    def __init__(self, run_dir: Path, name: str = "ar-00000001") -> None:
        self.name = name
        self.heard: list[Message] = []
        self.address = free_address(run_dir, name)
        self._changed = threading.Condition()
        self._ring = RingWriter.create(name, 4, most_bytes())
        self._server = ChannelServer(
            self.address, name=name, secret=SECRET, on_message=self._on_message
        )

    def __enter__(self) -> Self:
        self._server.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End, as a process that is killed: whoever is connected sees it."""
        self._server.close()
        self._ring.close()

    def say(self, message: Message) -> None:
        """Tell the engine something."""
        self._server.broadcast(message)

    def tell_ring(self) -> None:
        """Say where results are, and that all is well."""
        self.say({"type": "ring", "name": self._ring.name})
        self.say({"type": "state", "health": "running", "reason": ""})

    @property
    def ring_name(self) -> str:
        """Of the results."""
        return self._ring.name

    def write(self, tracked: Tracked) -> None:
        """Write a result."""
        count = pack(tracked, self._ring.begin())
        self._ring.commit(
            pts_ns=tracked.pts_ns, format=RingFormat.TRACKED, frames=count // 4, channels=1
        )

    def write_rubbish(self, pts_ns: int) -> None:
        """Write what is no result."""
        self._ring.begin()[:64] = bytes(range(64))
        self._ring.commit(pts_ns=pts_ns, format=RingFormat.TRACKED, frames=16, channels=1)

    def wait_for(self, is_it: Callable[[Message], bool]) -> Message:
        """Wait until it was told something."""

        def found() -> Message | None:
            return next((each for each in reversed(self.heard) if is_it(each)), None)

        with self._changed:
            message = self._changed.wait_for(found, timeout=60)
        assert message is not None, self.heard
        return message

    def _on_message(self, channel: Channel, message: Message) -> None:
        with self._changed:
            self.heard.append(message)
            self._changed.notify_all()
