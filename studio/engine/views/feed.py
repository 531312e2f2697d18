"""The pictures of one thing at one size, in a ring, and when the next one is due."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from studio.engine.picture import Plane
from studio.ipc.ring import RingFormat, RingWriter
from studio.model.commands import ViewOf
from studio.model.media import SECOND_NS
from studio.model.scene import Filter

SLOTS = 3
EARLY_NS = 1_000_000
"""A tick that comes so much before a picture is due takes it: clocks are rounded."""

Draw = Callable[[Plane], None]


@dataclass(frozen=True, slots=True)
class Sight:
    """What is looked at, and how large.

    Attributes:
        trial: Names the filters that are tried, or empty: two trials are never the same.
        tried: These filters.
    """

    of: ViewOf
    name: str
    width: int
    height: int
    trial: str = ""
    tried: tuple[Filter, ...] = field(default=(), compare=False)


class Feed:
    """One ring of BGRA pictures.

    The main thread sets ``fps`` and closes it, the tick asks whether it is due, and the
    thread that draws writes to it.

    Attributes:
        fps: The most that any of its views wants; 0 rests.
        cost_ns: What a picture took lately.
        sizes: How large each input is drawn in it, as far as it is known.
        pictures: How many were written.
    """

    def __init__(self, number: int, sight: Sight) -> None:
        self.sight = sight
        self.fps = 0.0
        self.cost_ns = 0
        self.sizes: dict[str, tuple[int, int]] = {}
        self.pictures = 0
        self._next_ns = -SECOND_NS * 3600
        self._lock = threading.Lock()  # of the ring, against its end
        size = sight.width * sight.height * 4
        self._ring: RingWriter | None = RingWriter.create(f"engine-view-{number}", SLOTS, size)
        self.ring_name = self._ring.name

    @property
    def is_closed(self) -> bool:
        """Whether its ring is gone."""
        return self._ring is None

    def is_due(self, due_ns: int) -> bool:
        """Tell whether the picture of a tick is wanted."""
        return self.fps > 0 and due_ns + EARLY_NS >= self._next_ns

    @property
    def next_ns(self) -> int:
        """When the next picture is due."""
        return self._next_ns

    def take_turn(self, due_ns: int) -> None:
        """Count the picture of a tick as the one that was due."""
        fps = self.fps
        if fps <= 0:
            return  # it was told to rest this very moment
        period_ns = int(SECOND_NS / fps)
        is_behind = self._next_ns <= due_ns - period_ns
        self._next_ns = (due_ns if is_behind else self._next_ns) + period_ns

    def write(self, draw: Draw, natural_size: tuple[int, int], due_ns: int) -> None:
        """Have a picture drawn into the ring; nothing happens once it is closed.

        Args:
            draw: Gets ``(height, width, 4)`` BGRA, in which an old picture lies.
            natural_size: Of what is shown, in its own pixels.
            due_ns: Of the tick.
        """
        with self._lock:
            if self._ring is None:
                return
            sight = self.sight
            slot = np.frombuffer(self._ring.begin(), np.uint8)
            draw(slot[: sight.width * sight.height * 4].reshape(sight.height, sight.width, 4))
            width, height = natural_size
            self._ring.commit(
                pts_ns=due_ns,
                format=RingFormat.BGRA,
                width=sight.width,
                height=sight.height,
                natural_width=width,
                natural_height=height,
            )
            self.pictures += 1

    def learn(self, took_ns: int) -> None:
        """Remember what a picture took."""
        self.cost_ns += (took_ns - self.cost_ns) // 4 if self.cost_ns else took_ns

    def close(self) -> None:
        """End the ring; a picture that is being drawn is waited for."""
        with self._lock:
            ring, self._ring = self._ring, None
        if ring:
            ring.close()
