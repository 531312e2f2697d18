"""Tests of studio.room.rules.battle."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.room.protocol.values import BattleState, Person
from studio.room.rules.battle import Battle, BattleStep
from studio.room.rules.battle_log import replay
from studio.room.rules.battle_rules import BattleRules
from studio.room.rules.records import BattleLogged, BattleResult, Record
from studio.room.rules.refusal import RefusalError
from tests.room.rules.stage import DATA

START_MS = 1_000_000
PLAIN = DATA.battles["standard"]
LIN = Person(user="lin", name="Lin")


class Ring:
    """A battle, and all that came out of it."""

    def __init__(self, rules: BattleRules | str = PLAIN, rooms: str = "ab") -> None:
        self.rules = DATA.battles[rules] if isinstance(rules, str) else rules
        self.records: list[Record] = []
        self.shown: list[BattleState] = []
        self.number = 0
        pairs = tuple((room, room.upper()) for room in rooms)
        self.battle, step = Battle.ask("b1", "x", {"x": self.rules}, pairs, START_MS)
        self.take(step)

    def take(self, step: BattleStep) -> BattleStep:
        self.records += step.records
        self.shown += [step.show] if step.show else []
        return step

    def fight(self) -> "Ring":
        for room in self.battle.rooms[1:]:
            self.take(self.battle.answer(room, True, START_MS))
        assert self.phase == "fight"
        return self

    def score(self, room: str, coins: int, at_s: float, user: str = "lin") -> BattleStep:
        self.number += 1
        person = Person(user=user, name=user.upper())
        at_ms = START_MS + int(at_s * 1000)
        return self.take(self.battle.scored(room, person, coins, self.number, at_ms))

    def tick(self, at_s: float) -> BattleStep:
        return self.take(self.battle.tick(START_MS + int(at_s * 1000)))

    @property
    def state(self) -> BattleState:
        return self.battle.state()

    @property
    def phase(self) -> str:
        return self.state.phase

    @property
    def scores(self) -> list[int]:
        return [side.score for side in self.state.sides]

    @property
    def results(self) -> list[BattleState]:
        return [each.battle for each in self.records if isinstance(each, BattleResult)]

    @property
    def lines(self) -> list[BattleLogged]:
        return [each for each in self.records if isinstance(each, BattleLogged)]


def test_asked_fought_forfeited_over() -> None:
    ring = Ring()
    assert ring.phase == "asked"
    assert ring.battle.next_due_ms() == START_MS + 30_000
    ring.fight()
    assert ring.state.ends_ms == START_MS + 300_000
    ring.score("a", 100, 10)
    ring.score("b", 99, 20)
    assert ring.battle.next_due_ms() == START_MS + 300_000 + PLAIN.settle_ms
    ring.tick(300)
    assert ring.phase == "fight"  # gifts paid in time may still come
    assert ring.tick(301.5).result == ring.state
    assert (ring.state.phase, ring.state.winner) == ("forfeit", "a")
    assert ring.state.reason == "time"
    ring.tick(301.5 + 180)
    assert (ring.state.phase, ring.state.winner) == ("over", "a")
    assert ring.battle.is_over
    assert ring.battle.next_due_ms() is None
    assert len(ring.results) == 1


def test_a_gift_counts_by_the_time_when_it_was_paid() -> None:
    ring = Ring().fight()
    ring.score("a", 1, -0.001)
    ring.score("a", 10, 0)
    ring.score("a", 100, 300)
    ring.score("b", 1_000, 300.001)
    ring.tick(300.5)
    ring.score("a", 10_000, 299)  # late, but paid in time
    ring.score("b", 5, 400)  # somebody's clock is wrong: it ends nothing
    assert ring.scores == [10_110, 0]
    ring.tick(302)
    ring.score("b", 100_000, 299)  # too late: it is decided
    assert ring.scores == [10_110, 0]


def test_a_number_counts_once() -> None:
    ring = Ring().fight()
    for _ in range(2):
        ring.take(ring.battle.scored("a", LIN, 7, 1, START_MS))
    assert ring.scores == [7, 0]


def test_scores_are_told_four_times_a_second() -> None:
    ring = Ring().fight()
    before = len(ring.shown)
    for index in range(1000):
        ring.score("a", 1, index / 1000)
    ring.tick(1)
    assert len(ring.shown) - before == 4
    assert ring.shown[-1].sides[0].score == 1000
    ring.score("a", 1, 1.001)
    assert ring.battle.next_due_ms() == START_MS + 1_250


def test_the_best_three_are_known() -> None:
    ring = Ring().fight()
    for user, coins in (("u1", 5), ("u2", 9), ("u3", 2), ("u4", 3), ("u1", 5), ("u3", 20)):
        ring.score("a", coins, 1, user)
    assert [person.user for person in ring.state.sides[0].best] == ["u3", "u1", "u2"]


@pytest.mark.parametrize(
    ("leaves", "reason", "who"),
    [("a", "withdrawn", "asker"), ("b", "declined", "asked")],
)
def test_a_request_may_be_taken_back_or_declined(leaves: str, reason: str, who: str) -> None:
    ring = Ring()
    assert ring.take(ring.battle.leave(leaves, START_MS)).result
    assert (ring.state.phase, ring.state.reason, ring.state.winner) == ("over", reason, None)


def test_an_answer_ends_or_begins_it() -> None:
    ring = Ring()
    ring.take(ring.battle.answer("b", False, START_MS))
    assert (ring.state.phase, ring.state.reason) == ("over", "declined")
    assert len(ring.results) == 1


def test_no_answer_ends_it() -> None:
    ring = Ring("three-way", "abc")
    ring.take(ring.battle.answer("b", True, START_MS))
    with pytest.raises(RefusalError, match="has accepted"):
        ring.battle.answer("b", True, START_MS)
    with pytest.raises(RefusalError, match="no longer waits"):
        ring.battle.answer("c", True, START_MS + 45_000)
    ring.tick(45)
    assert (ring.state.phase, ring.state.reason) == ("over", "unanswered")


@pytest.mark.parametrize(
    ("rules", "rooms", "words"),
    [
        ("nothing", "ab", "There are no rules 'nothing'"),
        ("standard", "abc", "takes 2 different rooms"),
        ("standard", "aa", "takes 2 different rooms"),
        ("two-on-two", "ab", "takes 4 different rooms"),
    ],
)
def test_what_can_not_be_asked(rules: str, rooms: str, words: str) -> None:
    with pytest.raises(RefusalError, match=words):
        Battle.ask("b", rules, DATA.battles, [(room, room) for room in rooms], START_MS)


def test_a_stranger_is_refused() -> None:
    ring = Ring()
    calls: list[Callable[[], BattleStep]] = [
        lambda: ring.battle.answer("z", True, START_MS),
        lambda: ring.battle.leave("z", START_MS),
        lambda: ring.battle.gone("z", START_MS),
        lambda: ring.battle.scored("z", LIN, 1, 1, START_MS),
    ]
    for call in calls:
        with pytest.raises(RefusalError, match="not in the battle"):
            call()


def test_whoever_surrenders_loses_with_more_points_too() -> None:
    ring = Ring().fight()
    ring.score("a", 1_000, 1)
    ring.take(ring.battle.leave("a", START_MS + 2_000))
    assert (ring.state.phase, ring.state.winner) == ("forfeit", "b")
    assert ring.state.reason == "surrender"
    with pytest.raises(RefusalError, match="no longer in the battle"):
        ring.battle.leave("a", START_MS + 3_000)
    ring.take(ring.battle.leave("b", START_MS + 3_000))
    assert (ring.state.phase, ring.state.reason) == ("over", "left")
    assert len(ring.results) == 1
    with pytest.raises(RefusalError, match="no longer in the battle"):
        ring.battle.leave("b", START_MS + 3_000)


def test_whoever_is_gone_too_long_forfeits() -> None:
    ring = Ring().fight()
    ring.score("b", 5, 1)
    ring.take(ring.battle.gone("b", START_MS + 10_000))
    ring.take(ring.battle.gone("b", START_MS + 20_000))  # told twice: the first counts
    assert ring.battle.next_due_ms() == START_MS + 40_000
    ring.score("b", 1_000, 40.001)  # before anybody ticked
    assert ring.scores == [0, 5]
    ring.tick(41)
    assert (ring.state.winner, ring.state.reason) == ("a", "disconnected")
    assert ring.state.ends_ms == START_MS + 40_000 + 180_000


def test_whoever_comes_back_in_time_fights_on() -> None:
    ring = Ring().fight()
    ring.take(ring.battle.gone("b", START_MS + 10_000))
    ring.take(ring.battle.back("b", START_MS + 39_000))
    ring.take(ring.battle.back("b", START_MS + 39_000))
    ring.score("b", 1, 60)
    ring.take(ring.battle.gone("a", START_MS + 290_000))  # the end is nearer than the grace
    ring.tick(310)
    assert (ring.state.winner, ring.state.reason) == ("b", "time")
    assert [line.what for line in ring.lines].count("back") == 1


def test_the_grace_of_somebody_gone_before_begins_with_the_fight() -> None:
    ring = Ring()
    ring.take(ring.battle.gone("a", START_MS))
    ring.take(ring.battle.answer("b", True, START_MS + 25_000))
    ring.tick(54)
    assert ring.phase == "fight"
    ring.tick(55)
    assert ring.state.winner == "b"
    ring.battle.tick(START_MS + 999_000)
    assert ring.battle.gone("a", START_MS + 999_000) == BattleStep()


def test_equal_scores_are_a_draw() -> None:
    ring = Ring().fight()
    ring.score("a", 7, 1)
    ring.score("b", 7, 2)
    ring.tick(302)
    assert (ring.state.phase, ring.state.winner, ring.state.reason) == ("over", None, "draw")
    assert len(ring.results) == 1


def test_who_was_there_first_wins_where_the_rules_say_so() -> None:
    ring = Ring("quick").fight()
    ring.score("b", 7, 1)
    ring.score("a", 3, 2)
    ring.score("a", 4, 3)
    ring.tick(62)
    assert ring.state.winner == "b"
    nothing = Ring("quick").fight()
    nothing.tick(62)
    assert nothing.state.reason == "draw"


def test_an_overtime_decides_once() -> None:
    rules = DATA.battles["boosted"].model_copy(update={"boosts": ()})
    ring = Ring(rules).fight()
    ring.tick(301.5)
    assert (ring.state.phase, ring.state.ends_ms) == ("fight", START_MS + 331_500)
    ring.score("a", 50, 300.5)  # between the end and the overtime
    ring.score("b", 1, 305)
    ring.tick(333)
    assert (ring.state.winner, ring.scores) == ("b", [0, 1])
    draw = Ring(rules).fight()
    draw.tick(400)
    assert (draw.state.phase, draw.state.reason) == ("over", "draw")


def test_teams_win_together() -> None:
    ring = Ring("two-on-two", "abcd").fight()
    assert [side.team for side in ring.state.sides] == [0, 0, 1, 1]
    ring.score("a", 5, 1)
    ring.score("b", 6, 1)
    ring.score("c", 10, 1)
    ring.take(ring.battle.leave("b", START_MS + 5_000))
    assert ring.phase == "fight"  # the other of its team fights on
    ring.score("b", 100, 6)
    ring.tick(302)
    assert (ring.state.winner, ring.scores) == ("a", [5, 6, 10, 0])


def test_the_last_of_several_wins() -> None:
    ring = Ring("three-way", "abc").fight()
    ring.take(ring.battle.leave("a", START_MS + 1_000))
    assert ring.phase == "fight"
    ring.take(ring.battle.leave("c", START_MS + 2_000))
    assert (ring.state.winner, ring.state.reason) == ("b", "surrender")


def test_without_a_forfeit_it_is_over_at_once() -> None:
    ring = Ring(PLAIN.model_copy(update={"forfeit_s": 0})).fight()
    ring.score("a", 1, 1)
    ring.tick(302)
    assert (ring.state.phase, ring.state.winner, ring.state.reason) == ("over", "a", "time")
    assert len(ring.results) == 1


_STEPS = st.lists(
    st.tuples(
        st.sampled_from(["score", "score", "score", "score", "leave", "gone", "back", "tick"]),
        st.sampled_from("abcd"),
        st.sampled_from([1, 99, 500, 1_000, 5_000]),
        st.integers(0, 20_000),
    ),
    max_size=60,
)


@given(_STEPS, st.sampled_from(["standard", "quick", "boosted", "two-on-two", "four-way"]))
def test_a_log_replays_to_the_same_result(
    steps: list[tuple[str, str, int, int]], rules: str
) -> None:
    rooms = "abcd"[: DATA.battles[rules].rooms]
    ring = Ring(rules, rooms).fight()
    at_s = 0.0
    for what, which, coins, wait_ms in steps:
        at_s += wait_ms / 1000
        room = which if which in rooms else "a"
        if what == "score":
            ring.score(room, coins, at_s)
        elif what == "tick":
            ring.tick(at_s)
        else:
            try:
                ring.take(getattr(ring.battle, what)(room, START_MS + int(at_s * 1000)))
            except RefusalError:
                assert what == "leave"
    ring.tick(at_s + 2_000)
    assert ring.battle.is_over
    assert len(ring.results) == 1
    assert [line.line for line in ring.lines] == list(range(1, len(ring.lines) + 1))
    again = replay(ring.lines, "x", ring.rules, START_MS + int(at_s * 1000) + 2_000_000)
    assert again == ring.state
