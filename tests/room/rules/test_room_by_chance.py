"""A room under chance: whatever people do in whatever order, its promises hold.

A second battle of its own is kept beside it and told of every gift, as the directory does.
"""

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from studio.room.ledger.entries import Order, Receipt
from studio.room.protocol.events import Accepted, Gift, Refused
from studio.room.protocol.values import BattlePhase, Role
from studio.room.rules.battle import Battle, BattleStep
from studio.room.rules.outcome import Outcome
from studio.room.rules.records import GiftShown
from studio.room.rules.refusal import RefusalError
from studio.room.rules.verdict import Kind, Verdict
from tests.room.rules.stage import DATA, START_MS, Stage, limited

ROLES = {
    "u1": Role.VIEWER,
    "u2": Role.VIEWER,
    "u3": Role.VIEWER,
    "gu": Role.VIEWER,
    "mo": Role.MODERATOR,
    "co": Role.COHOST,
    "anchor": Role.ANCHOR,
}
users = st.sampled_from(sorted(ROLES))
RANK = list(Role)

acts = st.one_of(
    st.tuples(st.just("like"), st.fixed_dictionaries({"count": st.integers(1, 100)})),
    st.tuples(
        st.just("hide"),
        st.fixed_dictionaries({"danmaku": st.integers(1, 9), "is_hidden": st.booleans()}),
    ),
    st.tuples(
        st.sampled_from(["mute", "ban"]),
        st.fixed_dictionaries({"user": users, "duration_s": st.integers(0, 20)}),
    ),
    st.tuples(
        st.just("appoint"),
        st.fixed_dictionaries({"user": users, "role": st.sampled_from(list(Role))}),
    ),
    st.tuples(st.just("slow_mode"), st.fixed_dictionaries({"seconds": st.integers(0, 9)})),
    st.tuples(
        st.just("open_poll"),
        st.fixed_dictionaries(
            {
                "question": st.just("?"),
                "choices": st.just(["A", "B"]),
                "duration_s": st.integers(1, 9),
            }
        ),
    ),
    st.tuples(
        st.just("open_lottery"),
        st.fixed_dictionaries(
            {
                "prize": st.just("A mug"),
                "winners": st.integers(1, 3),
                "condition": st.sampled_from(["none", "phrase", "fan", "gift"]),
                "detail": st.sampled_from(["", "rose"]),
                "duration_s": st.integers(1, 9),
            }
        ),
    ),
    st.tuples(st.just("start_show"), st.just({"title": "Songs"})),
    st.tuples(st.just("end_show"), st.just({})),
    st.tuples(st.just("ping"), st.just({})),
)


class RoomByChance(RuleBasedStateMachine):
    """Does things to a room, and checks what it says to them."""

    def __init__(self) -> None:
        super().__init__()
        self.stage = Stage(data=limited(members=8, danmaku=5, held=2, combos=2, restrictions=3))
        self.room = self.stage.room
        self.connections = dict.fromkeys(ROLES, 0) | {"anchor": 1}
        self.receipts: list[Receipt] = []
        self.shown: dict[int, int] = {}
        self.kept: list[int] = []
        self.expected_score = 0
        self.battle: Battle | None = None

    def check(self, outcome: Outcome, *, was_asked: bool = True) -> Outcome:
        """Nothing follows from a refusal, and gifts are shown once."""
        if isinstance(outcome.reply, Refused):
            assert not outcome.events + outcome.records + outcome.kicked
            assert outcome.reply.sentence.endswith(".")
        elif was_asked:
            assert isinstance(outcome.reply, Accepted)
        for event in outcome.events:
            assert event.offset == event.at_ms == 0
            if isinstance(event, Gift):
                assert event.gift not in self.shown
                self.shown[event.gift] = event.coins
                if event.battle and self.battle:
                    self.score(event)
        self.kept += [each.number for each in outcome.records if isinstance(each, GiftShown)]
        return outcome

    def score(self, gift: Gift) -> None:
        assert self.battle
        receipt = next(each for each in self.receipts if each.number == gift.gift)
        self.follow(self.battle.scored("1", gift.by, gift.coins, receipt.number, receipt.at_ms))
        self.expected_score += gift.coins

    def follow(self, step: BattleStep) -> None:
        if step.show:
            self.check(self.room.battle_changed(step.show), was_asked=False)

    @rule(user=users)
    def come(self, user: str) -> None:
        outcome = self.stage.come(user, ROLES[user], is_guest=user == "gu")
        self.check(outcome, was_asked=False)
        self.connections[user] += 0 if isinstance(outcome.reply, Refused) else 1

    @rule(user=users)
    def leave(self, user: str) -> None:
        self.check(self.room.leave(user, self.stage.now_ms), was_asked=False)
        self.connections[user] = max(0, self.connections[user] - 1)

    @rule(user=users, kind=st.sampled_from(Kind), text=st.sampled_from(["hello", "rose"]))
    def say(self, user: str, kind: Kind, text: str) -> None:
        refused = self.stage.may_say(user)
        outcome = self.check(self.stage.say(user, text, Verdict(kind, text)))
        if refused:
            assert outcome.reply == refused
        if kind in (Kind.HOLD, Kind.REFUSE):
            assert not outcome.events

    @rule(user=users, act=acts)
    def act(self, user: str, act: tuple[str, dict[str, Any]]) -> None:
        kind, values = act
        target = self.room.person(values.get("user", user)).role
        own = self.room.person(user).role
        outcome = self.check(self.stage.act(user, kind, **values))
        is_done = isinstance(outcome.reply, Accepted)
        if is_done and kind in ("mute", "ban", "appoint"):
            assert RANK.index(own) > RANK.index(target)
        assert is_done or not outcome.kicked

    @rule(user=users, choice=st.integers(0, 2))
    def vote(self, user: str, choice: int) -> None:
        poll = self.room.state(self.stage.now_ms).poll
        self.check(self.stage.act(user, "vote", poll=poll.poll if poll else "p", choice=choice))

    @rule(user=users)
    def enter(self, user: str) -> None:
        lottery = self.room.state(self.stage.now_ms).lottery
        name = lottery.lottery if lottery else "l"
        outcome = self.check(self.stage.act(user, "enter_lottery", lottery=name))
        assert user != "gu" or isinstance(outcome.reply, Refused)

    @rule(
        user=users,
        gift=st.sampled_from(["rose", "club-light", "rocket"]),
        count=st.sampled_from([1, 10, 99]),
        to=st.sampled_from([None, "co", "u1"]),
    )
    def pay(self, user: str, gift: str, count: int, to: str | None) -> None:
        order = self.stage.order(user, gift, count=count, to=to)
        if isinstance(order, Order):
            assert user != "gu"
            assert order.coins == DATA.gifts.find(gift).coins * count > 0
            self.receipts.append(self.stage.pay(order))

    @rule(which=st.integers(0, 30))
    def land(self, which: int) -> None:
        if self.receipts:
            receipt = self.receipts[which % len(self.receipts)]
            self.check(self.room.gift_landed(receipt, self.stage.now_ms), was_asked=False)

    @rule()
    def fight(self) -> None:
        if self.battle is None or self.battle.is_over:
            pairs = [("1", "A"), ("2", "B")]
            now_ms = self.stage.now_ms
            self.battle, step = Battle.ask("b", "standard", DATA.battles, pairs, now_ms)
            self.follow(step)
            self.follow(self.battle.answer("2", True, now_ms))
            self.expected_score = 0

    @rule()
    def surrender(self) -> None:
        if self.battle:
            try:
                self.follow(self.battle.leave("2", self.stage.now_ms))
            except RefusalError:
                assert self.battle.state().phase is not BattlePhase.FIGHT

    @rule(ms=st.sampled_from([1, 500, 2_000, 10_000, 150_000]))
    def wait(self, ms: int) -> None:
        self.check(self.stage.wait(ms), was_asked=False)
        if self.battle:
            self.follow(self.battle.tick(self.stage.now_ms))

    @invariant()
    def gifts_are_kept_once(self) -> None:
        assert sorted(self.kept) == sorted(self.shown)

    @invariant()
    def the_score_is_what_landed_in_time(self) -> None:
        if self.battle:
            assert self.battle.state().sides[0].score == self.expected_score

    @invariant()
    def the_state_fits_what_happened(self) -> None:
        state = self.room.state(self.stage.now_ms)
        here = sum(1 for user, count in self.connections.items() if count and user != "anchor")
        assert state.viewers == here
        if state.poll:
            assert sum(choice.votes for choice in state.poll.choices) <= len(ROLES)
        if state.lottery:
            assert state.lottery.entries <= len(ROLES)
            assert not state.lottery.seed
        assert state.anchor.role is Role.ANCHOR

    @invariant()
    def what_is_due_is_done_by_a_tick(self) -> None:
        now_ms = self.stage.now_ms
        due_ms = self.room.next_due_ms(now_ms)
        assert due_ms is None or due_ms >= now_ms >= START_MS


RoomByChance.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestRoomByChance = RoomByChance.TestCase
