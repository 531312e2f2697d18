"""Tests of studio.room.live.battle_guest: a room of this node, and keepers that come and go."""

import asyncio
from collections.abc import Callable

from studio.room.live.battle_guest import BattleGuest
from studio.room.live.battle_words import MOST_SCORES, Answer, News, Report, Score, Unknown, Words
from studio.room.protocol.events import Accepted, Refused
from studio.room.protocol.values import BattlePhase, BattleState, Person, RoomState, Side
from studio.room.rules import data
from studio.room.rules.outcome import Outcome
from studio.room.rules.room import Room
from tests.room.live.stand import ANCHOR
from tests.room.live.test_outbox import until

FIGHT = BattleState(
    battle="b1",
    rules="standard",
    phase=BattlePhase.FIGHT,
    sides=tuple(Side(room=room, name=room, team=n, score=0) for n, room in enumerate("12")),
    ends_ms=1,
)


class Scene:
    """A room, and what keepers were told; ``answers`` is what they say next."""

    def __init__(self) -> None:
        self.name = "2"
        self.has_anchor = True
        self.rules = Room("2", "Room", ANCHOR, None, data.load())
        self.seen: list[BattleState] = []
        self.heard: list[Report] = []
        self.answer: Answer | None = News(keeper="k1", seen=1, states=(FIGHT,))
        self.overs: list[bool] = []

    def state(self) -> RoomState:
        return self.rules.state(0)

    def perform(self, change: Callable[[Room, int], Outcome]) -> Accepted | Refused | None:
        outcome = change(self.rules, 0)
        self.seen += [event.battle for event in outcome.events if event.type == "battle"]
        return outcome.reply

    async def say(self, room: str, words: Words) -> Answer | None:
        assert room == "1"
        assert isinstance(words, Report)
        self.heard.append(words)
        return self.answer

    def guest(self) -> BattleGuest:
        return BattleGuest(
            self, "b1", "1", self.say, lambda _guest, known: self.overs.append(known)
        )

    def numbers(self) -> list[int]:
        return [score.number for report in self.heard for score in report.scores]


def score(number: int) -> Score:
    return Score(person=Person(user="u", name="U"), coins=1, number=number, at_ms=0)


def test_a_new_keeper_is_told_all_again() -> None:
    async def work() -> None:
        scene = Scene()
        guest = scene.guest()
        for number in range(1, MOST_SCORES + 2):
            guest.scored(score(number))
        told = list(range(1, MOST_SCORES + 2))
        await until(lambda: scene.numbers() == told)
        scene.answer = None  # it died
        guest.scored(score(1_000))
        await until(lambda: scene.numbers()[-1] == 1_000)
        scene.heard.clear()
        scene.answer = News(keeper="k2", seen=1, states=(FIGHT,))
        await until(lambda: sorted(set(scene.numbers())) == [*told, 1_000])
        assert scene.seen == [FIGHT]  # once
        guest.close()

    asyncio.run(work())


def test_a_battle_that_nobody_knows_ends_in_the_room_too() -> None:
    async def work() -> None:
        scene = Scene()
        scene.guest()
        await until(lambda: scene.seen == [FIGHT])
        scene.answer = Unknown()
        await until(lambda: scene.overs == [False])
        assert (scene.seen[-1].phase, scene.seen[-1].reason) == (BattlePhase.OVER, "split")

    asyncio.run(work())


def test_the_end_is_shown_and_nothing_is_reported_any_more() -> None:
    async def work() -> None:
        scene = Scene()
        over = FIGHT.model_copy(update={"phase": BattlePhase.OVER, "winner": "1"})
        scene.answer = News(keeper="k1", seen=2, states=(FIGHT, over))
        scene.guest()
        await until(lambda: scene.overs == [True])
        assert scene.seen == [FIGHT, over]
        assert len(scene.heard) == 1

    asyncio.run(work())
