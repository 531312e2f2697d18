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
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from studio.engine.processes import Processes
from studio.engine.tracking.look import NOTHING, Look
from studio.ipc.errors import RingError
from studio.ipc.message import Message
from studio.ipc.process_line import ProcessLine

log = logging.getLogger(__name__)

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
        self._on_ring = on_ring
        self._on_lost = on_lost
        self._state = OFF
        self._line = ProcessLine(
            name,
            secret=secret,
            on_message=self._on_message,
            on_silent=lambda reason: log.warning("%s does not answer: %s", name, reason),
        )
        self.look(NOTHING)
        self.rest(False)  # an engine before us may have let it rest

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
                self.name, "ar", _BOOT, on_ready=self._line.call, on_ended=self._on_ended
            )

    def stop(self) -> None:
        """End it."""
        self._line.hang_up()
        if self.is_wanted:
            self._state = OFF
            self._processes.stop(self.name)
        self.results_s = self.cost_ms = 0.0

    def look(self, look: Look) -> None:
        """Say what is to be looked for from now on."""
        self._line.keep("look", look.to_message())

    def follow(self, address: str) -> None:
        """Say where the capture listens whose pictures are to be looked at.

        It is told though it is the same: another capture may listen there.
        """
        camera: Message = {"type": "camera", "address": address}
        self._line.note("camera", camera)
        self._line.tell(camera)

    def rest(self, is_resting: bool) -> None:
        """Let it do nothing while nobody sees it, or go on."""
        self._line.keep("rest", {"type": "rest" if is_resting else "wake"})

    def lagged(self, frames: int) -> None:
        """Say that so many frames of the engine were late: it is to do less."""
        self._line.tell({"type": "lagged", "frames": frames})

    def _on_ended(self, reason: str) -> None:
        self._line.hang_up()
        if self.is_wanted:
            self._state = TrackingState(Health.FAILED, f"{reason} It is started again.")
            self._on_lost()

    def _on_message(self, message: Message) -> None:
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
