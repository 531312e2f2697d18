"""A bad line of a test: its delay, its loss and its rate, and what they do to each packet.

What ``tc netem`` and ``tbf`` do, as arithmetic: ``wire`` asks it for the packets between hosts,
``link.bad_line`` for those of one WebRTC connection.
"""

import random
from dataclasses import dataclass

QUEUE_S = 0.3
"""What a home router holds; what comes on top is lost."""


@dataclass(frozen=True, slots=True)
class Line:
    """How something is joined to others; the same both ways.

    Attributes:
        delay_s: Each way.
        loss: Share of packets that are lost, each way.
        kbps: Each way; None for as many as there are.
    """

    delay_s: float = 0.0
    loss: float = 0.0
    kbps: float | None = None


CUT = Line(loss=1.0)


class Way:
    """One direction of a line: when a packet comes out of it, or that it does not."""

    def __init__(self, dice: random.Random) -> None:
        self._dice = dice
        self._free_s = 0.0

    def due_s(self, line: Line, size: int, at_s: float) -> float | None:
        """Return when a packet comes out, None if it is lost.

        Args:
            line: As it is now.
            size: In bytes.
            at_s: When it goes in; each later than the one before.
        """
        if line.loss and self._dice.random() < line.loss:
            return None
        if line.kbps is None:
            return at_s + line.delay_s
        self._free_s = max(at_s, self._free_s)
        if self._free_s - at_s > QUEUE_S:
            return None
        self._free_s += size * 8 / 1000 / line.kbps
        return self._free_s + line.delay_s
