"""Tests of studio.room.rules.battle_side."""

from studio.room.protocol.values import Person
from studio.room.rules.battle_side import BattleSide


def test_the_score_counts_more_givers_than_are_remembered() -> None:
    side = BattleSide("a", "A", 0, most_givers=2)
    for index in range(5):
        side.add(Person(user=f"u{index}", name="x"), 10, index)
    state = side.state()
    assert state.score == 50
    assert [person.user for person in state.best] == ["u0", "u1"]
