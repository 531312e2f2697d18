"""Whom one can fight, and by which rules.  Pure.

opponents_of(answer, "1").rules["standard"].rooms      # 2
"""

from dataclasses import dataclass, field

from studio.app.docks.room_words import one_line

MOST = 200
MOST_NAME = 40


@dataclass(frozen=True, slots=True)
class Rules:
    """Rules of battles.

    Attributes:
        rooms: How many rooms it takes, ours among them.
        boosts: How many things make gifts count more, or the fight longer.
    """

    name: str
    rooms: int
    team_size: int
    fight_s: int
    forfeit_s: int
    boosts: int = 0


@dataclass(frozen=True, slots=True)
class Opponent:
    """Another room of the server."""

    room: str
    title: str
    anchor: str
    is_live: bool


@dataclass(frozen=True, slots=True)
class Opponents:
    """All of them: rooms that are live first."""

    rules: dict[str, Rules] = field(default_factory=dict)
    rooms: tuple[Opponent, ...] = ()


def opponents_of(told: object, ours: str) -> Opponents:
    """Return what a room client answered; nothing of what is not as it should be."""
    if not isinstance(told, dict):
        return Opponents()
    rules, rooms = told.get("rules"), told.get("rooms")
    found = [_rules(each) for each in (rules if isinstance(rules, list) else [])[:MOST]]
    others = [_room(each) for each in (rooms if isinstance(rooms, list) else [])[:MOST]]
    there = [each for each in others if each is not None and each.room != ours]
    return Opponents(
        {each.name: each for each in found if each is not None},
        tuple(sorted(there, key=lambda each: not each.is_live)),
    )


def _rules(told: object) -> Rules | None:
    match told:
        case {
            "name": str(name),
            "rooms": int(rooms),
            "team_size": int(team_size),
            "fight_s": int(fight_s),
            "forfeit_s": int(forfeit_s),
            "boosts": int(boosts),
        }:
            return Rules(name, rooms, team_size, fight_s, forfeit_s, boosts)
    return None


def _room(told: object) -> Opponent | None:
    match told:
        case {"room": str(room), "title": str(title), "anchor": str(anchor), "live": bool(live)}:
            title, anchor = one_line(title, MOST_NAME), one_line(anchor, MOST_NAME)
            return Opponent(room, title or room, anchor, live)
    return None
