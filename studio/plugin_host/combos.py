"""Runs of equal gifts: counts each up, and says when it is over; pure.

The room tells of each gift, and until when the next one still belongs to its run; that a run
is over nobody tells.
"""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass

from studio.plugin_host.events import Told, from_room

MAX_RUNS = 5_000
USUAL_S = 5.0
"""How long a run lasts after its last gift where the room does not say it."""
GRACE_S = 0.5
LONGEST_S = 60.0


@dataclass(slots=True)
class _Run:
    told: dict[str, object]
    count: int
    coins: int
    worth_fen: int
    ends_s: float


class RoomNews:
    """What a room tells, as plugins hear it, and the ends of runs besides.

    Attributes:
        cut_short: Runs that were called over early, as there were too many.
    """

    def __init__(self) -> None:
        self._runs: OrderedDict[tuple[object, ...], _Run] = OrderedDict()
        self.cut_short = 0

    def take(self, event: Mapping[str, object], now_s: float) -> list[Told]:
        """Return what an event of the room is to plugins.

        Args:
            event: As the room sent it.
            now_s: Of a clock that never goes back.
        """
        told = from_room(event)
        if told is None:
            return []
        if told.name != "gift":
            return [told]
        return [told, *self._count(told.told, now_s, _lasts_s(event))]

    def due(self, now_s: float) -> list[Told]:
        """Return the runs that are over."""
        over = [key for key, run in self._runs.items() if run.ends_s <= now_s]
        return [_combo(self._runs.pop(key)) for key in over]

    def _count(self, gift: Mapping[str, object], now_s: float, lasts_s: float) -> list[Told]:
        combo = gift["combo"] or object()  # one without a name is a run of its own
        key = (gift["source"], gift["user"], gift["kind"], combo)
        run = self._runs.pop(key, None) or _Run({}, 0, 0, 0, 0.0)
        run.told = dict(gift)
        run.count += _number(gift["count"])
        run.coins += _number(gift["coins"])
        run.worth_fen += _number(gift.get("worth_fen"))
        run.ends_s = now_s + lasts_s
        self._runs[key] = run
        if len(self._runs) <= MAX_RUNS:
            return []
        self.cut_short += 1
        return [_combo(self._runs.popitem(last=False)[1])]


def _lasts_s(event: Mapping[str, object]) -> float:
    """Return how long after a gift its run goes on."""
    if not event.get("combo"):
        return 0.0
    ends_ms, at_ms = event.get("combo_ends_ms"), event.get("at_ms")
    if isinstance(ends_ms, int) and isinstance(at_ms, int) and at_ms:
        return min(max((ends_ms - at_ms) / 1000, 0.0), LONGEST_S) + GRACE_S
    return USUAL_S


def _combo(run: _Run) -> Told:
    told: dict[str, object] = {
        key: run.told[key] for key in ("kind", "name", "by", "combo", "user", "source")
    }
    # The room's own count also knows of gifts before this process began to listen.
    count = max(run.count, _number(run.told.get("combo_count")))
    told |= {"count": count, "coins": run.coins, "worth_fen": run.worth_fen}
    return Told("combo", told, "room")


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
