"""One input of a collection that runs."""

from dataclasses import dataclass

from studio.engine.mixer.input import Input as SoundInput
from studio.engine.sources.ring import RingSource
from studio.engine.sources.source import Health, Source, SourceState
from studio.engine.tracking.tracker import Tracker


@dataclass(slots=True)
class Running:
    """An input that runs.

    Attributes:
        opened_as: What it was opened with; another value means to open it anew.
        process: Of its capture, "" if it has none.
        ring: What the capture plays into.
        tracker: Looks for people on its pictures, while filters need that.
        told: How it was when that was said last; at first it was not.
    """

    opened_as: tuple[object, ...]
    source: Source | None = None
    sound: SoundInput | None = None
    process: str = ""
    ring: RingSource | None = None
    tracker: Tracker | None = None
    told: tuple[str, str] | None = None

    def described(self, state: SourceState, size: tuple[int, int]) -> dict[str, object]:
        """Return how it is, for who watches.

        Args:
            state: Of the input as a whole.
            size: Natural, of its pictures; 0 where it has none.
        """
        return {
            "health": str(state.health),
            "reason": state.reason,
            "width": size[0],
            "height": size[1],
            "tracking": self.tracker.state if self.tracker else None,
        }

    @property
    def state(self) -> SourceState:
        """How it is: as the part that failed, if one did."""
        states = [part.state for part in (self.source, self.ring, self.sound) if part]
        return next((each for each in states if each.health is Health.FAILED), states[0])
