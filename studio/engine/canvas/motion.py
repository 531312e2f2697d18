"""A number along time: keys with easings, or a spring from wherever it was.

Pure.  Each motion begins at a time of the monotonic clock and knows when it has come
to rest, so that what rests need not be computed again::

    motion = begin(Spring(to=0.0), now_ns, before=Rest(300.0))
    motion.at(due_ns), motion.ends_ns
"""

import cmath
import math
from bisect import bisect_right
from dataclasses import dataclass
from typing import Protocol

from studio.model.canvas import Keys, Motion, Spring
from studio.model.easing import EASINGS

MS_NS = 1_000_000
S_NS = 1_000_000_000
NEVER = 1 << 62
RESTING_SHARE = 0.001
"""A spring rests when it swings by less than this share of its way."""


class Moving(Protocol):
    """A number along time."""

    @property
    def ends_ns(self) -> int:
        """From when on it does not change any more; ``NEVER`` if it always does."""

    def at(self, time_ns: int) -> float:
        """Return the number at a time; before its beginning as at its beginning."""


@dataclass(frozen=True, slots=True)
class Rest:
    """Doesn't move."""

    value: float
    ends_ns: int = 0

    def at(self, time_ns: int) -> float:
        """Return it."""
        return self.value


@dataclass(frozen=True, slots=True)
class Keyed:
    """Goes from key to key."""

    keys: Keys
    start_ns: int

    @property
    def ends_ns(self) -> int:
        """After the last round."""
        if not self.keys.repeats:
            return NEVER
        return self.start_ns + int(self.keys.keys[-1].at_ms * self.keys.repeats * MS_NS)

    def at(self, time_ns: int) -> float:
        """Return the value between the keys around a time."""
        keys = self.keys.keys
        if time_ns >= self.ends_ns:
            return keys[-1].value
        passed_ms = max(0, time_ns - self.start_ns) / MS_NS
        if keys[-1].at_ms:
            passed_ms %= keys[-1].at_ms
        after = bisect_right(keys, passed_ms, key=lambda key: key.at_ms)
        if after == 0:
            return keys[0].value
        if after == len(keys):
            return keys[-1].value
        before, key = keys[after - 1], keys[after]
        share = (passed_ms - before.at_ms) / (key.at_ms - before.at_ms)
        return before.value + (key.value - before.value) * EASINGS[key.easing](share)


@dataclass(frozen=True, slots=True)
class Sprung:
    """Is pulled to a value: x'' = stiffness·(to - x) - damping·x', solved exactly."""

    spring: Spring
    start_ns: int
    value: float
    speed_s: float

    @property
    def ends_ns(self) -> int:
        """When what is left of its way is too little to be seen."""
        slow, _ = self._rates
        return self.start_ns + int(math.log(RESTING_SHARE) / slow.real * S_NS)

    @property
    def _rates(self) -> tuple[complex, complex]:
        """The roots of r² + damping·r + stiffness, the slow one first."""
        half = self.spring.damping / 2
        squared = half * half - self.spring.stiffness
        # Where swinging turns into creeping both are the same, and what follows divides by 0.
        root = complex(squared if abs(squared) > 1e-6 else -1e-6) ** 0.5
        fast = -half - root
        return self.spring.stiffness / fast, fast

    def at(self, time_ns: int) -> float:
        """Return where it is at a time."""
        if time_ns >= self.ends_ns:
            return self.spring.to
        passed_s = max(0, time_ns - self.start_ns) / S_NS
        slow, fast = self._rates
        way = self.value - self.spring.to
        by_slow = (self.speed_s - fast * way) / (slow - fast)
        left = by_slow * cmath.exp(slow * passed_s)
        left += (way - by_slow) * cmath.exp(fast * passed_s)
        return self.spring.to + left.real


def begin(motion: Motion, start_ns: int, before: Moving) -> Moving:
    """Return a motion that begins at a time, where the one before it is then."""
    match motion:
        case Keys():
            return Keyed(motion, start_ns)
        case Spring():
            value = before.at(start_ns)
            speed_s = (value - before.at(start_ns - MS_NS)) * S_NS / MS_NS
            return Sprung(motion, start_ns, value, speed_s)
        case _:
            return Rest(motion)
