"""What every input of sound is to the mixer.

``deliver`` is called by the mix thread once a block, and must neither wait nor
raise: whatever blocks or fails belongs to a thread or process of the input's own,
which keeps trying by itself and says in ``state`` how it is.
"""

from typing import Protocol

from studio.engine.mixer.timeline import Timeline
from studio.engine.sources.source import SourceState


class Input(Protocol):
    """A source of sound."""

    @property
    def state(self) -> SourceState:
        """May be read from any thread."""

    @property
    def delay_ns(self) -> int:
        """How much later than its time a sample may be delivered; the mixer waits for it."""

    def deliver(self, timeline: Timeline, now_ns: int) -> None:
        """Write what has come since the last call to its place in session time.

        Args:
            timeline: Where to; ``timeline.mixed_to`` says what is already gone.
            now_ns: Session time.
        """

    def skip(self) -> None:
        """Leave out what has come while nothing was mixed: it says nothing of how late it is."""

    def close(self) -> None:
        """End threads and give devices back; called by the owner, not by the mix thread."""
