"""How loudly a gift is shown, by its price and the run that it belongs to.

The tiers are data, ``tiers.toml`` in the folder of gifts::

    tiers = read_tiers(folder)
    tiers.of(gift).shows        # "line", "banner", "animation" or "full_screen"
"""

import tomllib
from bisect import bisect_right
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.sdk import Gift

FILE_NAME = "tiers.toml"
WAYS = ("line", "banner", "animation", "full_screen")
"""From the softest to the loudest."""
FEN_A_COIN = 10
"""10 coins are about 1 CNY: what gifts of other platforms are worth here."""
MOST_TIERS = 20
_MAX_BYTES = 65_536


class TierError(ValueError):
    """Tiers that can't be used; the text says what is wrong with them."""


@dataclass(frozen=True, slots=True)
class Tier:
    """How gifts of some price are shown.

    Attributes:
        rank: Its place among the tiers, from 0.
        effect: The id of what is shown where the gift has none of its own, or "".
        sound: A file in the folder of gifts, or ""; how loud it is, and how much lower all
            else is meanwhile.
    """

    id: str
    rank: int
    from_coins: int
    shows: str
    effect: str = ""
    sound: str = ""
    volume_db: float = -6.0
    duck_db: float = 0.0
    is_highest: bool = False

    def is_at_least(self, way: str) -> bool:
        """Tell whether it is shown in that way, or louder."""
        return WAYS.index(self.shows) >= WAYS.index(way)


@dataclass(frozen=True)
class Tiers:
    """All tiers, cheapest first.

    Attributes:
        milestones: Counts within a run, each with by how many steps it raises the tier.
    """

    all: tuple[Tier, ...]
    milestones: tuple[tuple[int, int], ...] = ()

    def of(self, gift: Gift) -> Tier:
        """Return the tier of a gift; one that reaches a milestone is a higher one."""
        rank = bisect_right(self.all, coins_of(gift), key=lambda tier: tier.from_coins) - 1
        return self.all[min(max(rank, 0) + self._raises(gift), len(self.all) - 1)]

    def milestone(self, gift: Gift) -> int:
        """Return the highest milestone that a gift reached within its run, or 0."""
        before = gift.combo_count - gift.count
        counts = [count for count, _ in self.milestones if before < count <= gift.combo_count]
        return max(counts, default=0)

    def _raises(self, gift: Gift) -> int:
        return dict(self.milestones).get(self.milestone(gift), 0)


BANNERS_ONLY = Tiers((Tier("small", 0, 0, "banner"),))
"""Where no tiers are given."""


def coins_of(gift: Gift) -> int:
    """Return what a gift is worth in coins, on whatever platform it was given."""
    return gift.coins or gift.worth_fen // FEN_A_COIN


def read_tiers(folder: Path) -> Tiers:
    """Read the tiers of a folder.

    Raises:
        TierError: If they can't be used, with why.
    """
    path = folder / FILE_NAME
    try:
        with path.open("rb") as file:
            told = tomllib.loads(file.read(_MAX_BYTES).decode())
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise TierError(f"{path} can't be read: {error}.") from error
    try:
        tiers = _tiers(told["tier"])
        milestones = tuple((each["count"], each["raises"]) for each in told.get("milestone", ()))
        _check(tiers, milestones)
    except (KeyError, TypeError, ValueError) as error:
        raise TierError(f"{path}: {error}.") from None
    return Tiers(tiers, milestones)


def _tiers(told: list[dict[str, Any]]) -> tuple[Tier, ...]:
    last = len(told) - 1
    return tuple(Tier(rank=rank, is_highest=rank == last, **each) for rank, each in enumerate(told))


def _check(tiers: tuple[Tier, ...], milestones: tuple[tuple[Any, Any], ...]) -> None:
    prices = [tier.from_coins for tier in tiers]
    if not 1 <= len(tiers) <= MOST_TIERS or prices[0] != 0 or prices != sorted(set(prices)):
        raise ValueError(f"it needs 1 to {MOST_TIERS} tiers, by their from_coins, the first from 0")
    for tier in tiers:
        if tier.shows not in WAYS:
            raise ValueError(f'tier "{tier.id}": shows is one of {", ".join(WAYS)}')
        for value in (tier.id, tier.effect, tier.sound):
            if not isinstance(value, str):
                raise ValueError(f"tier {tier.rank + 1}: id, effect and sound are texts")
        if not (-60 <= tier.volume_db <= 6 and -60 <= tier.duck_db <= 0):
            raise ValueError(f'tier "{tier.id}": volume_db is -60 to 6, duck_db -60 to 0')
    for count, raises in milestones:
        if not (isinstance(count, int) and isinstance(raises, int) and count > 0 <= raises):
            raise ValueError("a milestone has a count above 0, and raises by 0 or more")
