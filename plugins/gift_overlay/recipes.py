"""Notices when gifts complete a recipe: which ones, how many, in what order, within what time.

Pure, and bounded: of each recipe the newest gifts are kept, those of a short while as one.
What completes a recipe is used up.  If one gift completes several, the dearest is shown
and the gifts of all of them are used up.
"""

from collections import OrderedDict, deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from library import Found
from tiers import coins_of

from studio.sdk import Gift, When

MAX_GIVERS = 500
"""Whose gifts are kept, for a recipe that one alone must complete."""
MAX_KEPT = 256
_SHARE = 64
"""Equal gifts within such a share of a recipe's time are kept as one."""


@dataclass
class _Given:
    """Equal gifts in a row."""

    kind: str
    count: int
    coins: int
    at_s: float


@dataclass
class _Recipe:
    found: Found
    givers: OrderedDict[str, deque[_Given]] = field(default_factory=OrderedDict)

    def take(self, gift: Gift, now_s: float) -> int:
        """Keep a gift; return what all gifts cost if it completes the recipe, else 0."""
        when = self.found.effect.when
        if all(step.gift != gift.kind for step in when.recipe):
            return 0
        giver = (gift.user or gift.by) if when.is_by_one else ""
        kept = self.givers.setdefault(giver, deque(maxlen=MAX_KEPT))
        self.givers.move_to_end(giver)
        if len(self.givers) > MAX_GIVERS:
            self.givers.popitem(last=False)
        while kept and now_s - kept[0].at_s > when.within_s:
            kept.popleft()
        newest = kept[-1] if kept else None
        coins = coins_of(gift)
        if newest and newest.kind == gift.kind and now_s - newest.at_s < when.within_s / _SHARE:
            newest.count += gift.count
            newest.coins += coins
        else:
            kept.append(_Given(gift.kind, gift.count, coins, now_s))
        if not _is_complete(when, kept):
            return 0
        return max(1, sum(each.coins for each in kept))

    def empty(self, gift: Gift) -> None:
        """Use up what was given."""
        is_by_one = self.found.effect.when.is_by_one
        self.givers.pop((gift.user or gift.by) if is_by_one else "", None)


class Recipes:
    """All recipes that there are."""

    def __init__(self, found: Iterable[Found]) -> None:
        self._recipes = [_Recipe(each) for each in found]

    def take(self, gift: Gift, now_s: float) -> tuple[Found, int] | None:
        """Return what a gift completes, and what that cost in all; None for nothing."""
        complete = [(coins, each) for each in self._recipes if (coins := each.take(gift, now_s))]
        for _, recipe in complete:
            recipe.empty(gift)
        if not complete:
            return None
        coins, recipe = max(complete, key=lambda each: each[0])
        return recipe.found, coins


def _is_complete(when: When, kept: Iterable[_Given]) -> bool:
    if not when.is_ordered:
        wanted: dict[str, int] = {}
        for step in when.recipe:
            wanted[step.gift] = wanted.get(step.gift, 0) + step.count
        return all(
            sum(each.count for each in kept if each.kind == kind) >= count
            for kind, count in wanted.items()
        )
    # Who takes each step with the oldest gifts that fit has the most left for the next one.
    left = [(each.kind, each.count) for each in kept]
    for step in when.recipe:
        missing = step.count
        while missing > 0:
            if not left:
                return False
            kind, count = left.pop(0)
            if kind == step.gift:
                if count > missing:
                    left.insert(0, (kind, count - missing))
                missing -= count
    return True
