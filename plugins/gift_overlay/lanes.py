"""Which run of gifts has a banner, and in which lane; pure.

Gifts of one run, of the same giver, gift and combo, share a banner.  It stays for some
seconds from its newest gift, shorter while others wait.  What finds no lane free waits,
the dearest first, and goes on being counted meanwhile::

    for change in lanes.take(gift, tier, coins, now_s) + lanes.due(now_s): …
"""

from dataclasses import dataclass, field
from typing import Literal

from tiers import Tier

from studio.sdk import Gift

LEAVE_S = 0.5
SHORTEST_S = 3.0
LONGEST_S = 15.0
"""A run that does not end gives its lane to those who wait after this."""
BUMP_S = 0.1
"""Between two pictures of a count: a hundred gifts a second need not be a hundred pictures."""
WAIT_S = 30.0
MAX_WAITING = 200

Key = tuple[str, str, str]


@dataclass
class Run:
    """A run of gifts that has a banner, or waits for a lane.

    Attributes:
        gift: The newest one.
        tier: The highest that one of them had.
        starts_as: The one that it is shown as first, which its banner is made for.
        coins: Of all of them together.
        lane: Where it is shown; None while it waits.
        ends_s: When it leaves, or gives up waiting.
    """

    key: Key
    gift: Gift
    tier: Tier
    starts_as: Tier
    coins: int
    lane: int | None = None
    began_s: float = 0.0
    newest_s: float = 0.0
    bumped_s: float = 0.0
    is_behind: bool = False
    """Whether its count on the banner is an older one."""


@dataclass(frozen=True)
class Change:
    """Something to be drawn: a banner comes, counts up, goes, or there was no room for it."""

    what: Literal["shown", "bumped", "left", "crowded_out"]
    run: Run
    lane: int


@dataclass
class Lanes:
    """See the module."""

    count: int = 3
    stay_s: float = 4.0
    runs: dict[Key, Run] = field(default_factory=dict)
    _busy_until_s: dict[int, float] = field(default_factory=dict)

    def take(self, gift: Gift, tier: Tier, coins: int, now_s: float) -> list[Change]:
        """Count a gift, on the banner of its run if there is one."""
        key = (gift.user or gift.by, gift.kind, gift.combo or f"gift {gift.number}")
        run = self.runs.get(key)
        if run is None:
            run = self.runs[key] = Run(key, gift, tier, tier, coins, newest_s=now_s)
            return self._fill(now_s) + self._forget_the_cheapest()
        run.gift, run.newest_s = gift, now_s
        run.coins += coins
        if tier.rank > run.tier.rank:
            run.tier = tier
        run.is_behind = run.lane is not None
        return self._bump(run, now_s)

    def due(self, now_s: float) -> list[Change]:
        """Let go of those whose time is over, count up, and show those that wait."""
        changes = []
        for run in list(self.runs.values()):
            if now_s >= self._ends_s(run):
                del self.runs[run.key]
                changes.append(self._gone(run, now_s))
            else:
                changes += self._bump(run, now_s)
        return changes + self._fill(now_s)

    def _ends_s(self, run: Run) -> float:
        if run.lane is None:
            return run.newest_s + WAIT_S
        if not self._waiting():
            return run.newest_s + self.stay_s
        stays_s = min(self.stay_s, SHORTEST_S)
        return min(run.newest_s + stays_s, run.began_s + LONGEST_S)

    def _gone(self, run: Run, now_s: float) -> Change:
        if run.lane is None:
            return Change("crowded_out", run, -1)
        self._busy_until_s[run.lane] = now_s + LEAVE_S
        return Change("left", run, run.lane)

    def _bump(self, run: Run, now_s: float) -> list[Change]:
        if not run.is_behind or run.lane is None or now_s < run.bumped_s + BUMP_S:
            return []
        run.is_behind, run.bumped_s = False, now_s
        return [Change("bumped", run, run.lane)]

    def _waiting(self) -> list[Run]:
        return [run for run in self.runs.values() if run.lane is None]

    def _fill(self, now_s: float) -> list[Change]:
        """Show the dearest of those that wait in every lane that is free."""
        taken = {run.lane for run in self.runs.values()}
        free = [
            lane
            for lane in range(self.count)
            if lane not in taken and now_s >= self._busy_until_s.get(lane, 0.0)
        ]
        waiting = sorted(self._waiting(), key=lambda run: -run.coins) if free else []
        changes = []
        for lane, run in zip(free, waiting, strict=False):
            run.lane, run.began_s, run.newest_s, run.bumped_s = lane, now_s, now_s, now_s
            run.starts_as = run.tier
            changes.append(Change("shown", run, lane))
        return changes

    def _forget_the_cheapest(self) -> list[Change]:
        waiting = self._waiting()
        if len(waiting) <= MAX_WAITING:
            return []
        run = min(waiting, key=lambda run: run.coins)
        del self.runs[run.key]
        return [Change("crowded_out", run, -1)]
