"""The AR process of one camera, as the engine sees it.

It is told which capture to look at, what to look for, and when the engine was late; it tells
where its results are and whether it can find any.  It may die at any time: the supervisor
starts it again, and it is told all of that anew::

    process = ArProcess("ar-1a2b3c4d", processes, secret=…, on_ring=results.take)
    process.start()
    process.look(Look(faces=1))
    process.follow(address_of_the_capture)
    process.stop()

``start``, ``stop`` and what is told belong to the main thread.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from studio.engine.processes import Processes
from studio.engine.tracking.look import NOTHING, Look
from studio.ipc.channel import Channel
from studio.ipc.errors import ChannelError, RingError
from studio.ipc.message import Message

log = logging.getLogger(__name__)

_CONNECT_S = 3.0
_BOOT: Message = {"grace_s": 10}


class Health(StrEnum):
    """How looking goes."""

    OFF = "off"
    STARTING = "starting"
    RUNNING = "running"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class TrackingState:
    """How looking goes, and why, as a sentence; empty while all is well."""

    health: Health
    reason: str = ""


OFF = TrackingState(Health.OFF)
STARTING = TrackingState(Health.STARTING)
RUNNING = TrackingState(Health.RUNNING)


class ArProcess:
    """See the module.

    Args:
        name: Of the process.
        processes: Starts it.
        secret: The session's.
        on_ring: Told the name of each new ring of results, in a thread of the channel.
        on_lost: Told when it has died, in the main thread.

    Attributes:
        results_s: How many results it says that it makes a second.
        cost_ms: What one of them takes.
    """

    def __init__(
        self,
        name: str,
        processes: Processes,
        *,
        secret: str,
        on_ring: Callable[[str], object],
        on_lost: Callable[[], object],
    ) -> None:
        self.name = name
        self.results_s = self.cost_ms = 0.0
        self._processes = processes
        self._secret = secret
        self._on_ring = on_ring
        self._on_lost = on_lost
        self._lock = threading.Lock()  # of the channel and of what is told by it
        self._channel: Channel | None = None
        self._connecting: threading.Thread | None = None
        self._state = OFF
        self._camera = ""
        self._look = NOTHING
        self._is_resting = False

    @property
    def state(self) -> TrackingState:
        """How it is; from any thread."""
        return self._state

    @property
    def is_wanted(self) -> bool:
        """Whether it runs, or is about to."""
        return self._state is not OFF

    def start(self) -> None:
        """Have it run until ``stop``."""
        if not self.is_wanted:
            self._state = STARTING
            self._processes.start(
                self.name, "ar", _BOOT, on_ready=self._on_ready, on_ended=self._on_ended
            )

    def stop(self) -> None:
        """End it."""
        if self.is_wanted:
            self._state = OFF
            self._processes.stop(self.name)
        self._join()
        self._hang_up()
        self.results_s = self.cost_ms = 0.0

    def look(self, look: Look) -> None:
        """Say what is to be looked for from now on."""
        self._look = look
        self._tell(look.to_message())

    def follow(self, address: str) -> None:
        """Say where the capture listens whose pictures are to be looked at."""
        self._camera = address
        self._tell(self._camera_message())

    def rest(self, is_resting: bool) -> None:
        """Let it do nothing while nobody sees it, or go on."""
        if is_resting != self._is_resting:
            self._is_resting = is_resting
            self._tell(self._rest_message())

    def lagged(self, frames: int) -> None:
        """Say that so many frames of the engine were late: it is to do less."""
        self._tell({"type": "lagged", "frames": frames})

    def _camera_message(self) -> Message:
        return {"type": "camera", "address": self._camera}

    def _rest_message(self) -> Message:
        return {"type": "rest" if self._is_resting else "wake"}

    def _tell(self, message: Message) -> None:
        channel = self._channel
        if channel is not None:
            channel.send(message)

    def _on_ready(self, address: str) -> None:
        self._join()
        channel = self._channel
        if channel is not None and not channel.is_closed:
            return  # a new supervisor tells of what never stopped
        self._connecting = threading.Thread(
            target=self._connect, args=(address,), name=f"attach-{self.name}", daemon=True
        )
        self._connecting.start()

    def _on_ended(self, reason: str) -> None:
        self._hang_up()
        if self.is_wanted:
            self._state = TrackingState(Health.FAILED, f"{reason} It is started again.")
            self._on_lost()

    def _connect(self, address: str) -> None:
        try:
            channel = Channel.connect(
                address,
                role="engine",
                secret=self._secret,
                on_message=self._on_message,
                on_close=self._on_close,
                timeout_s=_CONNECT_S,
            )
        except ChannelError as error:
            log.warning("%s does not answer: %s", self.name, error)
            return
        with self._lock:
            old, self._channel = self._channel, channel
        if old is not None:
            old.close()
        self._tell(self._look.to_message())
        self._tell(self._rest_message())  # an engine before us may have let it rest
        if self._camera:
            self._tell(self._camera_message())

    def _on_close(self, channel: Channel, reason: str) -> None:
        with self._lock:
            if self._channel is channel:
                self._channel = None

    def _on_message(self, channel: Channel, message: Message) -> None:
        if not self.is_wanted:
            return
        match message:
            case {"type": "ring", "name": str(name)}:
                try:
                    self._on_ring(name)
                except RingError as error:  # its writer died just now; the next tells its own
                    log.info("%s", error)
            case {"type": "state", "health": "running"}:
                self._state = RUNNING
            case {"type": "state", "health": "failed", "reason": str(reason)}:
                self._state = TrackingState(Health.FAILED, reason)
            case {"type": "rate", "results_s": float(results_s), "cost_ms": float(cost_ms)}:
                self.results_s, self.cost_ms = results_s, cost_ms

    def _join(self) -> None:
        if self._connecting is not None:
            self._connecting.join(_CONNECT_S)

    def _hang_up(self) -> None:
        with self._lock:
            channel, self._channel = self._channel, None
        if channel is not None:
            channel.close()
