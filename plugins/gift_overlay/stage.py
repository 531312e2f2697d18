"""Which full-screen effect is shown when; pure.

One at a time, or a few if the user says so.  Those that wait are shown by their value, and
among equals first for this room's own givers and for members of its fan club.  Gifts of
one run that wait for the same effect are one of them.  Who has waited too long, or is the
cheapest of too many, is handed back: to be shown as a banner, and said.
"""

from dataclasses import dataclass, field, replace

from library import Found

from studio.sdk import Gift

MAX_WAITING = 50
MAX_PIXELS = 14 << 20
"""Of all that are shown at once, unless one has more; a canvas holds 16 Mi."""


@dataclass(frozen=True)
class Asked:
    """An effect that is to be shown.

    Attributes:
        value: In coins, of the whole run so far.
    """

    found: Found
    gift: Gift
    value: int
    since_s: float

    @property
    def order(self) -> tuple[int, bool, bool, float]:
        """The smallest one comes first."""
        is_guest, is_no_member = self.gift.source != "room", self.gift.fan_level == 0
        return -self.value, is_guest, is_no_member, self.since_s

    @property
    def run(self) -> tuple[str, str, str]:
        """What is the same for those that are shown as one."""
        giver = self.gift.user or self.gift.by
        return giver, self.gift.combo or str(self.gift.number), self.found.effect.id


@dataclass
class Stage:
    """See the module.

    Attributes:
        most: That are shown at once.
        longest_wait_s: Of one that waits.
    """

    most: int = 1
    longest_wait_s: float = 30.0
    waiting: list[Asked] = field(default_factory=list)
    shown: list[Asked] = field(default_factory=list)

    def ask(self, asked: Asked) -> list[Asked]:
        """Let one wait; return those that are given up for it."""
        for place, other in enumerate(self.waiting):
            if other.run == asked.run:
                value = max(other.value, asked.value)
                self.waiting[place] = replace(asked, value=value, since_s=other.since_s)
                return []
        self.waiting.append(asked)
        self.waiting.sort(key=lambda each: each.order)
        given_up, self.waiting = self.waiting[MAX_WAITING:], self.waiting[:MAX_WAITING]
        return given_up

    def due(self, now_s: float, pixels: int = 0) -> tuple[list[Asked], list[Asked]]:
        """Return those that begin now, and those that have waited too long.

        Args:
            now_s: By any clock.
            pixels: Of all else that is shown.
        """
        late = [each for each in self.waiting if now_s - each.since_s > self.longest_wait_s]
        self.waiting = [each for each in self.waiting if each not in late]
        begun: list[Asked] = []
        while self.waiting and len(self.shown) < self.most and self._fits(pixels):
            begun.append(self.waiting.pop(0))
            self.shown.append(begun[-1])
        return begun, late

    def end(self, asked: Asked) -> None:
        """Note that one is over."""
        self.shown = [each for each in self.shown if each is not asked]

    def clear(self) -> list[Asked]:
        """Let none wait or be shown any more; return those that waited."""
        waiting, self.waiting, self.shown = self.waiting, [], []
        return waiting

    @property
    def pixels(self) -> int:
        """Of all that are shown."""
        return sum(each.found.effect.pixels for each in self.shown)

    def _fits(self, pixels: int) -> bool:
        """Tell whether there is room for the next one; for one alone there always is."""
        pixels += self.pixels
        return not pixels or pixels + self.waiting[0].found.effect.pixels <= MAX_PIXELS
