"""Battles of the room, as plugins hear of them; pure: time is an argument.

The room says when a phase ends by its own clock; plugins are told how long that is from now.
"""

from collections.abc import Iterator, Mapping
from typing import cast

from studio.plugin_host.events import Told

MOST_SIDES = 9
MOST_BEST = 3
_PHASES = ("asked", "fight", "forfeit", "over")


class BattleNews:
    """What was heard of one room's battles."""

    def __init__(self) -> None:
        self._room = ""
        self._told: dict[str, object] | None = None
        self._server_ms, self._heard_s = 0.0, 0.0

    def state(self, message: Mapping[str, object], now_s: float) -> list[Told]:
        """Begin with the room as its client shows it; return what is news.

        Args:
            message: ``room_state``.
            now_s: Of this machine's clock that never goes back.
        """
        room, clock_ms = message.get("room"), message.get("clock_ms")
        if not isinstance(room, dict) or not isinstance(clock_ms, int):
            return []
        self._room = str(room.get("room", ""))
        before, battle = self._told, room.get("battle")
        if self._take(battle, now_s * 1000 + clock_ms, now_s):
            return [] if self._told == before else self.now(now_s)
        if before is not None and battle is None:  # it ended while the room was out of reach
            self._told = {**before, "phase": "over", "ends_ms": 0}
            return self.now(now_s)
        return []

    def event(self, event: Mapping[str, object], now_s: float) -> list[Told]:
        """Return what an event of the room says of a battle."""
        at_ms = event.get("at_ms")
        if event.get("type") != "battle" or not isinstance(at_ms, int):
            return []
        return self.now(now_s) if self._take(event.get("battle"), at_ms, now_s) else []

    def now(self, now_s: float) -> list[Told]:
        """Return the battle that goes on, or that has just ended."""
        if self._told is None:
            return []
        server_ms = self._server_ms + (now_s - self._heard_s) * 1000
        told = dict(self._told)
        told["left_s"] = _left_s(told.pop("ends_ms"), server_ms)
        told["sides"] = [
            {**side, "lost_s": None if lost_ms is None else _left_s(lost_ms, server_ms)}
            for lost_ms, side in _sides(told["sides"])
        ]
        if told["phase"] == "over":
            self._told = None
        return [Told("battle", told, "room")]

    def _take(self, battle: object, server_ms: float, now_s: float) -> bool:
        """Note how a battle is; False if that is none."""
        if not isinstance(battle, dict):
            return False
        match battle:
            case {
                "battle": str(name),
                "rules": str(rules),
                "phase": str(phase),
                "ends_ms": int(ends_ms),
                "sides": list(sides),
            } if phase in _PHASES:
                self._server_ms, self._heard_s = server_ms, now_s
                self._told = {
                    "battle": name,
                    "rules": rules,
                    "phase": phase,
                    "ends_ms": ends_ms,
                    "sides": [each for told in sides[:MOST_SIDES] for each in self._side(told)],
                    "winner": str(battle.get("winner") or ""),
                    "reason": str(battle.get("reason") or ""),
                }
                return True
        return False

    def _side(self, told: object) -> list[dict[str, object]]:
        if not isinstance(told, dict):
            return []
        match told:
            case {"room": str(room), "name": str(name), "team": int(team), "score": int(score)}:
                best, lost_ms = told.get("best"), told.get("lost_until_ms")
                names = [
                    each["name"]
                    for each in (best if isinstance(best, list) else [])[:MOST_BEST]
                    if isinstance(each, dict) and isinstance(each.get("name"), str)
                ]
                side = {"room": room, "name": name, "team": team, "score": score, "best": names}
                side |= {"is_ours": room == self._room, "is_out": told.get("is_out") is True}
                return [{**side, "lost_ms": lost_ms if isinstance(lost_ms, int) else None}]
        return []


def _sides(told: object) -> Iterator[tuple[int | None, dict[str, object]]]:
    for each in cast(list[dict[str, object]], told):
        side = dict(each)
        yield cast(int | None, side.pop("lost_ms")), side


def _left_s(ends_ms: object, server_ms: float) -> float:
    return max(0.0, (cast(int, ends_ms) - server_ms) / 1000)
