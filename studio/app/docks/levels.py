"""Who wants to see levels, and since when each source is silent.

The engine measures as often as the most eager one asks: 30 times a second while a meter is
seen, twice a second otherwise, so that a microphone that says nothing is noticed before
going live::

    levels = Levels.of(studio)
    levels.want(self, 30)              # until self.hideEvent calls it with 0
    levels.came.connect(self.draw)
    levels.silent_s("Microphone")
"""

import time

from PySide6.QtCore import QObject, Signal

from studio.app.studio import Studio
from studio.app.widgets.meter_levels import pairs

QUIET_PER_SECOND = 2.0
SILENCE_DB = -60.0
"""A microphone in a quiet room is louder than that; one that is muted or unplugged is not."""

Pair = tuple[float, float]


class Levels(QObject):
    """One studio's.

    Attributes:
        inputs: The last peak and RMS in dB of each channel, by input.
        buses: The same, by the bus's number.
        effects: The same, of what plugins play.
        at_s: When they came, on the monotonic clock.
    """

    came = Signal()

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self.inputs: dict[str, list[Pair]] = {}
        self.buses: dict[str, list[Pair]] = {}
        self.effects: list[Pair] = []
        self.at_s = 0.0
        self._link = studio.link
        self._wants: dict[int, float] = {}
        self._silent_since_s: dict[str, float] = {}
        studio.link.meters.connect(self._take)
        studio.link.want_meters(QUIET_PER_SECOND)

    @classmethod
    def of(cls, studio: Studio) -> "Levels":
        """Return the studio's, made on first use."""
        return studio.part(cls)

    def want(self, who: QObject, per_second: float) -> None:
        """Have them measured so often for somebody; 0 is no longer."""
        before = self._most()
        key = id(who)
        if per_second:
            if key not in self._wants:
                who.destroyed.connect(lambda: self._gone(key))
            self._wants[key] = per_second
        else:
            self._wants.pop(key, None)
        if self._most() != before:
            self._link.want_meters(self._most())

    def silent_s(self, name: str) -> float:
        """Return for how long an input has been silent; 0 if it sounds or was never measured."""
        since_s = self._silent_since_s.get(name)
        return 0.0 if since_s is None else self.at_s - since_s

    def _gone(self, key: int) -> None:
        before = self._most()
        self._wants.pop(key, None)
        if self._most() != before:
            self._link.want_meters(self._most())

    def _most(self) -> float:
        return max(self._wants.values(), default=QUIET_PER_SECOND)

    def _take(self, message: dict[str, object]) -> None:
        self.at_s = time.monotonic()
        self.inputs = _table(message.get("inputs"))
        self.buses = _table(message.get("buses"))
        self.effects = pairs(message.get("effects"))
        for name, levels in self.inputs.items():
            if max((peak_db for peak_db, _ in levels), default=SILENCE_DB) > SILENCE_DB:
                self._silent_since_s.pop(name, None)
            else:
                self._silent_since_s.setdefault(name, self.at_s)
        for name in self._silent_since_s.keys() - self.inputs.keys():
            del self._silent_since_s[name]
        self.came.emit()


def _table(raw: object) -> dict[str, list[Pair]]:
    return {str(name): pairs(each) for name, each in raw.items()} if isinstance(raw, dict) else {}
