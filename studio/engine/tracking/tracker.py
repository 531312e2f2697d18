"""All that is needed to look for people on one input's pictures; belongs to the main thread.

tracker = Tracker(process_name, ring_source, processes, secret=…, period_ns=…)
tracker.look(look_of(shown))
tracker.capture_ready(address)
for event in tracker.news("Camera"):
    tell(event)
"""

from collections.abc import Callable, Iterator

from studio.engine.processes import Processes
from studio.engine.sources.source import Source
from studio.engine.tracking.look import NOTHING, Look
from studio.engine.tracking.process import OFF, ArProcess, Health, TrackingState
from studio.engine.tracking.results import Results
from studio.engine.tracking.source import TrackedSource
from studio.model.events import Event, Notice, TrackingStateChanged


class Tracker:
    """See the module.

    Args:
        name: Of the AR process.
        source: The camera.
        processes: Starts the AR process.
        secret: The session's.
        period_ns: Of the programme's frames.
        on_lost: Called when the process has died: there is news.

    Attributes:
        source: The camera's pictures with what is seen on them.
    """

    def __init__(
        self,
        name: str,
        source: Source,
        processes: Processes,
        *,
        secret: str,
        period_ns: int,
        on_lost: Callable[[], object],
    ) -> None:
        self._results = Results()
        self.source = TrackedSource(source, self._results, period_ns)
        self._process = ArProcess(
            name, processes, secret=secret, on_ring=self._take, on_lost=self._lost
        )
        self._ring = ""
        self._told_of_ring: tuple[Callable[[str], object], ...] = ()
        self._look = NOTHING
        self._told: TrackingState = OFF
        self._on_lost = on_lost
        self._lagged = 0

    def look(self, look: Look) -> None:
        """Look for this from now on; for nothing ends the process."""
        if look == self._look:
            return
        self._look = look
        if look:
            self._process.look(look)
            self._process.start()
        else:
            self._process.stop()
            self._drop()
        self.source.track(bool(look))

    def capture_ready(self, address: str) -> None:
        """Look at the pictures of the capture that listens there; at each of its starts."""
        self._process.follow(address)

    def tell(self, listeners: tuple[Callable[[str], object], ...]) -> None:
        """Tell these in which ring results are, now and whenever it is another; "" is none."""
        self._told_of_ring = listeners
        for listener in listeners:
            listener(self._ring)

    def rest(self, is_resting: bool) -> None:
        """Do nothing while nobody sees the pictures, or go on."""
        self._process.rest(is_resting)

    def lagged(self, frames: int) -> None:
        """Do less if the engine was late again.

        Args:
            frames: That were late since the beginning.
        """
        if frames > self._lagged and self._look:
            self._process.lagged(frames - self._lagged)
        self._lagged = frames

    @property
    def state(self) -> dict[str, object]:
        """How looking goes, for who connects: looks a second, and what one takes, besides."""
        process = self._process
        state = process.state
        return {
            "health": str(state.health),
            "reason": state.reason,
            "results_s": round(process.results_s, 1),
            "cost_ms": round(process.cost_ms, 1),
        }

    def news(self, name: str) -> Iterator[Event]:
        """Tell how looking goes, where it is otherwise than it was told last.

        Args:
            name: What the input is called now.
        """
        state = self._process.state
        if state != self._told:
            self._told = state
            yield TrackingStateChanged(input=name, health=str(state.health), reason=state.reason)
            if state.health is Health.FAILED:
                yield Notice(level="warning", text=f"{name} is shown unfiltered: {state.reason}")

    def close(self) -> None:
        """End the process; the source is the input's to close."""
        self._process.stop()

    def _lost(self) -> None:
        self._drop()
        self._on_lost()

    def _take(self, ring: str) -> None:
        """Read another ring; in the thread of the channel."""
        self._results.take(ring)
        self._ring = ring
        self.tell(self._told_of_ring)

    def _drop(self) -> None:
        self._results.close()
        self._ring = ""
        self.tell(self._told_of_ring)
