"""Whose turn it is: on which pictures hands and a body are looked for, beside faces.

What lies on a face swims where that is not looked for in each picture; a gesture is held for half
a second, and arms swing slowly.  Looked for in each picture too, hands took as long as two faces
and halved the rate of all.  So they get a third of the processor time, one of them a picture, but
never rest for longer than a fifth of a second::

    turns = Turns()
    turns.earn(cpu_ns)                              # what else is looked for took so long
    name = turns.next(["hands", "body"], pts_ns)    # None: not on this picture
    turns.took(name, pts_ns, cpu_ns)
"""

from collections.abc import Sequence

SHARE = 0.5
"""Of the processor time of the rest, which makes a third of all."""
LONGEST_NS = 200_000_000


class Turns:
    """See the module; pure, belongs to one thread."""

    def __init__(self) -> None:
        self._debt_ns = 0.0
        self._pts_ns = 0
        self._looked_ns: dict[str, int] = {}

    def earn(self, cpu_ns: int) -> None:
        """Take note of what a look at all the rest has cost."""
        self._debt_ns -= cpu_ns * SHARE

    def next(self, wanted: Sequence[str], pts_ns: int) -> str | None:
        """Return what is looked for on a picture too, of what is wanted; what waited longest."""
        gap_ns = pts_ns - self._pts_ns
        self._pts_ns = pts_ns
        for name in wanted:
            if name not in self._looked_ns or pts_ns < self._looked_ns[name]:
                return name  # for the first time, or the camera's time has begun anew
        if not wanted:
            return None
        first = min(wanted, key=lambda name: self._looked_ns[name])
        is_late = pts_ns + gap_ns - self._looked_ns[first] > LONGEST_NS
        return first if is_late or self._debt_ns <= 0 else None

    def took(self, name: str, pts_ns: int, cpu_ns: int) -> None:
        """Take note of what a turn has cost; debts of one that came early are let off."""
        self._looked_ns[name] = pts_ns
        self._debt_ns = float(cpu_ns)
