"""Replays a battle's log: whoever doubts a result computes it from the lines that were kept."""

from collections.abc import Sequence

from studio.room.protocol.values import BattleState, Id, Person
from studio.room.rules.battle import Battle
from studio.room.rules.battle_rules import BattleRules
from studio.room.rules.records import BattleLogged


def replay(
    lines: Sequence[BattleLogged], rules_name: Id, rules: BattleRules, until_ms: int
) -> BattleState:
    """Return what a battle came to until then; ``best`` has names only."""
    battle = rebuild(_until(lines, until_ms), rules_name, rules)
    battle.tick(until_ms)
    return battle.state()


def agrees(replayed: BattleState, result: BattleState) -> bool:
    """Tell whether a replay gives what was said to be the result, down to each point."""
    return _without_best(replayed) == _without_best(result)


def rebuild(lines: Sequence[BattleLogged], rules_name: Id, rules: BattleRules) -> Battle:
    """Return a battle as it was after the last line, so that it can go on."""
    asked = [line for line in lines if line.what == "asked"]
    rooms = [(line.room, line.name) for line in asked]
    battle, _ = Battle.ask(asked[0].battle, rules_name, {rules_name: rules}, rooms, asked[0].at_ms)
    for line in lines[len(asked) :]:
        match line.what:
            case "scored":
                battle.tick(line.at_ms)
                person = Person(user=line.user, name=line.name)
                battle.scored(line.room, person, line.coins, line.number, line.at_ms)
            case "left":
                battle.leave(line.room, line.at_ms)
            case "gone":
                battle.gone(line.room, line.at_ms)
            case "back":
                battle.back(line.room, line.at_ms)
            case _:
                battle.answer(line.room, line.what == "accepted", line.at_ms)
    return battle


def _until(lines: Sequence[BattleLogged], until_ms: int) -> list[BattleLogged]:
    """Leave out what came after that time; a gift stands where it came, though paid before."""
    return [line for line in lines if line.at_ms <= until_ms]


def _without_best(state: BattleState) -> BattleState:
    sides = tuple(side.model_copy(update={"best": ()}) for side in state.sides)
    return state.model_copy(update={"sides": sides})
