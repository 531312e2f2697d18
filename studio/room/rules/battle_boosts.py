"""Boosts of a battle: what a gift counts at a time, and what it sets off.

Chance is taken from a hash of the battle and the gift's number, so that a log gives
the same score whenever it is replayed.
"""

from hashlib import sha256

from studio.room.rules.battle_rules import BattleRules, Glove, MoreTime, Window


class Boosts:
    """The boosts of one battle."""

    def __init__(self, battle: str, rules: BattleRules) -> None:
        self._battle = battle
        self._windows = [each for each in rules.boosts if isinstance(each, Window)]
        self._gloves = [each for each in rules.boosts if isinstance(each, Glove)]
        self._more_time = [each for each in rules.boosts if isinstance(each, MoreTime)]
        self._times_used = [0] * len(self._more_time)
        self._worn: dict[str, tuple[int, int, int]] = {}

    def points(self, room: str, coins: int, at_ms: int, from_ms: int, ends_ms: int) -> int:
        """Return what a gift counts in a fight from then to then."""
        points = coins
        for window in self._windows:
            begins_ms = (from_ms if window.from_s >= 0 else ends_ms) + window.from_s * 1_000
            if begins_ms <= at_ms <= begins_ms + window.lasts_s * 1_000:
                points = points * window.percent // 100
        if room in self._worn:
            on_ms, off_ms, percent = self._worn[room]
            if on_ms < at_ms <= off_ms:
                points = points * percent // 100
        return points

    def set_off(self, room: str, coins: int, number: int, at_ms: int) -> int:
        """Do what a gift sets off; return by how many milliseconds it makes the fight longer."""
        for glove in self._gloves:
            if coins >= glove.coins and self._luck(number) < glove.chance_percent:
                self._worn[room] = (at_ms, at_ms + glove.lasts_s * 1_000, glove.percent)
        longer_ms = 0
        for index, more in enumerate(self._more_time):
            if coins >= more.coins and self._times_used[index] < more.at_most:
                self._times_used[index] += 1
                longer_ms += more.extends_s * 1_000
        return longer_ms

    def _luck(self, number: int) -> int:
        return int.from_bytes(sha256(f"{self._battle}:{number}".encode()).digest()[:8]) % 100
