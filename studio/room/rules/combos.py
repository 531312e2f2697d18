"""Combos: runs of equal gifts from one giver to one receiver, each soon after the last."""

from collections import OrderedDict
from dataclasses import dataclass


@dataclass(slots=True)
class Combo:
    """A run.

    Attributes:
        name: Of its first gift.
        count: Gifts so far.
        ends_ms: Until when the next must be paid to belong to it.
    """

    name: str
    count: int
    ends_ms: int


class Combos:
    """The runs of one room that may still go on; the longest quiet are forgotten first."""

    def __init__(self, window_ms: int, most: int) -> None:
        self._window_ms = window_ms
        self._most = most
        self._runs: OrderedDict[tuple[str, str, str], Combo] = OrderedDict()

    def add(
        self, giver: str, receiver: str, gift: str, count: int, number: int, at_ms: int
    ) -> Combo:
        """Count a gift into its run, or begin one."""
        key = (giver, receiver, gift)
        combo = self._runs.get(key)
        if combo is None or at_ms > combo.ends_ms:
            combo = self._runs[key] = Combo(f"combo-{number}", 0, 0)
        combo.count += count
        combo.ends_ms = at_ms + self._window_ms
        self._runs.move_to_end(key)
        if len(self._runs) > self._most:
            self._runs.popitem(last=False)
        return combo
