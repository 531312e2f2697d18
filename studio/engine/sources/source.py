"""What every picture source is to the engine.

A source never blocks and never raises in ``request`` or ``latch``: work and
failure belong to a thread or process of its own.  When it fails it keeps its
last picture for a second, then shows its placeholder, says why in ``state``,
and tries again by itself.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from studio.engine.picture import Picture


class Health(StrEnum):
    """How a source is."""

    STARTING = "starting"
    RUNNING = "running"
    FAILED = "failed"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class SourceState:
    """How a source is, and why, as a sentence; empty while it runs."""

    health: Health
    reason: str = ""


class Source(Protocol):
    """A source of pictures.  ``request`` and ``latch`` are called by the tick only."""

    @property
    def state(self) -> SourceState:
        """May be read from any thread."""

    def want(self, width: int, height: int) -> None:
        """Say how large it is shown at most, in canvas pixels.

        A source may then hand over smaller planes.  Called when the layout changes
        and before the first ``request``.  (0, 0) means not shown at all now.
        """

    def request(self, due_ns: int) -> None:
        """A tick is due at this monotonic time: start what must be made for it."""

    def latch(self, due_ns: int) -> Picture | None:
        """Return the newest picture that is due by then, or None if there is none yet.

        May wait up to a quarter of a tick for the answer to ``request``, and not at
        all once that was in vain.
        """

    def close(self) -> None:
        """End threads and give memory back; returns within a second."""
