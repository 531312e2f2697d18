"""What was given in this show: combos as they grow, and who gave most.  Pure.

A combo is one line however many gifts it has.  Coins are counted from each gift once, so
totals do not depend on which lines are still shown::

    book = GiftBook()
    line = book.take(gift_of(event))
    book.top(5)
"""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field

from studio.app.docks.danmaku_row import MAX_NAME, badge_of
from studio.app.docks.room_words import one_line

MAX_LINES = 300
MAX_GIVERS = 5000
LARGE = ("large", "legendary")


@dataclass(frozen=True, slots=True)
class Gift:
    """One gift as a room tells of it.

    Attributes:
        number: The ledger's.
        count: Of this gift; ``combo_count`` of its run so far.
        coins: What was paid for this one.
    """

    number: int
    kind: str
    name: str
    giver: str
    user: str
    combo: str
    count: int
    combo_count: int
    coins: int
    tier: str
    badge: str = ""
    at_s: float = 0.0

    @property
    def is_large(self) -> bool:
        """Whether everybody should notice it."""
        return self.tier in LARGE


@dataclass(slots=True)
class ComboLine:
    """A run of equal gifts of one person.

    Attributes:
        coins: Of the whole run.
        is_thanked: The anchor thanked for it.
    """

    gift: Gift
    count: int
    coins: int
    is_thanked: bool = False


@dataclass(slots=True)
class Giver:
    """What one person has given."""

    name: str
    coins: int = 0
    gifts: int = 0


@dataclass(slots=True)
class GiftBook:
    """One show's.

    Attributes:
        lines: The runs, the newest last, by their combo.
        coins: Of all gifts.
        gifts: How many there were.
    """

    lines: "OrderedDict[str, ComboLine]" = field(default_factory=OrderedDict)
    givers: dict[str, Giver] = field(default_factory=dict)
    coins: int = 0
    gifts: int = 0

    def take(self, gift: Gift) -> ComboLine:
        """Count a gift, and return its line, which is the newest now."""
        self.coins += gift.coins
        self.gifts += gift.count
        self._count_giver(gift)
        line = self.lines.pop(gift.combo, None)
        if line is None:
            line = ComboLine(gift, gift.combo_count, 0)
        line.gift = gift
        line.count = max(line.count, gift.combo_count)
        line.coins += gift.coins
        line.is_thanked = False
        self.lines[gift.combo] = line
        while len(self.lines) > MAX_LINES:
            self.lines.popitem(last=False)
        return line

    def top(self, most: int) -> list[Giver]:
        """Return who gave most, in order."""
        return sorted(self.givers.values(), key=lambda each: -each.coins)[:most]

    def clear(self) -> None:
        """Begin another show."""
        self.lines.clear()
        self.givers.clear()
        self.coins = self.gifts = 0

    def _count_giver(self, gift: Gift) -> None:
        giver = self.givers.get(gift.user)
        if giver is None:
            if len(self.givers) >= MAX_GIVERS:
                least = min(self.givers, key=lambda user: self.givers[user].coins)
                del self.givers[least]
            giver = self.givers[gift.user] = Giver(gift.giver)
        giver.name = gift.giver
        giver.coins += gift.coins
        giver.gifts += gift.count


def gift_of(event: Mapping[str, object]) -> Gift | None:
    """Read a ``gift`` event; None if it is none that can be shown."""
    number, by = event.get("gift"), event.get("by")
    if not isinstance(number, int) or not isinstance(by, dict):
        return None
    count, at_ms = _whole(event.get("count"), 1), event.get("at_ms")
    return Gift(
        number=number,
        kind=str(event.get("kind", "")),
        name=one_line(event.get("name"), MAX_NAME) or "?",
        giver=one_line(by.get("name"), MAX_NAME) or "?",
        user=str(by.get("user", "")),
        combo=str(event.get("combo") or number),
        count=count,
        combo_count=_whole(event.get("combo_count"), count),
        coins=_whole(event.get("coins"), 0),
        tier=str(event.get("tier", "")),
        badge=badge_of(by),
        at_s=at_ms / 1000 if isinstance(at_ms, int) else 0.0,
    )


def _whole(value: object, otherwise: int) -> int:
    return value if isinstance(value, int) and 0 <= value < 1 << 53 else otherwise
