"""A destination as the session has it: the packets, the process that sends them, its state.

Belongs to the engine's main thread; what the push process says comes in on its channel's
thread and is posted here::

    output = PushOutput("push-1", StartedOutput(url=url), …)
    output.attach(address)
    output.figures()
    output.begin_end()
"""

import logging
import time
from collections.abc import Callable
from functools import partial

from studio.engine.outputs.destination import Destination, DestinationStatus
from studio.ipc.channel import Channel
from studio.ipc.errors import ChannelError
from studio.model.events import OutputFigures, OutputState, OutputStateChanged
from studio.model.media import SECOND_NS
from studio.model.session import StartedOutput
from studio.rtmp.relay_url import parse_destination

log = logging.getLogger(__name__)

STATES: dict[str, OutputState] = {
    "connecting": "connecting",
    "live": "live",
    "reconnecting": "reconnecting",
    "failed": "failed",
}
"""What a push process may say of itself; that it ended is said here."""


class PushOutput:
    """One destination.

    Args:
        name: ``push-1`` and so on.
        started: Where to, and since when.
        session_id: Tells the push process that the stream goes on.
        secret: Of the channel.
        post: Has the main thread do something, from any thread.
        on_key_wanted: Asks for a key frame, from any thread.
        on_state: Called in the main thread when its state is another one.

    Attributes:
        since: Wall clock of its first frame, or None.
        was_live: Of this engine.
        is_final: It failed for good, or was ended.

    Raises:
        AddressError: If the address can't be used.
    """

    def __init__(
        self,
        name: str,
        started: StartedOutput,
        *,
        session_id: str,
        secret: str,
        post: Callable[[Callable[[], object]], None],
        on_key_wanted: Callable[[], None],
        on_state: Callable[["PushOutput"], None],
    ) -> None:
        self.name = name
        self.title = started.title
        self.address = parse_destination(started.url).redacted()
        self.state: OutputState = "connecting"
        self.reason = ""
        self.since = started.since
        self.is_ending = self.is_final = False
        self.destination = Destination(
            name,
            session=session_id,
            start_ns=started.start_ns,
            on_key_wanted=on_key_wanted,
            on_change=lambda status: post(partial(self._take_in, status)),
        )
        self._secret = secret
        self._on_state = on_state
        self._channel: Channel | None = None
        self._where = ""
        self._live_ns = 0
        self._past_reconnects = 0  # of push processes that are gone
        self._past_bytes = 0

    @property
    def was_live(self) -> bool:
        """True once a server took the stream from this engine."""
        return self._live_ns != 0

    @property
    def kbps(self) -> int:
        """What is being sent."""
        return 0 if self.is_final else self.destination.status.kbps

    @property
    def bytes(self) -> int:
        """What was sent in all."""
        return self._past_bytes + self.destination.status.bytes

    @property
    def reconnects(self) -> int:
        """How often it was lost and came back."""
        return self._past_reconnects + self.destination.status.reconnects

    def attach(self, where: str) -> None:
        """Send to the push process that listens there."""
        if self.is_final:
            return
        if self._channel and not self._channel.is_closed and self._where == where:
            return  # a new supervisor tells of a process that never stopped
        try:
            self._channel = Channel.connect(
                where,
                role="engine",
                secret=self._secret,
                on_message=self.destination.on_message,
                on_close=self.destination.on_close,
            )
        except ChannelError as error:
            log.warning("%s can't be reached: %s", self.name, error)
            return
        self._where = where
        self.destination.attach(self._channel)

    def process_ended(self, reason: str) -> None:
        """Take in that its process died; it is started again."""
        if self.is_final or self.is_ending:
            return
        status = self.destination.status
        self._past_reconnects += status.reconnects + 1
        self._past_bytes += status.bytes
        self._change("reconnecting", f"{reason} It is started again.")

    def begin_end(self) -> None:
        """Have the push process end the stream in order; ``destination.ended`` tells when."""
        self.is_ending = True
        self.destination.end()

    def finish(self, state: OutputState, reason: str = "") -> None:
        """Let go of the push process: it ended, or failed for good."""
        self.is_final = True
        if self._channel:
            self._channel.close()
        self._change(state, reason)

    def event(self) -> OutputStateChanged:
        """Return how it is, as it is told."""
        return OutputStateChanged(
            output=self.name,
            address=self.address,
            title=self.title,
            state=self.state,
            reason=self.reason,
            is_final=self.is_final,
        )

    def figures(self) -> OutputFigures:
        """Return what it does now."""
        return OutputFigures(
            state=self.state,
            since=self.since,
            kbps=self.kbps,
            bytes=self.bytes,
            frames_dropped=self.destination.frames_dropped,
            reconnects=self.reconnects,
            delay_ms=self.destination.status.queue_ms,
            is_ending=self.is_ending,
        )

    def summary(self) -> dict[str, object]:
        """Return figures of its whole life."""
        live_s = (time.monotonic_ns() - self._live_ns) / SECOND_NS if self._live_ns else 0.0
        return {
            "address": self.address,
            "state": self.state,
            "reason": self.reason,
            "kbps": round(self.bytes * 8 / 1000 / live_s) if live_s else 0,
            "bytes": self.bytes,
            "reconnects": self.reconnects,
            "frames_dropped": self.destination.frames_dropped,
        }

    def _take_in(self, status: DestinationStatus) -> None:
        """Take in a push process's word."""
        state = STATES.get(status.state)
        if state is None or self.is_final or self.is_ending:
            return
        if state == "live":
            self._live_ns = self._live_ns or time.monotonic_ns()
            self.since = self.since or time.time()
        self._change(state, status.reason)

    def _change(self, state: OutputState, reason: str) -> None:
        self.state, self.reason = state, reason
        self._on_state(self)
