"""Tests of studio.room.rules.battle_log; test_battle.py replays what chance makes."""

from studio.room.protocol.values import Person
from studio.room.rules.battle import Battle
from studio.room.rules.battle_log import replay
from studio.room.rules.records import BattleLogged, Record
from tests.room.rules.stage import DATA


def test_all_kinds_of_lines_are_replayed() -> None:
    battle, step = Battle.ask("b", "standard", DATA.battles, [("a", "A"), ("b", "B")], 0)
    records: list[Record] = list(step.records)
    for step in (
        battle.gone("a", 10),
        battle.answer("b", True, 20),
        battle.back("a", 30),
        battle.scored("a", Person(user="lin", name="Lin"), 5, 1, 40),
        battle.leave("b", 50),
    ):
        records += step.records
    lines = [each for each in records if isinstance(each, BattleLogged)]
    assert [line.what for line in lines] == [
        "asked",
        "asked",
        "gone",
        "accepted",
        "back",
        "scored",
        "left",
    ]
    assert replay(lines, "standard", DATA.battles["standard"], 60) == battle.state()
    declined = replay(
        [*lines[:2], BattleLogged("b", 3, "declined", "b", "", "", 0, 0, 9)],
        "standard",
        DATA.battles["standard"],
        60,
    )
    assert declined.reason == "declined"
